"""A figure wanted in another unit is told from questions that only name one."""

from __future__ import annotations

import pytest

from zhengxie_qa.question import conversion_asked


@pytest.mark.parametrize(
    ("turn", "unit"),
    [
        ("换算成万元是多少", "万元"),
        ("那换成公顷呢", "公顷"),
        ("合多少亩", "亩"),
        ("折合多少亿元?", "亿元"),
        ("是多少万元", "万元"),
        ("用亿元表示是多少", "亿元"),
        ("把这个数换算成元", "元"),
    ],
)
def test_a_turn_that_only_names_a_unit_wants_the_last_figure_in_it(turn: str, unit: str) -> None:
    asked = conversion_asked(turn)
    assert asked is not None
    assert (asked.unit.name, asked.question) == (unit, "")


def test_what_is_wanted_in_another_unit_is_asked_for_first() -> None:
    asked = conversion_asked("2024年产值换算成万元是多少")
    assert asked is not None
    assert (asked.unit.name, asked.question) == ("万元", "2024年产值是多少")


@pytest.mark.parametrize(
    "turn", ["财政投入是多少万元", "捐款捐物折合多少万元", "换届是什么时候", "合并办理多少件", "多少万元"]
)
def test_a_question_that_names_a_unit_is_a_question(turn: str) -> None:
    assert conversion_asked(turn) is None
