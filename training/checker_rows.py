"""Statements whose truth is known → the rows that the checker learns from.

A statement is cut as the checker cuts an answer. The part that holds the lying words is false, the others are true.
Each part is held against its own passages, against these among others of the document, and against others alone, from
which it does not follow.
"""

from __future__ import annotations

import json
import lzma
import os
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from training.scripted_lies import told_again
from zhengxie_qa.checking import Source, read_draft
from zhengxie_qa.checking.cited_sentences import Ground
from zhengxie_qa.checking.matching import Matching
from zhengxie_qa.checking.sources import Reading
from zhengxie_qa.checking.statement_support import Support, support_of
from zhengxie_qa.checking.unit_signals import unit_rows
from zhengxie_qa.text import fold

STATEMENTS = Path(__file__).resolve().parent / "statements" / "statements.jsonl.xz"
_SEED = 5
_MOST_OTHERS = 5  # passages of the document that are put beside a statement's own
Beside = Literal["own", "among others", "others", "scripted"]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a statement beside passages; ``lies`` says of each unit whether it is among the lying words."""

    group: str  # the document: parts of one never stand on both sides of a split
    record: int  # which statement it is of
    false: bool
    beside: Beside
    matching: Matching
    support: Support
    rows: NDArray[np.float32]
    lies: NDArray[np.bool_]


def read_statements(path: Path, part: str) -> list[dict[str, Any]]:
    """Return the ``open`` or the ``blind`` records of the packed file."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        return [record for record in map(json.loads, lines) if record["part"] == part]


def parts_of(records: Sequence[Mapping[str, Any]]) -> list[Part]:
    """Return the parts of all ``records`` beside their passages, and sentences of these changed by rule."""
    by_document: dict[str, list[tuple[int, Mapping[str, Any]]]] = {}
    for number, record in enumerate(records):
        by_document.setdefault(record["document"], []).append((number, record))
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        return [part for parts in pool.map(_of_document, by_document.values()) for part in parts]


def _of_document(records: Sequence[tuple[int, Mapping[str, Any]]]) -> list[Part]:
    return list(_parts(records, random.Random(_SEED)))


def _parts(records: Sequence[tuple[int, Mapping[str, Any]]], dice: random.Random) -> Iterator[Part]:
    for number, record in records:
        others = _others(record, [other for _, other in records], dice)
        own = list(record["passages"])
        among = dice.sample([*own, *others], len(own) + len(others))
        grounds: list[tuple[Beside, list[Reading]]] = [("own", _readings(own)), ("among others", _readings(among))]
        if others:  # fewer than among which the statement is judged: how many there are must not tell
            grounds.append(("others", _readings(others[: dice.randint(1, len(others))])))
        for text, lying in _cut(record):
            for beside, readings in grounds:
                yield _part(record["document"], number, text, lying, readings, beside)
        for told in told_again([*own, *others], dice):
            yield _part(record["document"], number, told.text, told.lie, _readings(among), "scripted")


def _others(record: Mapping[str, Any], of_document: Sequence[Mapping[str, Any]], dice: random.Random) -> list[str]:
    """Return some passages of the document that share no line with those of ``record`` or with each other."""
    taken = {line for passage in record["passages"] for line in passage.split("\n")}
    found: list[str] = []
    most = dice.randint(1, _MOST_OTHERS)
    for other in dice.sample(of_document, len(of_document)):
        for passage in other["passages"]:
            lines = set(passage.split("\n"))
            if not lines & taken and len(found) < most:
                found.append(passage)
                taken |= lines
    return found


def _readings(passages: Iterable[str]) -> list[Reading]:
    return [Reading(Source(n, text)) for n, text in enumerate(passages, 1)]


def _cut(record: Mapping[str, Any]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield (text, where in it the lying words stand; (0, 0) where it is true); nothing of a lie that is not found."""
    draft = read_draft(record["statement"])
    words = read_draft(record["words"]).text if record["label"] == "lie" else ""
    at = fold(draft.text).find(fold(words)) if words else -1
    if record["label"] == "lie" and at < 0:
        return
    for statement in draft.statements:
        if statement.is_claim:
            low, high = max(at, statement.start), min(at + len(words), statement.end)
            inside = at >= 0 and low < high
            yield statement.text, ((low - statement.start, high - statement.start) if inside else (0, 0))


def _part(
    document: str, number: int, text: str, lying: tuple[int, int], readings: Sequence[Reading], beside: Beside
) -> Part:
    low, high = (0, 0) if beside == "others" else lying
    matching = Matching(text, Ground(readings))
    lies = np.array([unit.start < high and low < unit.end for unit in matching.units], dtype=np.bool_)
    false = beside == "others" or high > low
    support = support_of(text, readings, readings)
    return Part(document, number, false, beside, matching, support, unit_rows(matching), lies)
