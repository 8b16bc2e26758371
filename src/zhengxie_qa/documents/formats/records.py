"""Tables that are lists of texts: each row a record, one cell of which holds a whole text."""

from __future__ import annotations

from collections.abc import Sequence

from zhengxie_qa.documents.formats.lines import Line, one_line, plain_lines
from zhengxie_qa.documents.formats.tables import Cells, table_lines

_TEXT = 500  # characters from which a cell is a text to be read line by line, not a field
_TITLES = ("title", "标题", "题目", "题名", "名称", "案由", "文件名称", "文件名")


def sheet_lines(grid: Sequence[Cells], number: int, before: Sequence[Line] = ()) -> list[Line]:
    """Return the lines of the document's table ``number``, the texts among its cells as lines of their own.

    ``before`` are the lines above it.
    """
    if len(grid) < 2 or not any(len(cell) >= _TEXT for row in grid[1:] for cell in row):
        return table_lines(grid, number, None, before)
    names = [one_line(cell) for cell in grid[0]]
    rows = [[*row, *[""] * (len(names) - len(row))][: len(names)] for row in grid[1:]]
    lines: list[Line] = []
    for count, row in enumerate(rows, 1):
        title = record_title(grid, count)
        if title and len(rows) > 1:
            lines.append(Line(title, 2))
        fields = [
            f"{name}：{one_line(cell)}" if name else one_line(cell)
            for name, cell in zip(names, row, strict=True)
            if cell.strip() and len(cell) < _TEXT
        ]
        lines += [line for cell in row if len(cell) >= _TEXT for line in plain_lines(cell)]
        if fields:
            lines.append(Line("　".join(fields), 0, (number, count)))
    return lines


def spanning_title(lines: Sequence[Line]) -> str:
    """Return the title that spans the first table of a workbook's ``lines``, if one does."""
    first = next((line for line in lines if not line.level), None)
    return first.text if first is not None and first.row is None else ""


def record_title(grid: Sequence[Cells], row: int) -> str:
    """Return what the column of titles says in ``row``; empty where no column is one."""
    names = [one_line(cell).lower() for cell in grid[0]] if grid else []
    cells = grid[row] if row < len(grid) else []
    return next((one_line(cell) for name, cell in zip(names, cells, strict=False) if name in _TITLES), "")
