"""Which of the sentences found answers best, read again by the passage reader, and how likely the best one answers.

Sentences that lack the kind of value asked for, or a word of the thing counted, are read as well: they are less likely,
not excluded, for what they lack may be worded otherwise.
"""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from zhengxie_qa.config import OFF, READER_VARIABLE
from zhengxie_qa.index import PassageIndex
from zhengxie_qa.question import Query
from zhengxie_qa.reading.candidate_sentences import Candidate
from zhengxie_qa.reading.passage_reader import Read, passage_reader

MOST = 12  # sentences read again
_FAULT_COST = 0.6  # off the score of a sentence that lacks a value, or a word of the thing counted
_WEIGHT = 0.15  # of the reader's log odds beside the score
_LEAST, _MOST = -6.0, 4.0  # log odds beyond which nothing more is told
_TITLE, _HEADING, _BEFORE = 24, 24, 30  # characters of each that stand around a sentence
# Of the log odds by the signals and by the reader, and what is added: logistic regression (see training/README.md).
_BY_SIGNALS, _BY_READER, _ADDED = 0.485, 0.275, 0.699
_UNWEIGHED = -3.0  # log odds by the signals where they found nothing that may be quoted
_FAR = 60  # characters before a sentence in which its line's beginning is looked for


@dataclass(frozen=True, slots=True)
class Heard:
    """What the reader said of some sentences: log odds against “none of them answers”, and their order by all known."""

    odds: tuple[float, ...]  # in the order given
    order: tuple[int, ...]  # their numbers, best first


def passage_reading() -> bool:
    """Tell whether sentences are read again: unless the setting ``reader`` is off."""
    return os.environ.get(READER_VARIABLE, "").strip().lower() not in OFF


def likelihood(by_signals: float | None, odds: float) -> float:
    """Return how likely a sentence answers, from the signals' probability for their best and the reader's log odds."""
    share = None if by_signals is None else min(max(by_signals, 1e-4), 1 - 1e-4)
    known = _UNWEIGHED if share is None else math.log(share / (1 - share))
    return 1 / (1 + math.exp(-(_BY_SIGNALS * known + _BY_READER * odds + _ADDED)))


def read_again(
    index: PassageIndex, query: Query, candidates: Sequence[Candidate], at_fault: Sequence[bool]
) -> Heard | None:
    """Return what the reader says of ``candidates`` (at most ``MOST``); None where there are none."""
    if not candidates:
        return None
    odds = passage_reader().answering(query.text, [_read(index, each) for each in candidates])
    scores = np.array([each.score for each in candidates]) - _FAULT_COST * np.array(at_fault)
    weighed = scores + _WEIGHT * np.clip(odds, _LEAST, _MOST)
    return Heard(tuple(map(float, odds)), tuple(map(int, np.argsort(-weighed, kind="stable"))))


def _read(index: PassageIndex, candidate: Candidate) -> Read:
    document = index.documents[candidate.hit.passage.document]
    headings = candidate.hit.passage.headings
    before = document.text[max(0, candidate.start - _FAR) : candidate.start].rsplit("\n", 1)[-1][-_BEFORE:]
    around = (document.metadata.title[:_TITLE], headings[-1][:_HEADING] if headings else "", before)
    return Read(candidate.text, " ".join(filter(None, around)))
