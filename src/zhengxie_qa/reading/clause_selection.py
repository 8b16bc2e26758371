"""Of a quotation the one clause that answers, for those who want it short."""

from __future__ import annotations

from zhengxie_qa.question import Query
from zhengxie_qa.reading.span_selection import Span
from zhengxie_qa.reading.value_fit import fit
from zhengxie_qa.text import clauses, grams
from zhengxie_qa.types import Document

_SHORTEST = 6  # characters: a shorter clause says too little without the one before it
_TRIM = " \u3000\t\n,，;；、:：。"


def best_clause(query: Query, span: Span, document: Document) -> tuple[int, int]:
    """Return where the clause of ``span`` stands that holds what is asked for and most of the question's words."""
    text = document.text
    pieces = clauses(text, span.start, span.end)
    asked = {gram for gram in grams(f"{query.text} {query.context}") if len(gram) > 1}

    def worth(number: int) -> tuple[float, int]:
        start, end = pieces[number]
        return fit(query, text[start:end]), len(asked & set(grams(text[start:end])))

    best = max(range(len(pieces)), key=worth)
    start, end = pieces[best]
    if best and len(text[start:end].strip(_TRIM)) < _SHORTEST:
        start = pieces[best - 1][0]
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    return start, end
