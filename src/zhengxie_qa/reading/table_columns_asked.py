"""Which columns of a table a question asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhengxie_qa.reading.table_columns import Column, in_unit_asked, is_empty, optional_words, said, says_all
from zhengxie_qa.reading.table_conditions import TableWords, spans_of
from zhengxie_qa.reading.table_question import Meant, Question, columns_of_all
from zhengxie_qa.text import word_spans

_RANKED = frozenset(("number", "date"))  # kinds of columns that have a largest and a smallest
_MOST_OF_KIND = {"number": 3, "date": 2}  # columns that are told where the question names none: a day and an hour
MOST_COLUMNS = 3  # that are told where the question leaves open which
_VALUES = ("number", "who", "date", "where")  # kinds of questions that a column holds the answers to
_KEY_ASKED = re.compile(r"号(?!提案|议案|建议)|第几|排名|名次|届次")
_NAME_ASKED = re.compile(r"题目|名称|标题|全称|案由|叫什么|名字")
_ASKS = re.compile(r"多[少大高]|几")
_SEVERAL = re.compile(r"和|与|及|、|各|分别|,")


def asked_columns(meant: Meant) -> list[Column]:
    """Return the columns that the question asks for: those it names best, or the only ones of the kind it wants."""
    if meant.options:
        return [c for c in meant.words.columns if c.name in meant.options]
    question, query = meant.question, meant.question.query
    candidates = _open(meant)
    if _of_another_year(meant, candidates):
        return []
    free = _without_labels(meant)
    spoken = question.text
    places = {c.name: said(c, spoken, free) for c in candidates}
    if question.before and not any(places.values()):
        spoken = question.before
        places = {c.name: said(c, spoken, bytearray(b"\1" * len(spoken))) for c in candidates}
    named = [c for c in candidates if places[c.name]]
    named = [c for c in named if _is_telling(c, meant.words, spoken)] or [c for c in named if says_all(c, spoken)]
    kinds = _RANKED if question.extreme else {part.kind for part in query.parts or (query,)} & set(_VALUES)
    fitting = [c for c in candidates if any(c.answers(kind) for kind in kinds)]
    if named:
        best = _best_named(spoken, [c for c in named if c in fitting] or named, places)
        return _with_other(question, best, fitting)
    if question.extreme or query.kind in _VALUES:
        kind = "number" if question.extreme else query.kind
        found = [c for c in candidates if c.answers(kind)]
        return found if len(found) <= _MOST_OF_KIND.get(kind, 1) else []
    return _by_predicate(meant, candidates, free)


def _open(meant: Meant) -> list[Column]:
    """Return the columns that may be asked for: no cell of theirs is named, and they suit the year and the unit."""
    question, query = meant.question, meant.question.query
    whole = columns_of_all([one for one in meant.conditions if one.whole])
    taken = whole if _NAME_ASKED.search(question.text) else meant.by_cell
    rows = [meant.words.table.rows[n] for n in meant.rows]
    cells = {c.name: [cell for row in rows if (cell := row.cell(c.name))] for c in meant.words.columns}
    found = [c for c in meant.words.columns if c.name not in taken and cells[c.name]]
    found = [c for c in found if not c.is_key or _KEY_ASKED.search(question.text)]
    years = set(query.years)
    if len(years) == 1 and any(years & c.years for c in found):
        found = [c for c in found if not c.years or years & c.years]
    if question.unit_named and not query.parts:
        found = [c for c in found if in_unit_asked(query, cells[c.name])]
        found = [c for c in found if question.unit and question.unit in c.base] or found
    return found


def _of_another_year(meant: Meant, candidates: Sequence[Column]) -> bool:
    """Tell whether the question names a column that only another year has than the one it asks about."""
    years, text = set(meant.question.query.years), meant.question.text
    others = [c for c in meant.words.columns if c.words and c.years and not years & c.years and says_all(c, text)]
    return len(years) == 1 and any(not any(set(c.words) <= set(own.words) for own in candidates) for c in others)


def _without_labels(meant: Meant) -> bytearray:
    """Return where the question may name columns: not where it names that of a cell, as 承办 beside 县教育局."""
    text, free = meant.question.text, bytearray(meant.free)
    labels = [c for c in meant.words.columns if c.name in meant.by_cell]
    others = [c for c in meant.words.columns if c.name not in meant.by_cell and len(c.base) > 1]
    whole = {place for c in others for start, end in spans_of(c.base, text) for place in range(start, end)}
    for place in {place for column in labels for place in said(column, text, free)} - whole:
        free[place] = 0
    return free


def _with_other(question: Question, best: list[Column], fitting: Sequence[Column]) -> list[Column]:
    """Return the columns named, and the only other that fits where two figures are asked: 有多少，占多大比重."""
    if question.query.parts or len(best) != 1 or len(_ASKS.findall(question.text)) < 2:
        return best
    others = [c for c in fitting if c not in best]
    return [*others, *best] if len(others) == 1 else best


def _is_telling(column: Column, words: TableWords, text: str) -> bool:
    """Tell whether the question names this column: by a word that no other column and no caption has."""
    alike = [other.base for other in words.columns if other.words != column.words]
    others = " ".join((words.table.caption, words.table.above, *alike))
    if any(word in text and word not in others for word in column.words):
        return True
    return any(word in text and word in column.base for word in optional_words())


def _best_named(text: str, named: Sequence[Column], places: dict[str, set[int]]) -> list[Column]:
    """Return the columns of which most is said; several where the question joins them."""
    full = [c for c in named if c.words and says_all(c, text)]
    full = [c for c in full if len(places[c.name]) > 0]
    if len(full) > 1 and _SEVERAL.search(text):
        inside = [c for c in full if any(places[c.name] < places[o.name] for o in full)]
        return [c for c in full if c not in inside]
    most = max(len(places[c.name]) for c in named)
    best = [c for c in named if len(places[c.name]) == most]
    whole = [c for c in best if says_all(c, text)]
    return (whole or best)[: MOST_COLUMNS + 1]


def _by_predicate(meant: Meant, columns: Sequence[Column], free: bytearray) -> list[Column]:
    """Return the one column whose cell says what the question asks whether it is so: 是否立案."""
    if len(meant.rows) != 1:
        return []
    (row,) = (meant.words.table.rows[n] for n in meant.rows)
    spans = word_spans(meant.question.text)
    asked = [word for word, start, end in spans if all(free[start:end]) and not is_empty(word)]
    found = [c for c in columns if (cell := row.cell(c.name)) and any(word in cell.folded for word in asked)]
    return found if len(found) == 1 else []
