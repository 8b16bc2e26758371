"""A PDF page's placed characters → printed lines and tables, in reading order."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from zhengxie_qa.documents.formats.lines import one_line
from zhengxie_qa.documents.formats.pdf_tables import Glyph, Grid, Rule, find_grids
from zhengxie_qa.documents.formats.tables import Cells

_CELL_GAP = 1.2  # of the size: a wider gap parts columns
_WORD_GAP = 0.15  # of the size: a wider gap between Latin words is a space
_FEWEST_ROWS = 3  # of a table without ruled lines


@dataclass(frozen=True, slots=True)
class Row:
    """A printed line: pieces of text side by side, each with its left and right edge."""

    pieces: tuple[tuple[str, float, float], ...]
    bottom: float
    top: float

    @property
    def text(self) -> str:
        """Its text; a space parts the pieces."""
        return one_line(" ".join(text for text, _, _ in self.pieces))

    @property
    def left(self) -> float:
        """Its left edge."""
        return self.pieces[0][1]

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.pieces[-1][2]

    @property
    def size(self) -> float:
        """The height of its letters, in points."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class PageLayout:
    """What stands on a page, in reading order."""

    items: list[Row | list[Cells]]
    edges: tuple[float, float]  # bottom and top of the page
    pictures: int
    characters: int

    @property
    def rows(self) -> list[Row]:
        """Its lines, without its tables."""
        return [item for item in self.items if isinstance(item, Row)]


def lay_out(glyphs: list[Glyph], rules: list[Rule], edges: tuple[float, float], pictures: int) -> PageLayout:
    """Return the printed lines and tables of a page; ``edges`` are its bottom and top."""
    grids = find_grids(rules)
    items: list[Row | Grid] = []
    line: list[Glyph] = []
    for glyph in glyphs:
        grid = next((one for one in grids if one.holds(glyph)), None)
        if line and (grid is not None or _starts_line(line[-1], glyph)):
            items.append(_row(line))
            line = []
        if grid is None:
            line.append(glyph)
            continue
        if not grid.used:
            items.append(grid)
        grid.take(glyph)
    if line:
        items.append(_row(line))
    found = [item.cells() if isinstance(item, Grid) else item for item in items]
    return PageLayout(_with_aligned(found), edges, pictures, len(glyphs))


def _starts_line(last: Glyph, glyph: Glyph) -> bool:
    middle = (glyph.bottom + glyph.top) / 2
    apart = not last.bottom <= middle <= last.top
    return apart or (glyph.breaks and glyph.left < last.left)


def _row(glyphs: list[Glyph]) -> Row:
    pieces: list[tuple[str, float, float]] = []
    text, left, right = "", glyphs[0].left, glyphs[0].left
    size = median(glyph.top - glyph.bottom for glyph in glyphs)
    for glyph in glyphs:
        gap = glyph.left - right
        if text and gap > _CELL_GAP * size:
            pieces.append((text, left, right))
            text, left = "", glyph.left
        elif text and (glyph.gap or (gap > _WORD_GAP * size and text[-1].isascii() and glyph.char.isascii())):
            text += " "
        text += glyph.char
        right = glyph.right
    pieces.append((text, left, right))
    return Row(tuple(pieces), min(glyph.bottom for glyph in glyphs), max(glyph.top for glyph in glyphs))


def _with_aligned(items: list[Row | list[Cells]]) -> list[Row | list[Cells]]:
    """Return ``items`` with runs of lines whose pieces stand under each other as tables."""
    found: list[Row | list[Cells]] = []
    run: list[Row] = []
    for item in [*items, None]:
        if isinstance(item, Row) and len(item.pieces) > 1 and (not run or _is_aligned(run[-1], item)):
            run.append(item)
            continue
        found += [_cells(run)] if len(run) >= _FEWEST_ROWS else run
        run = [item] if isinstance(item, Row) and len(item.pieces) > 1 else []
        if item is not None and not run:
            found.append(item)
    return found


def _is_aligned(above: Row, below: Row) -> bool:
    if len(above.pieces) != len(below.pieces):
        return False
    near = max(above.size, below.size)
    return all(
        min(abs(a_left - b_left), abs(a_left + a_right - b_left - b_right) / 2, abs(a_right - b_right)) <= near
        for (_, a_left, a_right), (_, b_left, b_right) in zip(above.pieces, below.pieces, strict=True)
    )


def _cells(rows: list[Row]) -> list[Cells]:
    return [[text for text, _, _ in row.pieces] for row in rows]
