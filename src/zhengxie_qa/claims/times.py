"""Dates and periods as intervals of days, and sessions as (term, meeting)."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from zhengxie_qa.claims.claim import Claim
from zhengxie_qa.claims.quantities import Amount
from zhengxie_qa.text import alternation_in, number_value

_PARTS = {"初": (1, 10), "上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "底": (21, 31)}  # days of a month
_YEAR_PARTS = {"初": (1, 3), "底": (10, 12)}  # months of a year
_NUMBER = r"[零〇一二两三四五六七八九十百\d]{1,3}"
_SESSION = re.compile(rf"第?({_NUMBER})届[^,。;、届]{{0,14}}?第?({_NUMBER})次(?=会议|全会|全体|以来)")
_TERM = re.compile(rf"第?({_NUMBER})届")
_MEETING = re.compile(rf"第({_NUMBER})次[\u4e00-\u9fff]{{0,10}}?(?:会议|全会|大会)")
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
    *("twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"),
)
_ORDER_OF = {word: n for n, word in enumerate(_ORDINALS, 1)}
_ENGLISH = re.compile(
    rf"\b({'|'.join(_ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))\s+(?:plenary\s+)?(?:session|meeting)"
    rf"(?:\s+of\s+the\s+({'|'.join(_ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))\b)?"
)
_PERIOD = re.compile(r"(?:((?:19|20)\d{2})年)?(上半年|下半年|第?[一二三四1-4]季度)")
_MONTHS_OF = {"上半年": (1, 6), "下半年": (7, 12)}
_RELATIVE = {alternation_in("relative_years", str(step)): step for step in range(-3, 3)}


def days_of(amount: Amount, year: int | None = None) -> tuple[int, int] | None:
    """Return the first and last day (ordinals of the calendar) of a date; ``year`` where it names none."""
    if amount.kind != "date" or not isinstance(amount.key, tuple):
        return None
    said, month, day, part = amount.key
    if said is None:
        said = year
    if not isinstance(said, int):
        return None
    try:
        return _interval(said, month, day, part)  # type: ignore[arg-type]
    except ValueError:  # 2月30日
        return None


def _interval(year: int, month: int | None, day: int | None, part: str | None) -> tuple[int, int]:
    if month is None:
        low, high = _YEAR_PARTS.get(part or "", (1, 12))
        return _months(year, low, high)
    if day is not None:
        one = date(year, month, day).toordinal()
        return one, one
    first, last = _PARTS.get(part or "", (1, 31))
    longest = monthrange(year, month)[1]
    return date(year, month, first).toordinal(), date(year, month, min(last, longest)).toordinal()


def _months(year: int, low: int, high: int) -> tuple[int, int]:
    return date(year, low, 1).toordinal(), date(year, high, monthrange(year, high)[1]).toordinal()


def relative_years(folded: str, year: int) -> Iterator[tuple[int, int, int]]:
    """Yield (start, end, year meant) of 今年, 去年, last year … in a text of ``year``."""
    for words, step in _RELATIVE.items():
        for match in re.finditer(words, folded):
            yield match.start(), match.end(), year + step


def periods(folded: str, year: int | None) -> Iterator[Claim]:
    """Yield the half-years and quarters of a folded text as intervals of days; ``year`` where they name none."""
    for match in _PERIOD.finditer(folded):
        said = int(match[1]) if match[1] else year
        low, high = _MONTHS_OF.get(match[2]) or _quarter(match[2])
        value = (low, high) if said is None else _months(said, low, high)
        yield Claim("period", match.start(), match.end(), match.group(), value)


def _quarter(text: str) -> tuple[int, int]:
    number = int(number_value(text.removeprefix("第").removesuffix("季度")) or 1)
    return 3 * number - 2, 3 * number


def sessions(folded: str) -> Iterator[Claim]:
    """Yield the sessions of a folded text: (term, meeting), None for what is not said."""
    taken: list[tuple[int, int]] = []
    for match in _SESSION.finditer(folded):
        taken.append(match.span())
        yield _session(match, match[1], match[2])
    for pattern, place in ((_TERM, 0), (_MEETING, 1)):
        for match in pattern.finditer(folded):
            if not any(low < match.end() and match.start() < high for low, high in taken):
                yield _session(match, *((match[1], None) if place == 0 else (None, match[1])))
    for match in _ENGLISH.finditer(folded):
        yield Claim("session", *match.span(), match.group(), (_order(match[2]), _order(match[1])))


def _session(match: re.Match[str], term: str | None, meeting: str | None) -> Claim:
    value = tuple(int(number_value(part) or 0) if part else None for part in (term, meeting))
    return Claim("session", match.start(), match.end(), match.group(), value)


def _order(word: str | None) -> int | None:
    if word is None:
        return None
    return _ORDER_OF.get(word) or int(re.sub(r"\D", "", word))
