"""The rows of a table, which the text holds as lines, drawn as the table they were.

A row stands in the text as 序号：1　议题：…. Every character of the line stays in its row, in order, so that offsets
count as in the text; the names of columns are only out of sight where a header above says them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from zhengxie_qa.web.markup import escape

_GAP, _COLON = "　", "："
_LONGEST_NAME = 40  # characters of a column's name; what stands before a later colon is content
_FULL = 0.25  # share of the cells that must be there
_SHARED = 1.5  # rows that a column must have on average: below it every row has fields of its own, a form
_WIDEST_ROW = 5  # cells of a row that stands alone and is still drawn across
_NUMBER = re.compile(r"[-+−]?[\d,，.]+\s*[%％‰]?(?:\[\d+\])*")

Show = Callable[[int, int], str]  # line[start:end] as HTML


@dataclass(frozen=True, slots=True)
class Field:
    """A cell within its line: ``line[start:value]`` names it, ``line[value:end]`` is what it says."""

    name: str
    start: int
    value: int
    end: int


def fields_of(line: str) -> list[Field]:
    """Return the cells of a row's line; together they hold each of its characters."""
    found: list[Field] = []
    at = 0
    for piece in line.split(_GAP):
        colon = piece.find(_COLON)
        name = piece[:colon].strip() if 0 < colon <= _LONGEST_NAME else ""
        begin = at + (colon + 1 if name else 0)
        start = found[-1].end if found else 0  # the gap before it belongs to its head
        found.append(Field(name, start, begin, at + len(piece)))
        at += len(piece) + len(_GAP)
    return found


def is_row(line: str) -> bool:
    """Tell whether a line reads as the row of a table: two cells or more, each with its name."""
    cells = fields_of(line)
    return len(cells) > 1 and all(cell.name and cell.value < cell.end for cell in cells)


def columns_of(rows: Sequence[Sequence[Field]]) -> list[str]:
    """Return the names of the columns in order; none where the rows have no common ones (a form, or no header)."""
    columns: list[str] = []
    for row in rows:
        at = 0
        for field in row:
            if field.name in columns:
                at = columns.index(field.name) + 1
            else:
                columns.insert(at, field.name)
                at += 1
    cells = sum(map(len, rows))
    named = sum(bool(field.name) for row in rows for field in row)
    if not columns or named * 2 < cells:
        return []
    if len(rows) == 1:
        return columns if len(columns) <= _WIDEST_ROW else []
    common = cells >= _FULL * len(rows) * len(columns) and cells >= _SHARED * len(columns)
    return columns if common else []


def head(columns: Sequence[str]) -> str:
    """Return the names of the columns as the head of a table."""
    cells = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    return f"<thead><tr>{cells}</tr></thead>" if columns else ""


def cells(line: str, columns: Sequence[str], show: Show) -> str:
    """Return the cells of a row under ``columns``; ``show`` renders what a cell says."""
    row = fields_of(line)
    order = [columns.index(field.name) if field.name in columns else -1 for field in row]
    if not columns or -1 in order or order != sorted(set(order)):
        width = max(len(columns), 1)
        return f'<td colspan="{width}">{"".join(_field(line, field, show) for field in row)}</td>'
    by_column = dict(zip(order, row, strict=True))
    return "".join(_cell(line, by_column.get(number), show) for number in range(len(columns)))


def _cell(line: str, field: Field | None, show: Show) -> str:
    if field is None:
        return "<td></td>"
    css = ' class="zx-num"' if _NUMBER.fullmatch(line[field.value : field.end].strip()) else ""
    named = f'<span class="zx-key">{escape(line[field.start : field.value])}</span>'
    return f"<td{css}>{named}{show(field.value, field.end)}</td>"


def _field(line: str, field: Field, show: Show) -> str:
    """Return a cell that no header names: its own name stays in sight."""
    gap = len(_GAP) if field.start else 0
    name = line[field.start + gap : field.value]
    before = f'<span class="zx-key">{_GAP}</span>' if gap else ""
    shown = f'<b class="zx-of">{escape(name)}</b>' if name else ""
    return f'<span class="zx-field">{before}{shown}{show(field.value, field.end)}</span>'
