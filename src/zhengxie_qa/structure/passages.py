"""Passages: verbatim slices of whole sentences inside one section, the unit that is searched and cited.

A long paragraph is cut at sentence ends; neighbouring short ones under the same heading are gathered, since
very short passages rank badly.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zhengxie_qa.structure.locators import Place, places
from zhengxie_qa.structure.paragraphs import Paragraph
from zhengxie_qa.structure.section_tree import enclosing
from zhengxie_qa.text import Span, clauses, pieces, sentences
from zhengxie_qa.types import Document, Passage, Section

LONGEST = 500  # characters of a passage: what a reader takes in at a glance, and the length the evaluation allows
TARGET = 420  # characters to which neighbours are gathered and long paragraphs are cut
SHORT = 150  # characters below which a paragraph joins a neighbour: MRR .894 on both development sets, .865 at 0
TINY = 60  # characters below which it joins one even past the target

__all__ = ["LONGEST", "clauses", "sentences", "split_passages"]


@dataclass(frozen=True, slots=True)
class _Block:
    """A passage in the making: paragraphs, or a slice of one, under one heading."""

    start: int
    end: int
    section: Section
    home: int
    first: Place
    last: Place
    follows_heading: bool
    depth: int  # level of the deepest section in it


def split_passages(document: Document) -> list[Passage]:
    """Return the passages of ``document`` in order.

    Each is a slice of at most ``LONGEST`` characters within one section; together they hold every character
    that is not whitespace and not in a heading line, once.
    """
    passages: list[Passage] = []
    for block in _gather(document, _blocks(document)):
        chain = enclosing(document.sections, block.section)
        passages.append(
            Passage(
                document=document.path,
                start=block.start,
                end=block.end,
                text=document.text[block.start : block.end],
                section=block.section.index,
                headings=tuple(section.title for section in chain),
                locator=block.first.to(block.last),
                year=block.section.year,
            )
        )
    return passages


def _blocks(document: Document) -> Iterator[_Block]:
    for paragraph, place in places(document):
        follows_heading = paragraph.follows_heading
        for start, end in _cut(document.text, paragraph):
            section = paragraph.section
            yield _Block(start, end, section, paragraph.home, place, place, follows_heading, section.level)
            follows_heading = False


def _cut(text: str, paragraph: Paragraph) -> list[Span]:
    """Cut a paragraph into spans of about equal length, none longer than ``LONGEST``."""
    if paragraph.end - paragraph.start <= LONGEST:
        return [(paragraph.start, paragraph.end)]
    units: list[Span] = []
    for start, end in sentences(text, paragraph.start, paragraph.end):
        units.extend([(start, end)] if end - start <= LONGEST else pieces(text, start, end, LONGEST))
    return _balance(units)


def _balance(units: list[Span]) -> list[Span]:
    """Join ``units`` into spans of about the same length, near the target and never over the limit."""
    left = units[-1][1] - units[0][0]
    parts = -(-left // TARGET)
    spans: list[Span] = []
    for start, end in units:
        fair = left / max(parts, 1)  # the length of a span if what is left is shared out evenly
        if spans and end - spans[-1][0] <= LONGEST and (start + end) / 2 - spans[-1][0] <= fair:
            spans[-1] = (spans[-1][0], end)
            continue
        if spans:
            left = units[-1][1] - start
            parts = max(parts - 1, -(-left // LONGEST))
        spans.append((start, end))
    return spans


def _gather(document: Document, blocks: Iterator[_Block]) -> Iterator[_Block]:
    """Join short neighbours that stand under the same heading."""
    current: _Block | None = None
    for block in blocks:
        joined = _joined(document, current, block) if current else None
        if joined is None and current is not None:
            yield current
        current = joined or block
    if current is not None:
        yield current


def _joined(document: Document, left: _Block, right: _Block) -> _Block | None:
    length = right.end - left.start
    shorter = min(left.end - left.start, right.end - right.start)
    if left.home != right.home or right.follows_heading:
        return None
    if shorter >= SHORT or length > (LONGEST if shorter < TINY else TARGET):
        return None
    section = _common(document, left.section, right.section)
    depth = max(left.depth, right.depth)
    if depth > section.level + 1:  # tiny items of one list may share a passage, parts of two points may not
        return None
    return _Block(left.start, right.end, section, left.home, left.first, right.last, left.follows_heading, depth)


def _common(document: Document, left: Section, right: Section) -> Section:
    """Return the lowest section that holds both."""
    while left.index != right.index:
        deeper = left if left.level >= right.level else right
        assert deeper.parent is not None
        parent = document.sections[deeper.parent]
        left, right = (parent, right) if deeper is left else (left, parent)
    return left
