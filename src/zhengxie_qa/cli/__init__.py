"""The command line, ``zhengxie-qa``: a command imports what it needs when it runs, so it starts at once."""

from zhengxie_qa.cli.main import main

__all__ = ["main"]
