"""Figures in Chinese text: 236件, 98.5%, 1.2万人次, 二百四十七件, 十余次, 近百条, １２次, 三分之一, 22:40.

A figure is only right with its unit and its subject, so every figure carries its unit and its span.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from zhengxie_qa.text.lexicon import alternation, word_list
from zhengxie_qa.text.tokenizer import fold

FigureKind = Literal["count", "percent", "money", "date", "time", "ordinal"]

MONEY_UNITS = frozenset(word_list("money_units"))
UNIT_WORDS = alternation("units")  # a pattern that matches any of them
_UNIT = f"个?(?:{UNIT_WORDS})"  # 7个工作日, 2.3个百分点

# A run of digits or numerals is read once, from its beginning and without going back: patterns stay linear in runs
# of any length.
_DIGITS = r"(?<!\d)(?:\d++(?:,\d{3})++(?:\.\d++)?|\d++(?:\.\d++)?)"
_NUMERALS = "[零〇一二两三四五六七八九十百千万亿]"
_HAN = f"(?<!{_NUMERALS}){_NUMERALS}++"
_HAN_PART = r"[零〇一二三四五六七八九]+"  # behind the point of 八十六点八
_HAN_NUMBER = rf"{_HAN}(?:点{_HAN_PART})?"
_KEPT, _KEPT_LENGTH = 4096, 400  # texts whose figures are kept, and characters of one: 10 MB of prose
_LONG_KEPT, _LONG_KEPT_LENGTH = 8, 4000  # the same of long questions and paragraphs
_LONGEST = 40  # characters of a number that has a value
_QUALIFIER = r"(?:约|近|超过|超|逾|不少于|不低于|不超过|至少|将近)?"
_MORE = r"(?:余|多|几)?"
_GAP = "\u3000"  # between the cells of a table's row: no figure reaches over it
_BLANK = rf"[^\S\n{_GAP}]*"

_DATE = re.compile(r"(?:\d{4} ?年 ?)?\d{1,2} ?月 ?(?:\d{1,2} ?[日号]|底|初|中旬|上旬|下旬|份)?|\d{4}年(?:底|初|末|度)?")
_HOUR = r"[\d一二三四五六七八九十]"
_TIME = re.compile(  # not 一点五亿元
    rf"\d{{1,2}}:\d{{2}}|(?<!{_HOUR}){_HOUR}++点(?!{_HAN_PART}(?:[万亿]|{_UNIT}))(?:半|钟|\d++分?)?"
)
_PERCENT = re.compile(
    rf"{_QUALIFIER}(?:百分之(?P<hundredths>{_HAN_NUMBER})|{_DIGITS}\s*+%|(?P<whole>{_HAN})分之(?P<part>{_HAN_NUMBER})"
    r"|(?P<tenths>[一二三四五六七八九])成(?P<more>[一二三四五六七八九](?![十百千万亿]))?(?!立|为|果|员|功|效|绩|就))"
)
# 第047号, 第三十三次, and sessions: 十届五次会议, 二十届三中全会.
_ORDINAL = re.compile(rf"第(?:\d++|{_HAN})(?:届|次|号|条|章)?|{_HAN}届(?:{_HAN}[次中](?=全?会))?")
_DIGIT_COUNT = re.compile(
    rf"{_QUALIFIER}(?P<number>{_DIGITS}){_BLANK}{_MORE}(?P<scale>[百千万亿]*){_MORE}{_BLANK}(?P<unit>{_UNIT})?"
)
_HAN_COUNT = re.compile(
    # Here it goes back, for 三百千瓦 is 300 of 千瓦.
    rf"{_QUALIFIER}(?:(?P<number>(?<!{_NUMERALS}){_NUMERALS}+(?:点{_HAN_PART})?)|数(?=[十百千万])(?P<vague>[十百千万]+))"
    rf"{_MORE}(?P<scale>[万亿]?)(?P<unit>{_UNIT})"
)

_FIRST_DIGITS = re.compile(_DIGITS)
_NUMBER = re.compile(rf"({_DIGITS})([百千万亿]*)")
_ALL_NUMERALS = re.compile(_HAN)
_PARTED = re.compile(rf"({_HAN})点({_HAN_PART})([百千万亿]*)")
_SCALE_ALONE = re.compile(r"[十百千万亿]+")
_ASKED_BEFORE = ("多少", "几")  # 多少万元 asks in a unit and names no figure

# A cell of a table: 立案(件):33, 决算(万元):40.1, or 单位:万吨 产量:5.2, where a column of its own says the unit.
_SCALED_UNIT = rf"(?P<scale>[十百千万亿]*)(?P<unit>{UNIT_WORDS}|%)"
_HEADER_UNIT = re.compile(rf"\({_SCALED_UNIT}\)[^\s:()]{{0,10}}:\s*[-+−]?$")
_HEADER = 24  # characters before a cell in which its header's unit stands
_ROW = 2000  # characters before a cell in which its row may say the unit
_UNIT_CELL = re.compile(rf"(?:^|\s)(?:计量)?单位:\s*{_SCALED_UNIT}\s")
_RATE_CELL = re.compile(r"[^\s:]*(?:[增减率%]|比重|占比|指数|排名|名次|序号)[^\s:]*:\s*[-+−]?$")
_CELL = re.compile(r"[^\s:]:\s*[-+−]?$")
_BARE_UNIT = re.compile(rf"[万亿]+{_UNIT}|[十百千万亿]+{_UNIT}(?=\))")  # 多少万元, (百万元): a unit, no figure

_HAN_DIGIT = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_HAN_SCALE = {"十": 10, "百": 100, "千": 1000}
_MYRIAD = {"万": 10_000, "亿": 100_000_000}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure at ``text[start:end]`` with its value (None when it is vague) and unit (empty when bare)."""

    start: int
    end: int
    text: str
    kind: FigureKind
    value: Decimal | None
    unit: str


