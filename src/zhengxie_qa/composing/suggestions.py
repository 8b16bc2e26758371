"""Questions that the documents' own headings suggest: a first thing to click for a newcomer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from zhengxie_qa.types import Document, Section

_SHORTEST, _LONGEST = 4, 20  # characters of a topic that reads well inside a question
_NUMBERING = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百\d]+[章节条编]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d+[.．、])\s*"
)


def suggest(documents: Sequence[Document], limit: int) -> list[str]:
    """Return up to ``limit`` questions, taken in turn from the documents, the newest first."""
    newest = sorted(documents, key=lambda d: (-(d.metadata.year or 0), d.path))
    found: dict[str, None] = {}
    for question in _in_turn([_questions(document) for document in newest]):
        found[question] = None
        if len(found) == limit:
            break  # no more texts are read than are needed
    return list(found)


def _in_turn(sources: Sequence[Iterator[str]]) -> Iterator[str]:
    """Yield one of each source, then the next of each."""
    while sources:
        left = []
        for source in sources:
            question = next(source, None)
            if question is not None:
                left.append(source)
                yield question
        sources = left


def _questions(document: Document) -> Iterator[str]:
    """Yield questions about a document, its topics spread over its parts to show its breadth."""
    topics = [section for section in document.sections if section.kind == "topic"]
    headings = [section for section in document.sections if section.kind == "heading"]
    for section in _spread(topics) or _spread(headings):
        topic = _NUMBERING.sub("", section.title).strip(" 。.，,;；:：")
        if _SHORTEST <= len(topic) <= _LONGEST and not re.search(r"[，,；;？?]", topic):
            year = f"{section.year}年" if section.year else ""
            yield f"{year}“{topic}”说了什么？"


def _spread(sections: Sequence[Section]) -> list[Section]:
    """Return the sections in an order that visits every parent before a second child of any."""
    by_parent: dict[int | None, list[Section]] = {}
    for section in sections:
        by_parent.setdefault(section.parent, []).append(section)
    return [section for one_each in zip_longest(*by_parent.values()) for section in one_each if section]
