"""What speaks for and against each sentence as the answer: one row of numbers for each, the learned model's input.

Every signal is weak alone. Each is given as it is and, where sentences compete, also against the question's best,
so that a model learned on some documents weighs those of others alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from zhengxie_qa.index import PassageIndex
from zhengxie_qa.question import AnswerType, Query, asks_for_plan
from zhengxie_qa.reading.candidate_sentences import Candidate
from zhengxie_qa.reading.sentence_signals import SIGNALS, SentenceSignals
from zhengxie_qa.reading.term_alignment import Alignment

_KINDS = get_args(AnswerType)
_COMPARED = (
    "coverage",
    "own",
    "fit",
    "shared",
    "cosine",
    "value",
    "said",
    "run",
    "score",
    "search",
    "rare_shared",
    "asked_left",
    "asked_right",
    "own_missing",
    "passage_coverage",
    "passage_shared",
)

_QUESTION = [
    "terms",
    "characters",
    "english",
    "dated",
    "named",
    "placed",
    "leans",
    "plan",
    *map("kind_{}".format, _KINDS),
]
NAMES = (
    *SIGNALS,
    *map("{}_behind".format, _COMPARED),
    *_QUESTION,
)


def signals_of(
    index: PassageIndex, query: Query, alignment: Alignment, candidates: Sequence[Candidate]
) -> NDArray[np.float32]:
    """Return the signals of ``candidates``, best first, shape (candidates, len(NAMES))."""
    if not candidates:
        return np.zeros((0, len(NAMES)), dtype=np.float32)
    sentences = SentenceSignals(index, query, alignment, candidates)
    own = np.array([sentences.of(n) for n in range(len(candidates))], dtype=np.float32)
    at = [SIGNALS.index(name) for name in _COMPARED]
    behind = own[:, at] - own[:, at].max(axis=0)
    question = np.tile(np.array(_question(query, alignment), dtype=np.float32), (len(candidates), 1))
    return np.hstack([own, behind, question]).astype(np.float32)


def _question(query: Query, alignment: Alignment) -> list[float]:
    """Return the signals of the question, which all its sentences share."""
    return [
        len(alignment.terms),
        min(60, len(query.text)),
        query.language == "en",
        bool(query.years),
        bool(query.names),
        bool(query.places),
        bool(query.context),
        asks_for_plan(query.text),
        *(query.kind == kind for kind in _KINDS),
    ]
