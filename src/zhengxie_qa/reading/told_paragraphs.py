"""The paragraphs of a text that tell something: not its title, its byline, who signed it or to whom it went."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhengxie_qa.text import alternation, fold
from zhengxie_qa.types import Document

_TELLS = re.compile(r"[。！？；：!?;:]\W{0,3}$")  # how a line ends that is a sentence, an item of a list or its lead
_GREETS = 15  # characters of a line with a colon behind it that only addresses the audience: 各位委员：
_FIELD = re.compile(rf"(?:{alternation('head_fields')})\s*[：:]")  # 出席：…, 分送：…
_LINE = re.compile(r"[^\n]+")


def told_paragraphs(document: Document, start: int, end: int) -> list[tuple[int, int]]:
    """Return where the paragraphs of ``document.text[start:end]`` stand that tell something; all lines if none does."""
    lines = list(_lines(document, start, end))
    title = fold(document.metadata.title)
    lines = [(a, b) for a, b in lines if not title or fold(document.text[a:b]) != title] or lines
    rows = {row.start for row in document.rows}
    return [(a, b) for a, b in lines if a in rows or _tells(document.text[a:b])] or lines


def _lines(document: Document, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the lines that are not blank, without the space around them."""
    for match in _LINE.finditer(document.text, start, end):
        line = match.group()
        if stripped := line.strip():
            begin = match.start() + line.index(stripped)
            yield begin, begin + len(stripped)


def _tells(line: str) -> bool:
    return (
        _TELLS.search(line) is not None
        and not _FIELD.match(line)
        and not (len(line) < _GREETS and line.endswith(("：", ":")))
    )
