"""Values in other units of the same quantity."""

from __future__ import annotations

from decimal import Decimal

import pytest

from zhengxie_qa.text import converted, converts, find_figures, unit_named


@pytest.mark.parametrize(
    ("text", "unit", "value", "rounded"),
    [
        ("86.7亿元", "万元", "867000", False),
        ("１，８００元", "万元", "0.18", False),
        ("744.8万亩", "万公顷", "49.65", True),
        ("3公顷", "亩", "45", False),
        ("420亩", "公顷", "28", False),
        ("12.6万吨", "公斤", "126000000", False),
        ("553元", "亿元", "0.00000553", True),
    ],
)
def test_a_value_is_computed(text: str, unit: str, value: str, rounded: bool) -> None:
    named = unit_named(unit)
    assert named is not None
    result = converted(find_figures(text)[0], named)
    assert result is not None
    assert (result.value, result.rounded) == (Decimal(value), rounded)


def test_what_measures_something_else_is_not_converted() -> None:
    named = unit_named("亩")
    assert named is not None
    assert not converts(find_figures("86.7亿元")[0], named)
    assert unit_named("件") is None
