"""Does an amount that no passage says follow by arithmetic from those it says?

Sums, differences, shares, growth, multiples, averages, and rounding within what the words say. The operands stand in
the cited passages, of one unit where they are added; a sum of many is one of a run. The smaller the search, the rarer
is a wrong figure that fits by chance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from zhengxie_qa.checking.sources import Reading
from zhengxie_qa.claims import Amount, same_unit
from zhengxie_qa.text import alternation_in

_ADDS = re.compile(alternation_in("deriving_words", "sum"))
_COMPARES = re.compile(alternation_in("deriving_words", "difference"))
_SHARES_OUT = re.compile(alternation_in("deriving_words", "average"))
_MOST_OPERANDS = 40  # amounts of the passages that are tried with one another
_LONGEST_RUN = 12  # amounts that are added up
_ABOUT = Decimal("0.03")  # share by which 约, 近, 超过 may be off
_POINT = "百分点"


def is_derived(amount: Amount, text: str, readings: Sequence[Reading]) -> bool:
    """Tell whether ``amount`` of the folded statement ``text`` follows from the amounts of ``readings``.

    Counts are reckoned only where the statement says so, and never where a passage says the same of something else.
    """
    if not isinstance(amount.key, Decimal) or amount.kind not in ("count", "percent"):
        return False
    known = [m.amount for r in readings for m in r.mentions if m.amount.kind in ("count", "percent")]
    if any(a.key == amount.key and same_unit(a.unit, amount.unit) for a in known):
        return False
    operands = [a for a in known if isinstance(a.key, Decimal)][:_MOST_OPERANDS]
    return any(_meets(amount, value) for value in _results(amount, text, operands))


def _results(amount: Amount, text: str, known: Sequence[Amount]) -> Iterator[Decimal]:
    """Yield what the known amounts give in the unit of ``amount``."""
    counts = [a for a in known if a.kind == "count"]
    percents = [a for a in known if a.kind == "percent"]
    if amount.kind == "percent":
        yield from _shares(counts)
        yield from (100 - _value(a) for a in percents)
    elif amount.unit == _POINT:
        yield from _differences(percents)
    elif amount.unit == "倍":
        yield from (share / 100 for share in _shares(counts))
    else:
        yield from _reckoned(text, [a for a in counts if a.unit and same_unit(a.unit, amount.unit)], counts)


def _reckoned(text: str, alike: Sequence[Amount], counts: Sequence[Amount]) -> Iterator[Decimal]:
    """Yield what the statement says it reckons from the counts ``alike`` in unit."""
    if _ADDS.search(text):
        yield from _sums(alike)
    if _COMPARES.search(text):
        yield from _differences(alike)
    if _SHARES_OUT.search(text):
        yield from _averages(alike, counts)


def _value(amount: Amount) -> Decimal:
    assert isinstance(amount.key, Decimal)
    return amount.key


def _sums(alike: Sequence[Amount]) -> Iterator[Decimal]:
    for start, first in enumerate(alike):
        total = _value(first)
        for other in alike[start + 1 : start + _LONGEST_RUN]:
            total += _value(other)
            yield total


def _differences(alike: Sequence[Amount]) -> Iterator[Decimal]:
    for at, one in enumerate(alike):
        yield from (abs(_value(one) - _value(other)) for other in alike[at + 1 :])


def _shares(counts: Sequence[Amount]) -> Iterator[Decimal]:
    """Yield each of two amounts of one unit as a percentage of the other, and the growth from one to the other."""
    for one in counts:
        for other in counts:
            if one is not other and one.unit and same_unit(one.unit, other.unit) and _value(other):
                share = 100 * _value(one) / _value(other)
                yield share
                yield abs(share - 100)


def _averages(alike: Sequence[Amount], counts: Sequence[Amount]) -> Iterator[Decimal]:
    for total in alike:
        for among in counts:
            if among.unit and not same_unit(total.unit, among.unit) and _value(among) > 1:
                yield _value(total) / _value(among)


def _meets(amount: Amount, value: Decimal) -> bool:
    """Tell whether a computed value is what the statement says, as far as it is rounded and as its bound allows."""
    said = _value(amount)
    if abs(said - value) <= _rounding(amount):
        return amount.bound != "most"
    if amount.bound in ("", "most") or not said:
        return False
    off = (value - said) / said
    low, high = {"more": (Decimal(0), _ABOUT), "near": (-_ABOUT, Decimal(0))}.get(amount.bound, (-_ABOUT, _ABOUT))
    return low <= off <= high


def _rounding(amount: Amount) -> Decimal:
    """Return how far a value may be from the digits that round it: 0.05 of 62.1%; nothing where a count is whole."""
    digits = re.search(r"\d+(?:\.(\d+))?", amount.text)
    places = len(digits.group(1) or "") if digits else 0
    if digits is None or not Decimal(digits.group()) or (amount.kind == "count" and not places and not amount.bound):
        return Decimal(0)
    return _value(amount) / Decimal(digits.group()) * Decimal(10) ** -places / 2
