"""A recognised page → the layout that a page of a PDF has, and what is kept of it to show where a line stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from zhengxie_qa.documents.formats.lines import Scan, ScanLine
from zhengxie_qa.documents.formats.pdf_glyphs import Glyph
from zhengxie_qa.documents.formats.pdf_layout import PageLayout, lay_out
from zhengxie_qa.documents.recognition.line_numbers import without_line_numbers
from zhengxie_qa.documents.recognition.values import Mark, PrintedLine, RecognisedPage, Warp

_SAME_ROW = 0.5  # of the size: pieces whose middles are nearer stand beside each other
_FIGURE = re.compile(r"\d[\d,.，．%％‰]*|[〇○零一二三四五六七八九]{2,}")
_FIGURE_ENDS = frozenset("0123456789%％‰")
_APART = 0.3  # of the size: pieces of one figure stand closer
_SURE = 0.97  # of every character of a figure; of those read wrongly most have one below it
_HOLE = 0.95  # of the size, from digit to digit: usually 0.5, at most 0.83 as places are known
_THOUSAND = 1_000


def laid_out(page: RecognisedPage) -> PageLayout:
    """Return the printed lines and tables of ``page``."""
    lines = _in_rows(without_line_numbers(page.lines))
    parted = [n > 0 and _figures_meet(lines[n - 1], line) for n, line in enumerate(lines)]
    glyphs = [glyph for line, gap in zip(lines, parted, strict=True) for glyph in _glyphs(line, gap)]
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


def _figures_meet(before: PrintedLine, line: PrintedLine) -> bool:
    """Say whether ``line`` begins with a figure, apart from the one that ends ``before``: 27 and 26 are not 2726."""
    gap = line.marks[0].left - before.marks[-1].right
    return line.text[0].isdigit() and before.text[-1] in _FIGURE_ENDS and gap > _APART * (line.top - line.bottom)


def _glyphs(line: PrintedLine, gap: bool) -> Iterator[Glyph]:
    for n, mark in enumerate(line.marks):
        apart = mark.gap or (gap and n == 0)
        yield Glyph(mark.char, mark.left, line.bottom, mark.right, line.top, breaks=n == 0, gap=apart)


def _box(line: PrintedLine, page: RecognisedPage) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom on the picture that was only turned."""
    left, right = line.marks[0].left / page.width, line.marks[-1].right / page.width
    top, bottom = 1 - line.top / page.height, 1 - line.bottom / page.height
    corners = [_warped(x, y, page.warp) for x in (left, right) for y in (top, bottom)]
    xs, ys = zip(*corners, strict=True)
    edges = (round(edge * _THOUSAND) for edge in (min(xs), min(ys), max(xs), max(ys)))
    one, two, three, four = (min(max(edge, 0), _THOUSAND) for edge in edges)
    return one, two, three, four


def _warped(x: float, y: float, warp: Warp) -> tuple[float, float]:
    across, down, depth = (a * x + b * y + c for a, b, c in (warp[:3], warp[3:6], warp[6:]))
    return across / depth, down / depth


def _doubts(line: PrintedLine) -> Iterator[tuple[int, int]]:
    """Yield where the figures stand of which a character is unsure, or one may be missing."""
    for found in _FIGURE.finditer(line.text):
        marks = line.marks[found.start() : found.end()]
        if min(mark.sure for mark in marks) < _SURE or _has_hole(marks, line.top - line.bottom):
            yield found.start(), found.end()


def _has_hole(marks: Sequence[Mark], size: float) -> bool:
    """Say whether two digits stand so far apart that one between them was passed over: of 44 it may read one 4."""
    return any(
        one.char.isdigit() and next_.char.isdigit() and next_.left - one.left > _HOLE * size
        for one, next_ in pairwise(marks)
        if one.char.isascii() and next_.char.isascii()
    )
