"""The columns of a table: what their names say, in which unit their figures are, what kind of thing they hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from zhengxie_qa.question import Query
from zhengxie_qa.reading.table_rows import Cell, Table
from zhengxie_qa.reading.value_fit import figure_fit
from zhengxie_qa.text import (
    UNIT_WORDS,
    alternation,
    alternation_in,
    find_figures,
    fold,
    is_stop_word,
    word_list,
    word_rows,
    words,
)

_MOST = 0.8  # share of a column's cells that have to be of a kind for the column to be of it
_TWO_WORDS = 4  # characters
_MOST_DISTINCT = 0.9  # share of a column's cells that differ where the column names the rows
_SEEN = 40  # cells by which a column is judged
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_YEAR = re.compile(r"(?:19|20)\d{2}年?")
_NUMBER = re.compile(r"[-+−]?\d[\d,]*(?:\.\d+)?\s*(?:%|[百千万亿]*[\u4e00-\u9fff]{0,3})")
_PLAIN_NUMBER = re.compile(r"[-+−]?\d[\d,]*(?:\.\d+)?")
_SERIAL = re.compile(
    r"序号?|编号|案号|.{0,4}号|代?编?码|.*代码|.*电话|.*手机.*|.*号码|年份?|年度|排名|名次|邮编|届次|期数|.*编码"
)
_KEY = re.compile(r"序号?|.{0,4}编号|.{0,4}案号|.{0,4}号|届次|期数|排名|名次")
_TITLE = re.compile(rf".*(?:{alternation_in('table_words', 'titles')}).*")
_UNIT = re.compile(r"(?:计量)?\s*单\s*位")
_MEASURE = re.compile(rf"[十百千万亿]*(?:{UNIT_WORDS})|%|‰")
_DATE = re.compile(
    r"(?:\d{4}年)?\d{1,2}月.{0,10}|\d{4}[./-]\d{1,2}(?:[./-]\d{1,2})?.{0,4}|\d{4}年.{0,4}"
    r"|[一二三四第上下]+(?:季度|半年|旬)"
)
_HOLDER = re.compile(  # a person, an office with a person, or a body
    rf"(?:.{{0,10}}\s)?(?:{alternation('surnames')})[\u4e00-\u9fff]{{1,2}}|[\u4e00-\u9fff]{{2,}}(?:{alternation('bodies')}|[局委办院部处会所])"
)
_NAMED = {  # by what a question asks for: how a column that holds it is called
    "who": re.compile(rf".*(?:{alternation_in('table_words', 'who')}|[^增]长)"),
    "date": re.compile(rf".*(?:{alternation_in('table_words', 'date')})"),
    "where": re.compile(rf".*(?:{alternation_in('table_words', 'where')})"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``base`` is its folded name without the unit in brackets, ``words`` what a question says of it."""

    name: str
    base: str
    words: tuple[str, ...]
    years: frozenset[int]
    is_number: bool
    is_key: bool  # it numbers the rows
    is_date: bool
    is_body: bool  # persons or bodies
    is_distinct: bool  # hardly a cell says what another does
    is_unit: bool  # it says in which unit the figures of the row are

    def answers(self, kind: str) -> bool:
        """Tell whether it holds what a question of this kind asks for."""
        if kind == "number":
            return self.is_number
        named = kind in _NAMED and _NAMED[kind].fullmatch(self.base) is not None
        return named or (kind == "date" and self.is_date) or (kind == "who" and self.is_body)


def is_unit(text: str) -> bool:
    """Tell whether ``text`` is a measure word: 万元, 人次, %."""
    return _MEASURE.fullmatch(fold(text)) is not None


@cache
def optional_words() -> frozenset[str]:
    """Return the words of a column's name that a question need not say."""
    return frozenset(word_list("header_words"))


@cache
def other_names(word: str) -> tuple[str, ...]:
    """Return what else a column is called that is called ``word``."""
    rows = (row for row in word_rows("column_synonyms") if word in row)
    return tuple(other for row in rows for other in row if other != word)


def columns_of(table: Table) -> tuple[Column, ...]:
    """Return the columns of ``table`` that have a name."""
    cells: dict[str, list[str]] = {name: [] for name in table.columns}
    for row in table.rows[:_SEEN]:
        for cell in row.cells:
            cells[cell.name].append(cell.folded)
    return tuple(_column(name, values) for name, values in cells.items() if name or name == table.columns[0])


