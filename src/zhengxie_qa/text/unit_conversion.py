"""A value in another unit of the same quantity: 86.7亿元 in 万元, 744.8万亩 in 公顷."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from zhengxie_qa.text.figures import Figure
from zhengxie_qa.text.lexicon import either_of, word_rows

_SCALES = {
    "": 1,
    "十": 10,
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
}
_PLACES = 2  # behind the point of a value that is no round one: 49.65万公顷
_DIGITS_KEPT = 4  # of a value below one, so that it does not vanish: 0.005533亿元


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as it is asked for (万元): its name and how many of the plain one (元) it is."""

    name: str
    plain: str
    scale: int


@dataclass(frozen=True, slots=True)
class Converted:
    """A value in another unit, and whether it is rounded."""

    value: Decimal
    rounded: bool


@lru_cache(maxsize=1)
def _sizes() -> dict[str, tuple[int, Fraction]]:
    """Return for each unit the number of its quantity and its size in it."""
    sizes = {}
    for quantity, row in enumerate(word_rows("unit_sizes")):
        for pair in row:
            name, _, size = pair.partition("=")
            sizes[name] = quantity, Fraction(size)
    return sizes


def unit_pattern() -> str:
    """Return a pattern for a unit that can be reckoned with, its scale before it."""
    return f"(?:十万|百万|千万|[百千万亿])?(?:{either_of(tuple(_sizes()))})"


def unit_named(text: str) -> Unit | None:
    """Return the unit that the whole folded ``text`` names; None where it cannot be reckoned with."""
    if text in _sizes():
        return Unit(text, text, 1)
    for scale in sorted(_SCALES, key=len, reverse=True):
        plain = text.removeprefix(scale)
        if scale and text.startswith(scale) and plain in _sizes():
            return Unit(text, plain, _SCALES[scale])
    return None


def converts(figure: Figure, unit: Unit) -> bool:
    """Tell whether ``figure`` measures what ``unit`` measures."""
    sizes = _sizes()
    return figure.value is not None and figure.unit in sizes and sizes[figure.unit][0] == sizes[unit.plain][0]


def converted(figure: Figure, unit: Unit) -> Converted | None:
    """Return the value of ``figure`` in ``unit``; None where they measure different things."""
    if figure.value is None or not converts(figure, unit):
        return None
    sizes = _sizes()
    exact = Fraction(figure.value) * sizes[figure.unit][1] / (sizes[unit.plain][1] * unit.scale)
    value = Decimal(exact.numerator) / Decimal(exact.denominator)
    if Fraction(value) == exact and _is_short(value):
        return Converted(value, rounded=False)
    places = _PLACES if value >= 1 else _DIGITS_KEPT - value.adjusted() - 1
    return Converted(round(value, places), rounded=True)


def _is_short(value: Decimal) -> bool:
    """Tell whether a value is written out without a long fraction."""
    return not re.search(r"\.\d{7,}", f"{value.normalize():f}")
