"""A document, or a piece of it → HTML: its text in blocks that know their offsets, its tables as tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from zhengxie_qa.types import Document, Section
from zhengxie_qa.web import tables
from zhengxie_qa.web.markup import escape, typeset

_LINE = re.compile(r"[^\n]+")
_FRONT_LENGTH = 60  # characters: a longer line before the first heading is body text, not a title line
_LEAD_LENGTH = 16  # characters: a longer opening is a sentence of its own, not a label
_BODY_END = ("。", "；", "，", "：", "！", "？", ";", ",")


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or a paragraph: ``text[start:end]``, without white space around it."""

    start: int
    end: int
    heading: Section | None  # the section it is the heading of; None for a paragraph


def blocks(document: Document) -> Iterator[Block]:
    """Yield the headings and paragraphs in reading order; together they hold every visible character."""
    headings = {s.start: s for s in document.sections if s.heading_end > s.start and s.level > 0}
    cuts = sorted({at for s in headings.values() for at in (s.start, s.heading_end)})
    at = 0
    for line in _LINE.finditer(document.text):
        start = line.start()
        while at < len(cuts) and cuts[at] < line.end():
            yield from _block(document.text, start, cuts[at], headings.get(start))
            start = max(start, cuts[at])
            at += 1
        yield from _block(document.text, start, line.end(), headings.get(start))


def _block(text: str, start: int, end: int, heading: Section | None) -> Iterator[Block]:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        start += len(piece) - len(piece.lstrip())
        yield Block(start, start + len(stripped), heading)


def text(document: Document) -> str:
    """Return the document's text: each block carries the offset of its first character."""
    shown: list[str] = []
    as_shown = typeset(document.text)
    leads = _leads(document)
    title = document.metadata.title
    front = True
    for is_table, run in _runs(document):
        if is_table:
            front = False
            shown.append(_table(document.text, as_shown, run))
            continue
        (block,) = run
        words = document.text[block.start : block.end]
        front = front and (words == title or (block.heading is None and _is_front(words)))
        tag, css = _element(block.heading, words, title if front else None)
        lead = leads.get(block.start, "") if tag == "p" else ""
        behind = block.start + len(lead)
        opening = f"<b>{escape(as_shown[block.start : behind])}</b>" if lead else ""
        inner = opening + escape(as_shown[behind : block.end])
        shown.append(f'<{tag}{css} data-start="{block.start}">{inner}</{tag}>')
    return "".join(shown)


def _runs(document: Document) -> Iterator[tuple[bool, list[Block]]]:
    """Yield the blocks: the rows of a table that follow each other together, every other block alone."""
    table = {_first_sign(document.text, row.start): row.table for row in document.rows}
    numbered = groupby(blocks(document), key=lambda block: 0 if block.heading else table.get(block.start, 0))
    for number, run in numbered:
        if number:
            yield True, list(run)
        else:
            yield from ((False, [block]) for block in run)


def _first_sign(text: str, start: int) -> int:
    while start < len(text) and text[start].isspace():
        start += 1
    return start


def _shown(as_shown: str, origin: int, start: int, end: int) -> str:
    return escape(as_shown[origin + start : origin + end])


def _table(text: str, as_shown: str, rows: Sequence[Block]) -> str:
    lines = [text[row.start : row.end] for row in rows]
    columns = tables.columns_of([tables.fields_of(line) for line in lines])
    body = "".join(
        f'<tr data-start="{row.start}">{tables.cells(line, columns, partial(_shown, as_shown, row.start))}</tr>'
        for row, line in zip(rows, lines, strict=True)
    )
    return f'<div class="zx-table"><table>{tables.head(columns)}<tbody>{body}</tbody></table></div>'


def _leads(document: Document) -> dict[int, str]:
    """Return the lead phrases that open a topic, by their offset."""
    topics = (section for section in document.sections if section.kind == "topic")
    short = (topic for topic in topics if len(topic.title) <= _LEAD_LENGTH)
    return {topic.start: topic.title for topic in short if document.text.startswith(topic.title, topic.start)}


def _is_front(words: str) -> bool:
    return len(words) <= _FRONT_LENGTH and not words.endswith(_BODY_END)


def _element(heading: Section | None, words: str, title: str | None) -> tuple[str, str]:
    """Return tag and class of a block; ``title`` is None behind the document's opening lines."""
    if title and words == title:
        return "h1", ""
    if heading is not None:
        return f"h{min(heading.level + 1, 5)}", ' class="zx-part"' if heading.kind == "part" else ""
    return "p", "" if title is None else ' class="zx-front"'
