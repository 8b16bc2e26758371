"""What is known of the best sentence before its probability is told: the facts that ``certainty`` weighs."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from zhengxie_qa.question import Query
from zhengxie_qa.reading.candidate_sentences import Candidate
from zhengxie_qa.reading.certainty import Facts, log_odds
from zhengxie_qa.reading.confidence import confidence
from zhengxie_qa.reading.rereading import Heard
from zhengxie_qa.reading.term_alignment import Alignment
from zhengxie_qa.reading.value_fit import DENIES

_NUMBERS = ("number", "date")
_HEAVY, _UNLIKE = 0.3, 0.3  # share of the question that a word makes up, and how far at most it is met
_MOST_WORDS = 2.5  # of the weighted sum of the words' signals: more says nothing more
_UNWEIGHED = -3.0  # log odds by the trees where the signals found nothing that may be quoted


def facts_by_signals(query: Query, best: Candidate, seen: Mapping[str, float], share: float) -> dict[str, float]:
    """Return what the signals say of ``best``: ``seen`` of its words, ``share`` the trees' probability."""
    return {
        "trees": log_odds(share),
        "words": min(_MOST_WORDS, confidence(seen)),
        "unmet": seen["missing"] if query.kind in _NUMBERS else 0.0,
        "no_cause": float(query.kind == "why" and best.fit < DENIES),
    }


def facts_by_reader(
    query: Query, alignment: Alignment, best: Candidate, heard: Heard, by_signals: Facts
) -> dict[str, float]:
    """Return what the passage reader adds: its log odds of ``best``, which it put first, and what that lacks.

    ``by_signals`` are the facts of the best sentence before it read, if there was one: what the trees said of that.
    """
    return {
        "read": heard.odds[heard.order[0]],
        "first": by_signals.get("trees", _UNWEIGHED),
        "lacks_a_word": float(_lacks_a_word(query, alignment, best)),
    }


def _lacks_a_word(query: Query, alignment: Alignment, best: Candidate) -> bool:
    """Tell whether a figure stands beside nothing like a word that makes up much of ``query``: 茶叶 of 茶叶出口额."""
    if query.kind not in _NUMBERS:
        return False
    met = np.maximum(best.own, best.context)
    heavy = zip(alignment.terms, alignment.weights, met, strict=True)
    return any(len(term) > 1 and weight >= _HEAVY and near < _UNLIKE for term, weight, near in heavy)
