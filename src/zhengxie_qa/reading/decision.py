"""From the sentences found to a decision: which of them may be quoted, why the others not, and is the best one enough?

What is decided is kept with what it was decided from, so that an answer can be explained by the same values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from zhengxie_qa.index import PassageIndex
from zhengxie_qa.question import Query
from zhengxie_qa.reading.answer_model import Weighed, answer_model, weigh
from zhengxie_qa.reading.candidate_sentences import Candidate, allowed_year
from zhengxie_qa.reading.confidence import ENOUGH, MISSING, confidence, signals
from zhengxie_qa.reading.fitting_first import Fault, Judged, without
from zhengxie_qa.reading.person_fit import names_holder, role_asked
from zhengxie_qa.reading.quotable import judge
from zhengxie_qa.reading.rereading import MOST, likelihood, read_again
from zhengxie_qa.reading.sentence_ranking import Found
from zhengxie_qa.reading.unknown_names import names_unknown
from zhengxie_qa.reading.value_fit import DENIES, figure_fit, needs_value
from zhengxie_qa.text import find_figures, grams

Rule = Literal[
    "front", "outline", "table", "sure", "year", "none", "value", "holder", "missing", "cause", "unsure", "unlikely"
]

_SAYS_WHY = 0.6  # probability from which a sentence without a word of cause is taken to give one
LIKELY = 0.23  # probability below which a sentence is not given as the answer, whatever else speaks for it
_PLAIN = 0.9  # probability by the signals above which a sentence is not read again
_LIKELY_ENOUGH = 0.35  # the same for a figure, where a word of the question is met by nothing
_HEAVY, _UNLIKE = 0.3, 0.3  # share of the question that such a word makes up, and how far at most it is met
LIKELY_BY_SIGNALS = 0.12  # the same where the signals alone decide
_REREAD: tuple[Fault | None, ...] = (None, "value", "subject")  # sentences that the passage reader is shown
_NEW = 0.25  # share of such a sentence that the question does not say
_APART_COST = 0.5  # score given up at most for quoting two sentences instead of one twice
# What the user is told of a refusal, as a key of the reasons in ``phrases``.
_REASONS = {
    "year": "year",
    "none": "nothing",
    "value": "value",
    "holder": "value",
    "missing": "value",
    "cause": "value",
}
_REASONS |= {"unsure": "nothing", "unlikely": "nothing"}


@dataclass(frozen=True, slots=True)
class Decision:
    """The rule that settled whether to answer, and the signals of the best sentence where there is one."""

    rule: Rule
    signals: Mapping[str, float] = field(default_factory=dict)
    probability: float | None = None  # that the best sentence answers; None where it was not asked
    least: float = LIKELY_BY_SIGNALS  # probability from which it is given

    @property
    def reason(self) -> str:
        """Why the documents do not answer, as a key of the reasons shown to the user; '' when they do."""
        return _REASONS.get(self.rule, "")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found for one part of a question, each sentence judged, best first, and what was decided."""

    query: Query
    found: Found
    judged: tuple[Judged, ...]
    decision: Decision
    weighed: Weighed | None = None  # the sentences that may be quoted; None where none may

    @property
    def candidates(self) -> list[Candidate]:
        """The sentences that may be quoted, best first."""
        return [each.candidate for each in self.judged if each.fault is None]


def read(index: PassageIndex, query: Query, find: Callable[[Query], Found], *, again: bool = True) -> list[Reading]:
    """Return a reading for each part of ``query``, in the order asked; ``again``: by the passage reader as well."""
    return _told_apart([_read(index, part, find(part), again=again) for part in query.parts or (query,)])


def _read(index: PassageIndex, query: Query, found: Found, *, again: bool) -> Reading:
    if found.outline or found.front:
        return Reading(query, found, (), Decision("outline" if found.outline else "front"))
    judged = tuple(judge(index, query, found))
    by_signals = _weighed(index, query, found, judged)
    decided = by_signals.decision
    if not again or decided.rule == "year" or _is_plain(decided):
        return by_signals
    readable = [number for number, each in enumerate(judged) if _may_be_reread(query, each)][:MOST]
    heard = read_again(
        index, query, [judged[n].candidate for n in readable], [judged[n].fault is not None for n in readable]
    )
    if heard is None:
        return by_signals
    first = readable[heard.order[0]]
    share = likelihood(decided.probability, heard.odds[heard.order[0]])
    reread = by_signals
    if by_signals.weighed is None or judged[first].candidate is not by_signals.weighed.candidates[0]:
        reread = _weighed(index, query, found, _in_order(judged, [readable[n] for n in heard.order]))
    if reread.decision.rule in ("cause", "holder") or _names_unknown(index, query, found, reread):
        return reread  # what no likeness of words makes up for
    least = _LIKELY_ENOUGH if _lacks_a_word(query, found, judged[first].candidate) else LIKELY
    rule: Rule = "sure" if share >= least else "unlikely"
    return replace(reread, decision=Decision(rule, reread.decision.signals, share, least))


def _lacks_a_word(query: Query, found: Found, best: Candidate) -> bool:
    """Tell whether a figure stands beside nothing like a word that makes up much of ``query``: 茶叶 of 茶叶出口额."""
    if query.kind not in ("number", "date"):
        return False
    met = np.maximum(best.own, best.context)
    heavy = zip(found.alignment.terms, found.alignment.weights, met, strict=True)
    return any(len(term) > 1 and weight >= _HEAVY and near < _UNLIKE for term, weight, near in heavy)


