"""去年 and 今年 as a reader of the newest report counts them: given early in 2024, it reviews 2023 and plans 2024.

Counted from the year that the report reviews, 去年 is 2022 and 今年 is 2023; counted from the day it was given,
they are 2023 and 2024. The first holds where the documents tell of those years, the second where they do not, or
where the question looks ahead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from zhengxie_qa.question.answer_type import asks_for_plan
from zhengxie_qa.question.years import is_dated
from zhengxie_qa.text import alternation_in
from zhengxie_qa.types import Document

_REPORT = "工作报告"
_LAST = re.compile(alternation_in("relative_years", "-1"))
_THIS = re.compile("今年|this year")  # 一年来 and 过去一年 look back, wherever one counts from
_NEXT = {"zh": "明年", "en": "next year"}
_AHEAD = re.compile(
    r"今年.*?(?:要(?!求|点|闻|素)|会(?!议|员|见|同|长|展|场)|能(?!力|源|耗|人|见)|将|拟|可以|想|争取|确保|力求)"
    r"|\bthis year\b.*\bwill\b|\bwill\b.*\bthis year\b"
)
_BEHIND = re.compile(r"[了过]|已经?|实际|\b(?:did|was|were|has|have|had)\b")


def as_told(text: str, reference_year: int | None, documents: Iterable[Document]) -> str:
    """Return the folded ``text`` with 去年 and 今年 counted from ``reference_year``, the year under review.

    ``documents`` are those that are asked.
    """
    if reference_year is None or is_dated(text) or not (_LAST.search(text) or _THIS.search(text)):
        return text
    told, planned = _years(documents)
    if reference_year + 1 not in planned:
        return text
    if _LAST.search(text) and not _THIS.search(text):
        return text if reference_year - 1 in told else _LAST.sub(_this_year, text)
    ahead = _looks_ahead(text) and reference_year not in planned
    return _as_next_year(text) if ahead and not _LAST.search(text) else text


def year_of(documents: Iterable[Document], reference_year: int | None) -> int | None:
    """Return what 今年 means of ``documents``, those of one place: the newest year that a report of theirs tells of.

    Of a place without reports the newest of its papers; ``reference_year`` where none is dated.
    """
    if reference_year is None:
        return None
    dated = [document.metadata for document in documents if document.metadata.year]
    reports = [data for data in dated if data.kind == _REPORT] or dated
    return max((data.year for data in reports if data.year), default=reference_year)


def other_reading(text: str, reference_year: int | None, documents: Iterable[Document]) -> str | None:
    """Return ``text`` with 今年 as the year that is planned, where it may mean that; None where it means one year."""
    if reference_year is None or is_dated(text) or not _THIS.search(text):
        return None
    return _as_next_year(text) if reference_year + 1 in _years(documents)[1] and not _BEHIND.search(text) else None


def _this_year(match: re.Match[str]) -> str:
    return "this year" if match.group().isascii() else "今年"


def _as_next_year(text: str) -> str:
    return _THIS.sub(lambda match: _NEXT["en" if match.group().isascii() else "zh"], text)


def _looks_ahead(text: str) -> bool:
    return (asks_for_plan(text) or _AHEAD.search(text) is not None) and not _BEHIND.search(text)


def _years(documents: Iterable[Document]) -> tuple[set[int], set[int]]:
    """Return the years that ``documents`` report on, and those they plan."""
    told: set[int] = set()
    planned: set[int] = set()
    for document in documents:
        year = document.metadata.year
        if year is not None:
            told.add(year)
            planned.update(_planned(document, year))
    return told, planned


def _planned(document: Document, year: int) -> Iterator[int]:
    return (section.year for section in document.sections if section.year is not None and section.year > year)
