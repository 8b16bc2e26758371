"""Tables of a PDF page: cells are found between the ruled lines that are drawn around them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import pairwise

from zhengxie_qa.documents.formats.lines import glued
from zhengxie_qa.documents.formats.pdf_cells import parted, printed_lines, stands_apart
from zhengxie_qa.documents.formats.pdf_glyphs import Glyph, Rule, written
from zhengxie_qa.documents.formats.tables import Across, Cells

_NEAR = 3.0  # points within which two strokes are one ruled line
_SHORTEST = 6.0  # points; a shorter stroke is an ornament or a letter
_SLIVER = 14.0  # points: no character of a table's text is wider
_MOST_LINES = 600  # ruled lines of a page; a drawing has more


class Grid:
    """The cells of one ruled table, filled with characters as they come."""

    def __init__(self, rules: list[Rule]) -> None:
        self._uprights = [rule for rule in rules if not rule.flat]
        self._flats = [rule for rule in rules if rule.flat]
        ends = [end for rule in self._flats for end in (rule.low, rule.high)]
        self._xs = _distinct([rule.at for rule in self._uprights] + ends)
        ends = [end for rule in self._uprights for end in (rule.low, rule.high)]
        self._ys = _distinct([rule.at for rule in self._flats] + ends)
        self._glyphs: dict[tuple[int, int], list[Glyph]] = {}  # by row and column between all rules
        self._apart: set[tuple[int, int]] = set()  # rows, and edges of columns that are not drawn there

    @property
    def used(self) -> bool:
        """Whether it holds a character."""
        return bool(self._glyphs)

    @property
    def is_table(self) -> bool:
        """Whether it has columns; a box around text has none."""
        return len(self._xs) > 2 and len(self._ys) > 1

    @property
    def left(self) -> float:
        """Its left edge."""
        return self._xs[0]

    @property
    def right(self) -> float:
        """Its right edge."""
        return self._xs[-1]

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self._ys[0]

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self._ys[-1]

    def holds(self, glyph: Glyph) -> bool:
        """Say whether ``glyph`` stands in the table."""
        return self.left < (glyph.left + glyph.right) / 2 < self.right and self.bottom < glyph.middle < self.top

    def take(self, glyph: Glyph) -> None:
        """Put ``glyph`` into its cell."""
        row = bisect_right(self._ys, glyph.middle) - 1
        self._glyphs.setdefault((row, bisect_right(self._xs, (glyph.left + glyph.right) / 2) - 1), []).append(glyph)

    def line(self) -> list[list[Glyph]]:
        """Return the cells of a table that is one printed line in a frame, else none: a header may be drawn alone."""
        if len(self._ys) > 2:
            return []
        cells = [glyphs for _, glyphs in sorted(self._gathered().items())]
        return cells if len(printed_lines([glyph for glyphs in cells for glyph in glyphs])) == 1 else []

    def cells(self) -> list[Cells]:
        """Return the table's cells from the top row down; a merged cell's text stands in all it covers."""
        self._part()
        text = {place: printed_lines(glyphs) for place, glyphs in self._gathered().items()}
        columns = self._columns()
        cells: list[Cells] = []
        for row in range(len(self._ys) - 2, -1, -1):
            places = [self._merged(row, column) for column in columns]
            lines = [text.get(place, []) for place in places]
            own = len(set(places)) == len(places) and all(place[0] == row for place in places)
            rows = parted(lines, [self._xs[column + 1] for column in columns]) if own else None
            if rows is not None:
                cells += rows
                continue
            texts = [glued([written(line) for line in each]) for each in lines]
            cells.append([Across(text) if n and places[n] == places[n - 1] else text for n, text in enumerate(texts)])
        return cells

    def _columns(self) -> list[int]:
        """Return the columns without narrow ones that hold nothing: two strokes near each other draw one edge."""
        used = {column for _, column in self._glyphs}
        widths = [right - left for left, right in pairwise(self._xs)]
        return [column for column, width in enumerate(widths) if width >= _SLIVER or column in used]

    def _gathered(self) -> dict[tuple[int, int], list[Glyph]]:
        """Return the characters of each cell, those of merged ones together."""
        found: dict[tuple[int, int], list[Glyph]] = {}
        for (row, column), glyphs in self._glyphs.items():
            found.setdefault(self._merged(row, column), []).extend(glyphs)
        return found

    def _part(self) -> None:
        """Remember where the edge of a column is drawn elsewhere, and a row's text stands apart on its sides."""
        for (row, column), glyphs in self._gathered().items():
            lines = printed_lines(glyphs)
            for edge in range(column + 1, len(self._xs) - 1):
                if self._merged(row, edge) != (row, column):
                    break
                if stands_apart(lines, self._xs[edge]):
                    self._apart.add((row, edge))

    def _merged(self, row: int, column: int) -> tuple[int, int]:
        """Return the upper left one of the cells that are merged with this one."""
        middle = (self._ys[row] + self._ys[row + 1]) / 2
        while column and (row, column) not in self._apart and not _drawn(self._uprights, self._xs[column], middle):
            column -= 1
        middle = (self._xs[column] + self._xs[column + 1]) / 2
        while row < len(self._ys) - 2 and not _drawn(self._flats, self._ys[row + 1], middle):
            row += 1
        return row, column


def find_grids(rules: Iterable[Rule]) -> list[Grid]:
    """Return the ruled tables that ``rules`` draw, each of strokes that touch each other."""
    lines = _joined(rule for rule in rules if rule.high - rule.low >= _SHORTEST)
    if len(lines) > _MOST_LINES:
        return []
    groups: list[list[Rule]] = []
    for line in lines:
        touching = [group for group in groups if any(_touch(line, other) for other in group)]
        groups = [group for group in groups if group not in touching]
        groups.append([line, *(other for group in touching for other in group)])
    grids = [Grid(group) for group in groups if any(rule.flat for rule in group) and not all(r.flat for r in group)]
    return [grid for grid in grids if grid.is_table]


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Return ``rules`` with strokes that lie on one line and touch joined: each cell may draw its own border."""
    joined: list[Rule] = []
    for rule in sorted(set(rules), key=lambda one: (one.flat, round(one.at / _NEAR), one.low)):
        last = joined[-1] if joined else None
        near = last is not None and last.flat == rule.flat and abs(last.at - rule.at) <= _NEAR
        if last is not None and near and rule.low <= last.high + _NEAR:
            joined[-1] = Rule(rule.flat, last.at, last.low, max(last.high, rule.high))
        else:
            joined.append(rule)
    return joined


def _touch(one: Rule, other: Rule) -> bool:
    if one.flat == other.flat:
        return False
    return one.low - _NEAR <= other.at <= one.high + _NEAR and other.low - _NEAR <= one.at <= other.high + _NEAR


def _drawn(rules: list[Rule], at: float, middle: float) -> bool:
    return any(abs(rule.at - at) <= _NEAR and rule.low <= middle <= rule.high for rule in rules)


def _distinct(values: list[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found
