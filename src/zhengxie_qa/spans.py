"""From a sentence to the shortest span that answers whole: the figure with its subject, the whole list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from zhengxie_qa.alignment import Alignment
from zhengxie_qa.candidates import Candidate
from zhengxie_qa.fit import fit
from zhengxie_qa.passages import clauses
from zhengxie_qa.questions import Query

_WHOLE = 48  # characters: a sentence this short is quoted whole
_LENGTH_COST = (
    0.0035  # per character: a clause of 30 has to add a tenth of the question or the value asked for
)
_CONTEXT_WORTH = 0.35  # a subject that only the headings name is better quoted too
_FIT_WORTH = 0.9  # a span without the wanted value is no answer
_LIST_BUDGET = 0.4  # lists and manners may run longer: their length costs this share
_TRIM = " \u3000\t\n,，;；、:：。"


@dataclass(frozen=True, slots=True)
class Span:
    """A verbatim answer: ``text == document.text[start:end]``."""

    candidate: Candidate
    start: int
    end: int
    text: str


def shorten(query: Query, candidate: Candidate, document_text: str, alignment: Alignment) -> Span:
    """Return the window of whole clauses of ``candidate`` that answers best for its length."""
    pieces = clauses(document_text, candidate.start, candidate.end)
    if candidate.end - candidate.start <= _WHOLE or len(pieces) < 2:
        return make_span(candidate, document_text, candidate.start, candidate.end)
    matches = np.array([alignment.match(alignment.prepare(document_text[a:b])) for a, b in pieces])
    fits = [fit(query, document_text[a:b]) for a, b in pieces]
    floor = candidate.context * _CONTEXT_WORTH
    cost = _LENGTH_COST * (_LIST_BUDGET if query.kind in ("list", "how", "why", "what") else 1.0)
    best = max(
        ((i, j) for i in range(len(pieces)) for j in range(i, len(pieces))),
        key=lambda window: _worth(window, pieces, matches, fits, floor, alignment, cost),
    )
    return make_span(candidate, document_text, pieces[best[0]][0], pieces[best[1]][1])


def _worth(
    window: tuple[int, int],
    pieces: Sequence[tuple[int, int]],
    matches: np.ndarray,
    fits: Sequence[float],
    floor: np.ndarray,
    alignment: Alignment,
    cost: float,
) -> float:
    first, last = window
    length = pieces[last][1] - pieces[first][0]
    covered = alignment.coverage([floor, *matches[first : last + 1]])
    # The value counts most where the question's own words stand beside it.
    value = max(fits[k] * (0.5 + 0.5 * float(matches[k] @ alignment.weights)) for k in range(first, last + 1))
    return covered + _FIT_WORTH * value - cost * length


def make_span(candidate: Candidate, document_text: str, start: int, end: int) -> Span:
    """Return the span without the punctuation and white space around it."""
    while start < end and document_text[start] in _TRIM:
        start += 1
    while end > start and document_text[end - 1] in _TRIM:
        end -= 1
    return Span(candidate, start, end, document_text[start:end])


def one_line(text: str) -> str:
    """Return a quoted span for use in running text: line breaks inside it become nothing or a space."""
    return re.sub(r"(?<=[^\x00-\x7f])\s*\n\s*|\s*\n\s*(?=[^\x00-\x7f])", "", text).replace("\n", " ")
