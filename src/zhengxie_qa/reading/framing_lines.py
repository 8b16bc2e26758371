"""Lines that frame a text and say nothing of it: captions, days, sources, titles, bare headings, contents, greetings.

They share the words of many questions and answer few: what they hold is asked for in words of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import attrgetter
from typing import Literal

from zhengxie_qa.question import Query
from zhengxie_qa.reading.candidate_sentences import Candidate
from zhengxie_qa.structure import SALUTATION
from zhengxie_qa.text import alternation_in, fold
from zhengxie_qa.types import Document

Frame = Literal["", "caption", "source", "day", "title", "heading", "contents", "note", "greeting"]

LAST_RESORTS: tuple[Frame, ...] = ("title", "note", "greeting")  # they may hold what no other sentence does

_ENDS = re.compile(r"[。！？；!?;]")
_DATE = r"(?:19|20)\d{2}\s?(?:年|[-./])\s?\d{1,2}\s?(?:月|[-./])\s?\d{1,2}\s?日?"
_CAPTION = re.compile(r"(?:图|表|附图|附表)\s*[\d一二三四五六七八九十]+[-\d]*[\s:：.、]*[^。！？；：]{2,60}$")
_LABEL = re.compile(rf"(?:^|[\s\u3000（(])(?:{alternation_in('line_labels', 'source')})\s*[:：]")
_DAY = re.compile(
    rf"[—–\-（(\s\u3000]*{_DATE}(?:[\s\u3000日至、—–\-\d:：]*|[^。；！？\n]{{0,60}}(?:会议?上?|通过|公布|发布|修订|修正|印发|批准))"
    r"[)）\s\u3000]*$"
)
_BARE = re.compile(r"[\u4e00-\u9fff]{2,10}$")  # 重要论述, 党史回眸
_YEAR = re.compile(r"(?:19|20)\d{2}(?=年)")
_LEADER = re.compile(r"[.…·]{3,}\s*\d{1,3}$")  # of a line of a table of contents, before the number of its page
_NOTE = re.compile(r"\s*(?:(?P<mark>[①-⑳]|\[\d{1,2}\]|〔\d{1,2}〕)|(?:注\s?\d{0,2}|注释|备注|说明)\s*[:：])")
_GREETING = re.compile(
    r"(?:[\u4e00-\u9fff]{1,6}们[，,、：:！!]|各位[\u4e00-\u9fff]{1,8}[，,、：:！!])|今天[，,]?(?:我们|大家|在这里)"
)
_APPEAL = re.compile(r"(?:[^。，,！!]{1,8}[，,！!：:])?(?:最后，)?让我们")  # at the end of a report or speech
_MEETS = re.compile(r"今天[，,]?[^。]{0,24}(?:集会|欢聚|相聚|聚集|召开|举行)")
_AIM = re.compile(r"任务|目的|议题|议程|主题|是为了")  # 今天召开这次会议，主要任务是…: what it is for
_LONGEST_TITLE = 8  # characters that a line may have beside the title and still be no more
_LONGEST_LINE = 80  # characters of a line that repeats or stands in a list of contents
_NEAR_BELOW = 600  # characters below a bare line among which a sentence has to stand
_SHORTEST_HEAD = 8  # characters of a running head: what is shorter is a heading or a value that comes again
_FIELD = re.compile(r"[:：]")  # 承办单位：…, which comes again in each record
_REPEATS = 3  # times that a running head stands in a text, at least
_WORDS = {part: re.compile(alternation_in("line_labels", part)) for part in ("asked", "occasion", "title")}


def frame_of(document: Document, candidate: Candidate) -> Frame:
    """Return what kind of line ``candidate`` is where it only frames the text, or ''."""
    text = candidate.text.strip()
    row = bisect_left(document.rows, candidate.start, key=attrgetter("start"))
    if row < len(document.rows) and document.rows[row].start < candidate.end:
        return ""
    if _is_note(document.text, candidate.start) and _is_of_another_year(document, text):
        return "note"
    if _APPEAL.match(text):
        return "greeting"
    if _GREETING.match(text) or SALUTATION.match(text):
        announces = _MEETS.search(text) and not _AIM.search(text)
        return "greeting" if announces or not _ENDS.search(text) else ""
    line = _line_at(document.text, candidate.start, candidate.end)
    if _ENDS.search(line):
        return ""
    return _frame_of_line(document, candidate.start, line)


def _frame_of_line(document: Document, start: int, line: str) -> Frame:
    """Return what kind ``line`` is, a whole line that ends no sentence."""
    if _CAPTION.match(line):
        return "caption"
    if _LABEL.search(line):
        return "source"
    if _DAY.match(line):
        return "day"
    if _is_title(document, line):
        return "title"
    if _LEADER.search(line) or _is_contents(document, start, line):
        return "contents"
    return "heading" if _BARE.match(line) and _stands_above(document.text, start) else ""


def may_answer(query: Query, frame: Frame) -> bool:
    """Tell whether a line of the kind ``frame`` may be what ``query`` asks for."""
    said = f"{query.text}\n{query.asked.lower()}"
    if frame in ("source", "day"):
        asking = ("asked",) if frame == "source" else ("asked", "occasion")
        return query.kind == "date" or any(_WORDS[part].search(said) for part in asking)
    if frame in ("title", "greeting"):
        return _WORDS["title" if frame == "title" else "occasion"].search(said) is not None
    if frame == "note":
        return query.kind != "number"  # what a note explains is found nowhere else
    return frame == ""


def _line_at(text: str, start: int, end: int) -> str:
    low, high = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    return text[low : high if high >= 0 else len(text)].strip(" \u3000\t\r")


def _is_note(text: str, start: int) -> bool:
    """Tell whether the line around ``start`` is a note to the text: its mark stands in a line above as well."""
    low = text.rfind("\n", 0, start) + 1
    if (match := _NOTE.match(text, low)) is None:
        return False
    return match["mark"] is None or re.search(rf"[^\n\s]{re.escape(match['mark'])}", text[:low]) is not None


def _is_of_another_year(document: Document, text: str) -> bool:
    """Tell whether ``text`` gives what was of another year than the document's: a figure put right afterwards."""
    years = {int(year) for year in _YEAR.findall(fold(text))}
    return bool(years) and document.metadata.year is not None and document.metadata.year not in years


def _is_title(document: Document, line: str) -> bool:
    """Tell whether ``line`` is the document's title, with little beside it, or repeats as a running head does."""
    title, said = fold(document.metadata.title), fold(line)
    if title and title in said and len(said) <= len(title) + _LONGEST_TITLE:
        return True
    if not _SHORTEST_HEAD <= len(line) <= _LONGEST_LINE or _FIELD.search(line):
        return False
    if document.text.count(line) < _REPEATS:
        return False
    return len(re.findall(rf"(?m)^[ \u3000\t]*{re.escape(line)}[ \u3000\t]*$", document.text)) >= _REPEATS


def _is_contents(document: Document, start: int, line: str) -> bool:
    """Tell whether a heading further down has the words of ``line``."""
    return document.text.find(line, start + len(line)) >= 0 and any(
        section.title == line and section.start > start
        for section in document.sections
        if section.heading_end > section.start
    )


def _stands_above(text: str, start: int) -> bool:
    """Tell whether a sentence stands close below a line that is no sentence."""
    at = text.find("\n", start)
    below = [line for line in text[at : at + _NEAR_BELOW].split("\n") if line.strip()] if at >= 0 else []
    return any(_ENDS.search(line) for line in below[:2])
