"""The word lists of ``lexicon/``: surnames, units, offices, stop words, each a plain text file that anyone can read.

Words stand apart by blanks or line ends; a line that starts with ``#`` is a comment. Some lists are rows, where the
words of one line belong together. A list is read once.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files


@cache
def entries(name: str) -> tuple[str, ...]:
    """Return the lines of the list ``name`` that are neither empty nor comments, in order."""
    text = files("zhengxie_qa").joinpath("lexicon", f"{name}.txt").read_text(encoding="utf-8")
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


@cache
def word_rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the words of the list ``name`` line by line: ``(("名", "人", "位"), …)``."""
    return tuple(tuple(line.split()) for line in entries(name))


@cache
def word_list(name: str) -> tuple[str, ...]:
    """Return the words of the list ``name`` in order, each once."""
    return tuple(dict.fromkeys(word for row in word_rows(name) for word in row))


@cache
def alternation(name: str) -> str:
    """Return a regular expression, without brackets round it, that matches any word of the list ``name``.

    The first word that fits counts: a list puts a longer word before its beginning.
    """
    return "|".join(map(re.escape, word_list(name)))
