"""Two ways of writing one amount are the same; another bound or unit is not."""

from __future__ import annotations

import pytest

from zhengxie_qa.claims import Amount, find_amounts, same_unit


def only(text: str) -> Amount:
    (amount,) = find_amounts(text)
    return amount


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("惠及1.2万人次", "惠及12000人次"),
        ("二百四十七件", "２４７件"),
        ("补助2,300元", "补助2300元"),
        ("860余万元", "八百六十余万元"),
        ("百分之九十五", "95%"),
        ("超过八成", "逾80%"),
        ("近百条", "将近100条"),
        ("900余辆", "九百多辆"),
        ("约3400元", "3400元左右"),
        ("至少10个", "不少于10个"),
        ("2024年1月9日", "二〇二四年一月九日"),
        ("January 9, 2024", "2024年1月9日"),
        ("22:40", "晚上10点40分"),
        ("第047号", "第47号"),
        ("1.16 billion", "11.6亿"),
    ],
)
def test_one_amount_written_in_two_ways_is_the_same(one: str, other: str) -> None:
    first, second = only(one), only(other)
    assert (first.kind, first.key, first.bound) == (second.kind, second.key, second.bound)
    assert same_unit(first.unit, second.unit)


@pytest.mark.parametrize(
    ("text", "bound"),
    [("近百条", "near"), ("约3400元", "about"), ("超过八成", "more"), ("900余辆", "more"), ("不得超过1.2元", "most"),
     ("首批签约8家", ""), ("最近3年", ""), ("236件", ""), ("nearly 100", "near")],
)  # fmt: skip
def test_an_amount_keeps_what_is_said_of_its_number(text: str, bound: str) -> None:
    assert only(text).bound == bound


@pytest.mark.parametrize(
    ("one", "other"), [("人次", "人"), ("件", "条"), ("元", "美元"), ("公里", "米"), ("件次", "件")]
)
def test_another_unit_is_another_thing(one: str, other: str) -> None:
    assert not same_unit(one, other)


@pytest.mark.parametrize(("one", "other"), [("人(次)", "人次"), ("人", "人(次)"), ("公里", "千米"), ("", "件")])
def test_some_units_stand_for_others(one: str, other: str) -> None:
    assert same_unit(one, other)


@pytest.mark.parametrize("text", ["《文史(2025)》", "第一，抓学习", "一批提案", "“十四五”规划"])
def test_names_and_articles_hold_no_amount(text: str) -> None:
    assert find_amounts(text) == []
