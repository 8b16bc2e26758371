"""Questions for a whole point: what was done about a topic, how it went, a bare topic. All that is said of it answers.

The section whose heading or opening sentence names the topic is quoted sentence by sentence; where no section does,
the sentences that name it themselves, wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from zhengxie_qa.documents import REPORT
from zhengxie_qa.index import PassageIndex
from zhengxie_qa.question import Query, asks_for_plan, asks_for_topics, asks_for_whole_point
from zhengxie_qa.reading.candidate_sentences import Candidate, is_planned
from zhengxie_qa.reading.named_scope import Scope
from zhengxie_qa.reading.outlines import Group, Outline, SectionReader, subsections
from zhengxie_qa.reading.span_selection import Span, make_span
from zhengxie_qa.reading.term_alignment import Alignment
from zhengxie_qa.text import alternation, fold, is_generic, sentences, word_list
from zhengxie_qa.types import Document, Hit, Section

_NAMED = 0.75  # share of the topic that a heading names
_SAID = 0.85  # of every word of the topic, by a sentence that names it itself
_FOREIGN = frozenset((*word_list("digest_things"), *word_list("digest_verbs")))
_AND = re.compile(r"以及|[和与及、]")
_DONE = re.compile(rf"(?:{alternation('digest_verbs')})+$")
_BODY = re.compile(r"[省市县区]?政协|(?:政协)?常委会|委员会")  # who reports: of every topic
_ABOUT = re.compile(r"(?:围绕|聚焦|针对|就|对|以)[^。；]{0,6}“|”等?[^。；]{0,6}(?:议题|课题|主题|专题)")
_TWO_WORDS = 4  # characters of a term made of two words
_SHORTEST = 15  # characters of a sentence that says something about its topic
_MOST, _LEAST, _OF_EACH = 6, 2, 3  # sentences; of each of two topics
_LONGEST_HEADING = 60  # characters of an opening sentence that is read as a heading
_DOCUMENTS = 4  # likeliest documents looked through


def topic_digest(
    index: PassageIndex, query: Query, hits: Sequence[Hit], candidates: Sequence[Candidate], alignment: Alignment
) -> Outline | None:
    """Return what is said of the topic that ``query`` asks for as a whole; None when it asks otherwise."""
    if not asks_for_whole_point(query):
        return None
    topic = _topic(query, alignment)
    if not topic.any():
        return None
    scope = Scope(index, query)
    if asks_for_topics(query):
        quoting = [candidate for candidate in candidates if _ABOUT.search(candidate.text)]
        return _scattered(index, query, quoting, alignment, topic, scope)
    of_section = _of_two(index, query, hits, alignment, topic)
    of_section = of_section or _section(index, query, hits, alignment, topic, scope)
    return of_section or _scattered(index, query, candidates, alignment, topic, scope)


def _topic(query: Query, alignment: Alignment) -> NDArray[np.float32]:
    """Return the weights of the words that name the topic, shape (terms,); 0 for those that say what is asked of it."""
    names = [
        not (is_generic(term) or term in _FOREIGN or term.isdigit() or _BODY.fullmatch(term))
        for term in alignment.terms
    ]
    weights: NDArray[np.float32] = alignment.weights * np.array(names, dtype=np.float32)
    return weights / weights.sum() if weights.sum() else weights


def _of_two(
    index: PassageIndex, query: Query, hits: Sequence[Hit], alignment: Alignment, topic: NDArray[np.float32]
) -> Outline | None:
    """Return what is said of two topics named side by side (提案工作和社情民意), each in a section of its own."""
    sides = _AND.split(fold(query.text), maxsplit=1)
    halves = [topic * np.array([term in side for term in alignment.terms], dtype=np.float32) for side in sides]
    if len(halves) < 2 or not all(half.any() for half in halves):
        return None
    for document in _likeliest(index, query, hits):
        found = [_best_section(query, document, alignment, half / half.sum()) for half in halves]
        if None in found or found[0] == found[1]:
            continue
        reader = SectionReader(index, document)
        groups = [
            Group(reader.item(section), tuple(_opening(reader, document, section))) for section in found if section
        ]
        if all(group.items for group in groups):
            return Outline(document, "", tuple(groups), is_text=True)
    return None


def _opening(reader: SectionReader, document: Document, section: Section) -> Iterator[Span]:
    places = sentences(document.text, section.heading_end, section.end)
    for place in (places[1:] if section.heading_end == section.start else places)[:_OF_EACH]:
        if span := reader.span(*place):
            yield span


def _section(
    index: PassageIndex,
    query: Query,
    hits: Sequence[Hit],
    alignment: Alignment,
    topic: NDArray[np.float32],
    scope: Scope,
) -> Outline | None:
    """Return the section whose heading names the topic best, of the likeliest document that has one."""
    for reviewed in (True, False) if query.years and not asks_for_plan(query.text) else (False,):
        for document in _likeliest(index, query, hits):
            best = _best_section(query, document, alignment, topic)
            if best and reviewed and is_planned(document, best):
                continue  # what was done in a year stands in the report on it, not in the plan made before
            if best and (found := _quoted(index, query, document, best, scope)):
                return found
    return None


def _best_section(query: Query, document: Document, alignment: Alignment, topic: NDArray[np.float32]) -> Section | None:
    """Return the section of ``document`` whose heading names the topic best, the outer of two that name it alike."""
    best: tuple[float, Section] | None = None
    for section in document.sections[1:]:
        title = section.title[:_LONGEST_HEADING]
        if title == document.metadata.title or not _of_time(query, document, section) or _ends_early(section):
            continue
        named = _named(alignment, title, topic)
        if named >= _NAMED and (best is None or named > best[0] + 0.01):
            best = named, section
    return best[1] if best else None


def _named(alignment: Alignment, title: str, topic: NDArray[np.float32]) -> float:
    """Return the share of the topic that a heading names; 提案办理 is named by 提案."""
    met = alignment.match(alignment.prepare(title)).copy()
    folded = fold(title)
    for number, term in enumerate(alignment.terms):
        thing = _DONE.sub("", term)
        if len(thing) > 1 and thing != term and thing in folded:
            met[number] = 1.0
    return float(met @ topic)


def _likeliest(index: PassageIndex, query: Query, hits: Sequence[Hit]) -> list[Document]:
    """Return the likeliest documents; who asks for work that was done asks a report on the work first."""
    paths = list(dict.fromkeys(hit.passage.document for hit in hits))[:_DOCUMENTS]
    documents = [index.documents[path] for path in paths]
    return sorted(documents, key=lambda each: each.metadata.kind != REPORT) if "工作" in query.text else documents


def _of_time(query: Query, document: Document, section: Section) -> bool:
    """Tell whether the section speaks of the year asked for, and of what is planned only where a plan is asked for."""
    year = section.year or document.metadata.year
    if query.years and year is not None:
        return year in query.years
    return is_planned(document, section) == asks_for_plan(query.text)


def _ends_early(section: Section) -> bool:
    return section.end - section.start < len(section.title) + 8


def _quoted(index: PassageIndex, query: Query, document: Document, section: Section, scope: Scope) -> Outline | None:
    """Return what stands below the heading of ``section``: its parts, each with what it says most, or its sentences."""
    reader = SectionReader(index, document)
    if below := subsections(document, section):
        parts = reader.group(None, below[:_MOST])
        usable = len(parts.items) >= _LEAST and not scope.breach(parts.items[0].candidate)
        return Outline(document, section.title, (parts,)) if usable else None
    places = [(a, b) for a, b in sentences(document.text, section.heading_end, section.end) if b - a > 1]
    if len(places) > 1 and places[0][1] - places[0][0] <= len(section.title) + 1:
        places = places[1:]  # the opening sentence is the heading that is named already
    spans = [span for place in places[:_MOST] if (span := reader.span(*place))]
    if not spans or scope.breach(spans[0].candidate):
        return None
    return Outline(document, section.title, (Group(None, tuple(spans)),), is_text=True)


def _scattered(
    index: PassageIndex,
    query: Query,
    candidates: Sequence[Candidate],
    alignment: Alignment,
    topic: NDArray[np.float32],
    scope: Scope,
) -> Outline | None:
    """Return the sentences that name the topic themselves, of the document that has the best of them."""
    named = topic > 0
    told = [c for c in candidates if not c.is_heading and len(c.text) >= _SHORTEST]
    saying = [c for c in told if _says(c, alignment, named) and not scope.breach(c)]
    if len(saying) < _LEAST:
        return None
    document = index.documents[saying[0].hit.passage.document]
    of_one = [c for c in saying if c.hit.passage.document == document.path and _time_agrees(query, document, c)]
    chosen = sorted(of_one[:_MOST], key=lambda c: c.start)
    spans: list[Span] = [make_span(c, document.text, c.start, c.end) for c in chosen]
    return Outline(document, "", (Group(None, tuple(spans)),), is_text=True) if len(spans) >= _LEAST else None


def _says(candidate: Candidate, alignment: Alignment, named: NDArray[np.bool_]) -> bool:
    """Tell whether a sentence says every word of the topic; 推动协商议事向基层延伸 says 基层协商 in its halves."""
    return all(
        candidate.own[n] >= _SAID or _in_halves(alignment.terms[n], candidate.text) for n in np.flatnonzero(named)
    )


def _in_halves(term: str, text: str) -> bool:
    return len(term) == _TWO_WORDS and term[:2] in text and term[2:] in text


def _time_agrees(query: Query, document: Document, candidate: Candidate) -> bool:
    return _of_time(query, document, document.sections[candidate.hit.passage.section])
