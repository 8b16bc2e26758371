"""From the sentences found to a decision: which of them may be quoted, why the others not, and is the best one enough?

What is decided is kept with what it was decided from, so that an answer can be explained by the same values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from zhengxie_qa.index import PassageIndex
from zhengxie_qa.question import Query
from zhengxie_qa.reading.answer_model import Weighed, answer_model, weigh
from zhengxie_qa.reading.candidate_sentences import Candidate, allowed_year
from zhengxie_qa.reading.certainty import LEAST, NEAR, Facts, Source, certainty, least_probability
from zhengxie_qa.reading.confidence import MISSING, signals
from zhengxie_qa.reading.facts import facts_by_reader, facts_by_signals
from zhengxie_qa.reading.fitting_first import Fault, Judged, without
from zhengxie_qa.reading.person_fit import names_holder, role_asked
from zhengxie_qa.reading.quotable import judge
from zhengxie_qa.reading.rereading import MOST, read_again
from zhengxie_qa.reading.sentence_ranking import Found
from zhengxie_qa.reading.unknown_names import unknown_name
from zhengxie_qa.reading.value_fit import figure_fit, needs_value
from zhengxie_qa.text import find_figures, grams

Rule = Literal[
    "front",
    "outline",
    "table",
    "sure",
    "year",
    "none",
    "value",
    "holder",
    "unknown",
    "cause",
    "missing",
    "uncaused",
    "unlikely",
]

_PLAIN = 2.2  # log odds by the trees (0.9) above which a sentence is not read again
_FORBIDS: tuple[Rule, ...] = ("holder", "unknown", "cause")  # what no likeness of words makes up for
_REREAD: tuple[Fault | None, ...] = (None, "value", "subject")  # sentences that the passage reader is shown
_NEW = 0.25  # share of such a sentence that the question does not say
_APART_COST = 0.5  # score given up at most for quoting two sentences instead of one twice
# What the user is told of a refusal, as a key of the reasons in ``phrases``.
_REASONS: Mapping[Rule, str] = {
    "year": "year",
    "none": "nothing",
    "value": "value",
    "holder": "holder",
    "unknown": "name",
    "missing": "value",
    "cause": "cause",
    "uncaused": "cause",
    "unlikely": "likely",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """The rule that settled whether to answer, and what it settled it by where there is a sentence."""

    rule: Rule
    signals: Mapping[str, float] = field(default_factory=dict)
    probability: float | None = None  # that the best sentence answers; None where it was not asked
    least: float = LEAST["normal"]  # probability from which it is given
    source: Source = "signals"  # which of the regressions gave it
    facts: Facts = field(default_factory=dict)  # that it was given by

    @property
    def reason(self) -> str:
        """Why the documents do not answer, as a key of the reasons shown to the user; '' when they do."""
        hopeless = self.rule in ("unlikely", "missing", "uncaused") and not self.is_near
        return "nothing" if hopeless else _REASONS.get(self.rule, "")

    @property
    def forbidden(self) -> bool:
        """Whether a rule lets the best sentence not be quoted, however likely it answers."""
        return self.rule in _FORBIDS

    @property
    def is_near(self) -> bool:
        """Whether what was found is worth a look although it is not the answer."""
        return self.probability is None or self.probability >= NEAR


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
    if not again or by_signals.decision.rule == "year" or _is_plain(by_signals.decision):
        return by_signals
    readable = [number for number, each in enumerate(judged) if _may_be_reread(query, each)][:MOST]
    heard = read_again(
        index, query, [judged[n].candidate for n in readable], [judged[n].fault is not None for n in readable]
    )
    if heard is None:
        return by_signals
    best = judged[readable[heard.order[0]]].candidate
    reread = by_signals
    if by_signals.weighed is None or best is not by_signals.weighed.candidates[0]:
        reread = _weighed(index, query, found, _in_order(judged, [readable[n] for n in heard.order]))
    decided = reread.decision
    facts = {**decided.facts, **facts_by_reader(query, found.alignment, best, heard, by_signals.decision.facts)}
    return replace(reread, decision=_settled("reader", decided, facts))


def _may_be_reread(query: Query, each: Judged) -> bool:
    """Tell whether a sentence may answer after all: not where it only repeats words of the question, as titles do."""
    if each.fault not in _REREAD:
        return False
    said, asked = grams(each.candidate.text), set(grams(query.asked))
    return each.fault is None or sum(gram not in asked for gram in said) >= _NEW * len(said)


def _is_plain(decided: Decision) -> bool:
    """Tell whether the signals leave no doubt, so that nothing has to be read again."""
    return decided.rule == "sure" and decided.facts["trees"] >= _PLAIN


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
    facts = facts_by_signals(query, candidates[0], seen, answer_model().probability(weighed.row))
    role = role_asked(query)
    if role and not any(names_holder(role, candidate.text) for candidate in candidates[:5]):
        return _settled("signals", Decision("holder", seen), facts)
    if unknown_name(index, query, found.alignment, candidates[0]):
        return _settled("signals", Decision("unknown", seen), facts)
    repeats = facts["no_cause"] and re.search(r"[,，;；:：]", candidates[0].text) is None  # only what the question says
    return _settled("signals", Decision("cause" if repeats else "sure", seen), facts)


def _settled(source: Source, decided: Decision, facts: Facts) -> Decision:
    """Return the decision that ``facts`` make: one probability, unless ``decided`` by a rule that forbids an answer."""
    share, least = certainty()[source].probability(facts), least_probability()
    rule = decided.rule if decided.forbidden else "sure" if share >= least else _lacking(facts)
    return Decision(rule, decided.signals, share, least, source, facts)


def _lacking(facts: Facts) -> Rule:
    """Return what a sentence that is not likely enough lacks most plainly."""
    if facts["no_cause"]:
        return "uncaused"
    return "missing" if facts["unmet"] >= MISSING else "unlikely"


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
