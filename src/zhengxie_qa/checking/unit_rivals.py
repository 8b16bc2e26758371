"""What stands in the passages in the place of a unit: other figures, other persons, other words that say how."""

from __future__ import annotations

import math
from collections.abc import Sequence

from zhengxie_qa.checking.cited_sentences import same_amount
from zhengxie_qa.checking.matching import Matching
from zhengxie_qa.checking.units import Unit
from zhengxie_qa.claims import comparable

NONE = math.nan  # a signal that a unit cannot have
RIVALS = (
    *("company", "rival company", "company margin", "rivals", "rival is said"),
    *("same class in clause", "other class in clause", "same class in window", "other class in window"),
)


def rival_signals(matching: Matching, row: int) -> list[float]:
    """Return ``RIVALS`` of unit ``row``."""
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
