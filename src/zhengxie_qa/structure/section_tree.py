"""The section tree of a document: year parts, headings, articles, and topics named by a lead sentence."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from zhengxie_qa.structure.headings import PLAIN, SINGLE, Heading, Row, rows
from zhengxie_qa.structure.year_parts import Part
from zhengxie_qa.types import Section, SectionKind

_LOWEST_MARKED = 6  # the lowest rank of headings that the format itself marks


@dataclass(slots=True)
class _Node:
    """A section in the making."""

    index: int
    parent: _Node | None
    level: int
    rank: float
    kind: SectionKind
    title: str
    start: int
    heading_end: int
    part: Part | None = None
    end: int = 0
    is_last: bool = False  # no sibling with its number style follows
    continued: set[float] = field(default_factory=set)  # ranks of its topics that had more than one paragraph


def build_sections(text: str, hints: Mapping[int, int] | None = None) -> tuple[Section, ...]:
    """Return the section tree of ``text`` in reading order; the root comes first and spans everything.

    ``hints`` maps the start of a line to the heading level that the document's format gives it (1–6), or to 0
    for a line that is no heading whatever it looks like. Takes time linear in the text.
    """
    lines = list(rows(text, hints or {}))
    builder = _Builder(len(text))
    for row, is_last in zip(lines, _last_siblings(lines), strict=True):
        builder.add(row, is_last)
    return _finished(builder.finish())


def section_at(sections: Sequence[Section], offset: int) -> Section:
    """Return the deepest section that holds the character at ``offset``."""
    section = sections[max(0, bisect_right(sections, offset, key=attrgetter("start")) - 1)]
    while section.parent is not None and offset >= section.end:
        section = sections[section.parent]
    return section


def enclosing(sections: Sequence[Section], section: Section) -> list[Section]:
    """Return ``section`` and the sections around it, outermost first, without the root."""
    chain: list[Section] = []
    while section.parent is not None:
        chain.append(section)
        section = sections[section.parent]
    return chain[::-1]


def _last_siblings(lines: list[Row]) -> list[bool]:
    """Say for every line whether no heading of its rank follows before a higher one."""
    last = [False] * len(lines)
    ahead: set[float] = set()
    for position in range(len(lines) - 1, -1, -1):
        heading = lines[position].heading
        if heading is None or math.isinf(heading.rank) or math.isnan(heading.rank):
            continue
        last[position] = heading.rank not in ahead
        ahead = {rank for rank in ahead if rank < heading.rank} | {heading.rank}
    return last


class _Builder:
    """Holds the open sections, innermost last, while the lines go by."""

    def __init__(self, length: int) -> None:
        root = _Node(0, None, 0, -math.inf, "root", "", 0, 0, end=length)
        self._nodes = [root]
        self._open = [root]
        self._plain_rank = math.nan  # of headings without a number, once one has been seen
        self._previous_end = 0  # of the line before

    def add(self, row: Row, is_last: bool) -> None:
        """Take the next line."""
        self._close_above(SINGLE)
        if row.heading is not None:
            self._open_section(row, row.heading, is_last)
        else:
            self._body(row)
        self._previous_end = row.end

    def finish(self) -> list[_Node]:
        """Return all sections, closed."""
        while len(self._open) > 1:
            self._pop()
        return self._nodes

    def _open_section(self, row: Row, heading: Heading, is_last: bool) -> None:
        rank = self._rank_of_plain() if heading.rank is PLAIN else heading.rank
        self._close_above(rank)
        self._note_continuation()
        parent = self._open[-1]
        node = _Node(
            len(self._nodes),
            parent,
            len(self._open),
            rank,
            heading.kind,
            heading.title,
            row.start,
            row.start if heading.is_body else row.end,
            heading.part,
            is_last=is_last,
        )
        self._nodes.append(node)
        self._open.append(node)

    def _body(self, row: Row) -> None:
        while self._open[-1].kind == "topic" and (row.closes or self._is_over(self._open[-1])):
            self._pop()
        while row.closes == "headings" and self._is_numbered_heading(self._open[-1]):
            self._pop()
        self._note_continuation()

    def _is_over(self, topic: _Node) -> bool:
        """Say whether a paragraph after the last of several one-paragraph topics is about something else."""
        parent = topic.parent
        assert parent is not None
        previous = self._nodes[topic.index - 1]
        has_sibling = previous.level > topic.level or (previous.parent is parent and previous.rank == topic.rank)
        return topic.is_last and has_sibling and topic.rank not in parent.continued

    @staticmethod
    def _is_numbered_heading(node: _Node) -> bool:
        return node.kind in ("heading", "article") and node.rank > _LOWEST_MARKED

    def _rank_of_plain(self) -> float:
        if math.isnan(self._plain_rank):
            heading = next(node for node in reversed(self._open) if node.kind != "topic")
            self._plain_rank = max(heading.rank, _LOWEST_MARKED) + 0.5
        return self._plain_rank

    def _note_continuation(self) -> None:
        """Remember that the open topics have more than their lead paragraph."""
        for node in self._open[:0:-1]:
            if node.kind != "topic" or node.parent is None:
                break
            node.parent.continued.add(node.rank)

    def _close_above(self, rank: float) -> None:
        while self._open[-1].rank >= rank:
            self._pop()

    def _pop(self) -> None:
        self._open.pop().end = self._previous_end


def _finished(nodes: list[_Node]) -> tuple[Section, ...]:
    years = _years(nodes)
    return tuple(
        Section(
            node.index,
            None if node.parent is None else node.parent.index,
            node.level,
            node.kind,
            node.title,
            node.start,
            node.heading_end,
            node.end,
            years[node.index],
        )
        for node in nodes
    )


def _years(nodes: list[_Node]) -> list[int | None]:
    """Return the year of every section: its part's, or its parent's."""
    reported = next((n.part.year for n in nodes if n.part and n.part.year and not n.part.plans), None)
    planned = next((n.part.year for n in nodes if n.part and n.part.year and n.part.plans), None)
    if reported is None and planned is not None:
        reported = planned - 1
    years: list[int | None] = []
    for node in nodes:
        inherited = None if node.parent is None else years[node.parent.index]
        if node.part is None:
            years.append(inherited)
        elif node.part.year is not None:
            years.append(node.part.year)
        else:
            years.append(None if reported is None else reported + node.part.plans)
    return years
