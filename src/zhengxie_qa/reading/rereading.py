"""Which of the sentences found answers best, read again by the passage reader.

Sentences that lack the kind of value asked for, or a word of the thing counted, are read as well: they are less likely,
not excluded, for what they lack may be worded otherwise.
"""

from __future__ import annotations

import math
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zhengxie_qa.config import OFF, READER_VARIABLE
from zhengxie_qa.index import PassageIndex
from zhengxie_qa.question import Query
from zhengxie_qa.reading.candidate_sentences import Candidate
from zhengxie_qa.reading.passage_reader import Read, passage_reader

MOST = 8  # sentences read again at most
_HOPELESS, _TRIED = -3.0, 3  # log odds below which as many sentences stay before the others are left unread
_FAULT_COST = 0.6  # off the score of a sentence that lacks a value, or a word of the thing counted
_WEIGHT = 0.15  # of the reader's log odds beside the score
_LEAST, _MOST = -6.0, 4.0  # log odds beyond which nothing more is told
_TITLE, _HEADING, _BEFORE = 24, 24, 30  # characters of each that stand around a sentence
_FAR = 60  # characters before a sentence in which its line's beginning is looked for


@dataclass(frozen=True, slots=True)
class Heard:
    """What the reader said of sentences, by their numbers: log odds against “none answers”, and the order of all."""

    odds: Mapping[int, float]  # of the sentences read, the first in order among them
    order: tuple[int, ...]  # best first, by all that is known


def passage_reading() -> bool:
    """Tell whether sentences are read again: unless the setting ``reader`` is off."""
    return os.environ.get(READER_VARIABLE, "").strip().lower() not in OFF


def read_again(
    index: PassageIndex, query: Query, candidates: Sequence[Candidate], at_fault: Sequence[bool]
) -> Heard | None:
    """Return what the reader says of ``candidates``; None where there are none.

    They are read by falling score until none that is left could come first, whatever the reader said of it, or none of
    the first seems to answer; one by one, for the 8-bit numbers of a batch share one scale, and a sentence's odds would
    depend on its neighbours.
    """
    if not candidates:
        return None
    reader = passage_reader()
    asked = reader.question(query.text)
    worth = [each.score - _FAULT_COST * fault for each, fault in zip(candidates, at_fault, strict=True)]
    odds: dict[int, float] = {}
    best = -math.inf
    for number in sorted(range(len(worth)), key=lambda number: -worth[number]):
        hopeless = len(odds) >= _TRIED and max(odds.values()) < _HOPELESS
        if hopeless or worth[number] + _WEIGHT * _MOST <= best:
            break
        odds[number] = reader.answering(asked, _read(index, candidates[number]))
        worth[number] += _WEIGHT * min(max(odds[number], _LEAST), _MOST)
        best = max(best, worth[number])
    return Heard(odds, tuple(sorted(range(len(worth)), key=lambda number: (number not in odds, -worth[number]))))


def _read(index: PassageIndex, candidate: Candidate) -> Read:
    document = index.documents[candidate.hit.passage.document]
    headings = candidate.hit.passage.headings
    before = document.text[max(0, candidate.start - _FAR) : candidate.start].rsplit("\n", 1)[-1][-_BEFORE:]
    around = (document.metadata.title[:_TITLE], headings[-1][:_HEADING] if headings else "", before)
    return Read(candidate.text, " ".join(filter(None, around)))
