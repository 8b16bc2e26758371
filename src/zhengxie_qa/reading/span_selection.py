"""From a sentence to what is quoted of it: all of it, and of a long one the clauses that answer whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement

from zhengxie_qa.question import Query
from zhengxie_qa.reading.candidate_sentences import Candidate
from zhengxie_qa.reading.term_alignment import Alignment
from zhengxie_qa.reading.value_fit import enumerates, enumeration_start, fit
from zhengxie_qa.text import clauses, enumeration_at, fold
from zhengxie_qa.types import Document

_WHOLE = 150  # characters: a sentence up to this length is quoted whole, so that it can be read alone
_WHOLE_IF_OPEN = 350  # what, how and which are answered by whole sentences
_LENGTH_COST = 0.0035  # per character: a clause of 30 has to add a tenth of the question or the value asked for
_OPEN_LENGTH_COST = 0.0012  # for lists and manners, which run longer
_FREE_IF_OPEN = 40  # characters that cost nothing then: less is seldom a whole answer
_NAMED = re.compile(r"[《“]|\d+")  # titles, set phrases, figures: what an open question is answered with
_NAMED_WORTH, _MOST_NAMED = 0.05, 4
_CONTEXT_WORTH = 0.35  # a subject that only the headings name is better quoted too
_FIT_WORTH = 0.9  # a span without the wanted value is no answer
_OPEN_KINDS = ("list", "how", "why", "what", "yesno")
_TRIM = " \u3000\t\n,，;；、:：。"


@dataclass(frozen=True, slots=True)
class Span:
    """A verbatim answer: ``text == document.text[start:end]``."""

    candidate: Candidate
    start: int
    end: int
    text: str
    focus: tuple[tuple[int, int], ...] = ()  # what was asked for, as places in the document's text


def shorten(query: Query, candidate: Candidate, document: Document, alignment: Alignment) -> Span:
    """Return the window of whole clauses of ``candidate`` that answers best for its length; of a table the row."""
    document_text = document.text
    if any(candidate.start <= row.start < candidate.end for row in document.rows):
        return make_span(candidate, document_text, candidate.start, candidate.end)
    if enumerates(query, candidate.text):
        start = candidate.start + enumeration_start(query, candidate.text)
        return make_span(candidate, document_text, start, candidate.end)
    if query.kind == "list" and (at := enumeration_at(candidate.text)) is not None:
        return make_span(candidate, document_text, candidate.start + at, candidate.end)
    pieces = clauses(document_text, candidate.start, candidate.end)
    is_open = query.kind in _OPEN_KINDS
    if candidate.end - candidate.start <= (_WHOLE_IF_OPEN if is_open else _WHOLE) or len(pieces) < 2:
        return make_span(candidate, document_text, candidate.start, candidate.end)
    matches = [alignment.match(alignment.prepare(document_text[a:b])) for a, b in pieces]
    # The value counts most where the question's own words stand beside it.
    values = [
        fit(query, document_text[a:b]) * (0.5 + 0.5 * float(match @ alignment.weights))
        for (a, b), match in zip(pieces, matches, strict=True)
    ]
    floor = candidate.context * _CONTEXT_WORTH

    def worth(window: tuple[int, int]) -> float:
        first, last = window
        covered = alignment.coverage([floor, *matches[first : last + 1]])
        start, end = pieces[first][0], pieces[last][1]
        value = _FIT_WORTH * max(values[first : last + 1])
        if not is_open:
            return covered + value - _LENGTH_COST * (end - start)
        named = min(_MOST_NAMED, len(_NAMED.findall(document_text, start, end))) * _NAMED_WORTH
        return covered + value + named - _OPEN_LENGTH_COST * max(0, end - start - _FREE_IF_OPEN)

    earliest = _first_to_quote(query, document_text, pieces)
    windows = combinations_with_replacement(range(earliest, len(pieces)), 2)
    first, last = max(windows, key=worth)
    if document_text[pieces[last][1] - 1] in ":：":
        last = len(pieces) - 1  # what follows a colon is what the clause before it announces
    return make_span(candidate, document_text, pieces[first][0], pieces[last][1])


def _first_to_quote(query: Query, document_text: str, pieces: Sequence[tuple[int, int]]) -> int:
    """Return the first clause that can belong to the answer: none before the sentence that names what is asked for."""
    earliest = 0
    for number, (start, end) in enumerate(pieces):
        if any(name in fold(document_text[start:end]) for name in query.names):
            return earliest
        if document_text[end - 1] in ";；":
            earliest = number + 1
    return 0


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
