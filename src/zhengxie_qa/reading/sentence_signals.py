"""The signals of one sentence: how it meets the question, when and where it speaks, what it holds and what is near."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence, Set
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from zhengxie_qa.index import PassageIndex
from zhengxie_qa.question import Query, asks_for_plan
from zhengxie_qa.reading.candidate_sentences import Candidate
from zhengxie_qa.reading.measured_terms import measured_terms
from zhengxie_qa.reading.sentence_holdings import holdings
from zhengxie_qa.reading.term_alignment import Alignment
from zhengxie_qa.reading.value_fit import figure_fit
from zhengxie_qa.text import Figure, content_of, find_figures, fold, grams, search_words

_YEAR = re.compile(r"((?:19|20)\d{2})年")
_ASKING = re.compile(r"多少|什么|哪|谁|怎|如何|几|何时|何地|吗|是否|有没有|why|how|what|which|who|when|where", re.I)
_ARTICLE = re.compile(r"第[一二三四五六七八九十百零\d]+条")
_NAMES = """
    coverage own context fit shared cosine value said run score search rank missing rarest rarest_near heads opens
    plan_agrees year_agrees year_said year_unknown length position first heading_like lead_in figures dates
    percents person list_marks defines cause means done will before after best_of_passage quoted own_missing
    own_missing2 asked_left asked_right asked_left_near asked_right_near rare_shared passage_shared
    passage_coverage title_coverage heading_coverage in_heading item leads other_year fitting_figures defined
    article article_other ends_sentence spread
