"""Tables of a PDF page: cells are found between the ruled lines that are drawn around them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from zhengxie_qa.documents.formats.lines import glued
from zhengxie_qa.documents.formats.tables import Across, Cells

_NEAR = 3.0  # points within which two strokes are one ruled line
_SHORTEST = 6.0  # points; a shorter stroke is an ornament or a letter
_FEWEST_PARTS = 3  # printed lines that are rows of their own
_MOST_VALUED = 0.8  # share of them beside which a figure stands
_SAME_HEIGHT = 0.5  # of the letters' size
_FIGURE = re.compile(r"[-+−]?\d[\d,]*(?:\.\d+)?%?")
_MOST_LINES = 600  # ruled lines of a page; a drawing has more


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character and its box in points, from the lower left corner of the page."""

    char: str
    left: float
    bottom: float
    right: float
    top: float
    turn: int = 0  # quarter turns of its writing direction
    breaks: bool = False  # a line break precedes it in the file
    gap: bool = False  # a space precedes it in the file


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight stroke: at height ``at`` from ``low`` to ``high`` where it is flat, else upright."""

    flat: bool
    at: float
    low: float
    high: float


class Grid:
    """The cells of one ruled table, filled with characters as they come."""

    def __init__(self, rules: list[Rule]) -> None:
        self._uprights = [rule for rule in rules if not rule.flat]
        self._flats = [rule for rule in rules if rule.flat]
        ends = [end for rule in self._flats for end in (rule.low, rule.high)]
        self._xs = _distinct([rule.at for rule in self._uprights] + ends)
        ends = [end for rule in self._uprights for end in (rule.low, rule.high)]
        self._ys = _distinct([rule.at for rule in self._flats] + ends)
        self._text: dict[tuple[int, int], list[list[Glyph]]] = {}

    @property
    def used(self) -> bool:
        """Whether it holds a character."""
        return bool(self._text)

    @property
    def is_table(self) -> bool:
        """Whether it has columns; a box around text has none."""
        return len(self._xs) > 2 and len(self._ys) > 1

    def holds(self, glyph: Glyph) -> bool:
        """Say whether ``glyph`` stands in the table."""
        x, y = (glyph.left + glyph.right) / 2, (glyph.bottom + glyph.top) / 2
        return self._xs[0] < x < self._xs[-1] and self._ys[0] < y < self._ys[-1]

    def take(self, glyph: Glyph) -> None:
        """Put ``glyph`` into its cell."""
        x, y = (glyph.left + glyph.right) / 2, (glyph.bottom + glyph.top) / 2
        row, column = bisect_right(self._ys, y) - 1, bisect_right(self._xs, x) - 1
        lines = self._text.setdefault(self._merged(row, column), [])
        if not lines or not lines[-1][-1].bottom <= y <= lines[-1][-1].top:
            lines.append([])
        lines[-1].append(glyph)

    def cells(self) -> list[Cells]:
        """Return the table's cells from the top row down; a merged cell's text stands in all it covers."""
        columns = range(len(self._xs) - 1)
        cells: list[Cells] = []
        for row in range(len(self._ys) - 2, -1, -1):
            places = [self._merged(row, column) for column in columns]
            lines = [self._text.get(place, []) for place in places]
            own = all(place == (row, column) for column, place in enumerate(places))
            parted = _parted(lines) if own else None
            if parted is not None:
                cells += parted
                continue
            texts = [glued([_written(line) for line in each]) for each in lines]
            cells.append([Across(text) if places[n][1] < n else text for n, text in enumerate(texts)])
        return cells

    def _merged(self, row: int, column: int) -> tuple[int, int]:
        """Return the upper left one of the cells that are merged with this one."""
        middle = (self._ys[row] + self._ys[row + 1]) / 2
        while column and not _drawn(self._uprights, self._xs[column], middle):
            column -= 1
        middle = (self._xs[column] + self._xs[column + 1]) / 2
        while row < len(self._ys) - 2 and not _drawn(self._flats, self._ys[row + 1], middle):
            row += 1
        return row, column


def _written(line: list[Glyph]) -> str:
    return "".join((" " if one.gap else "") + one.char for one in line).strip()


def _parted(columns: list[list[list[Glyph]]]) -> list[Cells] | None:
    """Return the rows of a ruled row that holds several, printed under each other without lines between them.

    They are told by figures: nearly every line has one beside it, and every line of a column stands at the height
    of one of the longest column.
    """
    longest = max(columns, key=len)
    heights = [line[0].bottom for line in longest]
    if len(heights) < _FEWEST_PARTS:
        return None
    rows: list[Cells] = [[""] * len(columns) for _ in heights]
    for column, lines in enumerate(columns):
        for line in lines:
            size = line[0].top - line[0].bottom
            away, row = min((abs(height - line[0].bottom), n) for n, height in enumerate(heights))
            if away > _SAME_HEIGHT * size or rows[row][column]:
                return None
            rows[row][column] = _written(line)
    valued = sum(any(_FIGURE.fullmatch(cell) for cell in row) and not all(map(_FIGURE.fullmatch, row)) for row in rows)
    return rows if valued >= _MOST_VALUED * len(rows) else None


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
