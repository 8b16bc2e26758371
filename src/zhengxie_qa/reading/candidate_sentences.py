"""The sentences that may answer, scored by words, by meaning and by the kind of value they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from zhengxie_qa.index import PassageIndex
from zhengxie_qa.question import Query, asks_for_plan
from zhengxie_qa.reading.term_alignment import Alignment
from zhengxie_qa.reading.value_fit import enumerates, fit
from zhengxie_qa.reading.value_subject import value_coverage
from zhengxie_qa.text import begins_list, fold, goes_on, grams, list_items
from zhengxie_qa.types import Document, Hit, Passage, Section

_PREVIOUS_WORTH = 0.6  # a subject named in the sentence before counts, but less than one in the sentence
_HEADING_WORTH = 0.5  # so does one named in the headings above
_TITLE_WORTH = 0.3  # and in the document's title, which all its passages share
_FIT_WEIGHT = 0.4  # a sentence without the wanted kind of value has to be much better in all else
_GRAM_WEIGHT = 0.4  # bigrams shared with the question: word order and set phrases, which words alone miss
_COSINE_WEIGHT = 0.3  # of the sentence's vector with the question's: worth 4 of 105 development questions
_TOPIC_WEIGHT = 0.15  # for a sentence that opens with the title or phrase asked about: it is what it speaks of
_PLAN_COST = 0.4  # off a plan when results are asked for, and off results when a plan is
_AGE_COST, _MOST_AGE = 0.04, 0.12  # off the sentence of an older report, a year
_VALUE_WEIGHT = 0.4  # of the share of the question that the figure's own clause covers
_VALUED = 15  # best sentences of which the figures are read
_ASKS_ITSELF = re.compile(r"^.{1,20}[?？]$")  # 钱从哪里来？ opens what answers it
_RECORD = re.compile(r"[^，,。;；：:\s]{2,12}[：:]\s*\S.{0,60}$")  # 提案者：…: a line of a record
_ENUMERATED = 0.9  # coverage of 四个必须 by a sentence that says 必须 four times
_LONGEST_LIST = 420  # characters of a list: about a passage
VALUE_KINDS = ("number", "date", "who", "where")  # of what is asked: one figure, day, person or place
_ANNOUNCES, _GOES_ON = (":", "："), (";", "；")  # how a sentence ends that the next belongs to
_NEAR_WORTH = 0.3  # of a sentence in the paragraph that a conversation is at
_HIT_WEIGHT = 0.4  # what search thinks of the passage
_OWN_WEIGHT = 0.5  # on top of coverage with context: what the sentence covers by itself


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence at ``document.text[start:end]`` that may answer."""

    hit: Hit
    start: int
    end: int
    text: str
    context: NDArray[np.float32]  # how well headings and the sentence before meet each term, (terms,)
    own: NDArray[np.float32]  # how well the sentence itself does, (terms,)
    coverage: float  # of the question, context included
    fit: float  # 0–1: does it hold the kind of value asked for
    merit: float  # of the sentence by itself, whatever its passage
    score: float  # merit and what search thinks of the passage
    value: float = 1.0  # of the question, what the clause that holds the figure asked for speaks of
    cosine: float = 0.0  # of the sentence's vector with the question's
    shared: float = 0.0  # of the question's bigrams, the share that stands in the sentence
    opens: bool = False  # with the title or phrase asked about
    prior: float = 0.0  # what search and the passage's year add
    is_heading: bool = False  # a heading or the document's title: it announces and answers nothing by itself