"""
SIGNALS = tuple(_NAMES.split())


class SentenceSignals:
    """Computes what speaks for and against each sentence of one question."""

    def __init__(
        self, index: PassageIndex, query: Query, alignment: Alignment, candidates: Sequence[Candidate]
    ) -> None:
        self._index = index
        self._query = query
        self._alignment = alignment
        self._candidates = candidates
        self._heads = measured_terms(query, alignment.terms)
        self._content = content_of(query.text)
        weights = alignment.weights
        self._rarest = int(np.argmax(weights)) if weights.size else None
        self._own = [alignment.coverage(candidate.own) for candidate in candidates]
        order = sorted(range(len(candidates)), key=lambda n: (candidates[n].hit.number, candidates[n].start))
        self._before: dict[int, int] = {}
        self._after: dict[int, int] = {}
        self._best: dict[int, float] = {}
        for one, other in pairwise(order):
            if candidates[one].hit.number == candidates[other].hit.number:
                self._before[other], self._after[one] = one, other
        for n, candidate in enumerate(candidates):
            self._best[candidate.hit.number] = max(self._best.get(candidate.hit.number, 0.0), self._own[n])
        self._hits = list(
            dict.fromkeys(candidate.hit.number for candidate in sorted(candidates, key=lambda c: -c.hit.score))
        )
        asked = [gram for gram in dict.fromkeys(grams(search_words(query.text))) if len(gram) > 1]
        self._grams = {gram: max(0.1, index.idf(gram)) for gram in asked}
        self._total = sum(self._grams.values()) or 1.0
        self._passages: dict[int, tuple[float, float, float, float]] = {}
        self._beside = _beside_the_question_word(query.text, alignment.terms)
        self._best_hit = max(candidate.hit.score for candidate in candidates) or 1.0

    def of(self, n: int) -> list[float]:
        """Return the signals of sentence ``n``, in the order of ``SIGNALS``."""
        candidate = self._candidates[n]
        folded = fold(candidate.text)
        figures = find_figures(candidate.text)
        near = np.maximum(candidate.own, candidate.context)
        said = {int(year) for year in _YEAR.findall(folded)}
        return [
            *self._match(n, folded, near),
            *self._time(candidate, said),
            *self._form(candidate),
            *holdings(candidate.text, folded, figures),
            *self._around(n),
            *self._words(candidate, near),
            *self._place(candidate, folded),
            *self._sense(candidate, folded, said, figures),
        ]

    def _match(self, n: int, folded: str, near: NDArray[np.float32]) -> list[float]:
        """How much of the question the sentence covers, and how well it and its passage were found."""
        candidate, weights, rarest = self._candidates[n], self._alignment.weights, self._rarest
        return [
            candidate.coverage,
            self._own[n],
            self._alignment.coverage(candidate.context) if candidate.context.size else 0.0,
            candidate.fit,
            candidate.shared,
            candidate.cosine,
            candidate.value,
            self._alignment.said(self._alignment.prepare(candidate.text)),
            _longest_run(self._content, folded) / max(1, len(self._content)),
            candidate.score,
            candidate.hit.score / self._best_hit,
            1.0 / (1 + self._hits.index(candidate.hit.number)),
            float(np.max(weights * (near < 0.3), initial=0.0)),
            float(candidate.own[rarest]) if rarest is not None and candidate.own.size else 0.0,
            float(near[rarest]) if rarest is not None and near.size else 0.0,
            float(min((near[i] for i in self._heads), default=1.0)) if near.size else 1.0,
            candidate.opens,
        ]

    def _time(self, candidate: Candidate, said: Set[int]) -> list[float]:
        """Whether plan or review and the year are those asked for; ``said`` are the years in the sentence."""
        query, passage = self._query, candidate.hit.passage
        metadata = self._index.documents[passage.document].metadata
        year = passage.year or metadata.year
        planned = bool(passage.year and metadata.year and passage.year > metadata.year)
        return [
            planned == asks_for_plan(query.text),
            bool(query.years) and year in query.years,
            bool(said & set(query.years)) if query.years else bool(said),
            year is None,
        ]

    def _form(self, candidate: Candidate) -> list[float]:
        """How long the sentence is, where in its passage it stands, and whether it only announces."""
        text, passage = candidate.text, candidate.hit.passage
        return [
            math.log(len(text) + 1),
            (candidate.start - passage.start) / max(1, passage.end - passage.start),
            candidate.start <= passage.start,
            not re.search(r"[。！？；!?;，,]", text),
            bool(re.search(r"[：:]\s*$", text)),
        ]

    def _around(self, n: int) -> list[float]:
        """What the sentences before and behind cover, and the best of the passage."""
        candidate = self._candidates[n]
        return [
            self._own[self._before[n]] if n in self._before else 0.0,
            self._own[self._after[n]] if n in self._after else 0.0,
            self._best[candidate.hit.number],
            "“" in candidate.text or "《" in candidate.text,
        ]

    def _words(self, candidate: Candidate, near: NDArray[np.float32]) -> list[float]:
        """Which words of the question are met: those beside the question word say what is asked."""
        weights = self._alignment.weights
        unmet = np.sort(weights * (1 - candidate.own))[::-1] if weights.size else np.zeros(0)
        left, right = self._beside
        own = candidate.own
        return [
            float(unmet[0]) if unmet.size else 0.0,
            float(unmet[1]) if unmet.size > 1 else 0.0,
            float(own[left]) if left is not None else 1.0,
            float(own[right]) if right is not None else 1.0,
            float(near[left]) if left is not None else 1.0,
            float(near[right]) if right is not None else 1.0,
        ]

    def _place(self, candidate: Candidate, folded: str) -> list[float]:
        """What the passage, its title and its headings say of the question."""
        document = self._index.documents[candidate.hit.passage.document]
        number = candidate.hit.number
        if number not in self._passages:
            align = self._alignment
            title = align.match(align.prepare(document.metadata.title))
            headings = align.match(align.prepare(" ".join(candidate.hit.passage.headings)))
            inside = [c.own for c in self._candidates if c.hit.number == number]
            self._passages[number] = (
                self._rare(fold(candidate.hit.passage.text)),
                align.coverage(np.maximum(np.maximum.reduce(inside), np.maximum(title, headings))),
                align.coverage(title),
                align.coverage(headings),
            )
        heading = next((s for s in document.sections if s.start <= candidate.start < s.heading_end), None)
        after = document.text[candidate.end : candidate.end + 12].lstrip()
        return [
            self._rare(folded),
            *self._passages[number],
            heading is not None,
            bool(re.match(r"[一二三四五六七八九]是|[（(]?[一二三四五六七八九十\d]+[)）.．、]", candidate.text)),
            bool(re.match(r"[一二三四五六七八九]是|[（(][一二三四五六七八九十\d]+[)）]", after)),
        ]

    def _sense(self, candidate: Candidate, folded: str, said: Set[int], figures: Sequence[Figure]) -> list[float]:
        """Whether it speaks of the thing asked for: another year, a fitting figure, a definition, the article."""
        query = self._query
        fitting = [figure for figure in figures if figure_fit(query, figure) > 0]
        articles = set(_ARTICLE.findall(query.text))
        mine = set(_ARTICLE.findall(fold(candidate.text[:12])))
        subject = next(iter(query.names), "") or (self._alignment.terms[0] if self._alignment.terms else "")
        met = [i for i, worth in enumerate(candidate.own) if worth > 0.6]
        places = [at for i in met if (at := folded.find(self._alignment.terms[i])) >= 0]
        return [
            bool(query.years) and bool(said) and not said & set(query.years),
            min(4, len(fitting)),
            bool(subject)
            and bool(re.search(rf"{re.escape(subject)}[^。]{{0,6}}(?:，?是指|是指|，是|即|:|包括|——)", folded)),
            bool(articles & mine),
            bool(articles) and bool(mine - articles),
            candidate.text.rstrip("”’）)")[-1:] in "。！？!?；;",
            (max(places) - min(places)) / max(1, len(folded)) if len(places) > 1 else 0.0,
        ]

    def _rare(self, folded: str) -> float:
        """Return the share of the question's bigrams, weighed by rarity, that stand in the folded text."""
        return sum(w for gram, w in self._grams.items() if gram in folded) / self._total


def _beside_the_question_word(text: str, terms: Sequence[str]) -> tuple[int | None, int | None]:
    """Return which of ``terms`` stand next to the last question word, before and behind it."""
    asking = [match.span() for match in _ASKING.finditer(text)]
    if not asking:
        last = max(range(len(terms)), key=lambda i: text.rfind(terms[i]), default=None)
        return last, None
    start, end = asking[-1]
    places = [(text.find(term), i, term) for i, term in enumerate(terms)]
    left = max(((at + len(term), i) for at, i, term in places if 0 <= at < start), default=(0, None))
    right = min(((at, i) for at, i, term in places if at >= end), default=(0, None))
    return left[1], right[1]


def _longest_run(one: str, other: str) -> int:
    """Return the length of the longest run of characters that stands in both texts."""
    best = 0
    start = 0
    for end in range(1, len(one) + 1):
        while start < end and one[start:end] not in other:
            start += 1
        best = max(best, end - start)
    return best
