"""The tables of a document, read back from the lines of its text: cells by row and column.

A row stands in the text as 序号：1　任务：修订工作规程　…: each cell behind the name of its column.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter

from zhengxie_qa.structure import enclosing, section_at
from zhengxie_qa.text import fold
from zhengxie_qa.types import Document

_GAP, _COLON = "　", "："
_LONGEST_NAME = 40  # characters of a column's name; what stands before a later colon is content
_CAPTION_LINES = 3  # right above a table
_LONGEST_CAPTION = 60  # characters; a longer line is a paragraph
_CAPTION = re.compile(r"[（(]?(?:表|附|单位|计量单位|金额单位)")
_TOTAL = re.compile(r"(?:总|合|小|共|累)\s*计|全[省市县区州]?(?:合计|总计)|[省市县区]?合计")
_PART = re.compile(r"其中")
_ITEM = re.compile(r"[^、,;/\s]+")  # of a cell that names several: 县教育局、县财政局
_FIELD = re.compile(
    r"(?!表|图|附|单位|计量单位|金额单位).{1,8}[：:]\s*\S"
)  # 主持：…: a line of a record, over no table
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=年|\s*[-—–~至])")


@dataclass(frozen=True, slots=True)
class Cell:
    """What a row says in one column; ``document.text[start:end]`` is ``value``."""

    name: str  # of the column, as the text has it; empty where there is none
    value: str
    start: int
    end: int
    line: tuple[int, int]  # the line of the text that it stands in

    @property
    def folded(self) -> str:
        """The value, folded."""
        return fold(self.value)


@dataclass(frozen=True, slots=True)
class Row:
    """A row, or a whole form: its cells, and the line above it that heads its part of the table."""

    cells: tuple[Cell, ...]
    group: str = ""

    def cell(self, name: str) -> Cell | None:
        """Return the cell of the column ``name``."""
        return next((cell for cell in self.cells if cell.name == name), None)

    @property
    def is_total(self) -> bool:
        """Whether it sums up others."""
        return any(_TOTAL.fullmatch(cell.folded.strip()) for cell in self.cells[:2])

    @property
    def is_part(self) -> bool:
        """Whether it is a part of the row above it: 其中：…."""
        return any(_PART.search(cell.value) for cell in self.cells[:2])

    @property
    def text(self) -> str:
        """All that it says, folded."""
        return fold(" ".join((self.group, *(f"{cell.name} {cell.value}" for cell in self.cells))))


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a document, whole."""

    document: Document
    number: int
    columns: tuple[str, ...]  # the names, in order; "" for one without
    rows: tuple[Row, ...]
    caption: str  # the lines above it, folded
    heading: str  # of the section that it stands in, folded
    above: str  # the headings it stands under and the document's title, folded
    years: frozenset[int]  # that it speaks of as a whole

    @property
    def name(self) -> str:
        """What it is called: the line above it, or else the heading, folded."""
        lines = [line for line in self.caption.split("\n") if line and "单位:" not in line]
        return lines[-1] if lines else self.heading

    @property
    def is_form(self) -> bool:
        """Whether it is one record, a field a line."""
        return len(self.rows) == 1


def tables_of(document: Document) -> tuple[Table, ...]:
    """Return the tables of ``document`` in order."""
    lines = [(row.table, *_line(document.text, row.start)) for row in document.rows]
    return tuple(_table(document, number, [line[1:] for line in run]) for number, run in groupby(lines, lambda x: x[0]))


def items(folded: str) -> list[str]:
    """Return what a folded cell names one by one, and the whole of it first."""
    parts = _ITEM.findall(folded)
    return [folded, *parts] if len(parts) > 1 else [folded]


def _line(text: str, start: int) -> tuple[int, int]:
    end = text.find("\n", start)
    return start, len(text) if end < 0 else end


def _table(document: Document, number: int, lines: Sequence[tuple[int, int]]) -> Table:
    rows = [Row(tuple(_cells(document.text, *line)), group) for line, group in _grouped(document, lines)]
    names = Counter(cell.name for row in rows for cell in row.cells)
    fields = [count for name, count in names.items() if name]
    if len(rows) > 1 and len(fields) > names[""] and max(fields, default=0) == 1:
        rows = [Row(tuple(cell for row in rows for cell in row.cells))]  # a form: every line has fields of its own
    begin = lines[0][0]
    over = [line for _, line in _caption(document, begin) if line != rows[0].group]
    section = section_at(document.sections, begin)
    chain = enclosing(document.sections, section)
    caption = fold("\n".join(over))
    above = fold(" ".join((document.metadata.title, document.metadata.session, *(section.title for section in chain))))
    return Table(
        document=document,
        number=number,
        columns=tuple(names),
        rows=tuple(rows),
        caption=caption,
        heading=fold(section.title),
        above=above,
        years=_years(caption, section.year, above, document.metadata.year),
    )


def _years(caption: str, of_section: int | None, above: str, of_document: int | None) -> frozenset[int]:
    """Return the years that the nearest of what stands above a table names."""
    for text, known in ((caption, of_section), (above, of_document)):
        said = frozenset(int(year) for year in _YEAR.findall(text))
        if said or known:
            return said or frozenset({known} if known else ())
    return frozenset()


def _cells(text: str, start: int, end: int) -> Iterator[Cell]:
    at = start
    for field in text[start:end].split(_GAP):
        colon = field.find(_COLON)
        name = field[:colon].strip() if 0 < colon <= _LONGEST_NAME else ""
        begin = at + colon + 1 if name else at
        value = text[begin : at + len(field)]
        begin += len(value) - len(value.lstrip())
        yield Cell(name, value.strip(), begin, begin + len(value.strip()), (start, end))
        at += len(field) + len(_GAP)


def _grouped(document: Document, lines: Sequence[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield each row's line with the line that heads its part of the table.

    Where lines stand between rows, the one right above the first row heads its part and is no caption.
    """
    above = _caption(document, lines[0][0])
    parted = any(_between(document, before, after) for before, after in pairwise(lines))
    group = above[-1][1] if parted and above and not _CAPTION.match(above[-1][1]) else ""
    for number, line in enumerate(lines):
        between = _between(document, lines[number - 1], line) if number else []
        group = between[-1] if between else group
        yield line, group


def _between(document: Document, before: tuple[int, int], after: tuple[int, int]) -> list[str]:
    return [line.strip() for line in document.text[before[1] : after[0]].split("\n") if line.strip()]


def caption_starts(document: Document) -> frozenset[int]:
    """Return where the lines begin that stand over a table of ``document``: they announce and do not answer."""
    first = {row.table: row.start for row in reversed(document.rows)}
    return frozenset(start for begin in first.values() for start, _ in _caption(document, begin))


def _caption(document: Document, begin: int) -> list[tuple[int, str]]:
    """Return the short lines right above a table with their places, those of another table left out."""
    at = bisect_left(document.rows, begin, key=attrgetter("start"))
    stops = {row.start for row in document.rows[max(0, at - 1) : at]} | {one.start for one in document.sections[1:]}
    found: list[tuple[int, str]] = []
    end = begin - 1
    while end > 0 and len(found) < _CAPTION_LINES:
        start = document.text.rfind("\n", 0, end) + 1
        line = document.text[start:end].strip()
        if start in stops or len(line) > _LONGEST_CAPTION or _FIELD.match(line) or line.endswith(("。", "；", "，")):
            break
        found += [(start, line)] if line else []
        end = start - 1
    return found[::-1]
