"""The items of an article（一）…（七）whole, under the words that say what they are items of."""

from __future__ import annotations

import re

from zhengxie_qa.reading.span_selection import Span
from zhengxie_qa.reading.spans_of_text import widened
from zhengxie_qa.types import Document

_ITEM = re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]")
_NEXT = re.compile(r"[；;。\s]*(?=[（(][一二三四五六七八九十]{1,3}[)）])")
_FIRST = re.compile(r"[（(]一[)）]")
_AFTER_LEAD = re.compile(r"[:：]\s*(?=[（(]一[)）])")
_ENDS = re.compile(r"[。！？；!?;\n]")
_LONGEST_LEAD, _LONGEST = 120, 800  # characters of what stands above the items, and of all that is quoted


def with_whole_list(document: Document, span: Span) -> Span:
    """Return ``span`` with the items that follow its own and the words above the first, where it quotes such items."""
    text, start, end = document.text, span.start, span.end
    if announced := _AFTER_LEAD.match(text, end):
        end = announced.end()
    elif not _ITEM.match(text, start):
        return span
    end = _end_of_items(text, end)
    if _FIRST.match(text, start):
        start = _lead_above(text, start)
    return widened(document, span, start, end) if end - start <= _LONGEST else span


def _end_of_items(text: str, end: int) -> int:
    """Return where the last of the items that follow ``end`` ends, each a line or what a semicolon closes."""
    while match := _NEXT.match(text, end):
        stop = _ENDS.search(text, match.end())
        end = stop.start() if stop else len(text)
    return end


def _lead_above(text: str, start: int) -> int:
    """Return where the words begin that announce the items from ``start``; ``start`` itself where none do."""
    above = text[:start].rstrip()
    if not above.endswith((":", "：")):
        return start
    lead = above[-_LONGEST_LEAD:]
    ends = [match.end() for match in _ENDS.finditer(lead)]
    if ends:
        return len(above) - len(lead) + ends[-1]
    return start if len(above) > _LONGEST_LEAD else 0
