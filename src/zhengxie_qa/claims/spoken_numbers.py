"""Numbers that are said rather than counted: 一个月, 半年, 两年半, and English ones, twenty-one, half a year.

一 is an article in 一批, 一次; of time it is a number. English numbers carry the Chinese unit of the noun behind them,
where it is one of time, so that within fifteen days and 十五日内 are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_SPOKEN = re.compile(
    r"(?<![第每同某这那上下进万十百唯])(?P<one>一)(?!年(?!内|以|期|后|前|半))(?:个(?P<of>月|季度|星期|小时|工作日)|(?P<unit>年|周|天|日|季度))(?![级度来起直流线边后面系代])"
    r"|(?<![上下前后大多])半(?:个(?P<half_of>月|小时)|(?P<half>年|天))(?!来)"
)
_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {word: n for n, word in enumerate(_SMALL)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_WORD = "|".join(sorted((*_VALUES, *SCALES), key=len, reverse=True))
_ENGLISH = re.compile(rf"\b(?:{_WORD})(?:(?:\s+and\s+|[\s-]+)(?:{_WORD}))*\b")
_TIMES = {
    "day": "日",
    "month": "月",
    "year": "年",
    "week": "周",
    "hour": "小时",
    "minute": "分钟",
    "working day": "工作日",
}
_TIME = re.compile(r"[\s-]*(?P<unit>working day|business day|day|month|year|week|hour|minute)s?\b")
_DIGITS_TIME = re.compile(rf"(?<![\d.])(?P<number>\d+(?:\.\d+)?)(?={_TIME.pattern})")
_PERCENT = re.compile(
    rf"(?P<number>(?<![\d.])\d+(?:\.\d+)?|\b(?:{_WORD})(?:[\s-]+(?:{_WORD}))*)\s*(?:percent\b|per cent\b)(?! point)"
)
_HALVES = re.compile(r"一半|半数|(?<=[超近]过)半(?![年月天小])|(?<=过)半(?![年月天小])|\bhalf\b(?! a\b)")
_HALF = re.compile(r"\bhalf a (?P<unit>year|month|day)|\bsix-month\b")
_ARTICLES = frozenset({"one"})  # one of them, one proposal: seldom a count


@dataclass(frozen=True, slots=True)
class Spoken:
    """A number at ``folded[start:end]`` with its unit."""

    start: int
    end: int
    value: Decimal
    unit: str


def spoken_numbers(folded: str) -> Iterator[Spoken]:
    """Yield the numbers that no digits and no measure word show."""
    for match in _SPOKEN.finditer(folded):
        if match["one"]:
            yield Spoken(match.start(), match.end(), Decimal(1), match["of"] or match["unit"])
        else:
            unit = match["half_of"] or match["half"]
            yield Spoken(match.start(), match.end(), *_half(unit))
    for match in _HALVES.finditer(folded):
        yield Spoken(match.start(), match.end(), Decimal(50), "%")
    if re.search("[a-z]", folded):
        yield from _english(folded)


def _half(unit: str) -> tuple[Decimal, str]:
    """Return half a year as 6 months, half a month as 15 days."""
    return {"年": (Decimal(6), "月"), "月": (Decimal(15), "日")}.get(unit, (Decimal("0.5"), unit))


def _english(folded: str) -> Iterator[Spoken]:
    shares = list(_PERCENT.finditer(folded))
    for match in shares:
        said = match["number"]
        value = Decimal(said) if said[0].isdigit() else _value(re.findall(_WORD, said))
        if value is not None:
            yield Spoken(match.start(), match.end(), value, "%")
    for match in _ENGLISH.finditer(folded):
        if any(share.start() <= match.start() < share.end() for share in shares):
            continue
        time = _TIME.match(folded, match.end())
        if match.group() in _ARTICLES and not time:
            continue
        value = _value(re.findall(_WORD, match.group()))
        if value is not None:
            yield Spoken(match.start(), time.end() if time else match.end(), value, _unit(time))
    for match in _DIGITS_TIME.finditer(folded):
        time = _TIME.match(folded, match.end())
        if time:
            yield Spoken(match.start(), time.end(), Decimal(match["number"]), _unit(time))
    for match in _HALF.finditer(folded):
        value, unit = _half(_TIMES[match["unit"]]) if match["unit"] else (Decimal(6), "月")
        yield Spoken(match.start(), match.end(), value, unit)


def _unit(time: re.Match[str] | None) -> str:
    return _TIMES.get(time["unit"].replace("business", "working"), "") if time else ""


def _value(words: list[str]) -> Decimal | None:
    """Return 21 for ["twenty", "one"], 340 for ["three", "hundred", "forty"]."""
    total = part = 0
    for word in words:
        if word in SCALES:
            if not part:
                return None
            part *= SCALES[word]
            if word != "hundred":
                total, part = total + part, 0
        else:
            part += _VALUES[word]
    return Decimal(total + part)
