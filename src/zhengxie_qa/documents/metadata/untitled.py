"""The title of a paper that prints none: by what it says it is, or by its file name."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from pathlib import PurePath

from zhengxie_qa.documents.metadata.dates import DATE, iso_date
from zhengxie_qa.text import alternation

_DATELINE = re.compile(rf"(?:(?:发布|发表)时间\s*[：:]\s*)?{DATE}.*(?:来源|作者|编辑)\s*[：:].*")
_HEADLINE = 80  # characters of a line above the line of date and source
_REPORTING = re.compile(
    r"现在[,，]?\s?(?:我|由我|请允许我|受).{0,6}(?:代表|委托).{2,40}?(?:报告.{0,6}工作|作.{0,4}工作报告)"
)
_GOVERNMENT = re.compile(r"代表.{0,30}政府")
_OFFICE = re.compile(rf".{{2,30}}(?:{alternation('office_endings')})")
_MARKS = re.compile(r"[\s_-]*[（(](?:[A-Za-z][^（）()]*|\d{4}[-.]\d{1,2}[-.]\d{1,2})[)）]$")
_WORDS = re.compile(r"[\u4e00-\u9fff].*[\u4e00-\u9fff].*[\u4e00-\u9fff].*[\u4e00-\u9fff]")
_NAMED_DATE = re.compile(rf"(?<!\d){DATE}")
_NAMED_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def inferred_title(title: str, head: Iterable[str], name: str) -> str:
    """Return ``title`` unless it is missing or an office's name alone; then what the ``head`` or ``name`` tells."""
    if title and not _OFFICE.fullmatch(title):
        return title
    texts = [text for text in head if text]
    for text, below in itertools.pairwise(texts):
        if _DATELINE.fullmatch(below) and len(text) <= _HEADLINE and "。" not in text:
            return text
    for text in texts:
        if _REPORTING.match(text):
            return "政府工作报告" if _GOVERNMENT.search(text) else "工作报告"
    stem = _MARKS.sub("", PurePath(name).stem)
    return stem if _WORDS.search(stem) else title


def named_date(name: str) -> str:
    """Return the day that a file's ``name`` ends with, as an ISO date, or an empty string."""
    match = _NAMED_DATE.search(PurePath(name).stem)
    return iso_date(match.group()) if match else ""


def named_year(name: str) -> int | None:
    """Return the year in a file's ``name``; of several none, since nothing tells which is meant."""
    years = set(_NAMED_YEAR.findall(PurePath(name).stem))
    return int(years.pop()) if len(years) == 1 else None
