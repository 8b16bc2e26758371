"""The outline of a document or a section: its headings, or its sentences where it has none. Complete, verbatim."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhengxie_qa.documents import MINUTES
from zhengxie_qa.index import PassageIndex
from zhengxie_qa.reading.span_selection import Span
from zhengxie_qa.reading.spans_of_text import span_within
from zhengxie_qa.reading.told_paragraphs import told_paragraphs
from zhengxie_qa.structure import number_of
from zhengxie_qa.text import alternation, sentences
from zhengxie_qa.types import Document, Hit, Section

_MOST_ITEMS = 40  # below the top level; a longer outline names the top level alone
_WHOLE = 1800  # characters of a text without headings that is quoted paragraph by paragraph
_SHORTEST_KEY, _LONGEST_KEY, _LONGEST = 20, 140, 400  # characters of a sentence that stands for a section
_FIGURE, _MOST_FIGURES = re.compile(r"\d+"), 4
_NAME = re.compile(r"[《“]")
_DECIDED = re.compile(alternation("decided_words"))


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
    lead: Span | None = None  # of minutes: who met, when and where


def outline(index: PassageIndex, document: Document, section: Section, *, told: bool = True) -> Outline:
    """Return the outline of ``section``, two levels deep for a whole document; headings alone where nothing is told."""
    whole = section.parent is None
    title = "" if whole else section.title
    reader = SectionReader(index, document, told=told)
    below = subsections(document, section)
    while whole and len(below) == 1 and subsections(document, below[0]):
        below = subsections(document, below[0])  # one heading over all the rest repeats the title
    if not below or (whole and all(_opens_paragraph(document, child) for child in below)):
        return Outline(document, title, (Group(None, tuple(reader.text_of(section))),), is_text=True)
    inner = [subsections(document, child) for child in below] if whole else []
    if any(inner) and sum(map(len, inner)) <= _MOST_ITEMS:
        groups = [reader.group(child, grandchildren) for child, grandchildren in zip(below, inner, strict=True)]
    else:
        groups = [reader.group(None, below)]
    lead = reader.lead(below[0]) if whole and told and document.metadata.kind == MINUTES else None
    return Outline(document, title, tuple(groups), lead=lead)


def _opens_paragraph(document: Document, section: Section) -> bool:
    """Tell whether a section is no more than a paragraph that its first sentence opens."""
    return section.kind == "topic" and not number_of(document.text[section.start : section.end])


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


def _numbered_after(document: Document, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the numbered paragraphs of ``document.text[start:end]``."""
    yield from ((a, b) for a, b in told_paragraphs(document, start, end) if number_of(document.text[a:b]))


class SectionReader:
    """Turns sections of one document into spans that can be cited."""

    def __init__(self, index: PassageIndex, document: Document, *, told: bool = True) -> None:
        self._document = document
        self._told = told
        self._hits = [Hit(index.passages[n], n, 1.0) for n in index.numbers_of(document.path)]

    def group(self, heading: Section | None, sections: Sequence[Section]) -> Group:
        """Return ``sections`` under their heading, each with its key sentence where it is a heading with text below."""
        told = [(span, self._key(section)) for section in sections if (span := self.item(section))]
        if heading and not told and (key := self._key(heading)):
            told = [(key, None)]
        items, keys = tuple(span for span, _ in told), tuple(key for _, key in told)
        return Group(self.item(heading) if heading else None, items, keys)

    def _key(self, section: Section) -> Span | None:
        """Return the sentence under a heading that says most: figures, titles, quoted names."""
        if not self._told:
            return None
        places = sentences(self._document.text, section.heading_end, section.end)
        if section.heading_end == section.start:
            places = places[1:]  # the sentence that opens it is its heading
        if self._document.metadata.kind == MINUTES and (decided := self._decided(places)):
            return decided
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

    def _decided(self, places: Sequence[tuple[int, int]]) -> Span | None:
        """Return the sentences of minutes from the first that says what was decided to the last."""
        deciding = [(a, b) for a, b in places if _DECIDED.search(self._document.text, a, b)]
        if not deciding:
            return None
        start, end = deciding[0][0], deciding[-1][1]
        if self._document.text[end - 1] in "：:":  # 会议议定：and the items below it
            end = max((b for _, b in _numbered_after(self._document, end, places[-1][1])), default=end)
        return self.span(start, end if end - start <= _LONGEST else deciding[0][1])

    def lead(self, first: Section) -> Span | None:
        """Return the paragraph above the ``first`` section that says most: who met, when and where."""
        above = [place for place in told_paragraphs(self._document, 0, first.start) if place[1] - place[0] <= _LONGEST]
        return self.span(*max(above, key=lambda place: place[1] - place[0])) if above else None

    def text_of(self, section: Section) -> Iterator[Span]:
        """Yield the paragraphs of a section; of a long one the sentence that opens each."""
        paragraphs = told_paragraphs(self._document, section.heading_end, section.end)
        is_long = sum(end - start for start, end in paragraphs) > _WHOLE
        for start, end in paragraphs[:_MOST_ITEMS]:
            stop = next((b for _, b in sentences(self._document.text, start, end)), end) if is_long else end
            if span := self.span(start, stop):
                yield span

    def span(self, start: int, end: int) -> Span | None:
        """Return ``text[start:end]`` of the document; None where no passage holds its beginning."""
        hit = next((h for h in self._hits if h.passage.start <= start < h.passage.end), None)
        return span_within(self._document, hit, start, end) if hit else None
