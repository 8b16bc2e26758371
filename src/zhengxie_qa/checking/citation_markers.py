"""Citation markers in every shape that models write: [1], 【1】, ［1］, (1), [1,2], [1-3], [^1], 来源1 …

Small models keep to no format, so all shapes are read and one is written: [1].
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zhengxie_qa.text import fold

_LONGEST_RANGE = 9  # [1-9] is a range of passages; [10-90] is a page reference, a score, anything
_WORD = (
    r"(?:来源|出处|资料|材料|段落|引用|参考|文献|原文|文档|片段"
    r"|sources?|passages?|refs?|references?|documents?|docs?)"
)
_NUMBER = rf"(?:{_WORD}\s*:?\s*)?第?\d{{1,2}}段?"
_NUMBERS = rf"{_NUMBER}(?:\s*(?:[,、;/和与及&]|[-–—~至到]|(?<!\d)|(?={_WORD}))\s*{_NUMBER})*"
_SEE = r"(?:见|参见|详见|see)?\s*:?\s*"
_SHAPE = (
    rf"<sup>\s*\[?{_NUMBERS}\]?\s*</sup>"
    rf"|[\[【〔]\s*\^?{_SEE}{_NUMBERS}\s*(?:†[^\[\]【】\n]{{0,20}})?[\]】〕]"
    rf"|\(\s*{_SEE}(?:{_NUMBERS}|[\[【]{_NUMBERS}[\]】](?:\s*[,、]?\s*[\[【]{_NUMBERS}[\]】])*)\s*\)"
    rf"|{_WORD}\s*:?\s*[\[【(]\s*{_NUMBERS}\s*[\]】)]"
    rf"|(?<![\u3400-\u9fff\da-z]){_WORD}\s*:?\s*\d{{1,2}}(?:\s*[,、]\s*{_WORD}?\s*\d{{1,2}})*(?![\d.%\u3400-\u9fffa-z])"
    r"|(?:来源|出处)\s*:?\s*\d{1,2}(?=\s*(?:[。,;!?、]|$|\n))"
    r"|\^\d{1,2}(?!\d)"
    r"|[①②③④⑤⑥⑦⑧⑨⑩](?=\s*(?:[。,;!?、]|$))"
)
_MARK = re.compile(_SHAPE)
_BETWEEN = re.compile(r"[^\S\n]*[,、和及&]?[^\S\n]*")  # what may stand between two markers of one place
# 根据[1],… and [1]显示,… say no more than the marker does; so does 根据[1]中的内容.
_LEAD = re.compile(r"(?:根据|依据|按照|据|如|参见|见|from|according to)\s*$")
_TRAIL = re.compile(r"\s*+(?:中?的?(?:内容|记载|资料|介绍|表述)?(?:显示|可知|所述|记载|指出|介绍|所示|表明)?\s*+[,:])")
_ENUMERATES = re.compile(r"(?:^|\n)[^\S\n]*$")
_AFTER_ROUND = re.compile(r"\s*+(?:[。,;!?、:\[【(]|$)|[^\S\n]*+\n")
_CIRCLED = {chr(0x2460 + n): n + 1 for n in range(10)}

# What may be the beginning of a marker: nothing but what stands in one, after its opening bracket or word.
_OPENING = re.compile(
    rf"(?:<s?u?p?>?|<sup>|[\[【〔(]|{_WORD})(?:[\^\s\d,、;/和与及至到~–—:\-第段\[【\]】†]|{_WORD})*$"
    r"|(?:来|出|资|材|段|引|参|文|原|片|详|<|\^)$|[\[【〔(]\s*(?:见|参见|详见|参|详|see?|来|出|资|材|段|引|文|原|片|sour?c?|pass?a?g?|re?f?|do?c?)$"
)
_LONGEST_HELD = 40  # characters; a longer tail is text


@dataclass(frozen=True, slots=True)
class Marker:
    """The passages ``numbers`` cited at ``text[start:end]``."""

    start: int
    end: int
    numbers: tuple[int, ...]


def find_markers(text: str) -> list[Marker]:
    """Return the citation markers of ``text`` in order, those that stand together as one.

    A round bracket at the start of a line, or before a word, numbers a list or belongs to a unit: 人(次), (1)首先.
    """
    folded = fold(text)
    joined: list[Marker] = []
    for marker in _single_markers(folded):
        last = joined[-1] if joined else None
        if last and (gap := _BETWEEN.fullmatch(folded, last.end, marker.start)) is not None and gap:
            numbers = tuple(dict.fromkeys((*last.numbers, *marker.numbers)))
            joined[-1] = Marker(last.start, marker.end, numbers)
        else:
            joined.append(marker)
    return [_with_its_words(folded, marker) for marker in joined]


def _single_markers(folded: str) -> Iterator[Marker]:
    for match in _MARK.finditer(folded):
        start, end = match.span()
        shape = match.group()
        begins_line = _ENUMERATES.search(folded, max(0, start - 20), start) is not None
        if shape[0] == "(" and (begins_line or not _AFTER_ROUND.match(folded, end)):
            continue
        if shape[0] in _CIRCLED and begins_line:
            continue
        numbers = _numbers(shape)
        if numbers:
            yield Marker(start, end, numbers)


def _numbers(shape: str) -> tuple[int, ...]:
    """Return the numbers that a marker names, ranges written out."""
    if shape in _CIRCLED:
        return (_CIRCLED[shape],)
    shape = re.sub(r"†.*", "", shape)
    found: list[int] = []
    for match in re.finditer(r"(\d{1,2})段?\s*(?:[-–—~至到]\s*第?(\d{1,2}))?", shape):
        first, last = int(match.group(1)), int(match.group(2) or match.group(1))
        if first <= last <= first + _LONGEST_RANGE:
            found.extend(range(first, last + 1))
        else:
            found.extend((first, last))
    return tuple(dict.fromkeys(found))


def _with_its_words(folded: str, marker: Marker) -> Marker:
    """Widen a marker by words that only introduce it: 根据[1],."""
    lead = _LEAD.search(folded, max(0, marker.start - 15), marker.start)
    trail = _TRAIL.match(folded, marker.end)
    if trail and (lead or _ENUMERATES.search(folded, max(0, marker.start - 20), marker.start)):
        return Marker(lead.start() if lead else marker.start, trail.end(), marker.numbers)
    return marker


def without_markers(text: str) -> str:
    """Return ``text`` without its citation markers."""
    kept, reached = [], 0
    for marker in find_markers(text):
        kept.append(text[reached : marker.start].rstrip(" "))
        reached = marker.end
    return "".join([*kept, text[reached:]])


def uniform_markers(text: str) -> str:
    """Return ``text`` with every marker written [1], several as [1][2]; a list's own numbers stay."""
    folded = fold(text)
    kept, reached = [], 0
    for marker in _single_markers(folded):
        kept += [text[reached : marker.start], "".join(f"[{n}]" for n in marker.numbers)]
        reached = marker.end
    return "".join([*kept, text[reached:]])


def showable(text: str) -> int:
    """Return how much of a growing ``text`` may be shown: all but a tail that may become a marker."""
    low = max(0, len(text) - _LONGEST_HELD)
    tail = fold(text[low:])
    opening = _OPENING.search(tail)
    if opening is None:
        return len(text)
    # A closed bracket is a marker already; a tail that may still grow ([1][ or [1],) is held with it.
    whole = _MARK.fullmatch(tail, opening.start())
    if whole and tail[-1] in "]】〕)>" and not tail.endswith(("(", "[")):
        return len(text)
    return showable(text[: low + opening.start()])  # what stands before may be the beginning of one as well
