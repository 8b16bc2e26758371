"""What stands under the title of a report or speech: the day and the meeting it was given at, and who gave it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhengxie_qa.text import alternation, word_list
from zhengxie_qa.types import Document

HEAD = 900  # characters at the top in which a report says whose it is, and who gave it
_BELOW = re.compile(r"\s{1,12}(?P<line>\S[^\n]*)")  # the next line that is not empty, where it stands close by
_DATE = r"(?:19|20)\d{2}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日"
_GIVEN = re.compile(
    rf"(?m)^[ \u3000—\-–－(（]*(?P<line>(?:{_DATE}|在)[^\n。；]{{3,80}}(?:会议?(?:上|通过)?|报告))[ \u3000)）的]*"
    r"(?:[^\n。；，]{0,8})$"
)
_NAME = r"[\u4e00-\u9fff](?:[ \u3000]{0,3}[\u4e00-\u9fff·]){1,7}"
_OFFICE = rf"[\u4e00-\u9fff、（）()]{{0,24}}?(?:{alternation('report_givers')}|总理|代表)"
_GIVER = re.compile(rf"[ \u3000(（]*(?:(?P<office>{_OFFICE})[ \u3000]*[:：]?[ \u3000]*)?(?P<name>{_NAME})[ \u3000)）]*")
_SURNAMES = frozenset(word_list("surnames"))
_LONGEST_HAN = 4  # characters of a name without an office beside it, which has to begin with a surname
_NAMED_WITHIN = re.compile(rf"日[ \u3000]*[\u4e00-\u9fff·]{{2,6}}(?:{alternation('report_givers')})在")


@dataclass(frozen=True, slots=True)
class Byline:
    """Where a document says when and at which meeting it was given, and who gave it; each as (start, end)."""

    given: tuple[int, int]
    giver: tuple[int, int] | None = None


def byline_of(document: Document) -> Byline | None:
    """Return the byline under the title of ``document``; None where it has none."""
    match = _GIVEN.search(document.text, 0, HEAD)
    if match is None:
        return None
    start, end = match.span("line")
    if _NAMED_WITHIN.search(match.group()):
        return Byline((start, end), (start, end))
    below = _line_below(document.text, match.end())
    return Byline((start, end), below if below and is_giver(document.text[slice(*below)]) else None)


def _line_below(text: str, at: int) -> tuple[int, int] | None:
    """Return the next line that is not empty, where it stands close by."""
    found = _BELOW.match(text, at)
    return found.span("line") if found else None


def is_giver(line: str) -> bool:
    """Tell whether ``line`` is a person's name, with an office before it or alone."""
    match = _GIVER.fullmatch(line)
    if match is None:
        return False
    name = re.sub(r"\s", "", match["name"])
    return match["office"] is not None or (len(name) <= _LONGEST_HAN and name[0] in _SURNAMES)
