"""Whether some passages hold the amounts of one statement, each for the thing the statement gives it to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from zhengxie_qa.checking.derived_amounts import is_derived
from zhengxie_qa.checking.figure_agreement import find_amount, is_computed
from zhengxie_qa.checking.figure_subjects import Subject, subjects_of
from zhengxie_qa.checking.objections import Objection
from zhengxie_qa.checking.sources import Reading
from zhengxie_qa.claims import Amount, find_amounts, same_unit
from zhengxie_qa.text import alternation_in, fold, into_chinese

_ENUMERATION = re.compile(rf"(?:{alternation_in('sentence_words', 'enumeration')})[^,。]{{0,8}}$")
_COUNTED = ("方面", "点", "类", "项", "个", "部分")
_LISTED = re.compile(r"[^,。:、]{0,8}:([^,。:]+、[^,。:]+)。?$")
_LATIN = re.compile(r"[a-z]{2,}")


def wrong_amounts(
    text: str, readings: Sequence[Reading], rivals: Sequence[Reading], parts: dict[int, set[int]]
) -> Iterator[Objection]:
    """Yield what is wrong with the amounts of the statement; note where the right ones stand."""
    folded = fold(text)
    amounts, subjects = _amounts_of(text)
    held: list[Amount] = []
    failed: list[tuple[Amount, Objection]] = []
    for amount, subject in zip(amounts, subjects, strict=True):
        year = _year_of(amount, amounts)
        own = [reading for reading in readings if year is None or reading.speaks_of(year)]
        others = [reading for reading in rivals if year is None or reading.speaks_of(year)]
        place = find_amount(amount, _chinese(subject), own or readings, others)
        if place.objection:
            failed.append((amount, place.objection))
            continue
        held.append(amount)
        if place.reading is not None and place.sentence is not None:
            parts[place.reading.source.n].add(place.sentence)
    for amount, objection in failed:
        if not is_computed(amount, folded, held) and not is_derived(amount, folded, readings):
            yield objection
    yield from _said_twice(held, readings)


def _year_of(amount: Amount, amounts: Sequence[Amount]) -> int | None:
    """Return the year that a statement says right before a figure, or else first of all: 2023年218件,2024年245件."""
    if amount.kind not in ("count", "percent"):
        return None
    years = [(a.start, a.key[0]) for a in amounts if isinstance(a.key, tuple) and a.kind == "date"]
    named = [(start, year) for start, year in years if isinstance(year, int)]
    before = [year for start, year in named if start < amount.start]
    return before[-1] if before else named[0][1] if named else None


def _said_twice(held: Sequence[Amount], readings: Sequence[Reading]) -> Iterator[Objection]:
    """Yield an amount that the statement gives to two things and the passages to one only."""
    for amount in dict.fromkeys((a.kind, a.key, a.unit) for a in held if a.kind in ("count", "percent")):
        said = [a for a in held if (a.kind, a.key, a.unit) == amount]
        there = [mention.amount for reading in readings for mention in reading.mentions]
        if len(said) > sum(other.key == amount[1] and same_unit(other.unit, amount[2]) for other in there):
            yield Objection("twice", f"原文只有一处“{said[0].text.strip()}”")


@lru_cache(maxsize=512)  # a statement is held against one passage after the other
def _amounts_of(text: str) -> tuple[Sequence[Amount], Sequence[Subject]]:
    folded = fold(text)
    amounts = [amount for amount in find_amounts(text) if not _counts_itself(amount, folded)]
    return amounts, subjects_of(folded, amounts, 0, len(folded))


def _counts_itself(amount: Amount, folded: str) -> bool:
    """主要有以下三个方面: counts what the answer goes on to list; 四种场景:甲、乙、丙、丁 too."""
    if amount.kind == "count" and (listed := _LISTED.match(folded, amount.end)):
        return len(re.split("[、;]", listed[1])) == amount.key
    if amount.kind != "count" or not folded.rstrip().endswith(":"):
        return False
    return bool(_ENUMERATION.search(folded[: amount.start])) or folded[amount.end :].startswith(_COUNTED)


def _chinese(subject: Subject) -> Subject:
    """Put English terms into Chinese and leave out the rest: passages share figures with English, not words."""
    if not _LATIN.search(subject.near):
        return subject
    near, borrowed = (_LATIN.sub(" ", into_chinese(text, {})) for text in (subject.near, subject.borrowed))
    return Subject(near, subject.far, borrowed)
