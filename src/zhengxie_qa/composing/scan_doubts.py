"""Figures of an answer that were recognised on a scanned page, and not surely: the reader is told to compare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from zhengxie_qa.composing.phrases import phrases_for
from zhengxie_qa.question import language_of
from zhengxie_qa.types import Answer, Citation, Document


def with_doubts(answer: Answer, documents: Mapping[str, Document]) -> Answer:
    """Return ``answer`` with a warning for each unsure figure that it quotes and says."""
    found = [
        figure
        for citation in answer.citations
        if citation.document in documents
        for figure in _unsure(documents[citation.document], citation)
        if figure in answer.answer
    ]
    if not found:
        return answer
    phrases = phrases_for(language_of(answer.question))
    warnings = dict.fromkeys([*answer.warnings, *map(phrases.unsure_figure, found)])
    return replace(answer, warnings=tuple(warnings))


def _unsure(document: Document, citation: Citation) -> Iterator[str]:
    for scan in document.scans:
        for line in scan.lines:
            for start, end in line.doubts:
                if citation.start <= start and end <= citation.end:
                    yield document.text[start:end]