def _may_be_reread(query: Query, each: Judged) -> bool:
    """Tell whether a sentence may answer after all: not where it only repeats words of the question, as titles do."""
    if each.fault not in _REREAD:
        return False
    said, asked = grams(each.candidate.text), set(grams(query.asked))
    return each.fault is None or sum(gram not in asked for gram in said) >= _NEW * len(said)


def _names_unknown(index: PassageIndex, query: Query, found: Found, reading: Reading) -> bool:
    best = reading.weighed.candidates[0] if reading.weighed else None
    return best is not None and names_unknown(index, query, found.alignment, best)


def _is_plain(decided: Decision) -> bool:
    """Tell whether the signals leave no doubt, so that nothing has to be read again."""
    return decided.rule == "sure" and (decided.probability or 0.0) >= _PLAIN


def _weighed(index: PassageIndex, query: Query, found: Found, judged: tuple[Judged, ...]) -> Reading:
    """Return the reading of ``judged``, best first, as the signals decide it."""
    quotable = [each.candidate for each in judged if each.fault is None]
    left_out = max((each.candidate.score for each in judged if each.fault is not None), default=0.0)
    weighed = weigh(index, query, found.alignment, quotable, left_out) if quotable else None
    return Reading(query, found, judged, decide(index, query, found, quotable, weighed), weighed)


def _in_order(judged: Sequence[Judged], order: Sequence[int]) -> tuple[Judged, ...]:
    """Return ``judged`` with those numbered in ``order`` first; the first of all may be quoted."""
    first, *others = order
    rest = [number for number in range(len(judged)) if number not in set(order)]
    return (replace(judged[first], fault=None), *(judged[number] for number in [*others, *rest]))


def decide(
    index: PassageIndex, query: Query, found: Found, candidates: Sequence[Candidate], weighed: Weighed | None
) -> Decision:
    """Return whether ``candidates``, the sentences that may be quoted, answer, and by which rule."""
    if query.years and not any(
        allowed_year(hit.passage, index.documents[hit.passage.document], query.years) for hit in found.hits
    ):
        return Decision("year")
    if not candidates or weighed is None:
        return Decision("value" if needs_value(query) else "none")
    seen = signals(candidates, found.alignment)
    share = answer_model().probability(weighed.row)
    role = role_asked(query)
    if role and not any(names_holder(role, candidate.text) for candidate in candidates[:5]):
        return Decision("holder", seen, share)
    unmet = query.kind in ("number", "date") and seen["missing"] >= MISSING
    if unmet or names_unknown(index, query, found.alignment, candidates[0]):
        return Decision("missing", seen, share)
    if query.kind == "why" and not _gives_cause(candidates[0], share):
        return Decision("cause", seen, share)
    return Decision(_rule(confidence(seen), share), seen, share)


def _gives_cause(best: Candidate, share: float) -> bool:
    """Tell whether a sentence gives a reason, or denies what it is asked for.

    Many give it without a word that says so: what stands beside the thing asked about is its reason then.
    """
    if best.fit >= DENIES:
        return True
    return share >= _SAYS_WHY and re.search(r"[,，;；]", best.text) is not None


def _rule(sureness: float, share: float) -> Rule:
    """Return whether a sentence answers for all that was counted and all that was learned, or which of them forbids."""
    if sureness < ENOUGH:
        return "unsure"
    return "sure" if share >= LIKELY_BY_SIGNALS else "unlikely"


def _told_apart(readings: Sequence[Reading]) -> list[Reading]:
    """Give two questions for the same kind of value two sentences, where one holds a single such value.

    建议补助多少元？实际补助多少元？ are asked because they differ.
    """
    settled = list(readings)
    for later in range(1, len(settled)):
        first, second = settled[later - 1], settled[later]
        if not _share_their_best(first, second):
            continue
        loss_first, loss_second = _next_best_loss(first), _next_best_loss(second)
        if min(loss_first, loss_second) > _APART_COST:
            continue
        turn = later - 1 if loss_first < loss_second else later
        settled[turn] = _without_best(settled[turn])
    return settled


def _without_best(reading: Reading) -> Reading:
    best = reading.candidates[0]
    judged = tuple(without(reading.judged, "sibling", lambda candidate: candidate is best))
    return replace(reading, judged=judged, weighed=None)  # what belongs to the best does not belong to the next


def _share_their_best(first: Reading, second: Reading) -> bool:
    if not (first.candidates and second.candidates) or first.query.kind not in ("number", "date"):
        return False
    if (first.query.kind, first.query.units) != (second.query.kind, second.query.units):
        return False
    best, other = first.candidates[0], second.candidates[0]
    if (best.hit.number, best.start) != (other.hit.number, other.start):
        return False
    return sum(figure_fit(first.query, figure) > 0 for figure in find_figures(best.text)) == 1


def _next_best_loss(reading: Reading) -> float:
    """Return the score lost by taking the next candidate."""
    scores = [candidate.score for candidate in reading.candidates[:2]]
    return scores[0] - scores[1] if len(scores) > 1 else float("inf")
