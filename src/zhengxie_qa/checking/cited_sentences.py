"""The sentences of the passages that a statement is held against, as one row of units with their places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from zhengxie_qa.checking.sources import Reading
from zhengxie_qa.checking.units import Unit, units_of
from zhengxie_qa.claims import Amount, same_size

_APART = 200  # characters between two sentences, so that nothing near in one is near in another


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence of a passage: ``offset`` is where it begins among all that are read together."""

    reading: Reading
    number: int  # of the sentence; -1: title, headings and front matter
    offset: int
    text: str  # folded
    units: tuple[Unit, ...]


class Ground:
    """Passages read together. Places are characters counted over all their sentences, which lie far apart."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.readings = tuple(readings)
        places: list[Place] = []
        at = 0
        for reading in readings:
            for number, (start, end) in enumerate(reading.spans):
                places.append(
                    Place(reading, number, at, reading.parts[number], units_of(reading.source.text[start:end]))
                )
                at += end - start + _APART
            if also := "\n".join(filter(None, (reading.frame, reading.source.also))):
                places.append(Place(reading, -1, at, also.lower(), units_of(also)))
                at += len(also) + _APART
        self.places = tuple(places)

    @cached_property
    def years(self) -> frozenset[int]:
        """The years that the passages as a whole speak of."""
        return frozenset(year for reading in self.readings for year in reading.years)

    @cached_property
    def amounts(self) -> tuple[tuple[int, int, Unit], ...]:
        """The figures and dates with the place they stand at and the number of their sentence among ``places``."""
        return tuple(
            (place.offset + unit.start, number, unit)
            for number, place in enumerate(self.places)
            for unit in place.units
            if unit.amount is not None
        )

    @cached_property
    def persons(self) -> tuple[tuple[int, int, Unit], ...]:
        """The persons named, likewise."""
        return tuple(
            (place.offset + unit.start, number, unit)
            for number, place in enumerate(self.places)
            for unit in place.units
            if unit.kind == "person"
        )

    def occurrences(self, unit: Unit) -> list[tuple[int, int]]:
        """Return (place, number of the sentence) of every mention of ``unit``."""
        return list(self._occurrences(unit))

    def _occurrences(self, unit: Unit) -> Iterator[tuple[int, int]]:
        if unit.amount is not None:
            for at, number, other in self.amounts:
                if other.amount is not None and same_amount(unit.amount, other.amount, self.years):
                    yield at, number
            return
        for number, place in enumerate(self.places):
            yield from ((place.offset + start, number) for start in _finds(place, unit))


def _finds(place: Place, unit: Unit) -> Iterator[int]:
    """Yield where ``unit`` stands: as a unit of its own where it is short, else anywhere in the text."""
    if unit.session is not None:
        yield from (other.start for other in place.units if other.session is not None and _same_session(unit, other))
        return
    if len(unit.text) == 1 or unit.text.isascii() or unit.kind == "stance":
        yield from (other.start for other in place.units if other.text == unit.text)
        return
    at = place.text.find(unit.text)
    while at >= 0:
        yield at
        at = place.text.find(unit.text, at + 1)


def _same_session(unit: Unit, other: Unit) -> bool:
    assert unit.session is not None
    assert other.session is not None
    return all(said is None or said == there for said, there in zip(unit.session, other.session, strict=True))


def same_amount(one: Amount, other: Amount, years: frozenset[int] = frozenset()) -> bool:
    """Tell whether two amounts are the same but for their bounds; a date may leave out what the other says."""
    if one.kind != other.kind:
        return False
    if one.kind == "date":
        return _same_date(one, other, years)
    if one.kind == "ordinal":
        return isinstance(one.key, tuple) and isinstance(other.key, tuple) and set(one.key) <= set(other.key)
    if one.kind == "time":
        return one.key == other.key or _half_day_later(one.key) == other.key
    return same_size(one, other)


def _half_day_later(key: object) -> object:
    """Return 18:30 for 六点半: whoever says no part of the day leaves it open."""
    return (key[0] + 12, key[1]) if isinstance(key, tuple) and isinstance(key[0], int) and key[0] < 12 else None


def _same_date(one: Amount, other: Amount, years: frozenset[int]) -> bool:
    assert isinstance(one.key, tuple)
    assert isinstance(other.key, tuple)
    year, month, day, part = one.key
    there, other_month, other_day, other_part = other.key
    if year is not None and there is not None and year != there:
        return False
    if year is not None and there is None and years and year not in years:
        return False
    if month is None:
        return there is not None and (part is None or part == other_part or _at_end(part, other_month))
    if month != other_month:
        return False
    return (day is None or day == other_day) and (part is None or part == other_part or (part == "底" and day is None))


def _at_end(part: object, month: object) -> bool:
    return (part == "底" and month == 12) or (part == "初" and month == 1)
