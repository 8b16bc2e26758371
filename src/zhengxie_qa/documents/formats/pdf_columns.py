"""Pages set in columns: what stands left of a gutter is read before what stands right of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter

from zhengxie_qa.documents.formats.pdf_rows import Row
from zhengxie_qa.documents.formats.pdf_tables import Grid

_FEWEST_LINES = 3  # of each column
_NARROWEST = 7.0  # of the size: the width of a column
_NARROWEST_GUTTER = 0.7  # of the size
_FULL = 0.75  # of its column's width, from which a line is full
_MOST_FULL = 0.5  # share of a column's lines that are full: prose fills them, the cells of a table do not
_MOST_COLUMNS = 6
_MOST_LINES = 2_000  # of a page; more are no print

Item = Row | Grid

_left, _right = attrgetter("left"), attrgetter("right")
_bottom, _top = attrgetter("bottom"), attrgetter("top")


def in_reading_order(items: list[Item]) -> list[Item]:
    """Return the lines and tables of a page, column after column where it is set in columns, else as they came.

    What crosses a gutter, a title or a wide table, parts the page: above it and below it columns are looked for anew.
    """
    blocks = [block for item in items for block in _blocks(item)]
    if not 2 * _FEWEST_LINES <= len(blocks) <= _MOST_LINES:
        return items
    found = _ordered(blocks, _MOST_COLUMNS)
    return _by_line(items) if found is None else _rejoined(found)


def _by_line(items: list[Item]) -> list[Item]:
    """Return ``items`` by line where a table without rules was drawn column by column, else as they came."""
    heights = Counter(round(_middle(item)) for item in items if isinstance(item, Row))
    if sum(count > 1 for count in heights.values()) < _FEWEST_LINES:
        return items
    joined: list[Item] = []
    for item in sorted(items, key=lambda one: (-round(_middle(one)), _left(one))):
        last = joined[-1] if joined else None
        if isinstance(item, Row) and isinstance(last, Row) and _is_beside(last, item):
            joined[-1] = replace(last, pieces=(*last.pieces, *item.pieces))
        else:
            joined.append(item)
    return joined


def _is_beside(one: Row, other: Row) -> bool:
    same = round(_middle(one)) == round(_middle(other))
    return same and one.right <= other.left and not one.header and not other.header


def _blocks(item: Item) -> list[Item]:
    """Return the pieces of a line one by one: a line may have been drawn across all columns."""
    if isinstance(item, Grid) or item.header:
        return [item]
    return [replace(item, pieces=(piece,)) for piece in item.pieces]


def _ordered(blocks: list[Item], depth: int) -> list[Item] | None:
    """Return ``blocks`` in the order of their columns; None where they stand in none."""
    if depth < 2:
        return None
    for gutter in _gutters(blocks):
        ordered: list[Item] = []
        found = False
        for crossing, band in _bands(blocks, gutter):
            sides = [
                [one for one in band if _left(one) < gutter - 1],
                [one for one in band if _left(one) >= gutter - 1],
            ]
            if all(map(_is_prose, sides)) and _parts(sides):
                found = True
                for side in sides:
                    ordered += _ordered(side, depth - 1) or _set(side)
            else:
                ordered += band
            ordered += crossing
        if found:
            return ordered
    return None


def _gutters(blocks: list[Item]) -> list[float]:
    """Return the left edges that several lines share, the outermost apart, those of most lines first."""
    rows = [block for block in blocks if isinstance(block, Row)]
    edges = Counter(round(row.left) for row in rows)
    outermost = min(edges, default=0)
    shared = [edge for edge, count in edges.most_common() if count >= _FEWEST_LINES - 1]
    return [float(edge) for edge in shared if edge > outermost + _NARROWEST * rows[0].size][: 2 * _MOST_COLUMNS]


def _bands(blocks: list[Item], gutter: float) -> list[tuple[list[Item], list[Item]]]:
    """Return the blocks between those that cross ``gutter``, from the top down, each with the one below it."""
    bands: list[tuple[list[Item], list[Item]]] = []
    crossers = sorted((one for one in blocks if _crosses(one, gutter)), key=_middle, reverse=True)
    rest = [one for one in blocks if not _crosses(one, gutter)]
    for crosser in crossers:
        band = [one for one in rest if _middle(one) > _middle(crosser)]
        above = {id(one) for one in band}
        rest = [one for one in rest if id(one) not in above]
        bands.append(([crosser], band))
    bands.append(([], rest))
    return bands


def _is_prose(side: Sequence[Item]) -> bool:
    """Say whether ``side`` is a column of text: most of its lines fill it."""
    rows = [one for one in side if isinstance(one, Row)]
    if len(rows) < _FEWEST_LINES:
        return False
    width = max(row.right for row in rows) - min(row.left for row in rows)
    full = sum(row.right - row.left >= _FULL * width for row in rows)
    return width >= _NARROWEST * rows[0].size and full >= _MOST_FULL * len(rows)


def _parts(sides: list[list[Item]]) -> bool:
    """Say whether there is room between the columns, and whether they stand beside each other."""
    left, right = sides
    size = next(one.size for one in left if isinstance(one, Row))
    room: float = min(map(_left, right)) - max(map(_right, left))
    beside: float = min(max(map(_top, left)), max(map(_top, right))) - max(
        min(map(_bottom, left)), min(map(_bottom, right))
    )
    return room >= _NARROWEST_GUTTER * size and beside > _FEWEST_LINES * size


def _set(side: list[Item]) -> list[Item]:
    """Return the lines of a column from the top down, each with the column's edges."""
    rows = [one for one in side if isinstance(one, Row)]
    edges = (min(row.left for row in rows), max(row.right for row in rows))
    ordered = sorted(side, key=lambda one: (-round(_middle(one)), _left(one)))
    return [replace(one, column=edges) if isinstance(one, Row) else one for one in ordered]


def _rejoined(blocks: list[Item]) -> list[Item]:
    """Return ``blocks`` with the pieces of a line joined again that stand in the same column."""
    joined: list[Item] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if isinstance(block, Row) and isinstance(last, Row) and _is_same_line(last, block):
            joined[-1] = replace(last, pieces=(*last.pieces, *block.pieces))
        else:
            joined.append(block)
    return joined


def _is_same_line(one: Row, other: Row) -> bool:
    if one.header or other.header or one.column != other.column:
        return False
    return one.bottom == other.bottom and one.top == other.top and one.right <= other.left


def _crosses(item: Item, gutter: float) -> bool:
    return item.left < gutter - 1 and item.right > gutter + 1


def _middle(item: Item) -> float:
    return (item.bottom + item.top) / 2