def _column(name: str, values: Sequence[str]) -> Column:
    base = _BRACKETS.sub("", fold(name)).strip()
    is_serial = _SERIAL.fullmatch(base) is not None

    def mostly(pattern: re.Pattern[str]) -> bool:
        return sum(pattern.fullmatch(value) is not None for value in values) >= _MOST * len(values)

    is_number = not is_serial and (mostly(_PLAIN_NUMBER) or (mostly(_NUMBER) and not mostly(_DATE)))
    is_key = _KEY.fullmatch(base) is not None
    return Column(
        name=name,
        base=base,
        words=tuple(dict.fromkeys(_words(base))),
        years=frozenset(int(year[:4]) for year in _YEAR.findall(base)),
        is_number=is_number,
        is_key=is_key,
        is_date=not is_number and not is_key and mostly(_DATE),
        is_body=mostly(_HOLDER),
        is_distinct=len(set(values)) >= _MOST_DISTINCT * len(values),
        is_unit=_UNIT.fullmatch(base) is not None and all(map(is_unit, values)),
    )


def _words(base: str) -> Iterator[str]:
    """Yield the words of a column's name that tell it from the others."""
    plain = _YEAR.sub(" ", base)
    cut = [word for word in words(plain) if re.search(r"[\w%]", word)]
    cut = [part for word in cut for part in (_halves(word) if len(word) == _TWO_WORDS else [word])]
    telling = [word for word in cut if word not in optional_words()]
    yield from telling or cut


def _halves(word: str) -> list[str]:
    """Cut a word of four characters in two, as a question may: 解决问题 is 解决的问题."""
    return [word] if word.isascii() else [word[:2], word[2:]]


def said(column: Column, text: str, free: bytearray) -> set[int]:
    """Return the places of the folded question that say the column's name; ``free`` marks those it may take."""
    places: set[int] = set()
    loose = says_all(column, text)  # other words for its own count only where all are said
    for word in column.words:
        names = (word, *other_names(word)) if loose else (word,)
        places |= next((found for name in names if (found := _places(name, text, free))), set())
    for year in _YEAR.findall(column.base):
        places |= _places(year[:4], text, free)
    return places


def says_all(column: Column, text: str) -> bool:
    """Tell whether the folded question says every telling word of the column's name."""
    return all(word in text or any(other in text for other in other_names(word)) for word in column.words)


def _places(word: str, text: str, free: bytearray) -> set[int]:
    found: set[int] = set()
    at = text.find(word)
    while at >= 0:
        if all(free[at : at + len(word)]):
            found |= set(range(at, at + len(word)))
        at = text.find(word, at + 1)
    return found


def name_column(columns: Sequence[Column]) -> Column | None:
    """Return the column that says what each row is about."""
    texts = [column for column in columns if not (column.is_number or column.is_key or column.is_date)]
    texts = [column for column in texts if not column.is_unit]
    texts = [column for column in texts if column.is_distinct] or texts
    titled = [column for column in texts if _TITLE.fullmatch(column.base)]
    first = next(iter(texts), None)
    return first if first in titled or not titled else titled[0]


def in_unit_asked(query: Query, cells: Sequence[Cell]) -> bool:
    """Tell whether the figures of ``cells`` may be in the unit that is asked for."""
    if query.kind != "number" or not query.units:
        return True
    figures = [figure for cell in cells[:_SEEN] for figure in find_figures(f"{cell.name}：{cell.value}")[-1:]]
    known = Counter(bool(figure_fit(query, figure)) for figure in figures if figure.unit)
    return not known or known[True] >= known[False]


def is_empty(word: str) -> bool:
    """Tell whether a word of a question carries nothing."""
    return not word or is_stop_word(word) or not re.search(r"\w", word)


def amount(value: str) -> Decimal | None:
    """Return the number a folded cell holds; None where it holds none, or several."""
    found = _PLAIN_NUMBER.findall(value.replace(" ", ""))
    return Decimal(found[0].replace(",", "").replace("−", "-")) if len(found) == 1 else None
