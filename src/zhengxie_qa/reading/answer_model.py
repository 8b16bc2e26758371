"""The learned part of the reader: how likely the best sentence answers, and which others belong to the answer.

Two sums of trees over ``answer_signals``, learned by ``training.reader`` from questions whose answering sentences are
known, and from near misses that nothing answers. What comes out is a probability: of a hundred answers given at 0.8,
eighty should be right (``benchmarks/README.md`` shows how far that holds on unseen documents).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from zhengxie_qa.index import PassageIndex
from zhengxie_qa.question import Query
from zhengxie_qa.reading.answer_signals import NAMES, signals_of
from zhengxie_qa.reading.boosted_trees import BoostedTrees
from zhengxie_qa.reading.candidate_sentences import VALUE_KINDS, Candidate
from zhengxie_qa.reading.decision_aspects import Aspect, effects
from zhengxie_qa.reading.term_alignment import Alignment
from zhengxie_qa.types import Document

_AT = {name: number for number, name in enumerate(NAMES)}
_NEXT = ("coverage", "own", "fit", "value", "rare_shared", "asked_left")  # of the second-best sentence
_BEST = ("fit", "own", "coverage", "value")  # of any sentence
_MOST_LEAD = 0.6  # where there is no second sentence
DECISION_NAMES = (
    *NAMES,
    "lead",
    "lead_over_five",
    "left_out",
    "left_out_by",
    *(f"next_{name}" for name in _NEXT),
    *(f"best_{name}" for name in _BEST),
)
_PAIR = ("same_document", "same_passage", "same_section", "same_paragraph", "after", "distance", "adjacent", "gain")
_OF_FIRST = ("lead_in", "item", "own", "coverage", "length", "list_marks", "fit", "in_heading", "rare_shared")
MEMBER_NAMES = (*NAMES, *_PAIR, *(f"first_{name}" for name in _OF_FIRST), "order")


_READ_FOR_VALUE, _READ_FOR_MORE = 8, 20  # best sentences weighed
_NEAR, _MOST_NEAR = 1500, 12  # characters around the first sentence, and how many sentences there


@dataclass(frozen=True, slots=True)
class Weighed:
    """The sentences that may be quoted, best first, and what is known of them."""

    candidates: tuple[Candidate, ...]
    signals: NDArray[np.float32]  # (candidates, len(NAMES))
    row: NDArray[np.float32]  # of the first: see ``decision_row``
    members: NDArray[np.float32]  # of the others: see ``member_rows``


def weigh(
    index: PassageIndex, query: Query, alignment: Alignment, candidates: Sequence[Candidate], left_out: float
) -> Weighed:
    """Return what is known of ``candidates`` (at least one), best first.

    ``left_out`` is the score of the best sentence that may not be quoted, 0 where there is none.
    """
    first = candidates[0]
    best = _READ_FOR_VALUE if query.kind in VALUE_KINDS else _READ_FOR_MORE

    def is_near(candidate: Candidate) -> bool:
        same = candidate.hit.passage.document == first.hit.passage.document
        return same and abs(candidate.start - first.start) <= _NEAR

    near = [candidate for candidate in candidates[best:] if is_near(candidate)][:_MOST_NEAR]
    chosen = (*candidates[:best], *near)
    signals = signals_of(index, query, alignment, chosen)
    row = decision_row(signals, [candidate.score for candidate in chosen], left_out)
    coverages = [alignment.coverage([first.own, candidate.own]) for candidate in chosen]
    return Weighed(chosen, signals, row, member_rows(index.documents, chosen, signals, coverages))


def decision_row(signals: NDArray[np.float32], scores: Sequence[float], left_out: float) -> NDArray[np.float32]:
    """Return what is known of the best of some sentences, shape (len(DECISION_NAMES),).

    ``signals`` and ``scores`` are theirs, best first; ``left_out`` is the score of the best sentence that may not be
    quoted, or 0.
    """
    lead = min(_MOST_LEAD, scores[0] - scores[1]) if len(scores) > 1 else _MOST_LEAD
    rest = float(np.mean(scores[1:6])) if len(scores) > 1 else scores[0] - _MOST_LEAD
    second = signals[1] if len(signals) > 1 else np.zeros(len(NAMES), dtype=np.float32)
    more = [lead, scores[0] - rest, float(left_out > 0), max(0.0, left_out - scores[0])]
    more += [float(second[_AT[name]]) for name in _NEXT]
    more += [float(signals[:, _AT[name]].max()) for name in _BEST]
    return np.concatenate([signals[0], np.array(more, dtype=np.float32)])


def member_rows(
    documents: Mapping[str, Document],
    candidates: Sequence[Candidate],
    signals: NDArray[np.float32],
    coverages: Sequence[float],
) -> NDArray[np.float32]:
    """Return what is known of each of ``candidates[1:]`` as a part of the answer that ``candidates[0]`` begins.

    ``coverages`` say what share of the question the first and each sentence together cover.
    """
    first, one = candidates[0], signals[0]
    rows = []
    for number in range(1, len(candidates)):
        other = candidates[number]
        pair = _pair(documents, first, other, coverages[number] - coverages[0])
        rows.append([*signals[number], *pair, *(one[_AT[name]] for name in _OF_FIRST), number])
    return np.array(rows, dtype=np.float32).reshape(-1, len(MEMBER_NAMES))


def _pair(documents: Mapping[str, Document], first: Candidate, other: Candidate, gain: float) -> list[float]:
    one, two = first.hit.passage, other.hit.passage
    same = one.document == two.document
    low, high = sorted((first, other), key=lambda candidate: candidate.start)
    between = documents[one.document].text[low.end : high.start] if same and high.start > low.end else ""
    distance = high.start - low.end if same else 2000
    return [
        same,
        same and one.start == two.start,
        same and one.section == two.section,
        same and "\n" not in between and distance < 300,
        same and other.start > first.start,
        min(2000.0, max(0.0, distance)),
        same and distance < 3,
        gain,
    ]


class AnswerModel:
    """The learned trees; one for the whole process."""

    def __init__(self, arrays: Mapping[str, NDArray[np.float32]]) -> None:
        self._decides = BoostedTrees.load(arrays, "decision", DECISION_NAMES)
        self._belongs = BoostedTrees.load(arrays, "member", MEMBER_NAMES)
        self._typical = _typical_row(arrays)
        self.arrays = arrays

    def probability(self, row: NDArray[np.float32]) -> float:
        """Return how likely the sentence of ``decision_row`` answers."""
        return float(_share(self._decides.scores(row[None]))[0])

    def effects(self, row: NDArray[np.float32]) -> dict[Aspect, float]:
        """Return what speaks for (above 0) and against (below) the sentence of ``decision_row``, and how strongly."""
        return effects(self._decides, DECISION_NAMES, row, self._typical)

    def belonging(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return how likely each sentence of ``member_rows`` belongs to the answer."""
        return _share(self._belongs.scores(rows))


@cache
def answer_model() -> AnswerModel:
    """Return the model that ships with the package, read at its first use."""
    kept = files("zhengxie_qa").joinpath("model", "reader.npz").read_bytes()
    with np.load(BytesIO(kept), allow_pickle=False) as arrays:
        return AnswerModel(dict(arrays))


def _typical_row(arrays: Mapping[str, NDArray[np.float32]]) -> NDArray[np.float32]:
    """Return the median of the rows that were learned from, shape (len(DECISION_NAMES),); 0 for a newer signal."""
    learned = dict(zip(map(str, arrays["decision_names"]), arrays["decision_typical"], strict=True))
    return np.array([learned.get(name, 0.0) for name in DECISION_NAMES], dtype=np.float32)


def _share(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    shares: NDArray[np.float32] = (1.0 / (1.0 + np.exp(-scores))).astype(np.float32)
    return shares
