"""When two amounts are one: 30天 and 一个月, 半年 and 6个月, 1.2公里 and 1200米, 21万 and 210000."""

from __future__ import annotations

from decimal import Decimal

from zhengxie_qa.claims.quantities import Amount, same_unit
from zhengxie_qa.text import word_rows

# What one of a unit is in the smallest of its kind; a month is 30 days and a year 12 months, as rules count them.
_BASES: dict[str, tuple[str, Decimal]] = {
    **{unit: ("time", Decimal(days)) for unit, days in (("天", 1), ("日", 1), ("周", 7), ("星期", 7), ("月", 30))},
    **{unit: ("time", Decimal(days)) for unit, days in (("年", 360), ("季度", 90))},
    **{unit: ("hours", Decimal(minutes)) for unit, minutes in (("小时", 60), ("分钟", 1))},
    **{unit: ("length", Decimal(metres)) for unit, metres in (("公里", 1000), ("千米", 1000), ("米", 1), ("里", 500))},
    **{unit: ("weight", Decimal(grams)) for unit, grams in (("吨", 1000), ("公斤", 1), ("千克", 1))},
    **{unit: ("area", Decimal(metres)) for unit, metres in (("平方公里", 1_000_000), ("公顷", 10_000), ("平方米", 1))},
    **{unit: ("money", Decimal(1)) for unit in ("元", "块")},
}
_FAMILIES = tuple(map(frozenset, word_rows("unit_families")))
_YEARS_OF_DAYS = (Decimal(365), Decimal(366))  # a year said in days


def measured(amount: Amount) -> tuple[str, Decimal] | None:
    """Return the dimension of ``amount`` and its size in the base unit; None where its unit has no other size."""
    if amount.kind != "count" or not isinstance(amount.key, Decimal):
        return None
    base = _BASES.get(amount.unit)
    if base is None:
        return None
    size = amount.key * base[1]
    return base[0], Decimal(360) if base[0] == "time" and size in _YEARS_OF_DAYS else size


def same_things(one: str, other: str) -> bool:
    """Tell whether two measure words may count the same things: 本 and 册, 株 and 棵, 名 and 人."""
    return same_unit(one, other) or any(one in family and other in family for family in _FAMILIES)


def same_size(one: Amount, other: Amount) -> bool:
    """Tell whether two amounts are of one size and kind, however they are written; bounds are not compared."""
    if one.kind != other.kind:
        return False
    if one.key == other.key and same_things(one.unit, other.unit):
        return True
    sizes = measured(one), measured(other)
    return sizes[0] is not None and sizes[0] == sizes[1]


def comparable(one: Amount, other: Amount) -> bool:
    """Tell whether two amounts measure the same quantity, so that one may be wrong where the other is right."""
    if one.kind != other.kind:
        return False
    if same_things(one.unit, other.unit):
        return True
    bases = _BASES.get(one.unit), _BASES.get(other.unit)
    return bases[0] is not None and bases[1] is not None and bases[0][0] == bases[1][0]
