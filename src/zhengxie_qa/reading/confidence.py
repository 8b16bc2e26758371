"""How sure the quoting answerer is of its best sentence: silence is better than a wrong figure.

A weighted sum of five signals, each weak alone: how much of the question the sentence covers, and with its very
words; by how much it leads the next one; whether it holds the kind of value asked for; how well its passage was
found. The weights were chosen by the area under the ROC curve of right answers against wrong ones and unanswerable
questions; ``benchmarks/confidence.py`` prints it for each signal and for the sum.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from zhengxie_qa.reading.candidate_sentences import Candidate
from zhengxie_qa.reading.term_alignment import Alignment

ENOUGH = 1.0  # of 143 right answers to the first two sets it withholds 3
_MOST_LEAD = 0.6  # of the best score over the next
_LEAST_COVERAGE = 0.2  # below it the lead is one of a sentence about something else
_MOST_HIT = 1.5
WEIGHTS = {"coverage": 1.0, "lead": 1.0, "words": 0.3, "fit": 0.2, "hit": 0.4}  # of the signals, in the sum
UNMET = 0.3  # a word met less than this is missing
MISSING = 0.5  # share of the question that one missing word may be when a value is asked for


def signals(candidates: Sequence[Candidate], alignment: Alignment) -> dict[str, float]:
    """Return the signals of the best of ``candidates``, which lie between 0 and 1.5."""
    best = candidates[0]
    lead = best.score - candidates[1].score if len(candidates) > 1 else _MOST_LEAD
    return {
        "coverage": best.coverage,
        "words": alignment.said(alignment.prepare(best.text)),
        "lead": min(_MOST_LEAD, lead),
        "fit": best.fit,
        "hit": min(_MOST_HIT, best.hit.score),
        "missing": _missing(best, alignment),
    }


def confidence(of: Mapping[str, float]) -> float:
    """Return the weighted sum of ``signals``; 0 where the sentence covers too little to lead by anything."""
    if of["coverage"] < _LEAST_COVERAGE:
        return 0.0
    return sum(weight * of[name] for name, weight in WEIGHTS.items())


def _missing(best: Candidate, alignment: Alignment) -> float:
    """Return the weight of the weightiest word that neither the sentence nor what it stands under meets."""
    near = np.maximum(best.own, best.context)
    return float(np.max(alignment.weights * (near < UNMET), initial=0.0))
