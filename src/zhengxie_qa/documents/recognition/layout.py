"""A recognised page → the layout that a page of a PDF has, and what is kept of it to show where a line stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhengxie_qa.documents.formats.lines import Scan, ScanLine
from zhengxie_qa.documents.formats.pdf_glyphs import Glyph
from zhengxie_qa.documents.formats.pdf_layout import PageLayout, lay_out
from zhengxie_qa.documents.recognition.line_numbers import without_line_numbers
from zhengxie_qa.documents.recognition.values import PrintedLine, RecognisedPage

_SAME_ROW = 0.5  # of the size: pieces whose middles are nearer stand beside each other
_FIGURE = re.compile(r"\d[\d,.，．%％‰]*|[〇○零一二三四五六七八九]{2,}")
_SURE = 0.97  # of every character of a figure; of those read wrongly most have one below it
_THOUSAND = 1_000


def laid_out(page: RecognisedPage) -> PageLayout:
    """Return the printed lines and tables of ``page``."""
    glyphs = [glyph for line in _in_rows(without_line_numbers(page.lines)) for glyph in _glyphs(line)]
    return lay_out(glyphs, list(page.rules), (0.0, page.height))


def scan_of(page: RecognisedPage, number: int) -> Scan:
    """Return where the lines of page ``number`` stand, in thousandths of the upright page from its upper left."""
    lines = tuple(
        ScanLine(line.text, _box(line, page), round(line.sure, 3), tuple(_doubts(line)))
        for line in _in_rows(without_line_numbers(page.lines))
    )
    return Scan(number, page.turned.quarters, page.turned.degrees, lines)


def _in_rows(lines: tuple[PrintedLine, ...]) -> list[PrintedLine]:
    """Return ``lines`` from top to bottom, and those beside each other from left to right."""
    rows: list[list[PrintedLine]] = []
    for line in sorted(lines, key=_middle, reverse=True):
        size = line.top - line.bottom
        if rows and abs(_middle(rows[-1][0]) - _middle(line)) <= _SAME_ROW * size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda one: one.marks[0].left)]


def _middle(line: PrintedLine) -> float:
    return (line.bottom + line.top) / 2


def _glyphs(line: PrintedLine) -> Iterator[Glyph]:
    for n, mark in enumerate(line.marks):
        yield Glyph(mark.char, mark.left, line.bottom, mark.right, line.top, breaks=n == 0, gap=mark.gap)


def _box(line: PrintedLine, page: RecognisedPage) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom."""
    left, right = line.marks[0].left / page.width, line.marks[-1].right / page.width
    top, bottom = 1 - line.top / page.height, 1 - line.bottom / page.height
    edges = (round(edge * _THOUSAND) for edge in (left, top, right, bottom))
    one, two, three, four = (min(max(edge, 0), _THOUSAND) for edge in edges)
    return one, two, three, four


def _doubts(line: PrintedLine) -> Iterator[tuple[int, int]]:
    """Yield where the figures stand of which a character is unsure."""
    for found in _FIGURE.finditer(line.text):
        if min(mark.sure for mark in line.marks[found.start() : found.end()]) < _SURE:
            yield found.start(), found.end()
