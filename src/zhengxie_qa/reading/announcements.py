"""A sentence that only announces (营商环境持续优化。, 4.搭建产业监测平台) and what stands below it, the answer."""

from __future__ import annotations

import re

from zhengxie_qa.reading.span_selection import Span
from zhengxie_qa.reading.spans_of_text import widened
from zhengxie_qa.text import sentences
from zhengxie_qa.types import Document

_LONGEST = 30  # characters of a sentence that only announces
_FOLLOWING, _MOST = 3, 300  # sentences that are quoted with it, and their characters
_SAYS = re.compile(
    r"\d(?![.．、)）])|[，,].*[，,]|《|：."
)  # a figure, three clauses, a title: it says something itself
_SPOKEN = re.compile(  # …发表关于性质和任务的谈话: what was said stands behind
    r"(?:发表|作|做|作出|作了|发布)[^，,。；]{0,24}(?:讲话|谈话|报告|演讲|致辞|发言|论述|指示|批示|声明)[。.]?$"
)
_LONGEST_SPOKEN = 80  # characters of a sentence that only says that somebody spoke
_STOPS = re.compile(r"[。．.；;：:\s]*")  # between a sentence and the next word
_NEXT_LINE = re.compile(rf"{_STOPS.pattern}[^\n]*")
_NUMBERING = re.compile(r"[\s（()）\d一二三四五六七八九十、.．第]")
_SENTENCE_END = re.compile(r"[。！？；]")


def with_what_follows(document: Document, span: Span) -> Span:
    """Return ``span`` with the sentences behind it, where it opens a paragraph or is a heading and only announces."""
    text = document.text
    if not _only_announces(document, span):
        return span
    end = span.end
    for start, stop in sentences(text, span.end, _end_of(_NEXT_LINE, text, span.end)):
        if not text[start:stop].strip("。．.；;：: \n\u3000"):
            continue
        if stop - span.start > _MOST and end > span.end:
            break
        end = stop
        if _count(text, span.end, end) >= _FOLLOWING:
            break
    if end == span.end or _is_heading(document, _end_of(_STOPS, text, span.end)):
        return span
    return widened(document, span, span.start, end)


def _only_announces(document: Document, span: Span) -> bool:
    if len(span.text) <= _LONGEST_SPOKEN and _SPOKEN.search(span.text):
        return True
    return len(span.text) <= _LONGEST and not _SAYS.search(span.text) and _opens(document.text, span.start)


def _opens(text: str, start: int) -> bool:
    """Tell whether nothing but a number stands before ``start`` in its line."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return not _NUMBERING.sub("", line)


def _end_of(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _is_heading(document: Document, start: int) -> bool:
    return any(section.start == start and section.heading_end > section.start for section in document.sections)


def _count(text: str, start: int, end: int) -> int:
    return len(_SENTENCE_END.findall(text[start:end].strip("。；\n ")))
