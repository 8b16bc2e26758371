"""Serve the page over the documents in ``corpus/``; ``PORT`` and ``HOST`` say where."""

import os
import sys

from zhengxie_qa import Assistant
from zhengxie_qa.errors import ZhengxieError
from zhengxie_qa.web import serve

if __name__ == "__main__":
    try:
        serve(Assistant.open, os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "7860"))
    except ZhengxieError as error:
        sys.exit(str(error))
