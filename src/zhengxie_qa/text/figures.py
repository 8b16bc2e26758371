"""Figures in Chinese text: 236件, 98.5%, 1.2万人次, 二百四十七件, 十余次, 近百条, １２次, 三分之一, 22:40.

A figure is only right with its unit and its subject, so every figure carries its unit and its span.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from zhengxie_qa.text.lexicon import word_list
from zhengxie_qa.text.tokenizer import fold

FigureKind = Literal["count", "percent", "money", "date", "time", "ordinal"]

UNITS = word_list("units")
MONEY_UNITS = frozenset(word_list("money_units"))
_UNIT_WORDS = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_UNIT = f"个?(?:{_UNIT_WORDS})"  # 7个工作日, 2.3个百分点

# A run of digits or numerals is read once, from its beginning and without going back: patterns stay linear in runs
# of any length.
_DIGITS = r"(?<!\d)(?:\d++(?:,\d{3})++(?:\.\d++)?|\d++(?:\.\d++)?)"
_NUMERALS = "[零〇一二两三四五六七八九十百千万亿]"
_HAN = f"(?<!{_NUMERALS}){_NUMERALS}++"
_KEPT, _KEPT_LENGTH = 4096, 600  # texts whose figures are kept, and characters of one: 10 MB at most
_LONGEST = 40  # characters of a number that has a value
_QUALIFIER = r"(?:约|近|超过|超|逾|不少于|不低于|不超过|至少|将近)?"
_MORE = r"(?:余|多|几)?"

_DATE = re.compile(r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}[日号]|底|初|中旬|上旬|下旬|份)?|\d{4}年(?:底|初|末|度)?")
_TIME = re.compile(r"\d{1,2}:\d{2}|(?<![\d一二三四五六七八九十])[\d一二三四五六七八九十]++点(?:半|钟|\d++分?)?")
_PERCENT = re.compile(
    rf"{_QUALIFIER}(?:百分之{_HAN}|{_DIGITS}\s*+%|{_HAN}分之{_HAN}|[一二三四五六七八九]成(?!立|为|果|员|功|效|绩|就))"
)
# 第047号, 第三十三次, and sessions: 十届五次会议, 二十届三中全会.
_ORDINAL = re.compile(rf"第(?:\d++|{_HAN})(?:届|次|号|条|章)?|{_HAN}届(?:{_HAN}[次中](?=全?会))?")
_DIGIT_COUNT = re.compile(
    rf"{_QUALIFIER}(?P<number>{_DIGITS})[^\S\n]*{_MORE}(?P<scale>[百千万亿]*){_MORE}[^\S\n]*(?P<unit>{_UNIT})?"
)
_HAN_COUNT = re.compile(
    # Here it goes back, for 三百千瓦 is 300 of 千瓦.
    rf"{_QUALIFIER}(?:(?P<number>(?<!{_NUMERALS}){_NUMERALS}+)|数(?=[十百千万])(?P<vague>[十百千万]+)){_MORE}(?P<scale>[万亿]?)(?P<unit>{_UNIT})"
)

_FIRST_DIGITS = re.compile(_DIGITS)
_NUMBER = re.compile(rf"({_DIGITS})([百千万亿]*)")
_ALL_NUMERALS = re.compile(_HAN)
_HEADER_UNIT = re.compile(rf"\(({_UNIT_WORDS}|%)\)\s*:\s*$")
_HEADER = 12  # characters before a cell in which its header's unit stands

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
    return list(_found_once(text) if len(text) <= _KEPT_LENGTH else _found(text))


def _found(text: str) -> tuple[Figure, ...]:
    folded = fold(text)
    found: list[Figure] = []
    taken = bytearray(len(text))
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            start, end = match.span()
            if start == end or any(taken[start:end]) or _inside_word(folded, start, end):
                continue
            found.append(_figure(kind, match, text, folded))
            taken[start:end] = b"\1" * (end - start)
    return tuple(sorted(found, key=lambda figure: figure.start))


# The question's own figures are asked for once a sentence, those of a sentence once a question.
_found_once = lru_cache(maxsize=_KEPT)(_found)

_PATTERNS: tuple[tuple[FigureKind, re.Pattern[str]], ...] = (
    ("date", _DATE),
    ("time", _TIME),
    ("percent", _PERCENT),
    ("ordinal", _ORDINAL),
    ("count", _DIGIT_COUNT),
    ("count", _HAN_COUNT),
)


def _inside_word(folded: str, start: int, end: int) -> bool:
    """A digit or Latin letter on either side means that this is a code or part of a longer number."""
    before, after = folded[start - 1 : start], folded[end : end + 1]
    if before.isascii() and before.isalpha() and folded[start].isascii():
        return True
    return before.isdigit() or (after.isdigit() and folded[end - 1].isdigit())


def _figure(kind: FigureKind, match: re.Match[str], text: str, folded: str) -> Figure:
    start, end = match.span()
    groups = match.groupdict()
    unit = groups.get("unit") or ("%" if kind == "percent" else "")
    unit = unit.removeprefix("个") or unit
    if not unit and (header := _HEADER_UNIT.search(folded, max(0, start - _HEADER), start)):
        unit = header.group(1)  # a cell of a table: 立案（件）：33
    value: Decimal | None = None
    if groups.get("number"):
        value = number_value(groups["number"] + (groups.get("scale") or ""))
    elif kind == "percent" and (digits := _FIRST_DIGITS.search(match.group())):
        value = number_value(digits.group())
    return Figure(start, end, text[start:end], "money" if unit in MONEY_UNITS else kind, value, unit)


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
