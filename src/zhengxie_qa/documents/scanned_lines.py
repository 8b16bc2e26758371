"""Lines that were recognised on scanned pages → their places in the text that was made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zhengxie_qa.documents.formats.lines import Scan, ScanLine
from zhengxie_qa.types import ScannedLine, ScannedPage

_INK = re.compile(r"\S")


def placed_scans(text: str, pages: Sequence[int], scans: Sequence[Scan]) -> tuple[ScannedPage, ...]:
    """Return the recognised pages with the lines that stand in ``text``; ``pages`` says where each page begins.

    A line is looked for behind the one before it, then anywhere on its page. A running head stands nowhere.
    """
    return tuple(
        ScannedPage(
            scan.page, scan.quarters, scan.degrees, tuple(_placed(text, _stretch(text, pages, scan.page), scan))
        )
        for scan in scans
    )


def _stretch(text: str, pages: Sequence[int], page: int) -> tuple[int, int]:
    """Return where the text of ``page`` lies."""
    if page > len(pages):
        return len(text), len(text)
    return pages[page - 1], pages[page] if page < len(pages) else len(text)


def _placed(text: str, stretch: tuple[int, int], scan: Scan) -> Iterator[ScannedLine]:
    places = [found.start() for found in _INK.finditer(text, *stretch)]
    ink = "".join(text[place] for place in places)
    taken: list[tuple[int, int]] = []
    at = 0
    for line in scan.lines:
        start = _free(ink, line.text, at, taken)
        if start < 0:
            start = _free(ink, line.text, 0, taken)
        if start < 0 or not line.text:
            continue
        at = start + len(line.text)
        taken.append((start, at))
        yield _line(line, places[start:at])


def _free(ink: str, words: str, at: int, taken: Sequence[tuple[int, int]]) -> int:
    """Return where ``words`` stand from ``at`` on in no place that is taken, or -1."""
    start = ink.find(words, at)
    while start >= 0 and any(low < start + len(words) and start < high for low, high in taken):
        start = ink.find(words, start + 1)
    return start


def _line(line: ScanLine, places: Sequence[int]) -> ScannedLine:
    doubts = tuple((places[start], places[end - 1] + 1) for start, end in line.doubts)
    return ScannedLine(places[0], places[-1] + 1, line.box, line.sure, doubts)