def find_candidates(index: PassageIndex, query: Query, hits: Sequence[Hit], alignment: Alignment) -> list[Candidate]:
    """Return the sentences of the passages ``hits``, best first."""
    best = max((hit.score for hit in hits), default=0.0) or 1.0
    found: list[Candidate] = []
    documents = index.documents
    allowed = [hit for hit in hits if allowed_year(hit.passage, documents[hit.passage.document], query.years)]
    alignment.prepare_all(
        text for hit in allowed for text in _texts(documents[hit.passage.document], query, hit, alignment)
    )
    for hit in allowed:
        document = index.documents[hit.passage.document]
        prior = _HIT_WEIGHT * max(0.0, hit.score / best) - _plan_cost(query, document, hit.passage)
        prior -= _age_cost(query, document, index.newest)
        found += _of_passage(document, query, hit, alignment, prior, dated=index.newest is not None)
    ranked = sorted(found, key=lambda candidate: -candidate.score)
    if query.kind not in ("number", "date"):
        return ranked
    alignment.prepare_all(each.text[start:end] for each in ranked[:_VALUED] for start, end in list_items(each.text))
    valued = [_with_value(query, candidate, alignment) for candidate in ranked[:_VALUED]]
    return sorted([*valued, *ranked[_VALUED:]], key=lambda candidate: -candidate.score)


def _with_value(query: Query, candidate: Candidate, alignment: Alignment) -> Candidate:
    value = value_coverage(query, candidate.text, candidate.context, alignment)
    more = _VALUE_WEIGHT * value
    return replace(candidate, value=value, merit=candidate.merit + more, score=candidate.score + more)


def allowed_year(passage: Passage, document: Document, years: Sequence[int]) -> bool:
    """Tell whether ``passage`` of ``document`` can speak of one of ``years``; no years means all.

    A passage under no year's heading speaks of its document's year.
    """
    year = passage.year or document.metadata.year
    if not years or year is None or year in years:
        return True
    return any(f"{year}年" in fold(passage.text) for year in years)


def _age_cost(query: Query, document: Document, newest: int | None) -> float:
    """Of two alike sentences the newer report's is meant, when no year is asked for."""
    year = document.metadata.year
    return 0.0 if query.years or not year or not newest else min(_MOST_AGE, _AGE_COST * max(0, newest - year))


def _plan_cost(query: Query, document: Document, passage: Passage) -> float:
    """What was planned for a year is no answer to what was done in it, nor the other way round."""
    if not passage.year or not document.metadata.year:
        return 0.0
    return _PLAN_COST if is_planned(document, passage) != asks_for_plan(query.text) else 0.0


def is_planned(document: Document, part: Passage | Section) -> bool:
    """Tell whether a passage or section of ``document`` says what is to be done: it is of a year after its report's."""
    return bool(part.year and document.metadata.year and part.year > document.metadata.year)


def _texts(document: Document, query: Query, hit: Hit, alignment: Alignment) -> Iterator[str]:
    """Yield every text that is matched for one passage."""
    yield " ".join(hit.passage.headings)
    yield document.metadata.title
    yield from (document.text[start:end] for start, end in _units(query, document, hit.passage, alignment))


def _of_passage(
    document: Document, query: Query, hit: Hit, alignment: Alignment, prior: float, *, dated: bool
) -> list[Candidate]:
    passage = hit.passage
    asked = {gram for gram in grams(query.text) if len(gram) > 1}
    scoring = _Scoring(query, document, hit, alignment, prior, asked, _headings(document, passage))
    headings = alignment.match(alignment.prepare(" ".join(passage.headings))) * _HEADING_WORTH
    title = alignment.match(alignment.prepare(document.metadata.title)) * _TITLE_WORTH
    above = np.maximum(headings, title)
    before = np.zeros_like(above)
    found = []
    read = [(start, end, document.text[start:end]) for start, end in _units(query, document, passage, alignment)]
    matches = [alignment.match(alignment.prepare(text)) for _, _, text in read]
    everything = np.max(matches, axis=0) if matches else before
    for (start, end, text), own in zip(read, matches, strict=True):
        if _RECORD.match(text):
            before = everything
        if _year_agrees(query, passage, document, text, dated=dated):
            found.append(scoring.candidate(start, end, own, np.maximum(above, before * _PREVIOUS_WORTH)))
        before = np.maximum(own, before * _PREVIOUS_WORTH)
    return found


