"""Which of the sentences found may be quoted, and why the others not."""

from __future__ import annotations

from collections.abc import Sequence

from zhengxie_qa.index import PassageIndex
from zhengxie_qa.question import Query, asks_for_plan
from zhengxie_qa.reading.candidate_sentences import Candidate, is_planned
from zhengxie_qa.reading.fitting_first import Fault, Judged, fitting_first, without
from zhengxie_qa.reading.framing_lines import LAST_RESORTS, frame_of, may_answer
from zhengxie_qa.reading.measured_terms import measured_terms
from zhengxie_qa.reading.named_scope import Scope
from zhengxie_qa.reading.sentence_ranking import Found
from zhengxie_qa.reading.value_fit import needs_value

_AS_MUCH = 0.1  # of the question that a sentence may cover less than another and still say as much
_NEARLY = 0.3  # the same beside a title or a note, which say much in few words
_MET = 0.5  # how well the thing counted or measured has to be met: by a word near in meaning at least
_LOOSE_KINDS = ("where", "what")  # what is asked of the thing may be worded otherwise: 选址, 位于


def judge(index: PassageIndex, query: Query, found: Found) -> list[Judged]:
    """Return the sentences found; those may be quoted that speak of what the question names and hold what it wants."""
    scope = Scope(index, query)
    wants_value = needs_value(query)

    def fault_of(candidate: Candidate) -> Fault | None:
        if candidate.is_heading and not wants_value:
            return "heading"
        return scope.breach(candidate) or ("value" if wants_value and candidate.fit <= 0 else None)

    fitting = [Judged(candidate, fault_of(candidate)) for candidate in found.candidates]
    fitting = _without_frames(index, query, fitting)
    fitting = fitting_first(query, fitting)
    asked = measured_terms(query, found.alignment.terms)
    met = without(fitting, "subject", lambda candidate: not _met(candidate, asked))
    met = _done_first(index, query, met)
    return met if query.kind not in _LOOSE_KINDS or any(each.fault is None for each in met) else fitting


def _without_frames(index: PassageIndex, query: Query, judged: Sequence[Judged]) -> list[Judged]:
    """Leave out lines that only frame a text, unless they are what is asked for.

    A title, a note or a greeting may hold a value that nothing else gives: it stands back behind any other sentence.
    """
    free = [each.candidate for each in judged if each.fault is None]
    frames = {id(one): frame_of(index.documents[one.hit.passage.document], one) for one in free}
    unasked = {key: frame for key, frame in frames.items() if not may_answer(query, frame)}
    kept = without(judged, "frame", lambda one: unasked.get(id(one), "title") not in LAST_RESORTS)
    text = [one for one in free if not frames[id(one)]]

    def is_outdone(candidate: Candidate) -> bool:
        if (frame := unasked.get(id(candidate))) is None:
            return False
        beside = text if frame != "note" else [one for one in text if _is_of_one_paper(one, candidate)]
        return any(_says_as_much(one, candidate, _NEARLY) for one in beside)

    return without(kept, "frame", is_outdone)


def _done_first(index: PassageIndex, query: Query, judged: Sequence[Judged]) -> list[Judged]:
    """Leave out what is only planned where the same report says as much of what was done, and no plan is asked for."""
    if query.kind != "number" or query.years or asks_for_plan(query.text):
        return list(judged)
    planned = {id(one.candidate) for one in judged if _is_planned(index, one.candidate)}
    done = [one.candidate for one in judged if one.fault is None and id(one.candidate) not in planned]

    def is_outdone(candidate: Candidate) -> bool:
        return id(candidate) in planned and any(
            _is_of_one_paper(one, candidate) and _says_as_much(one, candidate, _AS_MUCH) for one in done
        )

    return without(judged, "plan", is_outdone)


def _says_as_much(one: Candidate, other: Candidate, less: float) -> bool:
    """Tell whether ``one`` fits the question as well as ``other`` and covers at most ``less`` less of it."""
    return one.fit >= other.fit and one.coverage >= other.coverage - less


def _is_of_one_paper(one: Candidate, other: Candidate) -> bool:
    return one.hit.passage.document == other.hit.passage.document


def _is_planned(index: PassageIndex, candidate: Candidate) -> bool:
    passage = candidate.hit.passage
    return is_planned(index.documents[passage.document], passage)


def _met(candidate: Candidate, terms: Sequence[int]) -> bool:
    """Tell whether the sentence, or what it stands under, speaks of all of ``terms``."""
    return all(max(candidate.own[i], candidate.context[i]) >= _MET for i in terms)
