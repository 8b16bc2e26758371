"""Where a place stands in its document, for people: 2025年工作回顾 › 二、坚持围绕中心… › 第5段."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zhengxie_qa.numbering import number_of
from zhengxie_qa.paragraphs import Paragraph, paragraphs
from zhengxie_qa.sections import enclosing, section_at
from zhengxie_qa.types import Document, Section

SEPARATOR = " › "
_LONGEST = 30  # characters of a heading in a locator; its number and first words are what one looks for


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
        numbers = (
            f"{self.number}–{last.number}" if together and last.number > self.number else f"{self.number}"
        )
        count = f"第{numbers}段" if together else f"第{numbers}段起"
        own = f"“{shorten(self.after)}”之后{count}" if self.after else count
        return SEPARATOR.join([*map(shorten, self.points), own])


def places(document: Document) -> Iterator[tuple[Paragraph, Place]]:
    """Yield the paragraphs of ``document`` in order, each with its place."""
    counts: dict[int, tuple[str, int]] = {}  # by point: (last point below it, paragraphs counted since)
    for paragraph in paragraphs(document):
        points = [
            section for section in enclosing(document.sections, paragraph.section) if _is_point(section)
        ]
        above = [0, *(point.index for point in points)]
        for index, below in zip(above, points, strict=False):
            counts[index] = (below.title, 0)
        after, number = counts.get(above[-1], ("", 0))
        counts[above[-1]] = (after, number + 1)
        yield paragraph, Place(tuple(point.title for point in points), number + 1, after)


def locator(document: Document, start: int) -> str:
    """Return the locator of the place ``start``: headings from the outside in, then the paragraph.

    A topic counts as a heading only where it is numbered: people look for （三）, not for a lead sentence. A
    paragraph that comes after a section's sub-sections is counted from the last of them. A place in a heading
    line has that heading's locator.
    """
    best: Place | None = None
    for paragraph, place in places(document):
        if paragraph.start > start:
            break
        best = place
    section = section_at(document.sections, start)
    if best is None or section.start <= start < section.heading_end:
        titles = [point.title for point in enclosing(document.sections, section) if _is_point(point)]
        return SEPARATOR.join(map(shorten, titles))
    return str(best)


def shorten(title: str) -> str:
    """Return ``title``, cut to the length of a locator's part."""
    return title if len(title) <= _LONGEST else title[: _LONGEST - 1] + "…"


def _is_point(section: Section) -> bool:
    return section.kind != "topic" or number_of(section.title) is not None
