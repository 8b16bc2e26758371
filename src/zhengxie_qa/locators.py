"""Where a place stands in its document, for people: 2025年工作回顾 › 二、坚持围绕中心… › 第5段."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from zhengxie_qa.numbering import number_of
from zhengxie_qa.paragraphs import Paragraph, paragraphs
from zhengxie_qa.sections import enclosing, section_at
from zhengxie_qa.types import Document, Section

SEPARATOR = " › "
_LONGEST = 30  # characters of a heading in a locator; its number and first words are what one looks for
_INKED_LINE = re.compile(r"[^\S\n]*\S[^\n]*")


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a paragraph: the points above it, and its number under the innermost one."""

    points: tuple[str, ...]  # titles, outermost first
    number: int  # counted from 1, from the point's heading or from the last point below it
    after: str = ""  # title of that last point below; empty where the paragraph follows the heading directly

    def __str__(self) -> str:
        return self.to(self)

    def to(self, last: Place) -> str:
        """Return the locator of the stretch from this paragraph to the one at ``last``."""
        together = (self.points, self.after) == (last.points, last.after)
        numbers = f"{self.number}–{last.number}" if together and last.number > self.number else f"{self.number}"
        count = f"第{numbers}段" if together else f"第{numbers}段起"
        own = f"“{shorten(self.after)}”之后{count}" if self.after else count
        return SEPARATOR.join([*map(shorten, self.points), own])


def places(document: Document) -> Iterator[tuple[Paragraph, Place]]:
    """Yield the paragraphs of ``document`` in order, each with its place."""
    sections = document.sections
    point_of: list[int] = []  # by section: the nearest point around it, or itself
    counts: dict[int, tuple[str, int]] = {}  # by point: (last point below it, paragraphs counted since)
    for paragraph in paragraphs(document):
        while len(point_of) < len(sections) and sections[len(point_of)].start <= paragraph.start:
            section = sections[len(point_of)]
            above = 0 if section.parent is None else point_of[section.parent]
            point_of.append(section.index if _is_point(section) else above)
            if _is_point(section):
                counts[above] = (section.title, 0)
        point = point_of[paragraph.section.index]
        after, number = counts.get(point, ("", 0))
        counts[point] = (after, number + 1)
        yield paragraph, Place(_titles(sections, sections[point]), number + 1, after)


def locator(document: Document, start: int) -> str:
    """Return the locator of the place ``start``: headings from the outside in, then the paragraph.

    A topic counts as a heading only where it is numbered: people look for （三）, not for a lead sentence. A
    paragraph that comes after a section's sub-sections is counted from the last of them. A place in a heading
    line has that heading's locator.
    """
    sections = document.sections
    section = point = section_at(sections, start)
    while not _is_point(point):
        point = sections[point.parent or 0]
    titles = _titles(sections, point)
    if section.start <= start < section.heading_end:
        return SEPARATOR.join(map(shorten, titles))
    last = _last_point_below(sections, point, start)
    begin = last.end if last else point.heading_end
    line_start = document.text.rfind("\n", 0, start) + 1
    number = sum(1 for _ in _INKED_LINE.finditer(document.text, begin, max(begin, line_start))) + 1
    return str(Place(titles, number, last.title if last else ""))


def _last_point_below(sections: Sequence[Section], point: Section, start: int) -> Section | None:
    """Return the last point directly under ``point`` that begins before ``start``."""
    section = sections[bisect_right(sections, start, key=attrgetter("start")) - 1]
    while section.index != point.index:
        if section.parent == point.index and _is_point(section):
            return section
        # A topic that is no point is passed over; a deeper section leads to the one around it.
        section = sections[section.index - 1 if section.parent == point.index else section.parent or 0]
    return None


def _titles(sections: Sequence[Section], point: Section) -> tuple[str, ...]:
    return tuple(section.title for section in enclosing(sections, point))


def shorten(title: str) -> str:
    """Return ``title``, cut to the length of a locator's part."""
    return title if len(title) <= _LONGEST else title[: _LONGEST - 1] + "…"


def _is_point(section: Section) -> bool:
    """Say whether people would name this section when they say where something stands."""
    return section.kind != "topic" or number_of(section.title) is not None
