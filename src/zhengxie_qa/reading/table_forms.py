"""What is said of the rows and columns that a question means: a cell, a list, a count, an extreme, a comparison."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from zhengxie_qa.index import PassageIndex
from zhengxie_qa.reading.candidate_sentences import Candidate
from zhengxie_qa.reading.span_selection import Span
from zhengxie_qa.reading.table_columns import Column, amount
from zhengxie_qa.reading.table_question import Match, Question
from zhengxie_qa.reading.table_rows import Row
from zhengxie_qa.reading.table_wording import (
    cells_said,
    column_name,
    conditions_said,
    distinguished,
    own_name,
    subject,
    unit_of,
    value,
)
from zhengxie_qa.text import number_value
from zhengxie_qa.types import Document, Hit

_MOST_ROWS = 60  # of a list; a longer one is no answer but the table itself
_MOST_ALIKE = 4  # rows that fit a question for one cell
_NOTHING = np.zeros(0, dtype=np.float32)
_DATE = re.compile(r"(?:(\d{4})年?)?\D{0,2}?(?:(\d{1,2})月)?(?:(\d{1,2})日)?")


@dataclass(frozen=True, slots=True)
class TableAnswer:
    """What is said of a table, each part with the row it rests on."""

    lead: str  # before the parts; empty where there is none
    parts: tuple[tuple[str, Span], ...]
    tail: str = ""  # computed from the parts
    told: int = 1  # of the things that a question asks: how many columns, or rows
    names_rows: bool = True  # the question names cells of the rows, and not the table alone


def say(index: PassageIndex, question: Question, found: Match) -> TableAnswer | None:
    """Return the answer in the form that the question wants."""
    rows = [found.words.table.rows[n] for n in found.rows]
    answer = _FORMS[found.form](index, question, found, rows)
    return answer and replace(answer, names_rows=bool(found.conditions))


def _cell(index: PassageIndex, question: Question, found: Match, rows: Sequence[Row]) -> TableAnswer | None:
    names = distinguished(found, rows) if len(rows) > 1 else [subject(found, row) for row in rows]
    if len(names) != len(rows) or len(rows) > _MOST_ALIKE:
        return None
    told = [(cells_said(found, name, row, found.columns), row) for name, row in zip(names, rows, strict=True)]
    answer = _parts(index, found, told)
    return answer and replace(answer, tail=_change(question, found, rows))


def _change(question: Question, found: Match, rows: Sequence[Row]) -> str:
    """Return the difference of the same figure of two years: 2024年比2023年少2.4万元."""
    if not question.compares or len(rows) != 1 or len(found.columns) != 2:
        return ""
    later, earlier = sorted(found.columns, key=lambda c: -max(c.years, default=0))
    (row,) = rows
    new, old = _size(later, row), _size(earlier, row)
    unit = unit_of(found, later, row)
    if later.words != earlier.words or not earlier.years or not new or not old or unit != unit_of(found, earlier, row):
        return ""
    word, high, low = ("多", new[0], old[0]) if new > old else ("少", old[0], new[0])
    if high == low:
        return "两者相同（按以上数字比较）"
    years = f"{max(later.years)}年比{max(earlier.years)}年"
    return f"{years}{word}{high - low}{unit}（由{high}−{low}算得）"


def _total(index: PassageIndex, question: Question, found: Match, rows: Sequence[Row]) -> TableAnswer | None:
    return _parts(index, found, [(cells_said(found, "合计", row, found.columns), row) for row in rows])


def _list(index: PassageIndex, question: Question, found: Match, rows: Sequence[Row]) -> TableAnswer | None:
    name, *others = found.columns
    said: list[tuple[str, Row]] = []
    for row in rows:
        cell = row.cell(name.name)
        if cell is None:
            continue
        more = [f"{column_name(c)}：{value(found, c, row, x)}" for c in others if (x := row.cell(c.name))]
        said.append((cell.value + (f"（{'，'.join(more)}）" if more else ""), row))
    if not said or len(said) > _MOST_ROWS:
        return None
    answer = _parts(index, found, said)
    return answer and replace(answer, lead=_list_lead(found, len(said)))


def _list_lead(found: Match, count: int) -> str:
    """Return the words before a list: which rows it holds, and how many."""
    meant = conditions_said(found)
    if not meant:
        return f"表中共{count}项：" if count > 1 else ""
    return f"表中{meant}的共{count}项：" if count > 1 else f"{meant}的是"


def _count(index: PassageIndex, question: Question, found: Match, rows: Sequence[Row]) -> TableAnswer | None:
    answer = _list(index, question, found, rows)
    return answer and replace(answer, lead=f"表中{conditions_said(found)}的共{len(answer.parts)}项：")


def _extreme(index: PassageIndex, question: Question, found: Match, rows: Sequence[Row]) -> TableAnswer | None:
    (column,) = found.columns
    sizes = [(_size(column, row), row) for row in rows if row.cell(column.name)]
    known = [(size, row) for size, row in sizes if size is not None]
    asked = question.extreme
    if asked is None or len(known) < len(sizes) or len(known) < 2 or not all(own_name(found, row) for _, row in known):
        return None
    rising = bool(asked["low"] or asked["early"])
    ordered = sorted(known, key=lambda one: one[0], reverse=not rising)
    label = column_name(column)
    if count := asked["top"] or asked["most"]:
        top = ordered[: int(number_value(count) or 0)]
        told = [
            (f"{own_name(found, row)}（{value(found, column, row, cell)}）", row)
            for _, row in top
            if (cell := row.cell(column.name))
        ]
        answer = _parts(index, found, told)
        return answer and replace(answer, lead=f"{label}前{len(top)}位：")
    best = [row for size, row in ordered if size == ordered[0][0]]
    word = re.sub(r".*第一.*|.*首.*|.*前", "最高", asked.group())
    told = [(f"{label}{word}的是{own_name(found, row)}，{cells_said(found, '', row, [column])}", row) for row in best]
    answer = _parts(index, found, told) if len(best) <= _MOST_ALIKE else None
    return answer and replace(answer, told=2)  # which it is, and how much


def _size(column: Column, row: Row) -> tuple[Decimal, ...] | None:
    cell = row.cell(column.name)
    if cell is None:
        return None
    if column.is_number:
        number = amount(cell.folded)
        return None if number is None else (number,)
    match_ = _DATE.match(cell.folded)
    parts = match_.groups() if match_ else ()
    return tuple(Decimal(part or 0) for part in parts) if any(parts) else None


def _compare(index: PassageIndex, question: Question, found: Match, rows: Sequence[Row]) -> TableAnswer | None:
    answer = _cell(index, question, found, rows)
    if answer is None or len(rows) != 2 or len(found.columns) != 1 or not question.compares:
        return answer
    (column,), (one, other) = found.columns, rows
    first, second = _size(column, one), _size(column, other)
    units = {unit_of(found, column, row) for row in rows}
    if not column.is_number or first is None or second is None or len(units) > 1:
        return answer
    names = [subject(found, one), subject(found, other)]
    high, low = max(first[0], second[0]), min(first[0], second[0])
    if high == low:
        return replace(answer, tail="两者相同（按以上数字比较）")
    more, less = names if first > second else names[::-1]
    unit = units.pop()
    is_share = unit == "%" or all(cell.value.endswith("%") for row in rows if (cell := row.cell(column.name)))
    by = f"高{high - low}个百分点" if is_share else f"多{high - low}{unit}"
    return replace(answer, tail=f"{more}比{less}{by}（由{high}−{low}算得）")


_Form = Callable[[PassageIndex, Question, Match, Sequence[Row]], TableAnswer | None]
_FORMS: dict[str, _Form] = {
    "cell": _cell,
    "total": _total,
    "rows": _list,
    "count": _count,
    "extreme": _extreme,
    "compare": _compare,
}


def _parts(index: PassageIndex, found: Match, said: Sequence[tuple[str, Row]]) -> TableAnswer | None:
    """Return the answer with what is said of each row, cited by the line in which it stands."""
    document = found.words.table.document
    parts = []
    for text, row in said:
        cells = [cell for column in found.columns if (cell := row.cell(column.name))]
        if not text or not cells:
            return None
        parts.append((text, _span(index, document, cells[0].line)))
    return TableAnswer("", tuple(parts), told=max(len(found.columns), len(parts)))


def _span(index: PassageIndex, document: Document, line: tuple[int, int]) -> Span:
    """Return the line of a row as a span of its passage, which is widened where it holds only a part of the row."""
    start, end = line
    passages = ((n, index.passages[n]) for n in index.numbers_of(document.path))
    number, passage = next((n, p) for n, p in passages if p.start <= start < p.end)
    if passage.end < end:
        passage = replace(passage, end=end, text=document.text[passage.start : end])
    text = document.text[start:end]
    candidate = Candidate(Hit(passage, number, 1.0), start, end, text, _NOTHING, _NOTHING, 1.0, 1.0, 1.0, 1.0)
    return Span(candidate, start, end, text)
