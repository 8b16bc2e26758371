"""A PDF page's placed characters → printed lines and tables, in reading order."""

from __future__ import annotations

from dataclasses import dataclass, replace

from zhengxie_qa.documents.formats.pdf_columns import Item, in_reading_order
from zhengxie_qa.documents.formats.pdf_glyphs import Glyph, Rule
from zhengxie_qa.documents.formats.pdf_rows import Row, row_of
from zhengxie_qa.documents.formats.pdf_tables import Grid, find_grids
from zhengxie_qa.documents.formats.tables import Cells

_FEWEST_ROWS = 3  # of a table without ruled lines
_DEEPEST_INDENT = 4.0  # of the size


@dataclass(frozen=True, slots=True)
class PageLayout:
    """What stands on a page, in reading order."""

    items: list[Row | list[Cells]]
    edges: tuple[float, float]  # bottom and top of the page
    pictures: int
    characters: int
    unmapped: int = 0  # characters whose font does not say which they are
    watermark: int = 0  # characters of a watermark, left out

    @property
    def rows(self) -> list[Row]:
        """Its lines, without its tables."""
        return [item for item in self.items if isinstance(item, Row)]


def lay_out(
    glyphs: list[Glyph], rules: list[Rule], edges: tuple[float, float], pictures: int, unmapped: int = 0
) -> PageLayout:
    """Return the printed lines and tables of a page; ``edges`` are its bottom and top."""
    items = in_reading_order([_line_or_grid(item) for item in _items(glyphs, find_grids(rules))])
    found = [item.cells() if isinstance(item, Grid) else item for item in items]
    return PageLayout(_with_aligned(found), edges, pictures, len(glyphs), unmapped)


def _items(glyphs: list[Glyph], grids: list[Grid]) -> list[Item]:
    """Return printed lines and filled tables, in the order of the file."""
    items: list[Item] = []
    line: list[Glyph] = []
    for glyph in glyphs:
        grid = next((one for one in grids if one.holds(glyph)), None)
        if line and (grid is not None or _starts_line(line[-1], glyph)):
            items.append(row_of(line))
            line = []
        if grid is None:
            line.append(glyph)
            continue
        if not grid.used:
            items.append(grid)
        grid.take(glyph)
    if line:
        items.append(row_of(line))
    return items


def _starts_line(last: Glyph, glyph: Glyph) -> bool:
    apart = not last.bottom <= glyph.middle <= last.top
    return apart or (glyph.breaks and glyph.left < last.left)


def _line_or_grid(item: Item) -> Item:
    """Return a frame around one printed line as that line: it may head what is printed below."""
    cells = [row_of(cell) for cell in item.line()] if isinstance(item, Grid) else []
    if not cells:
        return item
    return replace(cells[0], pieces=tuple(piece for cell in cells for piece in cell.pieces), header=True)


def _with_aligned(items: list[Row | list[Cells]]) -> list[Row | list[Cells]]:
    """Return ``items`` with runs of lines whose pieces stand under each other as tables."""
    found: list[Row | list[Cells]] = []
    run: list[Row] = []
    for item in [*items, None]:
        if isinstance(item, Row) and len(item.pieces) > 1 and (not run or _is_aligned(run[-1], item)):
            run.append(item)
            continue
        found += [_cells(run)] if len(run) >= _FEWEST_ROWS else [_cells([row]) if row.header else row for row in run]
        run = [item] if isinstance(item, Row) and len(item.pieces) > 1 else []
        if item is not None and not run:
            found.append(item)
    return found


def _is_aligned(above: Row, below: Row) -> bool:
    if len(above.pieces) != len(below.pieces) or below.header:
        return False
    near = max(above.size, below.size)
    indents = abs(above.left - below.left) <= _DEEPEST_INDENT * near  # #其中：…, below what it is a part of
    return above.header or all(
        min(abs(a_left - b_left), abs(a_left + a_right - b_left - b_right) / 2, abs(a_right - b_right)) <= near
        or (indents and not n)
        for n, ((_, a_left, a_right), (_, b_left, b_right)) in enumerate(zip(above.pieces, below.pieces, strict=True))
    )


def _cells(rows: list[Row]) -> list[Cells]:
    return [[text for text, _, _ in row.pieces] for row in rows]
