"""The cells of a table as every format gives them: rows of text, and which cell only goes on from its left."""

from __future__ import annotations

from collections.abc import Sequence

from zhengxie_qa.documents.formats.lines import one_line

GAP = "　"  # between the cells of a row's line; no cell holds one


class Across(str):
    """What a merged cell says in a column that it covers beside its first."""

    __slots__ = ()


Cells = list[str]  # one row; the text of a merged cell stands in every cell that it covers


def across(text: str, columns: int) -> Cells:
    """Return the cells of one that spans ``columns`` columns."""
    return [text, *[Across(text)] * (columns - 1)][:columns]


def even(grid: Sequence[Cells]) -> list[Cells]:
    """Return the rows of ``grid`` that hold anything, equally long, each cell on one line."""
    width = max(map(len, grid), default=0)
    rows = [[_cleaned(cell) for cell in row] + [""] * (width - len(row)) for row in grid]
    return [row for row in rows if any(row)]


def is_across(cell: str) -> bool:
    """Say whether ``cell`` only goes on from its left."""
    return isinstance(cell, Across)


def filled(row: Cells) -> Cells:
    """Return the cells of ``row`` that hold something, a merged one once."""
    return [cell for cell in row if cell and not is_across(cell)]


def _cleaned(cell: str) -> str:
    text = one_line(cell).replace(GAP, " ")
    return Across(text) if is_across(cell) else text
