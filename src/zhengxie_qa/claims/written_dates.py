"""Dates as (year, month, day, part of the month), each None where it is not said: 2024年3月底, 一月九日, January 9."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhengxie_qa.text import number_value

Day = tuple[int | None, int | None, int | None, str | None]
_MONTHS = {name: n for n, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}  # noqa: SIM905
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_OF_YEAR = r"(?:\s*,?\s*(?P<year>(?:19|20)\d{2}))?"
_ENGLISH = (
    re.compile(rf"\b{_MONTH}\s+{_DAY}\b{_OF_YEAR}"),
    re.compile(rf"\b{_DAY}\s+(?:of\s+)?{_MONTH}{_OF_YEAR}"),
)
_DIGITS = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(?:份)?(?:(\d{1,2})[日号])?(底|末|初|中旬|上旬|下旬)?")
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_WORDS = re.compile(
    rf"[〇零一二三四五六七八九]{{4}}年(?:{_NUMERAL}月)?(?:{_NUMERAL}[日号])?"
    rf"|(?<![\d个几一二三四五六七八九十多数半])(?:十[一二]?|[一二三四五六七八九])月"
    rf"(?:份|底|初|(?:[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[日号])?"
)
_PARTS_OF_WORDS = re.compile(r"(?:(.+)年)?(?:(.+?)月)?(?:(.+)[日号])?(份|底|初)?")
_FULL = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]")
# 29日 in 2月25日至29日; 29日内 is a time, no day.
_SAME_MONTH = re.compile(
    r"[^。;\n]{0,12}?(?:至|到|和|与|及|、|,|[-—~]+)\s*(?P<day>\d{1,2})[日号](?![内前期后均报常程间夜子])"
)


def written_dates(folded: str) -> Iterator[tuple[int, int, Day]]:
    """Yield (start, end, date) of the dates in words, in English, and of days whose month stands before them."""
    for match in _WORDS.finditer(folded):
        yield *match.span(), _in_words(match.group())
    for pattern in _ENGLISH:
        for match in pattern.finditer(folded):
            year, day = (int(match[name]) if match[name] else None for name in ("year", "day"))
            yield *match.span(), (year, _MONTHS[match["month"]], day, None)
    for match in _FULL.finditer(folded):
        later = _SAME_MONTH.match(folded, match.end())
        if later and int(match[3]) < int(later["day"]) <= 31:
            year = int(match[1]) if match[1] else None
            yield later.start("day"), later.end(), (year, int(match[2]), int(later["day"]), None)


def date_in_digits(words: str) -> Day:
    """Return the date that folded words such as 2024年3月底 say."""
    match = _DIGITS.match(words)
    year, month, day, part = match.groups() if match else (None,) * 4
    values = [int(value) if value else None for value in (year, month, day)]
    return values[0], values[1], values[2], part and part.replace("末", "底")


def _in_words(said: str) -> Day:
    words = _PARTS_OF_WORDS.fullmatch(said)
    assert words is not None
    values = [number_value(part) if part else None for part in words.groups()[:3]]
    year, month, day = (int(value) if value is not None else None for value in values)
    return year, month, day, words[4] if words[4] in ("底", "初") else None
