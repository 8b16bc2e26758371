"""The body paragraphs of a document: every non-blank line that is not a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zhengxie_qa.structure.section_tree import section_at
from zhengxie_qa.types import Document, Section

_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A body line. ``start``–``end`` leaves out surrounding whitespace."""

    start: int
    end: int
    section: Section  # the deepest one that holds it
    home: int  # index of the nearest heading section around it: topics are not homes
    follows_heading: bool  # a heading line stands right before it


def paragraphs(document: Document) -> Iterator[Paragraph]:
    """Yield the body paragraphs of ``document`` in order."""
    text, sections = document.text, document.sections
    headings = {section.start for section in sections if section.heading_end > section.start}
    follows_heading = False
    for match in _LINE.finditer(text):
        line = match.group()
        stripped = line.strip()
        start = match.start() + len(line) - len(line.lstrip())
        if not stripped:
            continue
        if start in headings:
            follows_heading = True
            continue
        section = section_at(sections, start)
        yield Paragraph(start, start + len(stripped), section, home_of(document, section), follows_heading)
        follows_heading = False


def home_of(document: Document, section: Section) -> int:
    """Return the index of the nearest section around ``section``, or itself, that is no topic."""
    while section.kind == "topic" and section.parent is not None:
        section = document.sections[section.parent]
    return section.index
