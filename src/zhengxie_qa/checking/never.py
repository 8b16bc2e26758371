"""What must never pass, however well the rest of a statement fits: here a rule decides, not what was learned."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from zhengxie_qa.checking.matching import Matching
from zhengxie_qa.checking.statement_signals import NAMES
from zhengxie_qa.checking.support import Support

_ALWAYS = frozenset(("title", "quotation", "time"))
# Where a statement is a sentence of the passages told again nearly word for word: elsewhere 1 of 5 true statements
# has a figure that no passage says, nearly always one that it reckons.
_WORD_FOR_WORD = frozenset(("unit", "bound", "year", "opposite"))
_WHERE_LIKELY = frozenset(("subject", "denial"))
_LIKELY = 0.5  # probability from which on the figure of another thing, or a denial, is taken for one
_RETOLD = 0.9  # share of its words that the passages hold
_FIGURES_FROM_NOWHERE = [NAMES.index(name) for name in ("figures from nowhere", "unmet date", "unmet ordinal")]


def must_not_pass(matching: Matching, support: Support, row: NDArray[np.float32], probability: float) -> bool:
    """Tell whether no passage holds a quotation, title, session, or figure that a statement says.

    ``row`` are its signals, ``probability`` that of its not following. A figure is held that can be reckoned from those
    of the passages.
    """
    kinds = {objection.kind for objection in support.objections}
    if kinds & _ALWAYS:
        return True
    if support.share >= _RETOLD:
        absent = "absent" in kinds and bool((row[_FIGURES_FROM_NOWHERE] > 0).any())
        if absent or kinds & _WORD_FOR_WORD or (kinds & _WHERE_LIKELY and probability > _LIKELY):
            return True
    return any(unit.kind == "session" and not found for unit, found in zip(matching.units, matching.found, strict=True))
