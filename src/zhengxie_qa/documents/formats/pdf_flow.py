"""Printed pages → running text: heads, feet and page numbers go, paragraphs and tables go on over the page."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from zhengxie_qa.documents.formats.lines import Line, glued, unbroken
from zhengxie_qa.documents.formats.pdf_layout import PageLayout
from zhengxie_qa.documents.formats.pdf_rows import Row
from zhengxie_qa.documents.formats.tables import Cells, table_lines
from zhengxie_qa.structure import number_of

_EDGE = 0.13  # share of a page's height at its top and bottom where running heads and feet stand
_NEAR = 4.0  # points within which running heads stand at the same height
_PROSE = re.compile(r"[。，；！？]")  # no running head has them; a sentence of the text must never go
_SMALL = 0.88  # of the text's size: a footnote's letters
_INDENT = 0.8  # of the size: a line that begins further in opens a paragraph
_FULL = 1.6  # of the size: a line that ends closer to the margin goes on in the next
_LEAP = 1.4  # of the usual distance of lines: a larger one parts paragraphs
_RESIZED = 0.12  # of the size: letters that differ more belong to something else
_STOPS = frozenset("。！？；：!?;”’》）」』)")
_NUMBER = re.compile(
    r"[-—–―─－~·.\s]*(?:第\s*)?(?:\d{1,4}|[ivxIVX]{1,6})\s*(?:页)?[-—–―─－~·.\s]*"
    r"|第\s*\d{1,4}\s*页\s*[,，/／（(]?\s*共\s*\d{1,4}\s*页\s*[)）]?|\d{1,4}\s*[/／]\s*\d{1,4}|[Pp]age\s*\d{1,4}.{0,12}"
)


@dataclass(frozen=True, slots=True)
class Flowed:
    """Paragraphs and table rows, each with its page and its letters' size; and the heads and feet left out."""

    lines: list[tuple[Line, float]]
    running: list[str]


def flow(pages: list[PageLayout]) -> Flowed:
    """Return the text of ``pages``, put together over the pages."""
    running = _running(pages)
    kept = [_without_running(page, running) for page in pages]
    found = _Flow(kept)
    stay = {id(row) for page in kept for row in page.rows}
    gone = [row.text for page in pages for row in page.rows if id(row) not in stay]
    return Flowed([(line, found.sizes.get(n, 0.0)) for n, line in enumerate(found.lines)], gone)


