"""Signals of one unit of a statement: is it met where its company is, and what stands in its place otherwise?"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from zhengxie_qa.checking.figure_signals import FIGURES, figure_signals
from zhengxie_qa.checking.figure_subjects import met
from zhengxie_qa.checking.matching import Matching
from zhengxie_qa.checking.unit_rivals import NONE, RIVALS, rival_signals
from zhengxie_qa.checking.units import Unit

_FAMILIES = (
    *("quantifier", "polarity", "modality", "direction", "comparison", "order"),
    *("cause", "condition", "exception", "extent", "hedge"),
)
_KINDS = ("word", "light", "stance", "amount", "date", "ordinal", "session", "person", "name")
_TAGS = ("v", "n", "a", "d", "?", "e", "m", "S", "R", "V")
_FAR = 99.0  # characters: farther is as far

BASIC = (
    *(f"is {kind}" for kind in _KINDS),
    *(f"family {family}" for family in _FAMILIES),
    *(f"tag {tag}" for tag in _TAGS),
    *("weight", "length", "clause length", "clause cover", "english", "quoted", "last clause"),
)
MET = (
    *("met in clause", "met in window", "met anywhere", "in part in window", "in part anywhere", "occurrences"),
    *("likeness in window", "likeness of what is left", "left met", "right met", "left step", "right step"),
    *("gap", "gap units", "gap of its kind", "gap likeness", "run", "run weight"),
    *("skipped stance", "skipped amount", "skipped weight", "skipped negation", "skipped condition"),
)
NAMES = (*BASIC, *MET, *RIVALS, *FIGURES)


def unit_rows(matching: Matching) -> NDArray[np.float32]:
    """Return the signals of each unit, shape (units, signals)."""
    around = _Around(matching)
    rows = [
        (*_basic(matching, row), *around.met(row), *rival_signals(matching, row), *figure_signals(matching, row))
        for row in range(len(matching.units))
    ]
    return np.array(rows, dtype=np.float32).reshape(len(matching.units), len(NAMES))


def _basic(matching: Matching, row: int) -> list[float]:
    unit, clause = matching.units[row], matching.clause_of[row]
    family = unit.stance[0] if unit.stance else ""
    before = matching.folded[: unit.start]
    quoted = before.count("“") > before.count("”") or before.count("《") > before.count("》")
    return [
        *(float(unit.kind == kind) for kind in _KINDS),
        *(float(family == name) for name in _FAMILIES),
        *(float(unit.tag == tag) for tag in _TAGS),
        unit.weight,
        len(unit.text),
        clause.last - clause.first,
        clause.cover,
        float(matching.is_english),
        float(quoted),
        float(clause.last == len(matching.units)),
    ]


class _Around:
    """What is met of a statement, unit by unit, and what the passages have between two that are."""

    def __init__(self, matching: Matching) -> None:
        self.m = matching
        window = set(matching.window)
        self.in_window = [any(number in window for _, number in found) for found in matching.found]
        self.here = [self._places(row) for row in range(len(matching.units))]
        self.matched_there = {
            (number, spot)
            for row, found in enumerate(matching.found)
            for spot, number in found
            if matching.weights[row] > 0
        }
        self.contents = [row for row, unit in enumerate(matching.units) if unit.weight >= 0.3]
        self.rank = {row: position for position, row in enumerate(self.contents)}

    def _places(self, row: int) -> list[int]:
        best = self.m.clause_of[row].best[:1]
        return [spot for spot, number in self.m.found[row] if number in best]

    def met(self, row: int) -> list[float]:
        m, unit = self.m, self.m.units[row]
        window = list(m.window)
        left, right = self._neighbour(row, -1), self._neighbour(row, 1)
        likeness, there = m.likeness
        own = likeness[row]
        left_out = [own[i] for i, (number, other) in enumerate(there) if self._is_left_out(number, other)]
        return [
            float(bool(self.here[row])),
            float(self.in_window[row]),
            float(bool(m.found[row])),
            float(m.table[row, window].max(initial=0.0)),
            self._in_part(unit, row),
            math.log1p(len(m.found[row])),
            float(own.max(initial=0.0)),
            float(max(left_out, default=0.0)),
            NONE if left is None else float(self.in_window[left]),
            NONE if right is None else float(self.in_window[right]),
            self._step(left, row),
            self._step(row, right),
            *self._gap(row, left, right),
            *self._run(row),
            *self._skipped(left, row),
        ]

    def _in_part(self, unit: Unit, row: int) -> float:
        best = float(self.m.table[row].max(initial=0.0))
        if best >= 1 or unit.kind not in ("word", "name", "person"):
            return best
        return max((met(unit.text, place.text) for place in self.m.ground.places), default=best)

    def _is_left_out(self, number: int, other: Unit) -> bool:
        spot = self.m.ground.places[number].offset + other.start
        return other.weight >= 0.3 and (number, spot) not in self.matched_there

    def _neighbour(self, row: int, step: int) -> int | None:
        clause = self.m.clause_of[row]
        other = row + step
        while clause.first <= other < clause.last:
            if other in self.rank:
                return other
            other += step
        return None

    def _step(self, one: int | None, other: int | None) -> float:
        """Return how far apart two neighbours stand in the passage, negative where their order is another."""
        if one is None or other is None or not self.here[one] or not self.here[other]:
            return NONE
        steps = [b - (a + len(self.m.units[one].text)) for a in self.here[one] for b in self.here[other]]
        return max(-_FAR, min(_FAR, min(steps, key=lambda step: abs(step) + (20 if step < 0 else 0))))

    def _gap(self, row: int, left: int | None, right: int | None) -> list[float]:
        """Return what stands between the neighbours of a unit that is not met between them."""
        if self.here[row] or left is None or right is None or not self.here[left] or not self.here[right]:
            return [NONE, NONE, NONE, NONE]
        nearest = self._nearest(left, right)
        if nearest is None:
            return [-1.0, NONE, NONE, NONE]
        low, high = nearest
        inside = self._between(low, high, row)
        unit = self.m.units[row]
        alike = [other for other in inside if other.kind == unit.kind and _family(other) == _family(unit)]
        likeness, there = self.m.likeness
        texts = {other.text for other in inside}
        near = [likeness[row][i] for i, (_, other) in enumerate(there) if other.text in texts]
        return [
            min(_FAR, float(high - low)),
            float(sum(other.weight >= 0.3 for other in inside)),
            float(bool(alike)),
            float(max(near, default=0.0)),
        ]

    def _nearest(self, one: int, other: int) -> tuple[int, int] | None:
        """Return where ``one`` ends and ``other`` begins, where it stands after it, nearest in the passage."""
        length = len(self.m.units[one].text)
        pairs = ((a + length, b) for a in self.here[one] for b in self.here[other] if b > a)
        return min(pairs, key=lambda pair: pair[1] - pair[0], default=None)

    def _between(self, low: int, high: int, row: int) -> list[Unit]:
        number = self.m.clause_of[row].best[0]
        place = self.m.ground.places[number]
        return [u for u in place.units if place.offset + u.start >= low and place.offset + u.end <= high]

    def _run(self, row: int) -> list[float]:
        """Return how many units in a row, this among them, the window does not have, and what they weigh."""
        if self.in_window[row] or row not in self.rank:
            return [0.0, 0.0]
        at, weight, number = self.rank[row], 0.0, 0
        for direction in (range(at, -1, -1), range(at + 1, len(self.contents))):
            for position in direction:
                other = self.contents[position]
                if self.in_window[other]:
                    break
                weight, number = weight + float(self.m.weights[other]), number + 1
        return [float(number), weight]

    def _skipped(self, left: int | None, row: int) -> list[float]:
        """Return what the passage has between the last unit and this one that the statement leaves out."""
        nearest = None if left is None else self._nearest(left, row)
        if nearest is None:
            return [NONE] * 5
        number = self.m.clause_of[row].best[0]
        inside = [u for u in self._between(*nearest, row) if self._is_left_out(number, u)]
        families = [_family(u) for u in inside]
        return [
            float(sum(u.kind == "stance" for u in inside)),
            float(sum(u.kind == "amount" for u in inside)),
            float(sum(u.weight for u in inside)),
            float("polarity" in families),
            float("condition" in families or "exception" in families),
        ]


def _family(unit: Unit) -> str:
    return unit.stance[0] if unit.stance else ""
