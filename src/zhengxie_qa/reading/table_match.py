"""A question held against a table: which rows and columns it means, and in which form they answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from zhengxie_qa.reading.table_bounds import bounds
from zhengxie_qa.reading.table_columns import Column, is_empty, name_column, other_names
from zhengxie_qa.reading.table_columns_asked import MOST_COLUMNS, asked_columns
from zhengxie_qa.reading.table_conditions import Condition, TableWords, negations
from zhengxie_qa.reading.table_coverage import accounted
from zhengxie_qa.reading.table_question import Form, Match, Meant, Question, columns_of_all
from zhengxie_qa.text import is_generic, word_list, word_spans

_Settled = tuple[Form, Sequence[Column], frozenset[int]]


def match(question: Question, words: TableWords) -> Match | None:
    """Return what of the table the question means; None where it does not say so without doubt."""
    if question.query.kind == "why":
        return None
    conditions = words.named(question.text, question.query.years)
    conditions += bounds(question.text, words, [(one.start, one.end) for one in conditions])
    spans = [(one.start, one.end) for one in conditions]
    if len(negations(question.text, spans)) > sum(one.negated for one in conditions):
        return None  # it denies something that no cell says
    free = bytearray(b"\1" * len(question.text))
    for start, end in spans:
        free[start:end] = bytes(end - start)
    if not conditions and question.before:
        conditions = [replace(one, start=0, end=0) for one in words.named(question.before, ())]
    if any(
        _is_labelled_otherwise(question.text, one, words) or _opens_a_time(question.text, one) for one in conditions
    ):
        return None  # 县财政局承办: the table has it in another role
    meant = _meant(question, words, conditions, free)
    columns = asked_columns(meant)
    settled = _special(meant, columns) if meant.rows else None
    if settled is None and meant.rows and not (question.extreme or meant.compared):
        settled = _plain(meant, columns)
    if settled is None:
        return None
    form, told, rows = settled
    return accounted(question, Match(words, form, meant.conditions, tuple(told), tuple(sorted(rows)), 0.0), free)


def _meant(question: Question, words: TableWords, conditions: list[Condition], free: bytearray) -> Meant:
    conditions, options = _without_options(question, conditions)
    rows, compared = _rows(words, conditions)
    if len(rows) > 1 and conditions:
        spans = word_spans(question.text)
        rows = words.narrowed(rows, [word for word, start, end in spans if all(free[start:end]) and _tells(word)])
    return Meant(question, words, tuple(conditions), rows, compared, bytes(free), options)


def _without_options(question: Question, conditions: list[Condition]) -> tuple[list[Condition], frozenset[str]]:
    """Return the conditions without the values of which the question asks whether they hold, and their column.

    本科还是专科; 由县教育局承办吗, where another cell tells which row is meant.
    """
    if "还是" in question.text:
        for one in conditions:
            alike = [other for other in conditions if other.whole and other.columns == one.columns]
            if 1 < len(alike) < len(conditions):
                return [other for other in conditions if other not in alike], one.columns
    if question.query.kind == "yesno" and len(conditions) > 1:
        *others, last = conditions
        if last.whole and not last.columns & columns_of_all(others):
            return others, last.columns
    return conditions, frozenset()


def _is_labelled_otherwise(text: str, condition: Condition, words: TableWords) -> bool:
    """Tell whether what a person or a body is said to do is the name of another column than that of its cell."""
    own = [c for c in words.columns if c.name in condition.columns]
    if not any(c.answers("who") for c in own) or any(c.is_number or c.is_date for c in own):
        return False
    behind = text[condition.end :].lstrip("了所来")
    roles = [c for c in words.columns if c.answers("who")]
    said = [c for c in roles if any(behind.startswith(name) for word in c.words for name in (word, *other_names(word)))]
    return bool(said) and not any(c in own for c in said)


def _opens_a_time(text: str, condition: Condition) -> bool:
    """Tell whether the day or month named only bounds those that are asked for: 7月以后."""
    return text[condition.end - 1] in "年月日" and text[condition.end :].startswith(("以", "之", "前", "后", "起"))


def _rows(words: TableWords, conditions: Sequence[Condition]) -> tuple[frozenset[int], bool]:
    """Return the rows that meet all conditions, and whether several cells of one column are compared."""
    rows = words.all_rows - words.totals
    named = frozenset().union(*(one.rows for one in conditions)) if conditions else frozenset()
    rows |= named & words.totals
    compared = False
    held: list[Condition] = []
    for one in conditions:
        if one.negated:
            rows -= one.rows
            continue
        alike = [other for other in held if other.columns & one.columns and not other.rows & one.rows]
        if alike:
            compared = True
        held.append(one)
    groups: list[tuple[frozenset[str], frozenset[int]]] = []
    for one in held:
        same = next((g for g in groups if g[0] & one.columns and compared and not g[1] & one.rows), None)
        if same is None:
            groups.append((one.columns, one.rows))
        else:
            groups[groups.index(same)] = (same[0] & one.columns, same[1] | one.rows)
    for _, found in groups:
        rows &= found
    return rows, compared


def _special(meant: Meant, columns: Sequence[Column]) -> _Settled | None:
    """Return an extreme, a total or a comparison with its columns and rows, where one is asked for."""
    question, table = meant.question, meant.words.table
    if question.extreme:
        ranked = [c for c in columns if c.is_number or c.is_date]
        wholes = frozenset(n for n in meant.rows if not table.rows[n].is_part)
        return ("extreme", ranked, wholes) if len(ranked) == 1 and len(wholes) > 1 else None
    if question.wants_total and not meant.conditions:
        totals = meant.words.totals
        numbers = [column for column in columns if column.is_number]
        return ("total", numbers, totals) if len(totals) == 1 and len(numbers) == 1 else None
    if meant.compared:
        return ("compare", columns, meant.rows) if 0 < len(columns) <= MOST_COLUMNS else None
    return None


def _plain(meant: Meant, columns: Sequence[Column]) -> _Settled | None:
    """Return a cell, a list over rows or a count with its columns and rows."""
    name = name_column(meant.words.columns)
    if name is not None and meant.conditions and not meant.question.counts and _asks_whose(meant, columns, name):
        return "rows", [name], meant.rows
    named = bool(meant.conditions) or meant.words.table.is_form
    if columns and named and (len(meant.rows) == 1 or name is None or _names_rows(meant, name)):
        return "cell", columns, meant.rows
    told = _list(meant, columns, name) if name is not None and not _names_rows(meant, name) else None
    return told or (("cell", columns, meant.rows) if columns and meant.conditions else None)


def _list(meant: Meant, columns: Sequence[Column], name: Column) -> _Settled | None:
    """Return a list over rows or a count, where one is asked for."""
    question = meant.question
    open_to_all = meant.conditions or ((question.lists or question.each) and not question.before)
    if question.query.kind == "how" or not open_to_all:
        return None
    if question.counts and meant.conditions and not any(column.is_number for column in columns):
        return "count", [name], meant.rows
    others = [column for column in columns if column != name]
    if question.each and others and any(word in question.text for word in name.words):
        return "rows", [name, *others], meant.rows
    if question.lists and question.query.kind in ("list", "what", "who", "where"):
        return "rows", [name, *others], meant.rows
    return None


def _names_rows(meant: Meant, name: Column) -> bool:
    """Tell whether the question itself names rows by what they are called."""
    return any(one.whole and not one.negated and one.columns == {name.name} for one in meant.conditions)


def _asks_whose(meant: Meant, columns: Sequence[Column], name: Column) -> bool:
    """Tell whether the question names other cells of a row and asks what the row is: 韦志刚督办哪件提案."""
    if any(c.name in meant.by_cell and (c.is_key or c == name) for c in meant.words.columns):
        return False
    if not columns:
        return "什么" in meant.question.text and meant.question.query.kind != "how"
    return list(columns) == [name]


def _tells(word: str) -> bool:
    return len(word) > 1 and not (is_empty(word) or is_generic(word) or word in word_list("table_fillers"))
