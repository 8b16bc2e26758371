"""Paragraphs that were broken at a page's width are put together again."""

from __future__ import annotations

import unicodedata

from zhengxie_qa.documents.formats.lines import Line, glued
from zhengxie_qa.structure import number_of, part_of

_MIN_LINES = 12  # fewer lines say nothing about a page's width
_NARROWEST, _WIDEST = 30, 120  # columns of a page's line, an ideograph taking two
_PROSE = 0.2  # share of lines with a full stop; a list of names or titles has none
_FULL = 0.8  # share of the page's width that makes a line full: an indent, a figure moved down are missing
_MOST = 0.5  # share of lines that must be full, and of full ones that must stop mid-sentence
_LONG = 0.5  # share of the width from which a line without a number is no heading: pages also break lines early
_STOPS = frozenset("。！？；：!?;:”’》）」』)")
_SESSION_END = ("会议上", "大会上")  # a subtitle: ——…在…会议上


def unwrap(lines: list[Line]) -> list[Line]:
    """Return ``lines`` with the pieces of a paragraph joined, where the text was broken at a page's width.

    A line joins the one before it when that one is full and stops without a mark. Texts whose lines are
    paragraphs come back as they are.
    """
    width = _page_width([line.text for line in lines if line.text])
    if not width:
        return lines
    paragraphs: list[tuple[list[str], int | None]] = []
    open_end = False  # the last line is full and stops mid-sentence
    for line in lines:
        if open_end and line.text and line.level is None and number_of(line.text) is None:
            paragraphs[-1][0].append(line.text)
        else:
            paragraphs.append(([line.text], line.level))
        open_end = line.level is None and _goes_on(line.text, width)
    return [Line(glued(pieces), level) for pieces, level in paragraphs]


def _page_width(texts: list[str]) -> int:
    """Return the columns at which lines are broken, or 0 where they are whole paragraphs."""
    if len(texts) < _MIN_LINES or sorted(map(len, texts))[len(texts) * 9 // 10] > _WIDEST:
        return 0
    columns = sorted(_columns(text) for text in texts)
    width = columns[len(columns) * 9 // 10]
    full = [text for text in texts if _columns(text) >= _FULL * width]
    short = sum(text[-1] not in _STOPS for text in full)
    if not _NARROWEST <= width <= _WIDEST or sum("。" in text for text in texts) < _PROSE * len(texts):
        return 0
    return width if len(full) >= _MOST * len(texts) and short >= _MOST * len(full) else 0


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text[: _WIDEST + 1])


def _goes_on(text: str, width: int) -> bool:
    """Say whether the paragraph goes on in the next line."""
    if not text or text[-1] in _STOPS or text.endswith(_SESSION_END):
        return False
    share = _LONG if number_of(text) is None and part_of(text) is None else _FULL
    return _columns(text) >= share * width
