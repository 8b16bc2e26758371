"""What a question says of the rows it asks about: cells that it names, and whether it wants those or the others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from zhengxie_qa.reading.table_columns import Column, columns_of
from zhengxie_qa.reading.table_rows import Table, items
from zhengxie_qa.structure import number_of
from zhengxie_qa.text import alternation, alternation_in, fold, is_generic, is_stop_word, number_value, word_spans

_SHORTEST = 2  # characters of a cell that a question can name
_SHORTEST_CODE = 5  # digits
_SHORTEST_PART = 3  # of a piece of a cell
_AREA = re.compile(rf"(.{{2,}})(?:{alternation_in('table_words', 'areas')})")
_LEADING_NUMBER = re.compile(r"(?:\(?[一二三四五六七八九十]{1,3}[)、]|\(\d{1,2}\)|\d{1,2}[.、](?!\d))")
_WHOLE = re.compile(r".*(?:其中:?|#)")
_HOLDER = re.compile(rf"(.{{2,4}}?)(?:常务)?副?(?:{alternation('titles_of_persons')})")  # 何文山主席
_AREA_ENDS = "乡镇街县市区村社"
_YEAR = re.compile(r"(?:19|20)\d{2}年?")
_MONTH = re.compile(r"(?:\d{4}年)?(\d{1,2}月)(\d{1,2}日)?.*")
_OVERALL = re.compile(r"全[省市县区州国](.{2,})")
_FIGURE = re.compile(r"[-+−]?[\d.,]+%?")
_NOTHING = ("无", "没有", "/", "-", "—", "——", "是", "否")
_SUBJECT = re.compile(rf"关于(.{{2,}})的(?:{alternation_in('table_words', 'papers')})")
_QUOTED = re.compile(r"《(.{2,})》|“(.{2,})”")
_NUMBERED = re.compile(
    r"(?:第0*(?P<one>\d{1,6}|[一二三四五六七八九十百]{1,4})|0*(?P<three>\d{1,6})(?=号)|(?P<four>[一二三四五六七八九十]{1,3})(?=号))"
    r"(?=号|项|条|件|期|次|届|位|行|名(?!委员|代表))"
    r"|(?:编号|序号|案号|号码|提案|议案)(?:为|是)?第?0*(?P<two>\d{1,6})(?![\d年月日件条项号])"
)
_CELL_NUMBER = re.compile(r"第?0*(\d{1,6}|[一二三四五六七八九十百]{1,4})(?:号|期|次|届|项|件)?")
_NOT = re.compile(
    r"(?<!有)没有?|(?<!是)不是|(?<!能)不能|不由|不在|不属于|未(?!来)|并非|除了?(?!夕|非|险)|排除|不含|不包括"
)
_EXCEPT = re.compile(r"(?:以外|之外)")


@dataclass(frozen=True, slots=True)
class Condition:
    """A cell that the question names at ``start``–``end``, in which columns it stands, and in which rows."""

    columns: frozenset[str]
    rows: frozenset[int]
    start: int
    end: int
    whole: bool = True  # the question names all of the cell
    negated: bool = False
    text: str = ""  # what the question says of the cell
    is_bound: bool = False  # it sets a bound to a figure: 超过300万元


class TableWords:
    """A table, and where each thing that its cells name stands."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.columns = columns_of(table)
        self._where: dict[str, dict[str, set[int]]] = {}  # by cell or part of one: the rows, by column
        units = {column.name for column in self.columns if column.is_unit}
        for number, row in enumerate(table.rows):
            cells = [(cell.name, cell.folded) for cell in row.cells if cell.name not in units]
            for name, text in [*cells, ("", _bare(row.group))]:
                for item in _spellings(text):
                    self._where.setdefault(item, {}).setdefault(name, set()).add(number)

    @cached_property
    def totals(self) -> frozenset[int]:
        """The numbers of the rows that sum up others."""
        return frozenset(n for n, row in enumerate(self.table.rows) if row.is_total)

    @property
    def all_rows(self) -> frozenset[int]:
        """The numbers of all rows."""
        return frozenset(range(len(self.table.rows)))

    def named(self, text: str, years: Iterable[int]) -> list[Condition]:
        """Return the cells that the folded question names, in its order; of two that overlap the longer."""
        found = [*self._whole(text, years), *self._numbered(text)]
        named = [column.base for column in self.columns if len(column.base) > 1]
        labels = [span for name in named for span in spans_of(name, text)]
        kept: list[Condition] = []
        for one in sorted(found, key=lambda one: (one.start - one.end, one.start)):
            longer = any(a <= one.start and one.end <= b and b - a > one.end - one.start for a, b in labels)
            if not longer and not any(one.start < other.end and other.start < one.end for other in kept):
                kept.append(one)
        kept += self._parts(text, kept)
        told = [replace(one, text=text[one.start : one.end]) for one in kept]
        return _with_negation(text, sorted(told, key=lambda one: one.start))

    def _whole(self, text: str, years: Iterable[int]) -> Iterator[Condition]:
        asked = {str(year) for year in years}
        counting = {column.name for column in self.columns if column.is_number}
        for item, where in self._where.items():
            if item not in text:
                continue
            is_code = len(item) >= _SHORTEST_CODE and not counting & set(where)  # 2080505, a telephone number
            if is_code or item in asked or not _FIGURE.fullmatch(item):
                rows = frozenset().union(*where.values())
                spans = (span for span in spans_of(item, text) if _is_whole(text, *span))
                yield from (Condition(frozenset(where), rows, *span) for span in spans)

    def _numbered(self, text: str) -> Iterator[Condition]:
        keys = [column for column in self.columns if column.is_key]
        for match in _NUMBERED.finditer(text):
            number = number_value(next(filter(None, match.groups())))
            where = {column.name: self._rows_of(column, number) for column in keys}
            rows = frozenset().union(*where.values()) if where else frozenset()
            if rows:
                yield Condition(frozenset(n for n in where if where[n]), rows, *_with_unit(text, match))

    def _rows_of(self, column: Column, number: object) -> frozenset[int]:
        found = set()
        for place, row in enumerate(self.table.rows):
            cell = row.cell(column.name)
            match = _CELL_NUMBER.fullmatch(cell.folded) if cell else None
            if match and number_value(match[1]) == number:
                found.add(place)
        return frozenset(found)

    def _parts(self, text: str, taken: Sequence[Condition]) -> Iterator[Condition]:
        """Yield the longest runs of words that stand within a cell: 老船厂滑道 of 关于保护利用老船厂滑道的提案."""
        cut = [
            span
            for span in word_spans(text)
            if not any(one.start < span[2] and span[1] < one.end for one in taken) and not _is_empty(span[0])
        ]
        first = 0
        while first < len(cut):
            last = first
            while last + 1 < len(cut) and self._stands(text[cut[first][1] : cut[last + 1][2]]):
                last += 1
            piece = text[cut[first][1] : cut[last][2]]
            rows = self._holding(piece) if self._stands(piece) and not self._is_label(piece) else {}
            held = frozenset().union(*rows.values()) if rows else frozenset()
            if held and len(piece) >= _SHORTEST_PART:
                yield Condition(frozenset(rows), held, cut[first][1], cut[last][2], whole=False)
            first = last + 1

    def narrowed(self, rows: frozenset[int], left: Sequence[str]) -> frozenset[int]:
        """Return those of ``rows`` that say more of the words ``left`` over than the others: 存栏, not 出栏."""
        for word in left:
            saying = frozenset(n for n in rows if word in self.table.rows[n].text)
            rows = saying or rows
        return rows

    def _is_label(self, piece: str) -> bool:
        """Tell whether the piece names a column, or the table as a whole."""
        return any(piece in column.base for column in self.columns) or piece in self.table.caption

    def _stands(self, piece: str) -> bool:
        return piece in self._joined

    @cached_property
    def _joined(self) -> str:
        return "\n".join(self._where)

    def _holding(self, piece: str) -> Mapping[str, frozenset[int]]:
        found: dict[str, set[int]] = {}
        for item, where in self._where.items():
            if piece in item and not _FIGURE.fullmatch(item):
                for name, rows in where.items():
                    found.setdefault(name, set()).update(rows)
        return {name: frozenset(rows) for name, rows in found.items()}


