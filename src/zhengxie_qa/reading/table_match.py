"""A question held against a table: which rows and columns it means, and whether the table accounts for all it says.

A wrong cell shown as certain is the worst that can happen, so every word of the question that carries content has to
be found: in a cell, in a column's name, in the caption, or in the headings above.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from zhengxie_qa.question import Query, is_about
from zhengxie_qa.reading.table_bounds import bounds
from zhengxie_qa.reading.table_columns import (
    Column,
    in_unit_asked,
    name_column,
    optional_words,
    other_names,
    said,
    says_all,
)
from zhengxie_qa.reading.table_conditions import Condition, TableWords, negations
from zhengxie_qa.reading.table_rows import Table
from zhengxie_qa.text import alternation, fold, is_generic, is_stop_word, word_list, word_spans

Form = Literal["cell", "rows", "count", "extreme", "total", "compare"]

_VALUES = ("number", "who", "date", "where")  # kinds of questions that a column holds the answers to
_SHORTEST_PLACE = 2  # characters of a place's name without what it is: 黔东南州
_MOST_COLUMNS = 3  # that are told where the question leaves open which
_EXTREME = re.compile(
    r"最[多高大](?:的)?前?(?P<most>[二两三四五六七八九十]|\d{1,2})(?:名|位|个|家|项|件)"
    r"|最(?P<high>[多高大长])|最(?P<low>[少低小短])|最(?P<late>晚|后|迟)|最(?P<early>早|先)"
    r"|(?:排名?)?前(?P<top>[二两三四五六七八九十]|\d{1,2})(?:名|位|个)?(?!次|期|届|年|天|日|款|条)"
    r"|排名?(?:在)?第一|居(?:于)?首位?|排名?最前|(?P<first>第一名)"
)
_TOTAL_ASKED = re.compile(r"合计|总计|共计|总共|一共|总[数量额]|全部")
_LISTS = re.compile(r"哪些|哪几|列[出举]|清单|名单|名录|目录|包括什么|都有什么|都有谁|哪[一]?[件个项家条所]")
_KEY_ASKED = re.compile(r"号(?!提案|议案|建议)|第几|排名|名次|届次")
_NAME_ASKED = re.compile(r"题目|名称|标题|全称|案由|叫什么|名字")
_ASKS = re.compile(r"多[少大高]|几")
_SEVERAL = re.compile(r"和|与|及|、|各|分别|,")
_COMPARES = re.compile(r"哪[一]?[个家项]|谁|相差|差多少|[多少高低]多少|比")
_COUNTED = re.compile(r"(?:多少|几)\s*(?:个|件|项|条|家|所|名|人|位|处|座|场|次|篇|份|户|部|本)")
_AROUND = (
    "占年月日多少高低大小是的有由在了被把和与及为呢吗啊共将又也都能会要到从对个"  # what words are cut together with
)
_UNIT_NAMED = re.compile(rf"(?:多少|几)\s*[十百千万亿]*个?(?:{alternation('units')})|多少钱")
_SHARE_ASKED, _SHARE = re.compile(r"占(?!地)"), re.compile(r"比|占|率|%")
_CHANGE_ASKED = re.compile(r"增[加长减幅]|减少|下降|上升|提高|降低|涨|变化|相差|差多少|比.{2,12}[多少高低]多少")
_CHANGE = re.compile(r"增|减|升|降|涨|变化|差|比")
_NO_PLACE = re.compile(r"[由没不除的是在被属]")  # 没有由县教育局: no place
_FILLER = re.compile(
    r"多[大长高远久]|多少|几|哪[一些几]?[个件项家条名位所]?|什么|谁|怎么样?|是否|有没有|最[多少高低大小早晚长短先后迟]|前[一二两三四五六七八九十\d]+[名位个]?"
    r"|第一|排名?|居首|以外|之外|除了?|未|没有?|不是|分别|其中|一共|总共|列出|列举|清单|名单|请|告诉|还是|相差|相比|[万亿]"
)


@dataclass(frozen=True, slots=True)
class Match:
    """What of a table a question means."""

    words: TableWords
    form: Form
    conditions: tuple[Condition, ...]
    columns: tuple[Column, ...]  # that are asked for
    rows: tuple[int, ...]
    score: float  # characters of the question that the table accounts for by its cells, its columns and its caption


class Question:
    """A question as tables are asked it."""

    def __init__(self, query: Query) -> None:
        self.query = query
        self.text = query.text
        self.before = query.context.partition("?")[0]  # the question that it leans on: an earlier part or turn
        self.unit_named = query.kind == "number" and _UNIT_NAMED.search(self.text) is not None
        self.extreme = _EXTREME.search(self.text)
        self.wants_total = _TOTAL_ASKED.search(self.text) is not None
        self.lists = query.kind == "list" or _LISTS.search(self.text) is not None
        self.compares = _COMPARES.search(self.text) is not None
        self.counts = query.kind == "number" and _COUNTED.search(self.text) is not None


def match(question: Question, words: TableWords) -> Match | None:
    """Return what of the table the question means; None where it does not say so without doubt."""
    if question.query.kind == "why":
        return None
    conditions = [*words.named(question.text, question.query.years), *bounds(question.text, words)]
    spans = [(one.start, one.end) for one in conditions]
    if len(negations(question.text, spans)) > sum(one.negated for one in conditions):
        return None  # it denies something that no cell says
    free = bytearray(b"\1" * len(question.text))
    for start, end in spans:
        free[start:end] = bytes(end - start)
    if not conditions and question.before:
        conditions = [replace(one, start=0, end=0) for one in words.named(question.before, ())]
    conditions, option = _without_options(question, conditions)
    rows, compared = _rows(words, conditions)
    if len(rows) > 1 and conditions:
        rows = words.narrowed(rows, [w for w, a, b in word_spans(question.text) if all(free[a:b]) and _tells(w)])
    settled = _form(question, words, conditions, rows, compared, free, option)
    if settled is None:
        return None
    form, columns, rows = settled
    result = Match(words, form, tuple(conditions), tuple(columns), tuple(sorted(rows)), 0.0)
    return _accounted(question, result, free)


def _without_options(question: Question, conditions: list[Condition]) -> tuple[list[Condition], frozenset[str]]:
    """Return the conditions without the values between which the question asks to choose, and their column."""
    if "还是" in question.text:
        for one in conditions:
            alike = [other for other in conditions if other.whole and other.columns == one.columns]
            if len(alike) > 1 and len(alike) < len(conditions):
                return [other for other in conditions if other not in alike], one.columns
    return conditions, frozenset()


def _rows(words: TableWords, conditions: Sequence[Condition]) -> tuple[frozenset[int], bool]:
    """Return the rows that meet all conditions, and whether several cells of one column are compared."""
    table = words.table
    rows = frozenset(n for n in words.all_rows if not table.rows[n].is_total)
    named = frozenset().union(*(one.rows for one in conditions)) if conditions else frozenset()
    rows |= frozenset(n for n in named if table.rows[n].is_total)
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


def _form(
    question: Question,
    words: TableWords,
    conditions: Sequence[Condition],
    rows: frozenset[int],
    compared: bool,
    free: bytearray,
    option: frozenset[str],
) -> tuple[Form, Sequence[Column], frozenset[int]] | None:
    """Return the form of the answer, the columns that are told and the rows."""
    columns = [c for c in words.columns if c.name in option] or _asked(question, words, conditions, free, rows)
    numbers = [column for column in columns if column.is_number]
    name = name_column(words.columns)
    if not rows:
        return None
    if question.extreme:
        ranked = [c for c in columns if c.is_number or c.is_date]
        parts = frozenset(n for n in rows if not words.table.rows[n].is_part)
        return ("extreme", ranked, parts) if len(ranked) == 1 and len(parts) > 1 else None
    if question.wants_total and not conditions:
        totals = frozenset(n for n in words.all_rows if words.table.rows[n].is_total)
        return ("total", numbers, totals) if len(totals) == 1 and len(numbers) == 1 else None
    if compared:
        return ("compare", columns, rows) if columns and len(columns) <= _MOST_COLUMNS else None
    by_cell = frozenset().union(*(one.columns for one in conditions)) if conditions else frozenset()
    if name is not None and columns == [name] and conditions and not question.counts and _of_others(words, by_cell):
        return "rows", [name], rows  # whose is what the question names: 韦志刚督办哪件
    if len(rows) == 1 and columns and (conditions or words.table.is_form):
        return "cell", columns, rows
    if question.query.kind == "how":
        return None
    if name is not None and not columns and conditions and "什么" in question.text and _of_others(words, by_cell):
        return "rows", [name], rows
    if not conditions and (question.before or not question.lists):
        return None
    if question.counts and not numbers and conditions and name is not None:
        return "count", [name], rows
    if question.lists and name is not None and question.query.kind in ("list", "what", "who", "where"):
        told = [name, *(column for column in columns if column != name)]
        return "rows", told, rows
    return ("cell", columns, rows) if columns and conditions else None


def _of_others(words: TableWords, by_cell: frozenset[str]) -> bool:
    """Tell whether the cells that a question names neither number the rows nor name them."""
    own = name_column(words.columns)
    return not any(c.name in by_cell and (c.is_key or c == own) for c in words.columns)


def _asked(
    question: Question,
    words: TableWords,
    conditions: Sequence[Condition],
    free: bytearray,
    rows: frozenset[int],
) -> list[Column]:
    """Return the columns that the question asks for: those it names best, or the only ones of the kind it wants."""
    query, text = question.query, question.text
    by_cell = frozenset().union(*(one.columns for one in conditions)) if conditions else frozenset()
    if _NAME_ASKED.search(text):
        by_cell = frozenset().union(*(one.columns for one in conditions if one.whole)) if conditions else frozenset()
    cells = {c.name: [cell for n in rows if (cell := words.table.rows[n].cell(c.name))] for c in words.columns}
    open_columns = [c for c in words.columns if c.name not in by_cell and cells[c.name]]
    open_columns = [c for c in open_columns if not c.is_key or _KEY_ASKED.search(text)]
    if len(query.years) == 1 and any(set(query.years) & c.years for c in open_columns):
        open_columns = [c for c in open_columns if not c.years or set(query.years) & c.years]
    labels = {place for c in words.columns if c.name in by_cell for place in said(c, text, free)}
    free = bytearray(is_free and place not in labels for place, is_free in enumerate(free))
    if question.unit_named and not query.parts:
        open_columns = [c for c in open_columns if in_unit_asked(query, cells[c.name])]
    spoken = text
    places = {c.name: said(c, text, free) for c in open_columns}
    if question.before and not any(places.values()):
        spoken = question.before
        places = {c.name: said(c, spoken, bytearray(b"\1" * len(spoken))) for c in open_columns}
    named = [c for c in open_columns if places[c.name]]
    kinds = {part.kind for part in query.parts or (query,)} & set(_VALUES)
    fitting = [c for c in open_columns if any(c.answers(kind) for kind in kinds)]
    named = [c for c in named if _is_telling(c, words, spoken)] or [c for c in named if says_all(c, spoken)]
    named_fitting = [c for c in named if c in fitting]
    if named:
        best = _best_named(spoken, named_fitting or named, places)
        return _with_other(question, best, fitting)
    if question.extreme or query.kind in _VALUES:
        kind = "number" if question.extreme else query.kind
        found = [c for c in open_columns if c.answers(kind)]
        return found if len(found) <= (_MOST_COLUMNS if kind == "number" else 1) else []
    return _by_predicate(words, rows, open_columns, text, free)


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
    return (whole or best)[: _MOST_COLUMNS + 1]


def _by_predicate(
    words: TableWords, rows: frozenset[int], columns: Sequence[Column], text: str, free: bytearray
) -> list[Column]:
    """Return the one column whose cell says what the question asks whether it is so: 是否立案, 本科还是专科."""
    if len(rows) != 1:
        return []
    (row,) = (words.table.rows[n] for n in rows)
    asked = [word for word, start, end in word_spans(text) if all(free[start:end]) and not _is_empty(word)]
    found = [c for c in columns if (cell := row.cell(c.name)) and any(word in cell.folded for word in asked)]
    return found if len(found) == 1 else []


def _is_empty(word: str) -> bool:
    return not word or is_stop_word(word) or not re.search(r"\w", word)


def _tells(word: str) -> bool:
    return len(word) > 1 and not (_is_empty(word) or is_generic(word) or word in word_list("table_fillers"))


def _accounted(question: Question, found: Match, free: bytearray) -> Match | None:
    """Return the match with its score; None where a word of the question, or its year, is not accounted for."""
    table, query = found.words.table, question.query
    own = [table.rows[n].text for n in found.rows]
    if not (_years_agree(query.years, found) and _holds_change(question, found)) or not _place_agrees(
        query, table, own
    ):
        return None
    used = {name for one in found.conditions for name in one.columns}
    used |= {column.name for column in found.columns}
    metadata = table.document.metadata
    context = f"{table.caption} {table.above} {fold(' '.join(filter(None, used)))} " + fold(
        " ".join((metadata.place, metadata.kind, metadata.organisation, metadata.term))
    )
    others = {e.phrase: e.alternatives for e in query.expansions}
    score = float(sum(not one for one in free))
    for column in found.columns:
        for place in said(column, question.text, free):
            free[place] = 0
            score += 1
    for filler in _FILLER.finditer(question.text):
        free[filler.start() : filler.end()] = bytes(filler.end() - filler.start())
    for word, start, end in word_spans(question.text):
        left = "".join(char for char, is_free in zip(word, free[start:end], strict=True) if is_free)
        left = left.strip(_AROUND)
        if _is_empty(left) or left in optional_words() or (left != word and len(left) == 1):
            continue
        if (
            left in context
            or (len(left) > _SHORTEST_PLACE and left.rstrip("省市县区州") in context)
            or any(other in context for other in (*others.get(word, ()), *other_names(left)))
        ):
            score += len(left) / 2
        elif not (own and all(left in text for text in own)) and not _is_light(left, query):
            return None
    return Match(found.words, found.form, found.conditions, found.columns, found.rows, score)


def _holds_change(question: Question, found: Match) -> bool:
    """Tell whether a share or a change that is asked for stands in a column, or follows from two years' figures."""
    bases = [column.base for column in found.columns]
    if _SHARE_ASKED.search(question.text) and not any(_SHARE.search(base) for base in bases):
        return False
    if not _CHANGE_ASKED.search(question.text) or any(_CHANGE.search(base) for base in bases):
        return True
    return len({year for column in found.columns for year in column.years}) > 1 or found.form == "compare"


def _place_agrees(query: Query, table: Table, rows: Sequence[str]) -> bool:
    """Tell whether the table's document, what stands above the table, or each of the rows is about the place asked."""
    places = [place for place in query.places if not _NO_PLACE.search(place)]
    if not places or is_about(places, table.document, f"{table.caption} {table.above}"):
        return True
    return bool(rows) and all(any(place in text for place in places) for text in rows)


def _is_light(word: str, query: Query) -> bool:
    """Tell whether the word asks rather than says: a measure word, a year that is looked at apart, 项目, 情况."""
    if re.fullmatch(r"(?:19|20)\d{2}年?|年度?", word):
        return True
    return is_generic(word) or word in query.units or word in word_list("table_fillers") or word in word_list("units")


def _years_agree(years: Sequence[int], found: Match) -> bool:
    """Tell whether the table, or the cells that are meant, speak of the years asked for."""
    table = found.words.table
    for year in years:
        of_columns = frozenset().union(*(column.years for column in found.columns)) if found.columns else frozenset()
        if of_columns:
            if year not in of_columns:
                return False
        elif not all(str(year) in table.rows[n].text for n in found.rows) and year not in table.years:
            return False
    return True
