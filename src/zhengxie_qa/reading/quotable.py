"""Which of the sentences found may be quoted, and why the others not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from zhengxie_qa.index import PassageIndex
from zhengxie_qa.question import Query
from zhengxie_qa.reading.candidate_sentences import Candidate
from zhengxie_qa.reading.measured_terms import measured_terms
from zhengxie_qa.reading.named_scope import Breach, Scope
from zhengxie_qa.reading.sentence_ranking import Found
from zhengxie_qa.reading.value_fit import GIVES_PURPOSE, needs_value

Fault = Breach | Literal["value", "subject", "sibling", "heading"]
_MET = 0.5  # how well the thing counted or measured has to be met: by a word near in meaning at least
_NEARLY = 0.8  # of score that a sentence with the reason may lie behind the best
_READ_FIRST = 6  # sentences among which one has to be
_LOOSE_KINDS = ("where", "what")  # what is asked of the thing may be worded otherwise: 选址, 位于


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence that was read, and why it may not be quoted; ``fault`` is None when it may."""

    candidate: Candidate
    fault: Fault | None = None


def judge(index: PassageIndex, query: Query, found: Found) -> list[Judged]:
    """Return the sentences found; those may be quoted that speak of what the question names and hold what it wants."""
    scope = Scope(index, query)
    wants_value = needs_value(query)

    def fault_of(candidate: Candidate) -> Fault | None:
        if candidate.is_heading and not wants_value:
            return "heading"
        return scope.breach(candidate) or ("value" if wants_value and candidate.fit <= 0 else None)

    fitting = [Judged(candidate, fault_of(candidate)) for candidate in found.candidates]
    fitting = _fitting_first(query, fitting)
    asked = measured_terms(query, found.alignment.terms)
    met = without(fitting, "subject", lambda candidate: not _met(candidate, asked))
    return met if query.kind not in _LOOSE_KINDS or any(each.fault is None for each in met) else fitting


def _fitting_first(query: Query, judged: Sequence[Judged]) -> list[Judged]:
    """Return ``judged`` with a sentence that has a place, or a reason, before those without one.

    A reason is meant where it stands in the passage of the best sentence: 5家歇业。原因主要有三….
    """
    quotable = [each.candidate for each in judged[:_READ_FIRST] if each.fault is None]
    if query.kind == "where" and any(each.fit == 1 for each in quotable):
        return without(judged, "value", lambda candidate: candidate.fit < 1)
    if query.kind == "why" and quotable and quotable[0].fit < GIVES_PURPOSE:
        best = quotable[0]
        beside = [each for each in quotable if each.hit.number == best.hit.number]
        if any(each.fit == 1 and each.score >= best.score - _NEARLY for each in beside):
            return without(judged, "value", lambda one: one.fit < 1 and one.hit.number == best.hit.number)
    return list(judged)


def without(judged: Sequence[Judged], fault: Fault, fails: Callable[[Candidate], bool]) -> list[Judged]:
    """Return ``judged``, those without a fault given this one where they fail."""
    return [replace(each, fault=fault) if each.fault is None and fails(each.candidate) else each for each in judged]


def _met(candidate: Candidate, terms: Sequence[int]) -> bool:
    """Tell whether the sentence, or what it stands under, speaks of all of ``terms``."""
    return all(max(candidate.own[i], candidate.context[i]) >= _MET for i in terms)
