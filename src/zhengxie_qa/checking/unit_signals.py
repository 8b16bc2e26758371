"""Signals of one unit of a statement: is it met where its company is, and what stands in its place otherwise?"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from zhengxie_qa.checking.arithmetic import derivation, rounds_to
from zhengxie_qa.checking.figure_subjects import met
from zhengxie_qa.checking.ground import same_amount
from zhengxie_qa.checking.matching import Matching
from zhengxie_qa.checking.units import Unit
from zhengxie_qa.claims import Amount, comparable
from zhengxie_qa.text import alternation, number_value

_FAMILIES = (
    *("quantifier", "polarity", "modality", "direction", "comparison", "order"),
    *("cause", "condition", "exception", "extent", "hedge"),
)
_KINDS = ("word", "light", "stance", "amount", "date", "ordinal", "session", "person", "name")
_TAGS = ("v", "n", "a", "d", "?", "e", "m", "S", "R", "V")
_DERIVATIONS = ("rounded", "neighbours", "sum", "difference", "share", "product", "ratio", "average", "span", "count")
_COMPUTED = re.compile(alternation("computing_words"))
_FAR = 99.0  # characters: farther is as far
NONE = math.nan  # a signal that a unit cannot have

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
RIVALS = (
    *("company", "rival company", "company margin", "rivals", "rival is said"),
    *("same class in clause", "other class in clause", "same class in window", "other class in window"),
)
FIGURES = (
    *("same bound", "other bound there", "says bound", "same number other unit", "rounds", "digits there"),
    *(f"derived {kind}" for kind in _DERIVATIONS),
    *("says computed", "comparable there", "nearest ratio", "derived of clause", "counts a list", "miscounts a list"),
)
NAMES = (*BASIC, *MET, *RIVALS, *FIGURES)


def unit_rows(matching: Matching) -> NDArray[np.float32]:
    """Return the signals of each unit, shape (units, signals)."""
    around = _Around(matching)
    rows = [
        (*_basic(matching, row), *around.met(row), *_rivals(matching, row), *_figures(matching, row))
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
        pairs = [(a + len(self.m.units[left].text), b) for a in self.here[left] for b in self.here[right] if b > a]
        if not pairs:
            return [-1.0, NONE, NONE, NONE]
        low, high = min(pairs, key=lambda pair: pair[1] - pair[0])
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
        if left is None or not self.here[left] or not self.here[row]:
            return [NONE] * 5
        pairs = [(a + len(self.m.units[left].text), b) for a in self.here[left] for b in self.here[row] if b > a]
        if not pairs:
            return [NONE] * 5
        low, high = min(pairs, key=lambda pair: pair[1] - pair[0])
        number = self.m.clause_of[row].best[0]
        inside = [u for u in self._between(low, high, row) if self._is_left_out(number, u)]
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


def _rivals(matching: Matching, row: int) -> list[float]:
    unit = matching.units[row]
    if unit.kind == "stance" and unit.stance is not None:
        return [NONE] * 5 + _classes(matching, row, unit.stance)
    own = max((matching.company(row, spot, number) for spot, number in matching.found[row]), default=0.0)
    if unit.amount is not None:
        others = [
            (spot, number, other)
            for spot, number, other in matching.ground.amounts
            if other.amount is not None
            and comparable(unit.amount, other.amount)
            and not same_amount(unit.amount, other.amount, matching.ground.years)
        ]
    elif unit.kind == "person":
        others = [entry for entry in matching.ground.persons if entry[2].text != unit.text]
    else:
        return [own, *[NONE] * 4, *[NONE] * 4]
    scored = [(matching.company(row, spot, number), other) for spot, number, other in others]
    best, rival = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    said = rival is not None and _is_said(matching.units, rival)
    return [own, best, own - best, float(len(others)), float(said), *[NONE] * 4]


def _is_said(units: Sequence[Unit], rival: Unit) -> bool:
    if rival.amount is None:
        return any(unit.text == rival.text for unit in units)
    return any(unit.amount is not None and same_amount(unit.amount, rival.amount) for unit in units)


def _classes(matching: Matching, row: int, stance: tuple[str, str]) -> list[float]:
    family, name = stance
    found: list[float] = []
    for numbers in (matching.clause_of[row].best[:1], matching.window):
        there = [
            unit.stance[1]
            for number in numbers
            for unit in matching.ground.places[number].units
            if unit.stance is not None and unit.stance[0] == family
        ]
        found += [float(there.count(name)), float(len(there) - there.count(name))]
    return found


def _figures(matching: Matching, row: int) -> list[float]:
    amount = matching.units[row].amount
    if amount is None or amount.kind in ("date", "ordinal", "time"):
        return [NONE] * len(FIGURES)
    given = [unit.amount for _, _, unit in matching.ground.amounts if unit.amount is not None]
    near = [u.amount for _, number, u in matching.ground.amounts if u.amount and number in matching.clause_of[row].best]
    same = [other for other in given if same_amount(amount, other)]
    lengths = list_lengths(matching)
    how = "" if same else derivation(amount, given, lengths)
    sizes = [_ratio(amount, other) for other in given if comparable(amount, other)]
    counts = amount.unit in _COUNTERS and isinstance(amount.key, Decimal) and amount.key <= _LONGEST_LIST
    return [
        float(any(other.bound == amount.bound for other in same)) if same else NONE,
        float(any(bool(other.bound) and other.bound != amount.bound for other in same)) if same else NONE,
        float(bool(amount.bound)),
        float(any(other.key == amount.key and not comparable(other, amount) for other in given)),
        float(any(rounds_to(amount, other) for other in given)),
        float(_digits(matching, amount)),
        *(float(how == kind) for kind in _DERIVATIONS),
        float(_COMPUTED.search(matching.folded) is not None),
        float(len(sizes)),
        min((abs(ratio - 1) for ratio in sizes if ratio != 1), default=NONE),
        float(bool(how) and bool(derivation(amount, near))) if how else NONE,
        float(amount.key in lengths) if counts else NONE,
        float(bool(lengths) and amount.key not in lengths and not same) if counts else NONE,
    ]


def _ratio(one: Amount, other: Amount) -> float:
    try:
        return float(one.key) / float(other.key)  # type: ignore[arg-type]
    except (TypeError, ValueError, ZeroDivisionError):
        return NONE


def _digits(matching: Matching, amount: Amount) -> bool:
    digits = re.search(r"\d[\d,.]*", amount.text)
    if digits is None:
        return False
    pattern = re.compile(rf"(?<![\d.]){re.escape(digits.group())}(?![\d])")
    return any(pattern.search(place.text) for place in matching.ground.places)


_COUNTERS = frozenset(
    ("个", "项", "条", "类", "种", "点", "方面", "方", "部分", "步", "大", "件", "名", "人", "家", "次", "章", "")
)
_LONGEST_LIST = 20  # items: what is longer nobody counts by eye
_MARKS = re.compile(
    r"(?:^|(?<=[。;:,\s]))(?:第?([一二三四五六七八九十]{1,2})(?:是|要|、)|[(]([一二三四五六七八九十\d]{1,2})[)]|(\d{1,2})[.、](?!\d))"
)
_SEPARATOR = re.compile(r"[、;]")


def list_lengths(matching: Matching) -> set[Decimal]:
    """Return how many items the sentences read list, by their numbers and by 、, and how many the statement does."""
    found: set[int] = set()
    numbered: dict[int, int] = {}
    for number, place in enumerate(matching.ground.places):
        for match in _MARKS.finditer(place.text):
            value = number_value(next(filter(None, match.groups())))
            if value is not None:
                numbered[number] = max(numbered.get(number, 0), int(value))
    found.update(value for value in numbered.values() if value > 1)
    for text in (matching.folded, *(matching.ground.places[number].text for number in matching.window)):
        for clause in re.split(r"[,。:]", text):
            if marks := len(_SEPARATOR.findall(clause)):
                found |= {marks + 1, marks + 2} if re.search(r"[和与及]|以及", clause) else {marks + 1}
    return set(map(Decimal, found))
