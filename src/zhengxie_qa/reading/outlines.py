"""The outline of a document or a section: its headings, or its sentences where it has none. Complete, verbatim."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhengxie_qa.index import PassageIndex
from zhengxie_qa.reading.span_selection import Span
from zhengxie_qa.reading.spans_of_text import span_within
from zhengxie_qa.structure import number_of
from zhengxie_qa.text import sentences
from zhengxie_qa.types import Document, Hit, Section

_MOST_ITEMS = 40  # below the top level; a longer outline names the top level alone
_MOST_PASSAGES = 3  # of a section without headings that are quoted whole
_SHORTEST_KEY, _LONGEST_KEY, _LONGEST = 20, 140, 400  # characters of a sentence that stands for a section
_FIGURE, _MOST_FIGURES = re.compile(r"\d+"), 4
_NAME = re.compile(r"[《“]")


@dataclass(frozen=True, slots=True)
class Group:
    """A heading and what stands under it, each with its place in the text."""

    heading: Span | None
    items: tuple[Span, ...] = ()
    keys: tuple[Span | None, ...] = ()  # for each item the sentence under it that says most; none where not looked for


@dataclass(frozen=True, slots=True)
class Outline:
    """What a document, or one section of it, consists of, in reading order."""

    document: Document
    heading: str  # of the section; empty for the whole document
    groups: tuple[Group, ...]
    is_text: bool = False  # the items are the text itself: nothing to count


def outline(index: PassageIndex, document: Document, section: Section, *, told: bool = True) -> Outline:
    """Return the outline of ``section``, two levels deep for a whole document; headings alone where nothing is told."""
    whole = section.parent is None
    title = "" if whole else section.title
    reader = SectionReader(index, document, told=told)
    below = subsections(document, section)
    while whole and len(below) == 1 and subsections(document, below[0]):
        below = subsections(document, below[0])  # one heading over all the rest repeats the title
    if not below:
        return Outline(document, title, (Group(None, tuple(reader.text_of(section))),), is_text=True)
    inner = [subsections(document, child) for child in below] if whole else []
    if any(inner) and sum(map(len, inner)) <= _MOST_ITEMS:
        groups = [reader.group(child, grandchildren) for child, grandchildren in zip(below, inner, strict=True)]
    else:
        groups = [reader.group(None, below)]
    return Outline(document, title, tuple(groups))


def subsections(document: Document, section: Section) -> list[Section]:
    """Return the sections right under ``section``, without opening remarks that only look like one."""
    below = [child for child in document.sections if child.parent == section.index]
    marked = [child for child in below if child.kind != "topic" or number_of(document.text[child.start : child.end])]
    return marked or (below if len(below) > 1 else [])


def points_below(index: PassageIndex, document: Document, start: int, end: int) -> Outline | None:
    """Return the numbered sections that follow ``text[start:end]``, a line that announces them (建议：), or None."""
    numbered = [s for s in document.sections if s.start >= end and number_of(document.text[s.start : s.end])]
    first = next(iter(numbered), None)
    if first is None or document.text[end : first.start].strip():
        return None
    points = [s for s in numbered if s.parent == first.parent and s.level == first.level]
    group = SectionReader(index, document).group(None, points)
    return Outline(document, document.text[start:end].strip("：: \n\u3000"), (group,)) if len(points) > 1 else None


def _says(text: str) -> float:
    """Return how much a sentence tells: what can be counted or named."""
    return min(_MOST_FIGURES, len(_FIGURE.findall(text))) + 0.5 * min(2, len(_NAME.findall(text)))


class SectionReader:
    """Turns sections of one document into spans that can be cited."""

    def __init__(self, index: PassageIndex, document: Document, *, told: bool = True) -> None:
        self._document = document
        self._told = told
        self._hits = [Hit(index.passages[n], n, 1.0) for n in index.numbers_of(document.path)]

    def group(self, heading: Section | None, sections: Sequence[Section]) -> Group:
        """Return ``sections`` under their heading, each with its key sentence where it is a heading with text below."""
        told = [(span, self._key(section)) for section in sections if (span := self.item(section))]
        items, keys = tuple(span for span, _ in told), tuple(key for _, key in told)
        return Group(self.item(heading) if heading else None, items, keys)

    def _key(self, section: Section) -> Span | None:
        """Return the sentence under a heading that says most: figures, titles, quoted names."""
        if not self._told:
            return None
        places = sentences(self._document.text, section.heading_end, section.end)
        if section.heading_end == section.start:
            places = places[1:]  # the sentence that opens it is its heading
        told = [(a, b) for a, b in places if _SHORTEST_KEY <= b - a <= _LONGEST_KEY]
        told = (
            told or sorted(((a, b) for a, b in places if b - a <= _LONGEST), key=lambda place: place[0] - place[1])[:1]
        )
        best = max(told, key=lambda place: _says(self._document.text[slice(*place)]), default=None)
        return self.span(*best) if best else None

    def item(self, section: Section) -> Span | None:
        """Return the heading, or the sentence that opens a section without one; None where no text stands under it."""
        end = section.heading_end
        if end == section.start:
            end = next((stop for _, stop in sentences(self._document.text, section.start, section.end)), section.end)
        hit = next((h for h in self._hits if h.passage.end > section.start and h.passage.start < section.end), None)
        return span_within(self._document, hit, section.start, end) if hit else None

    def text_of(self, section: Section) -> Iterator[Span]:
        """Yield the passages of a section; of a long one the sentence that opens each."""
        inside = [h for h in self._hits if h.passage.start < section.end and h.passage.end > section.start]
        for hit in inside:
            start, end = max(hit.passage.start, section.start), min(hit.passage.end, section.end)
            if len(inside) > _MOST_PASSAGES:
                end = next((stop for _, stop in sentences(self._document.text, start, end)), end)
            yield span_within(self._document, hit, start, end)

    def span(self, start: int, end: int) -> Span | None:
        """Return ``text[start:end]`` of the document; None where no passage holds its beginning."""
        hit = next((h for h in self._hits if h.passage.start <= start < h.passage.end), None)
        return span_within(self._document, hit, start, end) if hit else None
