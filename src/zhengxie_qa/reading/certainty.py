"""How likely the best sentence answers: one probability from all that is known of it, and from which one it is given.

Two logistic regressions over four facts each, one for sentences that the signals alone have judged, one for those that
the passage reader has read as well. ``training.certainty`` learns them from documents that neither the trees nor the
reader were learned from; ``benchmarks/README.md`` shows how far the probabilities hold on documents that none was.
"""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from zhengxie_qa.config import CAUTION_VARIABLE, Caution, caution_named

Source = Literal["signals", "reader"]
SOURCES: tuple[Source, ...] = get_args(Source)
Facts = Mapping[str, float]
# Of the best sentence: what the signals say of it, and what there is once the passage reader has read.
FACTS: Mapping[Source, tuple[str, ...]] = {
    "signals": ("trees", "words", "unmet", "no_cause"),
    "reader": ("first", "read", "lacks_a_word", "no_cause"),
}
# Probability from which a sentence is given as the answer: of 538 right sentences of documents not learned from, 532,
# 526 and 490 are shown, of 230 questions that these do not answer 88, 70 and 33 get one.
LEAST: Mapping[Caution, float] = {"low": 0.15, "normal": 0.25, "high": 0.5}
NEAR = 0.1  # below it one refused question of ten has an answer, and a sentence shown for it is seldom that one
_CERTAIN = 1e-4  # a probability is told apart from 0 and 1 by this much


@dataclass(frozen=True, slots=True)
class Regression:
    """A logistic regression over named facts."""

    names: tuple[str, ...]
    weights: NDArray[np.float32]
    typical: NDArray[np.float32]  # the facts' means where it was learned
    added: float

    @classmethod
    def load(cls, arrays: Mapping[str, Any], source: Source) -> Regression:
        """Return the regression kept in ``arrays`` under names that begin with ``source``."""
        names = tuple(map(str, arrays[f"{source}_names"]))
        return cls(names, arrays[f"{source}_weights"], arrays[f"{source}_typical"], float(arrays[f"{source}_added"]))

    def probability(self, facts: Facts) -> float:
        """Return the probability that ``facts`` give; KeyError where one is not among them."""
        return share_of(self.added + sum(w * facts[name] for name, w in zip(self.names, self.weights, strict=True)))

    def weight(self, name: str) -> float:
        """Return the weight of a fact, 0 where it is none of these."""
        return float(self.weights[self.names.index(name)]) if name in self.names else 0.0

    def effects(self, facts: Facts) -> dict[str, float]:
        """Return what each fact adds to the logarithm of the odds, against the mean of those learned from."""
        known = zip(self.names, self.weights, self.typical, strict=True)
        return {name: float(weight * (facts[name] - typical)) for name, weight, typical in known}


@cache
def certainty() -> Mapping[Source, Regression]:
    """Return the regressions that ship with the package, read at their first use."""
    kept = files("zhengxie_qa").joinpath("model", "certainty.npz").read_bytes()
    with np.load(BytesIO(kept), allow_pickle=False) as arrays:
        return {source: Regression.load(arrays, source) for source in SOURCES}


def least_probability() -> float:
    """Return the probability from which a sentence is given as the answer, by the setting ``caution``."""
    said = os.environ.get(CAUTION_VARIABLE, "").strip()
    return LEAST[caution_named(said, f"环境变量 {CAUTION_VARIABLE}") if said else "normal"]


def log_odds(probability: float) -> float:
    """Return the logarithm of the odds of ``probability``."""
    share = min(max(probability, _CERTAIN), 1 - _CERTAIN)
    return math.log(share / (1 - share))


def share_of(odds: float) -> float:
    """Return the probability whose odds have the logarithm ``odds``."""
    return 1 / (1 + math.exp(-max(min(odds, 30.0), -30.0)))
