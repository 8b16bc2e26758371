"""Dates as official documents write them, as ISO dates."""

from __future__ import annotations

import re
from datetime import date

from zhengxie_qa.structure import year_of

_HAN = "一二三四五六七八九十"
DATE = (  # 2025年1月7日, 2025-01-07, 2025/1/7, 二〇二五年一月七日
    r"(?:\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)"
    rf"|[〇零○{_HAN[:9]}]{{4}}年[{_HAN}]{{1,2}}月[{_HAN}]{{1,3}}日)"
)
_FIELD = re.compile(rf"\d+|[〇零○{_HAN}]+")


def iso_date(printed: str) -> str:
    """Return a date matched by ``DATE`` as YYYY-MM-DD, or an empty string where there is no such day.

    >>> iso_date("二〇二五年一月十七日")
    '2025-01-17'
    """
    year, month, day = _FIELD.findall(printed)[:3]
    try:
        return date(year_of(year), _small(month), _small(day)).isoformat()
    except ValueError:
        return ""


def _small(number: str) -> int:
    """Return the value of a number below a hundred: 7, 07, 十七, 二十."""
    if number[0].isdigit() and number[0] not in _HAN:
        return int(number)
    tens, ten, units = number.rpartition("十")
    return (10 * (_HAN.find(tens) + 1 if tens else 1) if ten else 0) + (_HAN.find(units) + 1 if units else 0)
