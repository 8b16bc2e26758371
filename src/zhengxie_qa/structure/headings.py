"""Which lines of an official document are headings, and what kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from zhengxie_qa.structure.heading_numbers import ARTICLE_RANK, LIST_RANK, PART_RANK, number_of
from zhengxie_qa.structure.year_parts import Part, part_of
from zhengxie_qa.text import sentences

_LONGEST = 60  # characters; the longest numbered headings of 143 government reports have 56
_LONGEST_PLAIN = 36  # characters; a heading without a number is shorter
_SHORTEST_PLAIN = 4  # characters; below stand names
_LONGEST_LEAD = 32  # characters of a lead sentence that names its paragraph's topic
_PARAGRAPH = 60  # characters; shorter lines under a heading without a number are a title page or a list
_RUNNING = 3  # times that a line stands in a text which is the head of its pages or a caption, and no heading
_LEAST_REST = 4  # characters that must follow a lead sentence

_SENTENCE_MARK = re.compile(r"[。！？；!?;]")
_COLON_INSIDE = re.compile(r"[：:]\s*\S")
_NOT_PLAIN = re.compile(
    r"——|(?:图|表|附图|附表)\s*[\d一二三四五六七八九十]|[|•·●\-*“（(《【\[—]|.*[：:，,、—]$|.*(?:[|〔］：:]|\d{4}年\d{1,2}月\d{1,2}日|(?:报|摘编|供稿)[）)]$)"
)
SALUTATION = re.compile(r"(?:尊敬的)?(?:各位|同志们|女士们|先生们)[^。，！!：:]{0,24}(?P<mark>[，,！!：:])")
_TURN = re.compile(  # a report's closing words on its part: shortcomings, thanks
    r".{0,20}?成绩的同时|.{0,24}?清醒地?(?:看到|认识|意识)|(?:这些|上述|以上|所有)成绩"
)
_NOTES = re.compile(r"注\s?释?\s*[：:]\s*(?:$|[\d①])|(?:资料|数据)来源\s*[：:]\s*$")  # below all that a text says
_LEAD_MARKS = "—－-•·●*　 \t"

Kind = Literal["part", "heading", "article", "topic"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that opens a section."""

    rank: float  # smaller is higher; infinite for a topic that is just its own paragraph
    kind: Kind
    title: str
    is_body: bool = False  # the line is body text: a lead sentence, an article
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A non-blank line of the text, classified."""

    start: int
    end: int
    heading: Heading | None = None
    closes: Literal["", "topics", "headings"] = ""  # what a salutation or closing word ends before itself


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    level: int | None
    rank: int | None  # of the number that opens it
    whole: bool  # could be a heading as a whole: short, one sentence at most
    part: Part | None


SINGLE = float("inf")  # rank of a topic that is just its own paragraph
PLAIN = float("nan")  # rank of a heading without a number: depends on where it first stands


def rows(text: str, hints: Mapping[int, int]) -> Iterator[Row]:
    """Yield the non-blank lines of ``text``, classified, in order.

    ``hints`` maps the start of a line to the heading level its format gives it; 0 says that it is no heading.
    """
    lines = [_line(start, end, text[start:end], hints.get(start)) for start, end in _line_spans(text)]
    explicit = any(line.level for line in lines)
    printed = Counter(line.text for line in lines)
    title_page = True
    for position, line in enumerate(lines):
        before = lines[position - 1] if position else None
        after = lines[position + 1] if position + 1 < len(lines) else None
        heading = _marked(line) or _article(line, after) or _whole(line, before, after) or _lead(line)
        may_be_plain = not explicit and not title_page and printed[line.text] < _RUNNING
        if heading is None and may_be_plain and _is_plain(line, after):
            heading = Heading(PLAIN, "heading", line.text)
        title_page = title_page and heading is None and line.end - line.start < _PARAGRAPH
        yield Row(line.start, line.end, heading, "" if heading else _closes(line))


def _line_spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            low = start + len(raw) - len(raw.lstrip())
            yield low, low + len(stripped)
        start += len(raw) + 1


def _line(start: int, end: int, text: str, level: int | None) -> _Line:
    number = number_of(text[:_LONGEST])
    short = len(text) <= _LONGEST
    title = text[number.length :].strip() if number and short else text
    whole = (
        short and level != 0 and bool(title) and not _SENTENCE_MARK.search(text[:-1]) and text[-1] not in "！？；!?;"
    )
    part = part_of(title) if whole and level != 0 else None
    return _Line(start, end, text, level, number.rank if number else None, whole, part)


def _marked(line: _Line) -> Heading | None:
    """A heading that the format marks."""
    if not line.level:
        return None
    return Heading(line.level, "part" if line.part else "heading", line.text, part=line.part)


def _article(line: _Line, after: _Line | None) -> Heading | None:
    if line.rank != ARTICLE_RANK:
        return None
    number = number_of(line.text[:_LONGEST])
    assert number is not None
    named = line.whole and line.text[-1] != "。" and len(line.text) <= _LONGEST_LEAD
    stands_above = after is not None and after.rank != ARTICLE_RANK and not after.level
    if named and stands_above:
        return Heading(ARTICLE_RANK, "article", line.text)
    return Heading(ARTICLE_RANK, "article", line.text[: number.length], is_body=True)


def _whole(line: _Line, before: _Line | None, after: _Line | None) -> Heading | None:
    """A numbered line, or a year part, that is a heading as a whole: something has to stand under it."""
    rank = line.rank if line.rank is not None else PART_RANK if line.part else None
    if rank == PART_RANK and line.text[-1] in "：:":
        return None
    if not line.whole or rank is None or after is None or after.level:
        return None
    below = PART_RANK if after.part and after.rank is None else after.rank
    if below is not None and below <= rank:  # a list, a table of contents
        return None
    after_sibling = before is not None and before.whole and before.rank == rank
    if rank >= LIST_RANK and (after_sibling or _COLON_INSIDE.search(line.text)):
        return None
    if line.text[-1] == "。" and (after_sibling or not _is_title_sentence(line, after)):
        return None
    return Heading(rank, "part" if line.part else "heading", line.text.rstrip("。"), part=line.part)


def _is_title_sentence(line: _Line, after: _Line) -> bool:
    """Say whether a sentence with a line of its own is a heading: （一）全力以赴稳增长，经济回升向好。"""
    has_figure = any(char.isdigit() for char in line.text[3:])
    stands_above = after.end - after.start >= _PARAGRAPH or after.rank is not None
    return not has_figure and stands_above and not SALUTATION.match(after.text)


def _lead(line: _Line) -> Heading | None:
    """A paragraph opened by a short sentence that names its topic."""
    if line.level == 0 or SALUTATION.match(line.text):
        return None
    longest = _LONGEST if line.rank is not None else _LONGEST_LEAD
    head = line.text[: longest + 2]
    first = next(iter(sentences(head)), None)
    if first is None or head[first[1] - 1] != "。" or len(line.text) < first[1] + _LEAST_REST:
        return None
    title = head[: first[1] - 1].strip(_LEAD_MARKS)
    rank = SINGLE if line.rank is None else line.rank
    return Heading(rank, "topic", title, is_body=True) if title else None


def _is_plain(line: _Line, after: _Line | None) -> bool:
    """Say whether a line without a number is a heading: short, no sentence, a whole paragraph under it."""
    if not line.whole or line.rank is not None or not _SHORTEST_PLAIN <= len(line.text) <= _LONGEST_PLAIN:
        return False
    if line.text[-1] == "。" or _NOT_PLAIN.match(line.text) or SALUTATION.match(line.text):
        return False
    return after is not None and after.rank is None and not after.whole and after.end - after.start >= _PARAGRAPH


def _closes(line: _Line) -> Literal["", "topics", "headings"]:
    if line.rank is None and line.level != 0:
        if match := SALUTATION.match(line.text):
            return "headings" if match["mark"] in "！!" else "topics"
        if _TURN.match(line.text) or _NOTES.match(line.text):
            return "headings"
    return ""
