"""The unit that stands above a table, and the columns whose figures are in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from zhengxie_qa.documents.formats.cells import Cells
from zhengxie_qa.text import MONEY_UNITS, UNIT_WORDS, alternation_in, fold

_MEASURE = rf"[十百千万亿]*(?:{UNIT_WORDS})|%"
_UNIT_LINE = re.compile(rf"(?:^|[\s(:;,])(?:计量|金额|货币)?单位\s*:\s*(?:人民币)?({_MEASURE})\s*(?:$|[\s);,])")
_HAS_UNIT = re.compile(rf"\([^()]*\)|[十百千万亿]+(?:{_MEASURE})$|元$")
_NOT_IN_UNIT = re.compile(alternation_in("table_words", "in no unit"))
_COUNTS = re.compile(rf".*(?:{alternation_in('table_words', 'counts')})|(?:.*[总数])?(?:{UNIT_WORDS})")
_NUMBER = re.compile(r"[-+−]?\d[\d,]*(?:\.\d+)?")
_MOST = 0.8  # share of a column's filled cells that have to be numbers
_NOTHING = ("", "-", "—", "——", "/", "无", "…")


def unit_said(lines: Iterable[str]) -> str:
    """Return the unit that the last of ``lines`` to name one gives to a whole table: 单位：万元."""
    found = [match[1] for line in lines for match in _UNIT_LINE.finditer(fold(line))]
    return found[-1] if found else ""


def with_unit(names: Sequence[str], body: Sequence[Cells], unit: str) -> Cells:
    """Return the names of the columns, those of figures in ``unit`` with it behind: 金额（万元）."""
    return [
        f"{name}（{unit}）" if unit and name and _is_in(fold(name), [row[n] for row in body], unit) else name
        for n, name in enumerate(names)
    ]


def _is_in(name: str, cells: Sequence[str], unit: str) -> bool:
    if _HAS_UNIT.search(name) or (_NOT_IN_UNIT.search(name) and not re.fullmatch(r"\d{4}年?度?|.{0,6}数", name)):
        return False
    if any(unit.endswith(money) for money in MONEY_UNITS) and _COUNTS.fullmatch(name):
        return False
    numbers = [cell for cell in cells if cell not in _NOTHING]
    return bool(numbers) and sum(_NUMBER.fullmatch(cell) is not None for cell in numbers) >= _MOST * len(numbers)
