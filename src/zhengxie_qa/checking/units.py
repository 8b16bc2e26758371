"""A text cut into what can be compared one by one: its words, and whole figures, sessions and persons' names.

Each unit knows what it is (a figure, a name, a word that says how, a word that says what) and how much it says.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from zhengxie_qa.claims import Amount, Claim, claims_of, find_amounts, stance_of
from zhengxie_qa.text import fold, is_stop_word, word_count, word_list, word_spans, word_tag

UnitKind = Literal["word", "light", "stance", "amount", "date", "ordinal", "session", "person", "name"]
_LIGHT = frozenset(word_list("formulaic_words"))
_COMMON = 30_000  # times in the counts of the word list, from which on a word says next to nothing
_RARE = 13.0  # natural logarithm that a word counted once has less than its count: the most a word can weigh
_WEIGHTS: dict[str, float] = {"amount": 2.0, "date": 1.5, "ordinal": 1.5, "session": 2.0, "person": 2.0, "name": 1.2}
_STANCE_WEIGHT = 0.3
_SESSION_LEFT = re.compile(r"[第届次]")


@dataclass(frozen=True, slots=True)
class Unit:
    """``text[start:end]`` folded; English words are stemmed."""

    text: str
    start: int
    end: int
    kind: UnitKind
    weight: float
    stance: tuple[str, str] | None = None
    amount: Amount | None = None
    session: tuple[int | None, int | None] | None = None
    tag: str = ""

    @property
    def says_what(self) -> bool:
        """Whether the unit carries content: it is no particle and no word that says only how."""
        return self.weight >= _STANCE_WEIGHT and self.kind not in ("stance", "light")


@lru_cache(maxsize=2048)
def units_of(text: str) -> tuple[Unit, ...]:
    """Return the units of ``text`` in order; they do not overlap, and punctuation is in none."""
    folded = fold(text)
    claims = claims_of(text)
    names = [claim for claim in claims if claim.kind in ("organisation", "place")]
    whole = sorted(_wholes(text, claims), key=lambda unit: unit.start)
    found: list[Unit] = []
    reached = 0
    for word, start, end in word_spans(text):
        while whole and whole[0].start < end:
            found.append(whole.pop(0))
            reached = found[-1].end
        if start < reached or word.isdigit():
            continue
        found.append(_word(word, start, end, names, folded))
        reached = end
    return (*found, *whole)


def _wholes(text: str, claims: Sequence[Claim]) -> list[Unit]:
    found: list[Unit] = []
    for claim in claims:
        if claim.kind == "session":
            value: tuple[int | None, int | None] = claim.value  # type: ignore[assignment]
            found.append(Unit(claim.text, claim.start, claim.end, "session", _WEIGHTS["session"], session=value))
        elif claim.kind == "person":
            found.append(Unit(claim.text, claim.start, claim.end, "person", _WEIGHTS["person"], tag="R"))
    kinds: dict[str, UnitKind] = {"date": "date", "ordinal": "ordinal"}
    for amount in find_amounts(text):
        if any(unit.start < amount.end and amount.start < unit.end for unit in found):
            continue
        kind = kinds.get(amount.kind, "amount")
        found.append(
            Unit(fold(amount.text.strip()), amount.start, amount.end, kind, _WEIGHTS[kind], amount=amount, tag="m")
        )
    return _apart(found)


def _apart(units: list[Unit]) -> list[Unit]:
    kept: list[Unit] = []
    for unit in sorted(units, key=lambda u: (u.start, -u.end)):
        if not kept or unit.start >= kept[-1].end:
            kept.append(unit)
    return kept


def _word(word: str, start: int, end: int, names: Sequence[Claim], folded: str) -> Unit:
    stance = stance_of(folded[start:end])
    if stance is not None:
        return Unit(word, start, end, "stance", _STANCE_WEIGHT, stance, tag=_tag(word))
    weight = weight_of(word)
    if weight < _STANCE_WEIGHT:
        return Unit(word, start, end, "light", weight, tag=_tag(word))
    kind: UnitKind = "name" if any(n.start <= start and end <= n.end for n in names) else "word"
    return Unit(word, start, end, kind, weight, tag=_tag(word))


def _tag(word: str) -> str:
    return "e" if word.isascii() else word_tag(word) or "?"


@lru_cache(maxsize=65536)
def weight_of(word: str) -> float:
    """Return how much a word says, 0 to 1: nothing for a particle, most for what is rarely said."""
    if is_stop_word(word):
        return 0.0
    if word in _LIGHT:
        return 0.2
    if word.isascii():
        return 0.8
    count = word_count(word)
    if count >= _COMMON:
        return 0.2
    return min(1.0, 0.35 + (_RARE - math.log(count + 1)) / _RARE * 0.65)
