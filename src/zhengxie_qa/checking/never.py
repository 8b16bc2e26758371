"""What must never pass, however well the rest of a statement fits: here a rule decides, not what was learned."""

from __future__ import annotations

from zhengxie_qa.checking.matching import Matching
from zhengxie_qa.checking.support import Support

_ALWAYS = frozenset(("title", "quotation", "time"))
# Where a statement is a sentence of the passages told again nearly word for word: elsewhere 1 of 5 true statements
# has a figure that no passage says, nearly always one that it reckons.
_WORD_FOR_WORD = frozenset(("absent", "unit", "bound", "year", "opposite"))
_RETOLD = 0.9  # share of its words that the passages hold
# Of true statements 2 of 100 have a figure that seems to be of another thing: what was learned has to agree.
_WHERE_LIKELY = {"subject": 0.6, "denial": 0.5}  # the probability from which on
_NEARLY_RETOLD = 0.8


def must_not_pass(matching: Matching, support: Support, probability: float) -> bool:
    """Tell whether no passage holds a quotation, title, session, or figure that a statement says.

    ``probability`` is that of its not following. A figure is held that the statement says to reckon from others.
    """
    kinds = {objection.kind for objection in support.objections}
    if kinds & _ALWAYS:
        return True
    if support.share >= _RETOLD and kinds & _WORD_FOR_WORD:
        return True
    likely = any(probability > _WHERE_LIKELY[kind] for kind in kinds & _WHERE_LIKELY.keys())
    if likely and support.share >= _NEARLY_RETOLD:
        return True
    return any(unit.kind == "session" and not found for unit, found in zip(matching.units, matching.found, strict=True))
