"""Hours of the day as (hour, minute): 22:40, 晚上10点40分, 七点二十五, 上午8时30分."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhengxie_qa.text import list_parts, number_value

Clock = tuple[int, int]
_MORNING, _LATER = map(list_parts("times_of_day").__getitem__, ("before noon", "after noon"))
_HAN = "零〇一二三四五六七八九十"
# What ``find_figures`` does not take whole: minutes in words, and 时 behind the hour.
_WORDED = re.compile(
    rf"(?<![\d{_HAN}])(?P<hour>\d{{1,2}}|[{_HAN}]{{1,3}})"
    rf"(?:点(?P<minute>[零〇][{_HAN}]|[一二三四五]?十[一二三四五六七八九]?)(?![{_HAN}]|[万亿个件项])分?"
    r"|时(?:(?P<digits>\d{1,2})分|(?P<half>半)|(?=整|许|左右|[,。;至到前后起止\-—~]|$)))"
)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})|(.+?)点(半|钟|(?:(\d+)分?)?)?")


def worded_times(folded: str) -> Iterator[tuple[int, int, Clock]]:
    """Yield (start, end, hour and minute) of the hours with their minutes in words or with 时."""
    for match in _WORDED.finditer(folded):
        hour, said = number_value(match["hour"]), match["minute"] or match["digits"]
        minute = 30 if match["half"] else number_value(said.lstrip("零〇")) if said else 0
        if hour is not None and minute is not None and hour <= 24 and minute < 60:
            yield (
                match.start(),
                match.end(),
                _in_day(int(hour), int(minute), folded[max(0, match.start() - 2) : match.start()]),
            )


def clock_time(words: str, before: str) -> Clock | str:
    """Return the hour and minute of an hour that ``find_figures`` found, ``before`` being the text before it."""
    match = _CLOCK.match(words)
    if match is None:
        return words
    if match.group(1):
        return _in_day(int(match.group(1)), int(match.group(2)), before)
    minute = 30 if match.group(4) == "半" else int(match.group(5) or 0)
    return _in_day(int(number_value(match.group(3)) or 0), minute, before)


def names_hour(before: str) -> bool:
    """Tell whether what stands before 三点 says that an hour is meant."""
    return before.endswith((*_LATER, *_MORNING))


def _in_day(hour: int, minute: int, before: str) -> Clock:
    return (hour + 12 if hour < 12 and before.endswith(_LATER) else hour, minute)
