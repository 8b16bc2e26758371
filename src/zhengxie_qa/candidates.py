"""The sentences that may answer, scored by words, by meaning and by the kind of value they hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zhengxie_qa.alignment import Alignment
from zhengxie_qa.fit import fit
from zhengxie_qa.index import PassageIndex
from zhengxie_qa.passages import sentences
from zhengxie_qa.questions import Query
from zhengxie_qa.tokens import fold, grams
from zhengxie_qa.types import Hit, Passage

_PASSAGES = 8  # passages read for sentences: the evidence is in the first five for 97 of 100 questions
_PREVIOUS_WORTH = 0.6  # a subject named in the sentence before counts, but less than one in the sentence
_HEADING_WORTH = 0.5  # so does one named in the headings above
_TITLE_WORTH = 0.3  # and in the document's title, which all its passages share
_FIT_WEIGHT = 0.35  # a sentence without the wanted kind of value has to be much better in all else
_HIT_WEIGHT = 0.3  # what search thinks of the passage
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
    score: float


def find_candidates(
    index: PassageIndex, query: Query, hits: Sequence[Hit], alignment: Alignment
) -> list[Candidate]:
    """Return the sentences of the best passages, best first."""
    best = max((hit.score for hit in hits), default=0.0) or 1.0
    found = [
        candidate
        for hit in hits[:_PASSAGES]
        if allowed_year(hit.passage, query.years)
        for candidate in _of_passage(index, query, hit, alignment, max(0.0, hit.score / best))
    ]
    return sorted(found, key=lambda candidate: -candidate.score)


def allowed_year(passage: Passage, years: Sequence[int]) -> bool:
    """Tell whether ``passage`` can speak of one of ``years``; no years means all."""
    if not years or passage.year is None or passage.year in years:
        return True
    return any(f"{year}年" in fold(passage.text) for year in years)


def _of_passage(
    index: PassageIndex, query: Query, hit: Hit, alignment: Alignment, hit_share: float
) -> list[Candidate]:
    passage = hit.passage
    document = index.documents[passage.document]
    headings = alignment.match(alignment.prepare(" ".join(passage.headings))) * _HEADING_WORTH
    title = alignment.match(alignment.prepare(document.metadata.title)) * _TITLE_WORTH
    above = np.maximum(headings, title)
    before = np.zeros_like(above)
    found = []
    for start, end in sentences(document.text, passage.start, passage.end):
        text = document.text[start:end]
        own = alignment.match(alignment.prepare(text))
        if _year_agrees(query, passage, text):
            context = np.maximum(above, before * _PREVIOUS_WORTH)
            found.append(_candidate(query, hit, (start, end, text), context, own, alignment, hit_share))
        before = np.maximum(own, before * _PREVIOUS_WORTH)
    return found


def _year_agrees(query: Query, passage: Passage, text: str) -> bool:
    """A sentence that dates itself to another year than the one asked for does not answer."""
    if not query.years or passage.year in query.years:
        return True
    said = {int(year) for year in re.findall(r"((?:19|20)\d{2})年", fold(text))}
    if passage.year is None:
        return not said or bool(said & set(query.years))
    return bool(said & set(query.years))


def _candidate(
    query: Query,
    hit: Hit,
    span: tuple[int, int, str],
    context: NDArray[np.float32],
    own: NDArray[np.float32],
    alignment: Alignment,
    hit_share: float,
) -> Candidate:
    start, end, text = span
    coverage = alignment.coverage([own, context])
    fitting = fit(query, text)
    score = (
        coverage
        + _OWN_WEIGHT * alignment.coverage(own)
        + _FIT_WEIGHT * fitting
        + _HIT_WEIGHT * hit_share
        + 0.3 * _gram_overlap(query.text, text)
    )
    return Candidate(hit, start, end, text, context, own, coverage, fitting, score)


def _gram_overlap(question: str, text: str) -> float:
    asked = {gram for gram in grams(question) if len(gram) > 1}
    return len(asked & set(grams(text))) / len(asked) if asked else 0.0
