"""From a decision to how likely the best sentence answers: in words, by what that was found, and why."""

from __future__ import annotations

from collections.abc import Iterator

from zhengxie_qa.composing.reason_phrases import Reasons
from zhengxie_qa.explanation import Odds
from zhengxie_qa.reading import Reading, answer_model, certainty

_TOLD = 3  # reasons that speak for the best sentence, and as many against it
_TELLING = 0.1  # least difference to the logarithm of the odds that is told
_LACKS = (
    "unmet",
    "lacks_a_word",
    "no_cause",
)  # facts that are told where they hold; the others the trees' aspects tell


def odds_of(reading: Reading, reasons: Reasons) -> Odds | None:
    """Return how likely the best sentence of ``reading`` answers and what decided that; None where none was weighed."""
    decision = reading.decision
    if decision.probability is None or reading.weighed is None:
        return None
    told = sorted(_effects(reading, reasons), key=lambda each: -abs(each[0]))
    speaks_for = [words for effect, words in told if effect >= _TELLING]
    against = [words for effect, words in told if effect <= -_TELLING]
    return Odds(
        round(decision.probability, 3),
        decision.least,
        reasons.sureness(decision.probability, decision.least),
        _decided(reading, reasons),
        tuple(speaks_for[:_TOLD]),
        tuple(against[:_TOLD]),
    )


def _decided(reading: Reading, reasons: Reasons) -> str:
    """Return what the probability was found by, and what it was before the passage reader had read."""
    decision = reading.decision
    before = certainty()["signals"].probability(decision.facts)
    return reasons.decided(decision.source, before, decision.probability or 0.0, forbidden=decision.forbidden)


def _effects(reading: Reading, reasons: Reasons) -> Iterator[tuple[float, str]]:
    """Yield what speaks for (above 0) and against (below) the best sentence: how strongly, and in words."""
    decision, weighed = reading.decision, reading.weighed
    if weighed is None:
        return
    regression = certainty()[decision.source]
    of_trees = regression.weight("trees") or regression.weight("first")
    for aspect, effect in answer_model().effects(weighed.row).items():
        words = reasons.speaks_for(aspect) if effect > 0 else reasons.speaks_against(aspect)
        yield of_trees * effect, words
    by_fact = regression.effects(decision.facts)
    yield from ((by_fact[fact], reasons.lacks(fact)) for fact in _LACKS if by_fact.get(fact, 0.0) < 0)
    reader = by_fact.get("read", 0.0)
    yield reader, reasons.read(for_it=reader > 0)
