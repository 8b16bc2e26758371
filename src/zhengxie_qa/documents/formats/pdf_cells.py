"""Printed lines inside the cells of a PDF table: which of them are rows and columns that no rule parts."""

from __future__ import annotations

import re
from statistics import median

from zhengxie_qa.documents.formats.lines import glued
from zhengxie_qa.documents.formats.pdf_glyphs import Glyph, written
from zhengxie_qa.documents.formats.tables import Cells

_FEWEST_PARTS = 3  # printed lines that are rows of their own; two where each holds a figure
_FEWEST_VALUED = 2
_MOST_VALUED = 0.8  # share of the lines beside which a figure stands
_SAME_HEIGHT = 0.5  # of the letters' size
_FULL = 1.5  # of the size: a line that ends closer to the edge of its cell goes on in the next
_COLUMN_GAP = 1.2  # of the size: a wider gap at the edge of a column parts two cells
_FIGURE = re.compile(r"[-+−]?\d[\d,]*(?:\.\d+)?[%‰]?")

TextLine = list[Glyph]  # the characters of a printed line, from left to right


def printed_lines(glyphs: list[Glyph]) -> list[TextLine]:
    """Return the printed lines of a cell from top to bottom; what stands side by side is one line."""
    runs: list[TextLine] = []
    for glyph in glyphs:
        if not runs or not runs[-1][-1].bottom <= glyph.middle <= runs[-1][-1].top:
            runs.append([])
        runs[-1].append(glyph)
    lines: list[TextLine] = []
    for run in sorted(runs, key=lambda one: -_height(one)):
        if lines and abs(_height(lines[-1]) - _height(run)) <= _SAME_HEIGHT * run[0].size:
            lines[-1] = sorted(lines[-1] + run, key=lambda glyph: glyph.left)
        else:
            lines.append(run)
    return lines


def stands_apart(lines: list[TextLine], edge: float) -> bool:
    """Say whether ``lines`` stand on both sides of a column's edge that is not drawn, none of them across it."""
    apart = False
    for line in lines:
        left = [one for one in line if one.right <= edge + 1]
        right = [one for one in line if one.left >= edge - 1]
        if len(left) + len(right) < len(line):
            return False
        if not left or not right:
            continue
        gap = min(one.left for one in right) - max(one.right for one in left)
        if gap < _COLUMN_GAP * line[0].size or not (_is_cell(left) and _is_cell(right)):
            return False
        apart = True
    return apart


def _is_cell(glyphs: TextLine) -> bool:
    """Say whether a piece may be a cell: 合　计 is one word with wide letters."""
    return len(glyphs) > 1 or glyphs[0].char.isdigit() or not glyphs[0].char.isalnum()


def parted(columns: list[list[TextLine]], edges: list[float]) -> list[Cells] | None:
    """Return the rows of a ruled row that holds several, printed under each other without rules between them.

    Every line of a column stands at the height of one of the longest column. Figures tell rows from broken
    sentences: nearly every row has one, beside its name. Without figures, rows are lines that stand at the same
    heights in two columns at least, and are not broken at the edge of their cell. ``edges`` are the right edges.
    """
    longest = max(columns, key=len)
    heights = [_height(line) for line in longest]
    if len(heights) < _FEWEST_VALUED:
        return None
    rows: list[Cells] = [[""] * len(columns) for _ in heights]
    full: list[set[int]] = [set() for _ in heights]  # the columns whose line reaches the edge
    for column, lines in enumerate(columns):
        for line in lines:
            at = _height(line)
            row = min(range(len(heights)), key=lambda n: abs(heights[n] - at))
            if abs(heights[row] - at) > _SAME_HEIGHT * line[0].size or rows[row][column]:
                return None
            rows[row][column] = written(line)
            if line[-1].right > edges[column] - _FULL * line[-1].size:
                full[row].add(column)
    rows, broken = _without_breaks(rows, full)
    return rows if _are_rows(rows, broken) else None


def _without_breaks(rows: list[Cells], full: list[set[int]]) -> tuple[list[Cells], bool]:
    """Return ``rows`` with the rest of a name beside its beginning; and whether another name is broken still."""
    whole: list[Cells] = []
    broken = False
    above: set[int] = set()
    for row, filled in zip(rows, full, strict=True):
        named = [column for column, cell in enumerate(row) if cell]
        alone = len(named) == 1 and named[0] in above and not _FIGURE.fullmatch(row[named[0]])
        if alone and whole and len([cell for cell in whole[-1] if cell]) > 1:
            whole[-1][named[0]] = glued([whole[-1][named[0]], row[named[0]]])
        else:
            broken = broken or any(row[column] and not _FIGURE.fullmatch(row[column]) for column in above)
            whole.append(row)
        above = filled
    return whole, broken


def _are_rows(rows: list[Cells], broken: bool) -> bool:
    """Say whether printed lines are rows: by their figures, or by standing beside each other, unbroken."""
    valued = sum(
        any(map(_FIGURE.fullmatch, row)) and not all(map(_FIGURE.fullmatch, filter(None, row))) for row in rows
    )
    if len(rows) >= _FEWEST_PARTS and valued >= _MOST_VALUED * len(rows):
        return True
    beside = all(sum(map(bool, row)) > 1 for row in rows)
    if len(rows) < _FEWEST_PARTS:
        return len(rows) == _FEWEST_VALUED and valued == len(rows) and beside
    return beside and not broken


def _height(line: TextLine) -> float:
    """Return where a line stands: the middle of most of its characters, whatever stands a little higher."""
    return median(glyph.middle for glyph in line)