def _running(pages: list[PageLayout]) -> set[tuple[str, int]]:
    """Return the lines, figures apart, that return at the same height on several pages."""
    counts = Counter(key for page in pages for key in {_key(row) for row in _edge_rows(page)})
    needed = max(2, min(3, (len(pages) + 1) // 2))
    return {key for key, count in counts.items() if count >= needed and not _PROSE.search(key[0])}


def _key(row: Row) -> tuple[str, int]:
    return re.sub(r"\d+|[ivxIVX]+", "#", "".join(row.text.split())), round(row.bottom / _NEAR)


def _edge_rows(page: PageLayout) -> list[Row]:
    bottom, top = page.edges
    margin = _EDGE * (top - bottom)
    return [row for row in page.rows if row.top < bottom + margin or row.bottom > top - margin]


def _without_running(page: PageLayout, running: set[tuple[str, int]]) -> PageLayout:
    dropped: set[int] = set()
    rows = sorted(_edge_rows(page), key=lambda row: row.bottom)
    middle = sum(page.edges) / 2
    feet, heads = [row for row in rows if row.bottom < middle], [row for row in reversed(rows) if row.bottom >= middle]
    for side in (feet, heads):
        for row in side:  # from the edge inwards, up to the first line of the text
            if _key(row) not in running and not _NUMBER.fullmatch(row.text):
                break
            dropped.add(id(row))
    return replace(page, items=[item for item in page.items if id(item) not in dropped])


@dataclass(slots=True)
class _Paragraph:
    """A paragraph that may go on."""

    text: str
    page: int
    last: Row
    last_page: int
    full: bool  # its last line reaches the margin
    turns: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class _Table:
    """A table that may go on, and after how many of its lines each page begins."""

    cells: list[Cells]
    pages: list[tuple[int, int]]


class _Flow:
    """Takes the pages one after the other and gathers the lines."""

    def __init__(self, pages: list[PageLayout]) -> None:
        self.lines: list[Line] = []
        self.sizes: dict[int, float] = {}  # of the letters of paragraphs, by position
        sizes = [row.size for page in pages for row in page.rows]
        self._size = median(sizes) if sizes else 0.0
        self._pitch = _usual_pitch(pages)
        self._rights = _usual_rights(pages)
        self._paragraph: _Paragraph | None = None
        self._table: _Table | None = None
        self._notes: list[Line] = []  # footnotes of a page whose last paragraph may go on
        self._tables = 0
        for number, page in enumerate(pages, 1):
            self._take_page(page, number)
        self._close()

    def _take_page(self, page: PageLayout, number: int) -> None:
        edges = self._edges(page)
        notes = self._first_note(page)
        for position, item in enumerate(page.items):
            if isinstance(item, list):
                self._take_table(item, number)
            elif position >= notes:
                self._notes.append(Line(item.text, 0, page=number))
            else:
                self._take_row(item, number, item.column or edges)

    def _edges(self, page: PageLayout) -> tuple[float, float]:
        """Return the margins of a page; a page of short lines has the right one of the pages of its height."""
        rows = [row for row in page.rows if row.size >= _SMALL * self._size and row.column is None]
        right = -_margin([-row.right for row in rows])
        return _margin([row.left for row in rows]), max(right, self._rights.get(_height(page), right))

    def _first_note(self, page: PageLayout) -> int:
        """Return the position of the first of the small lines that end the page."""
        position = len(page.items)
        for item in reversed(page.items):
            if isinstance(item, list) or item.size > _SMALL * self._size:
                break
            position -= 1
        return position

    def _take_row(self, row: Row, page: int, edges: tuple[float, float]) -> None:
        paragraph = self._paragraph
        full = row.right >= edges[1] - _FULL * row.size
        if paragraph is None or not self._goes_on(paragraph, row, page, edges[0]):
            self._close()
            self._paragraph = _Paragraph(row.text, page, row, page, full)
            return
        whole = unbroken(paragraph.text, row.text) if paragraph.last.broken else glued([paragraph.text, row.text])
        if page != paragraph.last_page:
            paragraph.turns.append((len(whole) - len(row.text), page))
        paragraph.text, paragraph.last, paragraph.last_page, paragraph.full = whole, row, page, full

    def _goes_on(self, paragraph: _Paragraph, row: Row, page: int, left: float) -> bool:
        """Say whether ``row`` is the next line of ``paragraph``: that one is full, and this one not indented."""
        last = paragraph.last
        if not paragraph.full or row.left > left + _INDENT * row.size:
            return False
        if abs(row.size - last.size) > _RESIZED * last.size or len(row.pieces) > 1 or len(last.pieces) > 1:
            return False
        beside = page == paragraph.last_page and row.column == last.column
        if beside and not 0 < last.bottom - row.bottom <= _LEAP * self._pitch:
            return False
        return not (number_of(row.text) and (paragraph.text[-1] in _STOPS or _is_next_item(last.text, row.text)))

    def _take_table(self, cells: list[Cells], page: int) -> None:
        table = self._table
        if table is not None and table.pages[-1][1] == page - 1 and len(table.cells[0]) == len(cells[0]):
            table.pages.append((len(table_lines(table.cells, self._tables)), page))
            table.cells += cells
            return
        self._close()
        self._tables += 1
        self._table = _Table(list(cells), [(0, page)])

    def _close(self) -> None:
        if self._paragraph is not None:
            one = self._paragraph
            self.sizes[len(self.lines)] = one.last.size
            self.lines.append(Line(one.text, page=one.page, turns=tuple(one.turns)))
        if self._table is not None:
            for position, line in enumerate(table_lines(self._table.cells, self._tables, None, self.lines)):
                page = max(number for start, number in self._table.pages if start <= position)
                self.lines.append(replace(line, page=page))
        self.lines += self._notes
        self._paragraph, self._table, self._notes = None, None, []


def _usual_pitch(pages: list[PageLayout]) -> float:
    """Return the usual distance between the lines of a paragraph."""
    leaps = [above.bottom - below.bottom for page in pages for above, below in pairwise(page.rows)]
    downwards = [leap for leap in leaps if leap > 0]
    return median(downwards) if downwards else 0.0


def _usual_rights(pages: list[PageLayout]) -> dict[int, float]:
    """Return the right edge that most lines share, by the height of the page."""
    edges: dict[int, Counter[int]] = {}
    for page in pages:
        full = (round(row.right) for row in page.rows if row.column is None and not row.header)
        edges.setdefault(_height(page), Counter()).update(full)
    return {height: float(counts.most_common(1)[0][0]) for height, counts in edges.items() if counts}


def _height(page: PageLayout) -> int:
    return round(page.edges[1] - page.edges[0])


def _is_next_item(one: str, other: str) -> bool:
    """Say whether two lines carry numbers of one kind: entries of a list or a table of contents, however long."""
    number, after = number_of(one), number_of(other)
    return number is not None and after is not None and number.rank == after.rank


def _margin(edges: list[float]) -> float:
    """Return the lowest edge that several lines share, or of a page with few lines the lowest."""
    shared = [edge for edge, count in Counter(round(edge / 2) * 2 for edge in edges).items() if count > 1]
    return float(min(shared or edges or [0.0]))