@dataclass(frozen=True, slots=True)
class _Scoring:
    """What the sentences of one passage are scored by."""

    query: Query
    document: Document
    hit: Hit
    alignment: Alignment
    prior: float
    asked: Set[str]  # bigrams of the question
    headings: Set[int]  # where they begin

    def candidate(self, start: int, end: int, own: NDArray[np.float32], context: NDArray[np.float32]) -> Candidate:
        """Return the sentence; ``own`` and ``context`` are how well it and what stands around it meet each term."""
        query, text = self.query, self.document.text[start:end]
        prepared = self.alignment.prepare(text)
        coverage = self.alignment.coverage([own, context])
        fitting = fit(query, text)
        if enumerates(query, text):
            coverage, fitting = max(coverage, _ENUMERATED), 1.0
        merit = coverage + _OWN_WEIGHT * self.alignment.coverage(own) + _FIT_WEIGHT * fitting
        opens, cosine = _opens_with_name(query, text), self.alignment.cosine(prepared)
        shared = _gram_overlap(self.asked, prepared.folded)
        merit += _TOPIC_WEIGHT * opens + _COSINE_WEIGHT * cosine + _GRAM_WEIGHT * shared
        prior = self.prior + _NEAR_WORTH * _is_near(query, self.document, start)
        scores = (coverage, fitting, merit, prior + merit)
        is_heading = start in self.headings or text == self.document.metadata.title or bool(_ASKS_ITSELF.search(text))
        return Candidate(
            self.hit,
            start,
            end,
            text,
            context,
            own,
            *scores,
            cosine=cosine,
            shared=shared,
            opens=opens,
            prior=prior,
            is_heading=is_heading,
        )


def _is_near(query: Query, document: Document, at: int) -> bool:
    """Tell whether what begins ``at`` stands in the paragraph that the conversation is at."""
    return query.near is not None and query.near[0] == document.path and query.near[1] <= at < query.near[2]


def _opens_with_name(query: Query, text: str) -> bool:
    opening = fold(text).lstrip("《“‘「\"'")
    return any(opening.startswith(name) for name in query.names)


def _headings(document: Document, passage: Passage) -> set[int]:
    """Return where the headings in ``passage`` begin."""
    return {s.start for s in document.sections if s.heading_end > s.start and passage.start <= s.start < passage.end}


def _units(query: Query, document: Document, passage: Passage, alignment: Alignment) -> list[tuple[int, int]]:
    """Return the sentences of ``passage``; for a list, what semicolons or its marks join stays together.

    What announces (…有下列情形：) is one with the items it announces, whatever is asked but a value.
    """
    text, spans = document.text, alignment.spans(document, passage)
    if query.kind in VALUE_KINDS:
        return spans
    wants_list = query.kind in ("list", "how")
    joined: list[tuple[int, int]] = []
    announced = False
    for start, end in spans:
        before = text[joined[-1][1] - 1] if joined else ""
        opens = before in _ANNOUNCES and begins_list(text[start:end])
        follows = opens or ((wants_list or announced) and (before in _GOES_ON or goes_on(text[start:end])))
        if joined and follows and end - joined[-1][0] <= _LONGEST_LIST:
            joined[-1] = (joined[-1][0], end)
            announced = announced or opens
        else:
            joined.append((start, end))
            announced = False
    return joined


def _year_agrees(query: Query, passage: Passage, document: Document, text: str, *, dated: bool) -> bool:
    """A sentence about another year than the one asked for does not answer, unless it says the year itself.

    Where other documents are ``dated``, one without a year speaks of none.
    """
    year = passage.year or document.metadata.year
    if not query.years or year in query.years:
        return True
    said = {int(said) for said in re.findall(r"((?:19|20)\d{2})年", fold(text))}
    return bool(said & set(query.years)) or (year is None and not said and not dated)


def _gram_overlap(asked: Set[str], folded: str) -> float:
    """Return the share of the grams ``asked`` that stand in the text: the 12 of 2012 does not."""
    found = {gram for gram in asked if gram in folded}
    if any(gram.isascii() for gram in found):
        found &= set(grams(folded))
    return len(found) / len(asked) if asked else 0.0
