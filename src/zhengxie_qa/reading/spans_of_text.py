"""A stretch of a document as a span that can be cited, where no ranking has found it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from zhengxie_qa.index import PassageIndex
from zhengxie_qa.reading.candidate_sentences import Candidate
from zhengxie_qa.reading.span_selection import Span, make_span
from zhengxie_qa.types import Document, Hit

_NOTHING = np.zeros(0, dtype=np.float32)


def span_of(index: PassageIndex, document: Document, start: int, end: int) -> Span:
    """Return ``document.text[start:end]`` as a span of the passage it begins in, widened to hold it."""
    numbers = index.numbers_of(document.path)
    number = next((n for n in numbers if index.passages[n].end > start), numbers[-1])
    return span_within(document, Hit(index.passages[number], number, 1.0), start, end)


def span_within(document: Document, hit: Hit, start: int, end: int) -> Span:
    """Return ``document.text[start:end]``, trimmed, as a span of ``hit``, whose passage is widened to hold it."""
    candidate = candidate_at(document, hit, start, end)
    return make_span(candidate, document.text, start, end)


def widened(document: Document, span: Span, start: int, end: int) -> Span:
    """Return ``span`` as ``document.text[start:end]``, trimmed, its passage widened to hold it."""
    hit = span.candidate.hit
    low, high = min(hit.passage.start, start), max(hit.passage.end, end)
    passage = replace(hit.passage, start=low, end=high, text=document.text[low:high])
    return make_span(replace(span.candidate, hit=replace(hit, passage=passage)), document.text, start, end)


def candidate_at(document: Document, hit: Hit, start: int, end: int) -> Candidate:
    """Return ``document.text[start:end]`` as a sentence that nothing has been weighed of, its passage widened."""
    low, high = min(hit.passage.start, start), max(hit.passage.end, end)
    passage = replace(hit.passage, start=low, end=high, text=document.text[low:high])
    text = document.text[start:end]
    return Candidate(replace(hit, passage=passage), start, end, text, _NOTHING, _NOTHING, 1.0, 1.0, 1.0, 1.0)
