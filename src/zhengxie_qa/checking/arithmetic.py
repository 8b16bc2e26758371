"""Figures that a statement reckons from those of its passages: sums, differences, ratios, shares, averages, counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import combinations, pairwise
from typing import Literal

from zhengxie_qa.claims import Amount, comparable, measured

Derivation = Literal[
    "", "rounded", "neighbours", "sum", "difference", "share", "product", "ratio", "average", "span", "count"
]
_MOST_OPERANDS = 14  # figures of one unit that sums are tried over
_MOST_TERMS = 4  # of a sum whose terms do not stand side by side
_ROUNDING = Decimal("0.006")  # of a share: 13.8% for 34 of 247
_LOOSE = Decimal("0.08")  # of what is said to be about, nearly or more than so much


def rounds_to(said: Amount, real: Amount) -> bool:
    """Tell whether ``said`` says ``real`` roundly and fairly: 近300件 of 296件, 200多件 of 236件, 约六成 of 61%."""
    sizes = _size(said), _size(real)
    if not comparable(said, real) or None in sizes:
        return False
    said_size, real_size = sizes
    assert said_size is not None
    assert real_size is not None
    return _rounds(said, said_size, real_size)


def _rounds(said: Amount, said_size: Decimal, real_size: Decimal) -> bool:
    if said_size == real_size:
        return said.bound in ("", "about")
    low, high = real_size * (1 - _LOOSE), real_size * (1 + _LOOSE)
    if said.bound == "near":
        return real_size < said_size <= high * Decimal("1.05")
    if said.bound == "more":
        return said_size < real_size and (said_size >= low or real_size < said_size * _next_step(said_size))
    if said.bound == "about":
        return low <= said_size <= high
    return said.bound == "" and _is_rounded(said_size, real_size)


def _next_step(size: Decimal) -> Decimal:
    """Return how far 200多 reaches: below 300; 1万多 below 2万."""
    lead = int(str(int(size)).lstrip("0")[:1] or 1) if size >= 1 else 1
    return Decimal(lead + 1) / lead


def _is_rounded(said: Decimal, real: Decimal) -> bool:
    """Tell whether ``said`` is ``real`` with fewer decimals: 3.3万 of 33,270, 13.8% of 13.77%."""
    places = said.as_tuple().exponent
    if not isinstance(places, int) or real == 0:
        return False
    step = Decimal(1).scaleb(places)
    return said != real and abs(said - real) <= step / 2 and abs(said - real) / real < Decimal("0.02")


def derivation(said: Amount, given: Sequence[Amount], counts: Iterable[Decimal] = ()) -> Derivation:
    """Return how ``said`` follows from amounts of the passages, "" where it does not.

    ``counts`` are the numbers of items of what the passages or the statement itself list.
    """
    size = _size(said)
    if size is not None and any(rounds_to(said, other) and said.key != other.key for other in given):
        return "rounded"
    if size is not None and (said.kind == "percent" or said.unit in ("倍", "百分点", "成")):
        return _of_shares(said, size, given)
    if size is None or said.kind != "count":
        return ""
    if any(_fits(said, size, span) for span in _spans(said, given)):
        return "span"
    return _of_counts(said, size, given) or ("count" if said.key in set(counts) else "")


def _of_counts(said: Amount, size: Decimal, given: Sequence[Amount]) -> Derivation:
    alike = _sizes(other for other in given if comparable(said, other) or not other.unit or not said.unit)
    for kind, value in _sums_and_differences(alike):
        if value == size or (value > 0 and _rounds(said, size, value)):
            return kind
    if any(_fits(said, size, a / b) for a, b in _pairs(given)):
        return "average"
    return "product" if any(_fits(said, size, product) for product in _products(given, alike)) else ""


def _of_shares(said: Amount, size: Decimal, given: Sequence[Amount]) -> Derivation:
    shares = _sizes(other for other in given if other.kind == "percent" or other.unit == "百分点")
    for kind, value in (*_sums_and_differences(shares), *(("difference", 100 - share) for share in shares)):
        if _fits(said, size, value):
            return kind
    for a, b in _pairs(given):
        ratio = a / b
        if said.unit == "倍":
            if _fits(said, size, ratio) or _fits(said, size, ratio - 1):
                return "ratio"
        elif (ratio <= 1 and _fits(said, size, ratio * 100)) or _fits(said, size, abs(ratio - 1) * 100):
            return "share"
    return ""


def _fits(said: Amount, size: Decimal, value: Decimal) -> bool:
    if value <= 0:
        return False
    if "成" in said.text:
        return {"near": -6 < value - size < 0, "more": 0 < value - size < 6}.get(said.bound, abs(value - size) <= 5)
    places = size.as_tuple().exponent
    step = Decimal(1).scaleb(places if isinstance(places, int) and places < 0 else 0)
    exact = abs(size - value) <= step * Decimal("0.51")
    return exact if said.bound == "" else exact or _rounds(said, size, value)


def _sums_and_differences(sizes: Sequence[Decimal]) -> Iterator[tuple[Derivation, Decimal]]:
    """Yield what adding neighbours, any few, and subtracting any two gives."""
    sizes = sizes[:_MOST_OPERANDS]
    for start in range(len(sizes)):
        for end in range(start + 2, len(sizes) + 1):
            yield "neighbours", sum(sizes[start:end], Decimal(0))
    for terms in range(2, _MOST_TERMS):
        for chosen in combinations(sizes, terms):
            yield "sum", sum(chosen, Decimal(0))
    for one, other in combinations(sizes, 2):
        yield "difference", abs(one - other)
    for (a, b), c in ((pair, rest) for pair in pairwise(sizes) for rest in sizes):
        yield "difference", abs(c - a - b)


_SPANS = {"天": 1, "日": 1, "周": 7, "月": 30, "年": 360}


def _spans(said: Amount, given: Sequence[Amount]) -> Iterator[Decimal]:
    """Yield how long it is from one date or hour of the passages to another, in the base of the unit said."""
    if said.unit in ("小时", "分钟"):
        hours = [60 * a.key[0] + a.key[1] for a in given if a.kind == "time" and isinstance(a.key, tuple)]  # type: ignore[operator]
        for one, other in combinations(hours[:_MOST_OPERANDS], 2):
            yield Decimal(abs(one - other))
            yield Decimal(abs(one - other) // 60 * 60)
            yield Decimal(abs(one - other) % 60)
    if said.unit not in _SPANS:
        return
    dates = [a.key for a in given if a.kind == "date" and isinstance(a.key, tuple)]
    for first, second in combinations(dates[:_MOST_OPERANDS], 2):
        yield from _between(first, second, said.unit)


def _between(one: tuple[object, ...], other: tuple[object, ...], unit: str) -> Iterator[Decimal]:
    years = [key[0] for key in (one, other) if isinstance(key[0], int)]
    months = [key[1] for key in (one, other) if isinstance(key[1], int)]
    apart = abs(years[0] - years[1]) if len(years) == 2 else 0
    if unit == "年" and len(years) == 2:
        yield from (Decimal(360 * apart), Decimal(360 * (apart + 1)))
    elif unit == "月" and len(months) == 2:
        months_apart = abs(12 * apart + months[1] - months[0]) if apart else abs(months[1] - months[0])
        yield from (Decimal(30 * months_apart), Decimal(30 * (months_apart + 1)))
    elif len(months) == 2 and isinstance(one[2], int) and isinstance(other[2], int):
        year = years[0] if years else 2024
        try:
            days = abs((date(year, months[0], one[2]) - date(year, months[1], other[2])).days)
        except ValueError:
            return
        yield from (Decimal(days), Decimal(days + 1))


def _products(given: Sequence[Amount], alike: Sequence[Decimal]) -> Iterator[Decimal]:
    """Yield the parts of amounts that shares of the passages are, and what so many times so much is."""
    shares = _sizes(other for other in given if other.kind == "percent")
    times = _sizes(other for other in given if other.kind == "count" and other.key not in alike)
    for size in alike[:_MOST_OPERANDS]:
        for share in shares[:_MOST_OPERANDS]:
            yield size * share / 100
            yield size * (100 - share) / 100
            yield size * 100 / (100 + share)
        yield from (size * number for number in times[:_MOST_OPERANDS])


def _pairs(given: Sequence[Amount]) -> Iterator[tuple[Decimal, Decimal]]:
    sizes = _sizes(other for other in given if other.kind == "count" and other.unit not in ("倍", "百分点"))
    for one, other in combinations(sizes[:_MOST_OPERANDS], 2):
        if one and other:
            yield one, other
            yield other, one


def _sizes(amounts: Iterable[Amount]) -> list[Decimal]:
    return [size for amount in amounts if (size := _size(amount)) is not None]


def _size(amount: Amount) -> Decimal | None:
    if not isinstance(amount.key, Decimal):
        return None
    base = measured(amount)
    return base[1] if base else amount.key
