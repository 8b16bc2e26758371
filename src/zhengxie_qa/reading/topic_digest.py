"""Questions for a whole point: what was done about a topic, how it went, a bare topic. All that is said of it answers.

The section whose heading or opening sentence names the topic is quoted sentence by sentence; where no section does,
the sentences that name it themselves, wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from zhengxie_qa.index import PassageIndex
from zhengxie_qa.question import Query, asks_for_plan, asks_for_topics, asks_for_whole_point
from zhengxie_qa.reading.candidate_sentences import Candidate
from zhengxie_qa.reading.named_scope import Scope
from zhengxie_qa.reading.outlines import Group, Outline, SectionReader, subsections
from zhengxie_qa.reading.span_selection import Span, make_span
from zhengxie_qa.reading.term_alignment import Alignment
from zhengxie_qa.text import alternation, fold, is_generic, sentences, word_list
from zhengxie_qa.types import Document, Hit, Section

_NAMED = 0.75  # share of the topic that a heading names
_SAID = 0.85  # of every word of the topic, by a sentence that names it itself
_FOREIGN = frozenset((*word_list("digest_things"), *word_list("digest_verbs")))
_DONE = re.compile(rf"(?:{alternation('digest_verbs')})+$")
_ABOUT = re.compile(r"(?:围绕|聚焦|针对|就|对|以)[^。；]{0,6}“|”等?[^。；]{0,6}(?:议题|课题|主题|专题)")
_SHORTEST = 15  # characters of a sentence that says something about its topic
_MOST, _LEAST = 6, 2  # sentences
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
        return _scattered(index, query, quoting, topic, scope)
    return _section(index, query, hits, alignment, topic, scope) or _scattered(index, query, candidates, topic, scope)


def _topic(query: Query, alignment: Alignment) -> NDArray[np.float32]:
    """Return the weights of the words that name the topic, shape (terms,); 0 for those that say what is asked of it."""
    names = [not is_generic(term) and term not in _FOREIGN and not term.isdigit() for term in alignment.terms]
    weights: NDArray[np.float32] = alignment.weights * np.array(names, dtype=np.float32)
    return weights / weights.sum() if weights.sum() else weights


def _section(
    index: PassageIndex,
    query: Query,
    hits: Sequence[Hit],
    alignment: Alignment,
    topic: NDArray[np.float32],
    scope: Scope,
) -> Outline | None:
    """Return the section whose heading names the topic best, of the likeliest document that has one."""
    for document in _likeliest(index, hits):
        best: tuple[float, Section] | None = None
        for section in document.sections[1:]:
            title = section.title[:_LONGEST_HEADING]
            if not _of_time(query, document, section) or _ends_early(section):
                continue
            named = _named(alignment, title, topic)
            if named >= _NAMED and (best is None or named > best[0] + 0.01):
                best = named, section
        if best and (found := _quoted(index, query, document, best[1], scope)):
            return found
    return None


def _named(alignment: Alignment, title: str, topic: NDArray[np.float32]) -> float:
    """Return the share of the topic that a heading names; 提案办理 is named by 提案."""
    met = alignment.match(alignment.prepare(title)).copy()
    folded = fold(title)
    for number, term in enumerate(alignment.terms):
        thing = _DONE.sub("", term)
        if len(thing) > 1 and thing != term and thing in folded:
            met[number] = 1.0
    return float(met @ topic)


def _likeliest(index: PassageIndex, hits: Sequence[Hit]) -> Iterator[Document]:
    paths = list(dict.fromkeys(hit.passage.document for hit in hits))[:_DOCUMENTS]
    return (index.documents[path] for path in paths)


def _of_time(query: Query, document: Document, section: Section) -> bool:
    """Tell whether the section speaks of the year asked for, and of what is planned only where a plan is asked for."""
    year = section.year or document.metadata.year
    if query.years and year is not None:
        return year in query.years
    planned = bool(section.year and document.metadata.year and section.year > document.metadata.year)
    return planned == asks_for_plan(query.text)


def _ends_early(section: Section) -> bool:
    return section.end - section.start < len(section.title) + 8


def _quoted(index: PassageIndex, query: Query, document: Document, section: Section, scope: Scope) -> Outline | None:
    reader = SectionReader(index, document)
    below = subsections(document, section)
    places = [_first_sentence(document, child) for child in below] if below else []
    if not below:
        places = [(a, b) for a, b in sentences(document.text, section.heading_end, section.end) if b - a > 1]
        if len(places) > 1 and places[0][1] - places[0][0] <= len(section.title) + 1:
            places = places[1:]  # the opening sentence is the heading that is named already
    spans = [span for place in places[:_MOST] if (span := reader.span(*place))]
    if len(spans) < _LEAST or scope.breach(spans[0].candidate):
        return None
    return Outline(document, section.title, (Group(None, tuple(spans)),), is_text=True)


def _first_sentence(document: Document, section: Section) -> tuple[int, int]:
    """Return the first sentence under a heading, or the sentence that opens a section without one."""
    inside = sentences(document.text, section.heading_end, section.end)
    return inside[0] if inside else (section.start, section.heading_end)


def _scattered(
    index: PassageIndex, query: Query, candidates: Sequence[Candidate], topic: NDArray[np.float32], scope: Scope
) -> Outline | None:
    """Return the sentences that name the topic themselves, of the document that has the best of them."""
    named = topic > 0
    told = [c for c in candidates if not c.is_heading and len(c.text) >= _SHORTEST]
    saying = [c for c in told if bool((c.own[named] >= _SAID).all()) and not scope.breach(c)]
    if len(saying) < _LEAST:
        return None
    document = index.documents[saying[0].hit.passage.document]
    of_one = [c for c in saying if c.hit.passage.document == document.path and _time_agrees(query, document, c)]
    chosen = sorted(of_one[:_MOST], key=lambda c: c.start)
    spans: list[Span] = [make_span(c, document.text, c.start, c.end) for c in chosen]
    return Outline(document, "", (Group(None, tuple(spans)),), is_text=True) if len(spans) >= _LEAST else None


def _time_agrees(query: Query, document: Document, candidate: Candidate) -> bool:
    return _of_time(query, document, document.sections[candidate.hit.passage.section])
