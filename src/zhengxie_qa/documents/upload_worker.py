"""The process in which an uploaded file is read to its end before it is kept: nobody else waits for it.

It is told a file and how many seconds of processor it may take, and answers with a line of JSON. Parsers run apart
from it in their turn, as wherever documents are read.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from zhengxie_qa.documents.file_reading import read_document
from zhengxie_qa.documents.page_progress import watched_pages
from zhengxie_qa.documents.worker import limit_processor
from zhengxie_qa.errors import DocumentError

_SAMPLE = 3  # scanned pages that are recognised before a file is kept; the update recognises the others, page by page


def main() -> None:
    """Read the file named on the command line."""
    path, seconds = Path(sys.argv[1]), float(sys.argv[2])
    limit_processor(seconds)
    try:
        with watched_pages(most=_SAMPLE):
            read_document(path.parent, path)
    except DocumentError as error:
        print(json.dumps({"refused": str(error)}))
    else:
        print(json.dumps({"refused": ""}))


if __name__ == "__main__":
    main()
