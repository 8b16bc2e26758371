"""Dates in words and digits, and days that take their month from the date before them."""

from __future__ import annotations

import pytest

from zhengxie_qa.claims import find_amounts


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("会期从2月25日至29日", [(None, 2, 25, None), (None, 2, 29, None)]),
        ("2024年2月25日报到，到29日闭幕", [(2024, 2, 25, None), (2024, 2, 29, None)]),
        ("二〇二四年一月九日印发", [(2024, 1, 9, None)]),
        ("on January 9, 2024", [(2024, 1, 9, None)]),
        ("三月底前完成", [(None, 3, None, "底")]),
    ],
)
def test_each_day_is_read_with_its_month(text: str, days: list[tuple[object, ...]]) -> None:
    assert [amount.key for amount in find_amounts(text) if amount.kind == "date"] == days


@pytest.mark.parametrize("text", ["自3月1日起，30日内答复", "9月10日开会，用了12日"])
def test_a_number_of_days_is_no_day_of_the_month(text: str) -> None:
    assert [amount.kind for amount in find_amounts(text)].count("date") == 1


def test_years_of_life_are_one_unit_and_no_weeks() -> None:
    (one,), (other,) = find_amounts("年满60周岁"), find_amounts("年满60岁")
    assert (one.key, one.kind) == (other.key, other.kind)
    assert one.unit == "周岁"
