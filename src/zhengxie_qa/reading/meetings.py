"""Questions about a meeting as a whole: what it decided, what it was about, called by its day or pointed at."""

from __future__ import annotations

import re
from collections.abc import Iterable

from zhengxie_qa.documents import MINUTES, NEWS
from zhengxie_qa.text import alternation, fold
from zhengxie_qa.types import Document, Section

_HEAD = 600  # characters in which minutes say when the meeting was
_DAY = re.compile(r"(?:(?P<year>\d{4})年)?(?P<day>\d{1,2}月\d{1,2}[日号])")
_MEETING = r"(?:[这那本该]次|[这那个])*(?:的)?(?:[\u4e00-\u9fff]{0,4}会议?|会上)(?:上)?(?:的)?"
_DECIDES = re.compile(
    rf"(?:{_MEETING}|纪要)?(?:都|一共|究竟|最后)?(?:议定|商定|决定|确定|明确|定)(?:下来)?(?:了|的)?(?:哪些|什么|啥|哪几[件项个])?(?:事项?|事情|内容|决定)?(?:有哪些|是什么)?[?。\s]*"
)
_HEADED = re.compile(alternation("decided_headings"))
_POINTS = re.compile(rf"{_MEETING}|[的在上是开了召过]|主要|[\s?。,]")


def of_meeting(text: str, documents: Iterable[Document], says: re.Pattern[str]) -> tuple[Document, Section] | None:
    """Return the part of minutes that the folded question ``text`` asks for as a whole; None where it asks otherwise.

    会议定了哪些事 asks for what was decided, 9月12日的会议讲了什么 (``says``) for all the minutes of that day.
    """
    day, rest = _DAY.search(text), _DAY.sub("", text).strip()
    decides = _DECIDES.fullmatch(rest) is not None
    if not decides and not (day and says.search(rest) and not _POINTS.sub("", says.sub("", rest))):
        return None
    kinds = (MINUTES,) if decides else (MINUTES, NEWS)
    held = (each for each in documents if each.metadata.kind in kinds and (not day or _is_of(each, day)))
    return next(((each, _decided(each) if decides else each.sections[0]) for each in held), None)


def _is_of(document: Document, day: re.Match[str]) -> bool:
    head = re.sub(r"\s", "", fold(document.text[:_HEAD])).replace("号", "日")
    said = day["day"].replace("号", "日")
    year = day["year"]
    in_year = not year or f"{year}年" in head or document.metadata.year == int(year)
    return in_year and re.search(rf"(?<!\d){said}", head) is not None


def _decided(document: Document) -> Section:
    """Return the section headed as what was decided, or the whole."""
    return next((each for each in document.sections if _HEADED.search(each.title)), document.sections[0])
