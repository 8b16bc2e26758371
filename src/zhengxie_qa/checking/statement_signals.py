"""Signals of a whole statement: its doubtful units taken together, what it covers, and what it leaves out."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from zhengxie_qa.checking.matching import Matching
from zhengxie_qa.checking.objections import ObjectionKind
from zhengxie_qa.checking.sources import squeeze
from zhengxie_qa.checking.statement_support import Support
from zhengxie_qa.checking.unit_signals import NAMES as UNIT_NAMES
from zhengxie_qa.checking.units import Unit

_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("figure", ("amount", "ordinal", "date", "session")),
    ("name", ("person", "name")),
    ("stance", ("stance",)),
    ("word", ("word", "light")),
)
_KINDS = ("amount", "date", "ordinal", "session", "person", "name", "word", "stance")
_LEFT_OUT = (
    "polarity",
    "quantifier",
    "modality",
    "condition",
    "exception",
    "direction",
    "comparison",
    "order",
    "hedge",
)
_SILENT = re.compile(
    r"未(?:说明|提|写|载|列|给|明确|涉及|注明)|没有?(?:说|提|写|给|列|交代|记载)|not (?:say|mention|state|specif|give)"
)
_TABLE, _BULLET, _HEADING = re.compile(r"\|"), re.compile(r"^\s*(?:[-*•]|\d+[.)、])", re.M), re.compile(r"^\s*#", re.M)

_OBJECTIONS = get_args(ObjectionKind)

NAMES = (
    *("highest doubt", "second doubt", "third doubt", "mean doubt", "sum of odds", "doubtful units"),
    *(f"{part} {group}" for group, _ in _GROUPS for part in ("highest doubt of a", "unmet")),
    *(
        "cover",
        "cover of window",
        "lowest clause cover",
        "second clause cover",
        "units",
        "clauses",
    ),
    *("english", "silent", "table", "bullet", "heading", "length", "unmet weight", "longest unmet run"),
    *(f"left out {family}" for family in _LEFT_OUT),
    *("left out figures", "left out weight", "left out share"),
    *(f"unmet {kind}" for kind in _KINDS),
    *(
        "figures from nowhere",
        "figures unsaid",
        "miscounted lists",
        "other bounds",
        "other classes",
        "rival figures",
        "other order",
    ),
    *("unmet quotation", "highest doubt beside its rival"),
    *(f"objection {kind}" for kind in _OBJECTIONS),
    "share by rule",
)


def statement_row(
    matching: Matching, rows: NDArray[np.float32], doubts: NDArray[np.float32], support: Support
) -> NDArray[np.float32]:
    """Return the signals of the statement, shape (signals,).

    ``rows`` are the signals of its units, ``doubts`` the probabilities that each of them lies.
    """
    objections = [objection.kind for objection in support.objections]
    return np.array(
        [
            *_doubts(matching, doubts),
            *_coverage(matching),
            *_left_out(matching),
            *_counted(matching, rows, doubts),
            *(float(objections.count(kind)) for kind in _OBJECTIONS),
            support.share,
        ],
        dtype=np.float32,
    )


def _counted(matching: Matching, rows: NDArray[np.float32], doubts: NDArray[np.float32]) -> list[float]:
    """Count the units that fail in a way of their kind."""

    def signal(name: str) -> NDArray[np.float32]:
        return rows[:, _PLACE[name]]

    unmet = [not found for found in matching.found]
    kinds = [sum(u.kind == kind and gone for u, gone in zip(matching.units, unmet, strict=True)) for kind in _KINDS]
    derived = np.nan_to_num(rows[:, _DERIVED]).max(axis=1, initial=0.0)
    figure = np.array([u.kind == "amount" for u in matching.units], dtype=bool)
    nowhere = figure & np.array(unmet, dtype=bool) & (derived == 0)
    classes = (np.nan_to_num(signal("same class in window")) == 0) & (
        np.nan_to_num(signal("other class in window")) > 0
    )
    rivals = np.nan_to_num(signal("company margin")) < -_MARGIN
    steps = np.nan_to_num(signal("left step"))
    return [
        *map(float, kinds),
        float(nowhere.sum()),
        float(np.nansum(signal("derived unsaid"))),
        float(np.nansum(signal("miscounts a list"))),
        float((np.nan_to_num(signal("same bound"), nan=1.0) == 0).sum()),
        float(classes.sum()),
        float(rivals.sum()),
        float((steps < 0).sum()),
        _unmet_quotations(matching),
        float((doubts * rivals).max(initial=0.0)),
    ]


_MARGIN = 0.15  # of company by which a rival fits better
_PLACE = {name: place for place, name in enumerate(UNIT_NAMES)}
_DERIVED = [place for name, place in _PLACE.items() if name == "derived as said"]
_QUOTED = re.compile(r"“([^“”]{2,})”|《([^《》]{2,})》|\"([^\"]{2,})\"")


def _unmet_quotations(matching: Matching) -> float:
    said = [squeeze(next(filter(None, match.groups()))) for match in _QUOTED.finditer(matching.text)]
    return float(sum(not any(piece in reading.squeezed for reading in matching.ground.readings) for piece in said))


def _doubts(matching: Matching, doubts: NDArray[np.float32]) -> list[float]:
    ordered = [*map(float, np.sort(doubts)[::-1][:3]), 0.0, 0.0, 0.0][:3]
    odds = float(np.sum(np.log1p(doubts / np.maximum(1e-4, 1 - doubts)))) if len(doubts) else 0.0
    found = [*ordered, float(doubts.mean()) if len(doubts) else 0.0, odds, float((doubts > 0.3).sum())]
    for _, kinds in _GROUPS:
        rows = [row for row, unit in enumerate(matching.units) if unit.kind in kinds]
        found.append(float(doubts[rows].max()) if rows else 0.0)
        found.append(float(sum(not matching.found[row] for row in rows)))
    return found


def _coverage(matching: Matching) -> list[float]:
    weights, table = matching.weights, matching.table
    total = max(float(weights.sum()), 1e-6)
    anywhere = float(weights @ table.max(axis=1, initial=0.0)) / total
    window = float(weights @ table[:, list(matching.window)].max(axis=1, initial=0.0)) / total
    covers = sorted(clause.cover for clause in matching.clauses)
    unmet = [float(weight) if not found else 0.0 for weight, found in zip(weights, matching.found, strict=True)]
    text = matching.text
    return [
        anywhere,
        window,
        covers[0] if covers else 1.0,
        covers[1] if len(covers) > 1 else math.nan,
        float(len(matching.units)),
        float(len(matching.clauses)),
        float(matching.is_english),
        float(_SILENT.search(matching.folded) is not None),
        *(float(len(pattern.findall(text))) for pattern in (_TABLE, _BULLET, _HEADING)),
        float(len(text)),
        sum(unmet),
        _longest_run(unmet),
    ]


def _longest_run(unmet: Sequence[float]) -> float:
    longest = run = 0.0
    for weight in unmet:
        run = run + weight if weight else 0.0
        longest = max(longest, run)
    return longest


def _left_out(matching: Matching) -> list[float]:
    """Count what the passage's own clauses say that the statement, saying most of them, does not."""
    out = [unit for units in _source_clauses(matching) for unit in units]
    said = {unit.text for unit in matching.units}
    classes = {unit.stance for unit in matching.units if unit.stance}
    missing = [unit for unit in out if unit.text not in said and not (unit.stance and unit.stance in classes)]
    weights = sum(unit.weight for unit in missing)
    total = sum(unit.weight for unit in out)
    return [
        *(float(sum(unit.stance is not None and unit.stance[0] == family for unit in missing)) for family in _LEFT_OUT),
        float(sum(unit.kind == "amount" for unit in missing)),
        weights,
        weights / total if total else 0.0,
    ]


_MOST_OF_IT = 0.45  # share of a passage's clause that a statement says, from which on it is that clause's retelling
_BREAK = re.compile(r"[,;:。，；：]")


def _source_clauses(matching: Matching) -> list[list[Unit]]:
    """Return the clauses of the window's sentences that the statement retells."""
    said = {spot for found in matching.found for spot, _ in found}
    kept = []
    for number in matching.window:
        place = matching.ground.places[number]
        cuts = [match.end() for match in _BREAK.finditer(place.text)]
        for low, high in zip([0, *cuts], [*cuts, len(place.text)], strict=True):
            units = [unit for unit in place.units if low <= unit.start < high]
            total = sum(unit.weight for unit in units)
            got = sum(unit.weight for unit in units if place.offset + unit.start in said)
            if total and got >= _MOST_OF_IT * total:
                kept.append(units)
    return kept
