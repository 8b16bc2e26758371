"""What comes closest where nothing answers surely: whole sentences that a person may judge by eye."""

from __future__ import annotations

from collections.abc import Sequence

from zhengxie_qa.index import PassageIndex
from zhengxie_qa.reading.decision import Reading
from zhengxie_qa.reading.fitting_first import Fault, Judged
from zhengxie_qa.reading.span_selection import Span, make_span

_MOST = 3
_LEAST_COVERAGE = 0.3  # of the question: less is not about it
_LEAST_CHARACTERS = 8
_ELSEWHERE: frozenset[Fault | None] = frozenset(("place", "session", "name", "heading", "frame"))  # never near


def near_sentences(index: PassageIndex, reading: Reading) -> tuple[Span, ...]:
    """Return up to three whole sentences near to what was asked, best first; none that speaks of something else.

    None either where the best of them can hardly answer.
    """
    if not reading.decision.is_near:
        return ()
    spans: list[Span] = []
    for judged in sorted(reading.judged, key=_order)[: 4 * _MOST]:
        candidate = judged.candidate
        if judged.fault in _ELSEWHERE or candidate.coverage < _LEAST_COVERAGE:
            continue
        text = index.documents[candidate.hit.passage.document].text
        span = make_span(candidate, text, candidate.start, candidate.end)
        if len(span.text) >= _LEAST_CHARACTERS and not _repeats(span, spans):
            spans.append(span)
        if len(spans) == _MOST:
            break
    return tuple(spans)


def _order(judged: Judged) -> tuple[bool, float]:
    return judged.fault is not None, -judged.candidate.score


def _repeats(span: Span, others: Sequence[Span]) -> bool:
    return any(span.text == other.text for other in others)