def find_figures(text: str) -> list[Figure]:
    """Return the figures of ``text`` in reading order; spans never overlap."""
    if len(text) <= _KEPT_LENGTH:
        return list(_found_once(text))
    return list(_found_long_once(text) if len(text) <= _LONG_KEPT_LENGTH else _found(text))


def _found(text: str) -> tuple[Figure, ...]:
    folded = fold(text)
    if _GAP in text:
        folded = "".join(_GAP if char == _GAP else plain for char, plain in zip(text, folded, strict=True))
    found: list[Figure] = []
    taken = bytearray(len(text))
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            start, end = match.span()
            if (
                start == end
                or any(taken[start:end])
                or _inside_word(folded, start, end)
                or _is_asked(match, folded)
                or _unit_alone(folded, start, end)
            ):
                continue
            found.append(_figure(kind, match, text, folded))
            taken[start:end] = b"\1" * (end - start)
    return tuple(sorted(found, key=lambda figure: figure.start))


# The question's own figures are asked for once a sentence, those of a sentence once a question.
_found_once = lru_cache(maxsize=_KEPT)(_found)
_found_long_once = lru_cache(maxsize=_LONG_KEPT)(_found)

_PATTERNS: tuple[tuple[FigureKind, re.Pattern[str]], ...] = (
    ("date", _DATE),
    ("percent", _PERCENT),
    ("time", _TIME),
    ("ordinal", _ORDINAL),
    ("count", _DIGIT_COUNT),
    ("count", _HAN_COUNT),
)


def _unit_alone(folded: str, start: int, end: int) -> bool:
    """Tell whether 万元 or (百万元) stands without a number: it only says in what is counted."""
    if folded[start - 1 : start] in ("(", ":") and _BARE_UNIT.match(folded, start):
        return True
    return _BARE_UNIT.fullmatch(folded, start, end) is not None


def _inside_word(folded: str, start: int, end: int) -> bool:
    """A digit or Latin letter on either side means that this is a code or part of a longer number."""
    before, after = folded[start - 1 : start], folded[end : end + 1]
    if before.isascii() and before.isalpha() and folded[start].isascii():
        return True
    return before.isdigit() or (after.isdigit() and folded[end - 1].isdigit())


