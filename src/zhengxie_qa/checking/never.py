"""What must never pass, however well the rest of a statement fits: here a rule decides, not what was learned."""

from __future__ import annotations

import re

from zhengxie_qa.checking.figure_signals import digits_stand
from zhengxie_qa.checking.matching import Matching
from zhengxie_qa.checking.statement_support import Support

_ALWAYS = frozenset(("title", "quotation", "time"))
# Where a statement is a sentence of the passages told again nearly word for word: elsewhere 1 of 5 true statements
# has a figure that no passage says, nearly always one that it reckons.
_RETOLD = {"absent": 0.95, "unit": 0.8, "bound": 0.8, "year": 0.8, "opposite": 0.8}  # share of its words held
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
    retold = 0.0 if matching.is_english else support.retold  # of another language no word is held as it stands
    if any(retold >= _RETOLD[kind] for kind in kinds & _RETOLD.keys()):
        return True
    likely = any(probability > _WHERE_LIKELY[kind] for kind in kinds & _WHERE_LIKELY.keys())
    if likely and retold >= _NEARLY_RETOLD:
        return True
    if matching.is_english and "absent" in kinds and _digits_from_nowhere(matching):
        return True
    return any(unit.kind == "session" and not found for unit, found in zip(matching.units, matching.found, strict=True))


def _digits_from_nowhere(matching: Matching) -> bool:
    """Tell whether a number in digits stands in no passage."""
    amounts = [unit.amount for unit, found in zip(matching.units, matching.found, strict=True) if not found]
    return any(re.search(r"\d", each.text) and not digits_stand(matching, each) for each in amounts if each)
