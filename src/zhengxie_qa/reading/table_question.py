"""A question as tables are asked it, and what of one table it means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from zhengxie_qa.question import Query
from zhengxie_qa.reading.table_columns import Column
from zhengxie_qa.reading.table_conditions import Condition, TableWords
from zhengxie_qa.text import alternation, alternation_in

Form = Literal["cell", "rows", "count", "extreme", "total", "compare"]

_EXTREME = re.compile(
    r"最[多高大](?:的)?前?(?P<most>[二两三四五六七八九十]|\d{1,2})(?:名|位|个|家|项|件)"
    r"|最(?P<high>[多高大长])|最(?P<low>[少低小短])|最(?P<late>晚|后|迟)|最(?P<early>早|先)"
    r"|(?:排名?)?前(?P<top>[二两三四五六七八九十]|\d{1,2})(?:名|位|个)?(?!次|期|届|年|天|日|款|条)"
    r"|排名?(?:在)?第一|居(?:于)?首位?|排名?最前|(?P<first>第一(?:名|(?=的|是|$|[?。])))"
)
_TOTAL_ASKED = re.compile(alternation_in("table_words", "total"))
_LISTS = re.compile(rf"{alternation_in('table_words', 'lists')}|哪一?[件个项家条所]")
_EACH = re.compile(r"各|每个|分别")
_COMPARES = re.compile(r"哪[一]?[个家项]|谁|相差|差多少|[多少高低]多少|比")
_COUNTED = re.compile(r"(?:多少|几)\s*(?:个|件|项|条|家|所|名|人|位|处|座|场|次|篇|份|户|部|本)")
_UNIT_NAMED = re.compile(rf"(?:多少|几)\s*[十百千万亿]*个?(?P<unit>{alternation('units')})|多少钱")


class Question:
    """A question as tables are asked it."""

    def __init__(self, query: Query) -> None:
        self.query = query
        self.text = query.text
        self.before = query.context.partition("?")[0]  # the question that it leans on: an earlier part or turn
        unit = _UNIT_NAMED.search(self.text) if query.kind == "number" else None
        self.unit_named = unit is not None
        self.unit = (unit["unit"] or "") if unit else ""  # the measure word itself, but for money
        self.extreme = _EXTREME.search(self.text)
        self.wants_total = _TOTAL_ASKED.search(self.text) is not None
        self.each = _EACH.search(self.text) is not None
        self.lists = query.kind == "list" or _LISTS.search(self.text) is not None
        self.compares = _COMPARES.search(self.text) is not None
        self.counts = query.kind == "number" and _COUNTED.search(self.text) is not None


@dataclass(frozen=True, slots=True)
class Meant:
    """What a question says of a table's rows."""

    question: Question
    words: TableWords
    conditions: tuple[Condition, ...]
    rows: frozenset[int]  # that meet them
    compared: bool  # several cells of one column are named, to be told side by side
    free: bytes  # by character of the question: 1 where no condition says it
    options: frozenset[str]  # the column of the cells between which the question asks to choose

    @property
    def by_cell(self) -> frozenset[str]:
        """The columns in which the question names cells."""
        return columns_of_all(self.conditions)


@dataclass(frozen=True, slots=True)
class Match:
    """What of a table a question means."""

    words: TableWords
    form: Form
    conditions: tuple[Condition, ...]
    columns: tuple[Column, ...]  # that are asked for
    rows: tuple[int, ...]
    score: float  # characters of the question that the table accounts for by its cells, its columns and its caption


def columns_of_all(conditions: Sequence[Condition]) -> frozenset[str]:
    """Return the columns that any of ``conditions`` names cells of."""
    return frozenset(name for one in conditions for name in one.columns)
