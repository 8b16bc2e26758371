"""Turns that take words back, and turns that hold another answer against the one before them."""

from __future__ import annotations

import pytest

from zhengxie_qa.question.corrections import holds_otherwise, said_last
from zhengxie_qa.question.turn_forms import lead_off


@pytest.mark.parametrize(
    ("turn", "meant"),
    [
        ("去年呢 不对 是后一年", "后一年"),
        ("青山呢,说错了,白水呢", "白水呢"),
        ("不对 我要2014年的", "2014年的"),
        ("额 2014青山的", "2014青山的"),
        ("no, i meant baishui.", "baishui."),
        ("额度是多少", "额度是多少"),
        ("说的不对的地方有哪些", "说的不对的地方有哪些"),
        ("no smoking in which places?", "no smoking in which places?"),
    ],
)
def test_what_is_said_last_is_meant(turn: str, meant: str) -> None:
    assert lead_off(said_last(turn)) == meant


@pytest.mark.parametrize(
    "turn", ["不是三个月吗?", "难道不是李平吗", "我听说是6个月", "i heard it was 6 months", "isn't it li ping?"]
)
def test_another_answer_is_held_against_the_one_before(turn: str) -> None:
    assert holds_otherwise(turn)


@pytest.mark.parametrize("turn", ["不是提案是什么", "不是委员能参加吗,要哪些材料", "应该是什么时候", "is it open?"])
def test_a_question_is_no_doubt(turn: str) -> None:
    assert not holds_otherwise(turn)
