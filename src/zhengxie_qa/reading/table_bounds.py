"""Bounds that a question sets to a figure of the rows it asks about: 个人缴费超过300万元的乡镇."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from zhengxie_qa.reading.table_columns import Column, says_all
from zhengxie_qa.reading.table_conditions import Condition, TableWords
from zhengxie_qa.reading.table_rows import Row
from zhengxie_qa.text import Figure, find_figures

_BEFORE = re.compile(
    r"(?P<more>不低于|不少于|至少|超过|大于|高于|多于|达到)|(?P<less>不超过|不高于|低于|少于|小于|不足|不到)"
)
_BEHIND = re.compile(r"(?P<more>以上)|(?P<less>以下|以内)")
_WITH_BOUND = {"不低于", "不少于", "至少", "达到", "不超过", "不高于", "以上", "以下", "以内"}


def bounds(text: str, words: TableWords, taken: Sequence[tuple[int, int]]) -> Iterator[Condition]:
    """Yield a condition for each bound, outside of ``taken``, that the folded question sets to a column it names."""
    columns = [column for column in words.columns if column.is_number and column.words and says_all(column, text)]
    columns = [column for column in columns if column.base in text] or columns
    if len(columns) != 1:
        return
    (column,) = columns
    for figure in find_figures(text):
        if any(start < figure.end and figure.start < end for start, end in taken):
            continue
        before = _BEFORE.search(figure.text) or _BEFORE.search(text, max(0, figure.start - 3), figure.start)
        match = before or _BEHIND.match(text, figure.end)
        if match is None or figure.value is None:
            continue
        start, end = min(match.start(), figure.start), max(match.end() if not before else 0, figure.end)
        start = figure.start if before is not None and before.string is not text else start
        rows = frozenset(
            n
            for n, row in enumerate(words.table.rows)
            if not row.is_total and _within(row, column, figure, match["more"], match.group() in _WITH_BOUND)
        )
        yield Condition(frozenset({column.name}), rows, start, end, text=text[start:end], is_bound=True)


def _within(row: Row, column: Column, bound: Figure, more: str | None, with_bound: bool) -> bool:
    size = _figure(row, column)
    if size is None or bound.value is None or (bound.unit and size[1] and bound.unit != size[1]):
        return False
    return (with_bound and size[0] == bound.value) or (size[0] > bound.value if more else size[0] < bound.value)


def _figure(row: Row, column: Column) -> tuple[Decimal, str] | None:
    cell = row.cell(column.name)
    found = [f for f in find_figures(f"{cell.name}：{cell.value}") if f.end > len(cell.name)] if cell else []
    return (found[0].value, found[0].unit) if found and found[0].value is not None else None
