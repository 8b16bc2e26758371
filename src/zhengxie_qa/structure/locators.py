"""Where a place stands in its document, for people: 2025年工作回顾 › 二、坚持围绕中心… › 第5段."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from zhengxie_qa.structure.heading_numbers import number_of
from zhengxie_qa.structure.paragraphs import Paragraph, paragraphs
from zhengxie_qa.structure.section_tree import enclosing, section_at
from zhengxie_qa.types import Document, Section, TableRow

SEPARATOR = " › "
_SCANNED = "（扫描识别）"
_LONGEST = 30  # characters of a heading in a locator; its number and first words are what one looks for
_INKED_LINE = re.compile(r"[^\S\n]*\S[^\n]*")


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a paragraph: the points above it, and its number under the innermost one."""

    points: tuple[str, ...]  # titles, outermost first
    number: int  # counted from 1, from the point's heading or from the last point below it; 0: the point's all
    after: str = ""  # title of that last point below; empty where the paragraph follows the heading directly
    row: TableRow | None = None  # the table row that it is
    page: int = 0  # the printed page it begins on; 0 where there are none
    scanned: bool = False  # that page was recognised from its picture

    def __str__(self) -> str:
        return self.to(self)

    def to(self, last: Place) -> str:
        """Return the locator of the stretch from this paragraph to the one at ``last``."""
        pages = _range(self.page, last.page, "页") if self.page else ""
        pages += _SCANNED if self.scanned or last.scanned else ""
        return SEPARATOR.join(filter(None, (*map(shorten, self.points), self._own(last), pages)))

    def _own(self, last: Place) -> str:
        """Return the part that counts paragraphs, or rows."""
        if self.row is not None:
            same = last.row is not None and last.row.table == self.row.table
            rows = _range(self.row.number, last.row.number if same and last.row else 0, "行")
            return f"表{self.row.table} {rows}" + ("" if same else "起")
        if not self.number and self == last:
            return ""
        together = (self.points, self.after) == (last.points, last.after) and last.row is None
        count = _range(self.number or 1, last.number if together else 0, "段") + ("" if together else "起")
        return f"“{shorten(self.after)}”之后{count}" if self.after else count


def places(document: Document) -> Iterator[tuple[Paragraph, Place]]:
    """Yield the paragraphs of ``document`` in order, each with its place."""
    sections = document.sections
    point_of: list[int] = []  # by section: the nearest point around it, or itself
    counts: dict[int, tuple[str, int]] = {}  # by point: (last point below it, paragraphs counted since)
    rows = {row.start: row for row in document.rows}
    scanned = {scan.number for scan in document.scans}
    for paragraph in paragraphs(document):
        while len(point_of) < len(sections) and sections[len(point_of)].start <= paragraph.start:
            section = sections[len(point_of)]
            above = 0 if section.parent is None else point_of[section.parent]
            point_of.append(section.index if _is_point(section) else above)
            if _is_point(section):
                counts[above] = (section.title, 0)
        point = point_of[paragraph.section.index]
        row, page = rows.get(paragraph.start), _page(document, paragraph.start)
        after, number = counts.get(point, ("", 0))
        if row is None:
            number += 1
            counts[point] = (after, number)
        number = 0 if _is_one_paragraph(document, sections[point]) else number
        titles = _titles(sections, sections[point])
        yield paragraph, Place(titles, number, after, row, page, page in scanned)


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
    titles, page = _titles(sections, point), _page(document, start)
    scanned = any(scan.number == page for scan in document.scans)
    if section.start <= start < section.heading_end or _is_one_paragraph(document, point):
        return str(Place(titles, 0, page=page, scanned=scanned))
    last = _last_point_below(sections, point, start)
    begin = last.end if last else point.heading_end
    line_start = document.text.rfind("\n", 0, start) + 1
    first, this = (bisect_left(document.rows, at, key=attrgetter("start")) for at in (begin, line_start))
    row = document.rows[this] if this < len(document.rows) and document.rows[this].start == line_start else None
    lines = sum(1 for _ in _INKED_LINE.finditer(document.text, begin, max(begin, line_start)))
    number = lines - max(0, this - first) + 1
    return str(Place(titles, number, last.title if last else "", row, page, scanned))


def _last_point_below(sections: Sequence[Section], point: Section, start: int) -> Section | None:
    """Return the last point directly under ``point`` that begins before ``start``."""
    section = sections[bisect_right(sections, start, key=attrgetter("start")) - 1]
    while section.index != point.index:
        if section.parent == point.index and _is_point(section):
            return section
        # A topic that is no point is passed over; a deeper section leads to the one around it.
        section = sections[section.index - 1 if section.parent == point.index else section.parent or 0]
    return None


def _page(document: Document, start: int) -> int:
    return bisect_right(document.pages, start)


def _range(first: int, last: int, unit: str) -> str:
    return f"第{first}–{last}{unit}" if last > first else f"第{first}{unit}"


def _is_one_paragraph(document: Document, section: Section) -> bool:
    """Say whether ``section`` is an article of one paragraph, which its number alone cites: 第十一条."""
    return section.kind == "article" and "\n" not in document.text[section.start : section.end].strip()


def _titles(sections: Sequence[Section], point: Section) -> tuple[str, ...]:
    return tuple(section.title for section in enclosing(sections, point))


def shorten(title: str) -> str:
    """Return ``title``, cut to the length of a locator's part."""
    return title if len(title) <= _LONGEST else title[: _LONGEST - 1] + "…"


def _is_point(section: Section) -> bool:
    """Say whether people would name this section when they say where something stands."""
    return section.kind != "topic" or number_of(section.title) is not None
