"""Serve the page over the documents in ``corpus/``: ``python app.py``, as ``zhengxie-qa serve`` does."""

import sys

from zhengxie_qa.cli import main

if __name__ == "__main__":
    sys.exit(main(["serve", *sys.argv[1:]]))
