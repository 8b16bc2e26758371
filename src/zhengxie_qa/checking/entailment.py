"""Does a statement follow from some passages? Learned from statements that people judged, guarded by a few rules.

Three sums of trees (see training/README.md): one gives each unit of the statement the probability that it is not what
the passages say, one the statement, from its most doubtful units and from what rules find, and one tells passages that
have nothing to do with it. A rule decides alone only over what must never pass: quoted words, a title or a session that
no passage holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from zhengxie_qa.checking.cited_sentences import Ground
from zhengxie_qa.checking.matching import Matching
from zhengxie_qa.checking.never import must_not_pass
from zhengxie_qa.checking.sources import Reading
from zhengxie_qa.checking.statement_signals import NAMES as STATEMENT_NAMES
from zhengxie_qa.checking.statement_signals import statement_row
from zhengxie_qa.checking.statement_support import Support, support_of
from zhengxie_qa.checking.unit_signals import NAMES as UNIT_NAMES
from zhengxie_qa.checking.unit_signals import unit_rows
from zhengxie_qa.checking.units import Unit
from zhengxie_qa.reading import BoostedTrees

Relation = Literal["supported", "contradicted", "unknown"]
MISSING = -999.0  # in the place of a signal that a unit cannot have
ELSEWHERE = 0.5  # chance of having nothing to do with the passages, from which on nothing in them contradicts


@dataclass(frozen=True, slots=True)
class _Model:
    units: BoostedTrees
    statement: BoostedTrees
    stray: BoostedTrees
    threshold: float  # probability from which on a statement is marked
    stray_threshold: float  # probability from which on passages have nothing to do with a statement


@cache
def _model() -> _Model:
    """Return the trees and the threshold, read when the first statement is checked."""
    kept = files("zhengxie_qa").joinpath("model", "checker.npz").read_bytes()
    with np.load(BytesIO(kept), allow_pickle=False) as arrays:
        units = BoostedTrees.load(arrays, "unit", UNIT_NAMES)
        statement = BoostedTrees.load(arrays, "statement", STATEMENT_NAMES)
        stray = BoostedTrees.load(arrays, "stray", STATEMENT_NAMES)
        return _Model(units, statement, stray, float(arrays["threshold"]), float(arrays["stray_marked"]))


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was found for one statement and some passages.

    ``probability`` is that of the statement not following from them, ``stray`` that of their having nothing to do with
    it; ``doubts`` has one for each of its units.
    """

    matching: Matching
    support: Support
    doubts: NDArray[np.float32]
    probability: float
    stray: float
    forbidden: bool  # a rule decides: it must not pass

    @property
    def fails(self) -> bool:
        """Whether the statement is to be marked."""
        model = _model()
        return self.forbidden or self.stray > model.stray_threshold or self.probability > model.threshold

    @property
    def sentences(self) -> Mapping[int, tuple[int, ...]]:
        """The numbers of the sentences that the statement rests on, by passage."""
        if self.support.parts and any(self.support.parts.values()):
            return {n: parts for n, parts in self.support.parts.items() if parts}
        found: dict[int, list[int]] = {}
        for place in (self.matching.ground.places[number] for number in self.matching.window):
            if place.number >= 0:
                found.setdefault(place.reading.source.n, []).append(place.number)
        return {n: tuple(sorted(numbers)) for n, numbers in found.items()}

    @property
    def most_doubtful(self) -> Unit | None:
        """The unit that is the likeliest not to be what the passages say."""
        if not len(self.doubts):
            return None
        return self.matching.units[int(self.doubts.argmax())]

    @property
    def relation(self) -> Relation:
        """Whether the passages say it, say something else in its place, or say nothing of it."""
        if not self.fails:
            return "supported"
        return "unknown" if self.stray > ELSEWHERE else "contradicted"


def judge(text: str, ground: Ground, everything: Sequence[Reading], years: frozenset[int] = frozenset()) -> Judgement:
    """Return whether the statement ``text`` follows from the passages of ``ground``; see ``support_of``."""
    matching, support = Matching(text, ground), support_of(text, ground.readings, everything, years)
    model = _model()
    rows = unit_rows(matching)
    doubts = _chances(model.units, rows)
    row = statement_row(matching, rows, doubts, support)
    probability = float(_chances(model.statement, row[None])[0])
    stray = float(_chances(model.stray, row[None])[0])
    return Judgement(matching, support, doubts, probability, stray, must_not_pass(matching, support, probability))


def _chances(trees: BoostedTrees, rows: NDArray[np.float32]) -> NDArray[np.float32]:
    if not len(rows):
        return np.zeros(0, dtype=np.float32)
    odds = trees.scores(np.nan_to_num(rows, nan=MISSING))
    return (1 / (1 + np.exp(-odds))).astype(np.float32)
