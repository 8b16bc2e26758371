"""Answers from tables: a cell, a list over the rows, a count, an extreme, a total, a comparison.

Only what the question's own words point out is answered; otherwise the sentences are read as ever.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from zhengxie_qa.index import PassageIndex
from zhengxie_qa.question import Query
from zhengxie_qa.reading.candidate_sentences import Candidate
from zhengxie_qa.reading.sentence_ranking import Found
from zhengxie_qa.reading.span_selection import Span
from zhengxie_qa.reading.table_columns import Column, amount
from zhengxie_qa.reading.table_conditions import TableWords
from zhengxie_qa.reading.table_match import Match, Question, match
from zhengxie_qa.reading.table_rows import Row, tables_of
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
_MOST_TABLES = 3  # that fit it alike
_VALUES = ("number", "who", "date")  # kinds of questions that one cell answers
_AS_GOOD = 1.0  # characters of the question by which a table has to account for more than another
_NOTHING = np.zeros(0, dtype=np.float32)
_DATE = re.compile(r"(?:(\d{4})年?)?\D{0,2}?(?:(\d{1,2})月)?(?:(\d{1,2})日)?")


@dataclass(frozen=True, slots=True)
class TableAnswer:
    """What is said of a table, each part with the row it rests on."""

    lead: str  # before the parts; empty where there is none
    parts: tuple[tuple[str, Span], ...]
    tail: str = ""  # computed from the parts
    told: int = 1  # of the things that a question asks: how many columns, or rows


def without_rows(index: PassageIndex, query: Query, found: Found) -> Found:
    """Return what was found without the rows of tables, where the question wants a value.

    A row holds several values, and what picks the right one is its column: where no table answers, a row that merely
    shares words with the question must not.
    """
    if query.kind not in _VALUES or query.language == "en":
        return found
    starts = {
        path: {row.start for row in index.documents[path].rows} for path in {h.passage.document for h in found.hits}
    }
    kept = tuple(one for one in found.candidates if one.start not in starts[one.hit.passage.document])
    return replace(found, candidates=kept)


class TableReader:
    """The tables of documents, read when they are first asked; safe to use from several threads."""

    def __init__(self) -> None:
        self._tables: dict[tuple[str, str], dict[int, TableWords]] = {}

    def answer(self, index: PassageIndex, query: Query, hits: Sequence[Hit]) -> TableAnswer | None:
        """Return what the tables found in ``hits`` say to ``query``; None where it is not certain that they do."""
        if query.language == "en":
            return None
        question = Question(query)
        matches = [found for words in self._found(index, hits) if (found := match(question, words))]
        ranked = sorted(matches, key=lambda found: -found.score)
        best = _newest([one for one in ranked if one.score > ranked[0].score - _AS_GOOD])
        answers = [(one, said) for one in best[: _MOST_TABLES + 1] if (said := _said(index, question, one))]
        return _one_of(answers) if len(answers) == len(best) else None

    def _found(self, index: PassageIndex, hits: Sequence[Hit]) -> Iterator[TableWords]:
        """Yield the tables of which a row stands in one of the best passages."""
        seen: set[tuple[str, int]] = set()
        for hit in hits:
            document = index.documents[hit.passage.document]
            for row in document.rows:
                key = (document.path, row.table)
                if hit.passage.start <= row.start < hit.passage.end and key not in seen:
                    seen.add(key)
                    yield self._tables_of(document)[row.table]

    def _tables_of(self, document: Document) -> dict[int, TableWords]:
        key = (document.path, document.sha256)
        if key not in self._tables:
            self._tables[key] = {table.number: TableWords(table) for table in tables_of(document)}
        return self._tables[key]


def _newest(matches: Sequence[Match]) -> list[Match]:
    """Return the matches of the newest of the documents that speak of a year."""
    years = [one.words.table.document.metadata.year or 0 for one in matches]
    return [one for one, year in zip(matches, years, strict=True) if year == max(years)]


def _one_of(answers: Sequence[tuple[Match, TableAnswer]]) -> TableAnswer | None:
    """Return the answer; where several tables answer differently, all with what tells them apart."""
    if not answers:
        return None
    told = {tuple(text for text, _ in answer.parts): (found, answer) for found, answer in reversed(answers)}
    if len(told) == 1:
        return answers[0][1]
    if len(told) > _MOST_TABLES or any(answer.lead or answer.tail for _, answer in told.values()):
        return None
    names = [_table_name(found) for found, _ in told.values()]
    if "" in names or len(set(names)) < len(names):
        return None
    parts = [
        (f"{name}中，{text}", span)
        for name, (_, answer) in zip(names, told.values(), strict=True)
        for text, span in answer.parts
    ]
    return TableAnswer("", tuple(parts[::-1]))


def _table_name(found: Match) -> str:
    table = found.words.table
    title = table.document.metadata.title
    return f"“{table.name}”" if table.name else f"《{title}》" if title else ""


def _said(index: PassageIndex, question: Question, found: Match) -> TableAnswer | None:
    """Return the answer in the form that the question wants."""
    rows = [found.words.table.rows[n] for n in found.rows]
    return _FORMS[found.form](index, question, found, rows)


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
    return replace(answer, tail=f"{more}比{less}多{high - low}{units.pop()}（由{high}−{low}算得）")


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