def _is_asked(match: re.Match[str], folded: str) -> bool:
    """Tell whether a scale without a number says in what is asked (多少万元) or headed (单位：万元), and no figure."""
    number = match.groupdict().get("number") or ""
    if not _SCALE_ALONE.fullmatch(number):
        return False
    return folded.endswith(_ASKED_BEFORE, 0, match.start()) or set(number) <= set("万亿")


def _figure(kind: FigureKind, match: re.Match[str], text: str, folded: str) -> Figure:
    start, end = match.span()
    groups = match.groupdict()
    unit = groups.get("unit") or ("%" if kind == "percent" else "")
    unit = unit.removeprefix("个") or unit
    scale = groups.get("scale") or ""
    if not unit and kind == "count" and (of_cell := _cell_unit(folded, start)):
        unit, scale = of_cell["unit"], scale + of_cell["scale"]
    value: Decimal | None = None
    if groups.get("number"):
        value = number_value(groups["number"] + scale)
    elif kind == "percent":
        value = _share(groups, match.group())
    return Figure(start, end, text[start:end], "money" if unit in MONEY_UNITS else kind, value, unit)


def _share(groups: Mapping[str, str | None], text: str) -> Decimal | None:
    """Return the hundredths that a share stands for: 86.8 of 百分之八十六点八, 75 of 四分之三, 15 of 一成五."""
    if hundredths := groups["hundredths"]:
        return number_value(hundredths)
    if (whole := groups["whole"]) and (part := groups["part"]):
        all_parts, some = number_value(whole), number_value(part)
        return some / all_parts * 100 if some is not None and all_parts else None
    if tenths := groups["tenths"]:
        return Decimal(10 * _HAN_DIGIT[tenths] + _HAN_DIGIT.get(groups["more"] or "", 0))
    digits = _FIRST_DIGITS.search(text)
    return number_value(digits.group()) if digits else None


def _cell_unit(folded: str, start: int) -> re.Match[str] | None:
    """Return the unit of the cell that begins at ``start``, where its column's name or a column of units says it."""
    begin = max(0, start - _HEADER)
    if not _CELL.search(folded, begin, start):
        return None
    if header := _HEADER_UNIT.search(folded, begin, start):
        return header
    line = max(folded.rfind("\n", 0, start) + 1, start - _ROW)
    return None if _RATE_CELL.search(folded, begin, start) else _UNIT_CELL.search(folded, line, start)


def number_value(number: str) -> Decimal | None:
    """Return the value of ``1,200``, ``1.2万`` or ``二百四十七``; None when it is no plain number."""
    if len(number) > _LONGEST:
        return None
    match = _NUMBER.fullmatch(number)
    if match:
        value = Decimal(match.group(1).replace(",", ""))
        for scale in match.group(2):
            value *= _HAN_SCALE.get(scale) or _MYRIAD[scale]
        return value
    if match := _PARTED.fullmatch(number):
        whole, part, scales = match.groups()
        value = (_han_value(whole) or Decimal(0)) + Decimal("0." + "".join(str(_HAN_DIGIT[c]) for c in part))
        for scale in scales:
            value *= _HAN_SCALE.get(scale) or _MYRIAD[scale]
        return value
    return _han_value(number)


def _han_value(number: str) -> Decimal | None:
    if not _ALL_NUMERALS.fullmatch(number):
        return None
    if all(c in _HAN_DIGIT for c in number) and len(number) > 1:  # 二〇二四: digit by digit
        return Decimal("".join(str(_HAN_DIGIT[c]) for c in number))
    total = section = digit = 0
    for c in number:
        if c in _HAN_DIGIT:
            digit = _HAN_DIGIT[c]
        elif c in _HAN_SCALE:
            section += (digit or 1) * _HAN_SCALE[c]
            digit = 0
        else:
            total = (total + section + digit) * _MYRIAD[c] if c == "亿" else total + (section + digit) * _MYRIAD[c]
            section = digit = 0
    return Decimal(total + section + digit)
