"""Tables as text: every row is one line that names each cell by its header, to be found and cited alone.

序号：1　任务：修订工作规程　责任单位：社会法制委员会　完成时限：2024年10月10日前
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zhengxie_qa.documents.formats.cells import GAP, Across, Cells, across, even, filled, is_across
from zhengxie_qa.documents.formats.lines import Line, plain_lines
from zhengxie_qa.documents.formats.table_headers import (
    are_labels,
    begins_anew,
    column_names,
    header_rows,
    is_spanning,
    name_columns,
    with_spans,
)
from zhengxie_qa.documents.formats.table_parts import with_wholes
from zhengxie_qa.documents.formats.table_units import unit_said, with_unit
from zhengxie_qa.text import alternation_in

__all__ = ["Across", "Cells", "across", "begins_anew", "is_form", "name_columns", "table_lines"]

_NOTE = re.compile(rf"(?:{alternation_in('table_words', 'notes')})\s*\d*[：:].*|[*※].*")
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}、.+|[（(][一二三四五六七八九十]{1,3}[)）].+|第[一二三四五六七八九十]+(?:类|部分).*"
)
_COLON_WITHIN = re.compile(r"^\s*[：:](?=\s*[^\s：:])|^(?!\s*其中)[^：:]*[^\s：:][：:]+(?=\s*[^\s：:])")
_UNIT_ALONE = re.compile(r"[（(]?(?:计量|金额)?单位\s*[：:].{1,12}")
_LINES_ABOVE = 3  # among which the unit of a table is looked for


def table_lines(
    grid: Sequence[Cells], number: int, marked: int | None = None, before: Sequence[Line] = ()
) -> list[Line]:
    """Return the lines of the document's table ``number``, counted from 1.

    ``marked`` is how many of its first rows the format marks as header; None where it does not tell. ``before`` are
    the lines above, which may say the unit of its figures. A cell that spans the table is a line of its own above
    the rows it heads. A table of one column is no table but a frame around paragraphs.
    """
    if max(map(len, grid), default=0) < 2:
        return [line for row in grid for line in plain_lines("".join(row)) if line.text]
    rows = even(with_wholes(grid))
    captions = next((n for n, row in enumerate(rows) if not _is_caption(row, rows[n + 1 :])), len(rows))
    lines = [Line(cell, 0) for row in rows[:captions] for cell in dict.fromkeys(filled(row))]
    above = [line.text for line in (*before, *lines)[-_LINES_ABOVE:] if line.row is None]
    count = 0
    for text, is_row in _texts(rows[captions:], marked and max(0, marked - captions), unit_said(above)):
        count += is_row
        lines.append(Line(text, 0, (number, count) if is_row else None))
    return lines


def _is_caption(row: Cells, below: Sequence[Cells]) -> bool:
    """Say whether a row at the top of a table stands over it: one cell that spans it, or a line like 单位：万元."""
    if is_spanning(row):
        return True
    cells = filled(row)
    if len(row) < 3 or not below or len(cells) > 2 or any(map(is_across, row)):
        return False
    return _UNIT_ALONE.fullmatch(cells[-1]) is not None or (
        len(cells) == 1 and cells[0] == row[0] and len(filled(below[0])) > 1
    )


def _texts(rows: list[Cells], marked: int | None, unit: str) -> Iterator[tuple[str, bool]]:
    """Yield each line of the table's body, and whether it is a row or a cell that heads the rows below it."""
    if not marked and is_form(rows):
        yield from ((_form_row(row), True) for row in rows)
        return
    rows = with_spans(rows)
    count = header_rows(rows, marked)
    count = count if count < len(rows) else 0
    heads = rows[:count]
    body = [row for row in rows[count:] if row not in heads]  # a header is repeated on every page
    names = with_unit(column_names(heads), body, unit)
    told = [[cell and not is_across(cell) for cell in row] for row in body if not _heads_rows(row)]
    if any(_COLON_WITHIN.search(cell) for head in heads for cell in head):
        yield from ((GAP.join(filled(head)), False) for head in heads)  # the names give up these colons
    elif any(name and not any(row[column] for row in told) for column, name in enumerate(names)):
        yield GAP.join(dict.fromkeys(filter(None, names))), False  # the name of a column without a cell is kept
    for row in body:
        yield (row[0], False) if _heads_rows(row) else (_named(names, row), True)


def _heads_rows(row: Cells) -> bool:
    """Say whether a row is one cell: a line that heads those below it, or a note."""
    if is_spanning(row):
        return True
    return bool(row[0]) and not any(row[1:]) and any(p.fullmatch(row[0]) for p in (_NOTE, _NUMBERED))


def _named(names: Cells, row: Cells) -> str:
    """Return ``row`` as fields; empty cells are left out and merged ones are named once."""
    fields: list[str] = []
    for column, cell in enumerate(row):
        name = names[column] if names else ""
        if cell and not is_across(cell):
            fields.append(f"{name}：{cell}" if name else cell)
    return GAP.join(fields)


def is_form(rows: Sequence[Cells]) -> bool:
    """Say whether every second column names the value after it: 案由 | 关于…, 提案者 | 某支部."""
    width = len(rows[0]) if rows else 0
    if width not in (2, 4, 6):
        return False
    names = [cell for row in rows for cell in row[::2]]
    values = [cell for row in rows for cell in row[1::2]]
    return are_labels(names) and not are_labels(values) and not are_labels(rows[0][1::2])


def _form_row(row: Cells) -> str:
    fields: list[str] = []
    for column in range(0, len(row), 2):
        name, value = row[column].rstrip("：:"), row[column + 1]
        if column and row[column] == row[column - 1]:
            continue  # a value that spans the rest of the row
        fields.append(f"{name}：{value}" if name and value and name != value else name or value)
    return GAP.join(filter(None, fields))