def _spellings(text: str) -> Iterator[str]:
    """Yield what a question may call a cell: all of it, what it names one by one, what its title is about."""
    for item in items(text.strip()):
        if len(item) < _SHORTEST or item in _NOTHING:
            continue
        yield from _plainer(item)
        for pattern in (_SUBJECT, _QUOTED):
            if (match := pattern.search(item)) and (inner := next(filter(None, match.groups()))):
                yield inner
        if match := _MONTH.fullmatch(item):
            yield match[1]
            yield match[1] + (match[2] or "")
        for pattern in (_AREA, _OVERALL, _HOLDER):
            if match := pattern.fullmatch(item):
                yield match[1]


def _plainer(item: str) -> Iterator[str]:
    """Yield a cell as it stands, and without its number, its whole and its blanks: (2)非税收入, 人口其中:女性."""
    yield item
    plain = (
        _WHOLE.sub("", _LEADING_NUMBER.sub("", item.replace(" ", ""))).replace("周岁", "岁").replace("及以上", "以上")
    )
    if len(plain) >= _SHORTEST:
        yield plain


def _bare(group: str) -> str:
    """Return the folded line that heads rows, without its number."""
    folded = fold(group)
    number = number_of(folded)
    return (folded[number.length :] if number else folded).strip(" :")


def spans_of(item: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where ``item``, which is not empty, stands in ``text``."""
    at = text.find(item)
    while at >= 0:
        yield at, at + len(item)
        at = text.find(item, at + len(item))


def _is_whole(text: str, start: int, end: int) -> bool:
    """Tell whether a name in the question ends and begins there: 白沙 of 白沙乡 is not 白沙镇, 2月 of 12月 not 2月."""
    if text[end : end + 1] and text[end] in _AREA_ENDS and text[end - 1] not in _AREA_ENDS:
        return False
    return not (text[start].isdigit() and text[start - 1 : start].isdigit())


def _is_empty(word: str) -> bool:
    return is_stop_word(word) or is_generic(word) or not re.search(r"\w", word) or bool(_YEAR.fullmatch(word))


def _with_unit(text: str, match: re.Match[str]) -> tuple[int, int]:
    """Return the span of a number that names a row, with the measure word behind it."""
    return match.start(), match.end() + (match["two"] is None and match.end() < len(text))


def _with_negation(text: str, conditions: list[Condition]) -> list[Condition]:
    """Return the conditions, those negated of which the question wants the others."""
    taken = [(one.start, one.end) for one in conditions]
    marked = list(conditions)
    for match in negations(text, taken):
        after = [place for place, one in enumerate(marked) if one.start >= match.end()]
        if after:
            marked[after[0]] = replace(marked[after[0]], negated=True)
    for match in _EXCEPT.finditer(text):
        before = [place for place, one in enumerate(marked) if one.end <= match.start()]
        if before:
            marked[before[-1]] = replace(marked[before[-1]], negated=True)
    return marked


def negations(text: str, taken: Sequence[tuple[int, int]]) -> list[re.Match[str]]:
    """Return the words of the folded question that deny, outside of the spans ``taken``."""
    return [
        match
        for match in _NOT.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in taken)
    ]
