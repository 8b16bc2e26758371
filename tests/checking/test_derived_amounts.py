"""Figures that follow from the passages by arithmetic hold; those that only nearly follow do not."""

from __future__ import annotations

import pytest

from zhengxie_qa.checking import Checker, Source, read_draft
from zhengxie_qa.checking.derived_amounts import is_derived
from zhengxie_qa.checking.sources import Reading
from zhengxie_qa.claims import find_amounts
from zhengxie_qa.text import fold

PASSAGE = (
    "全年组织专题协商6次、对口协商9次、界别协商5次。收到提案214件，立案159件。养老院共有床位520张，入住老人365人，使用床位365张。"
    "油茶种植面积由21.3万亩扩大到24.6万亩。办复率为93.5%，上年办复率为87.6%。赠送图书540册，总价1.3万元。"
)


def kinds(statement: str) -> list[str]:
    """Return the verdicts on ``statement``, which cites the passage."""
    checker = Checker([Source(1, PASSAGE)])
    return [verdict.kind for verdict in checker.check(read_draft(f"{statement}[1]")).verdicts]


@pytest.mark.parametrize(
    "statement",
    [
        "专题协商、对口协商和界别协商合计20次。",
        "收到的提案比立案的多55件。",
        "使用床位占床位的70.2%。",
        "油茶种植面积扩大了约15.5%。",
        "办复率为93.5%，比上年办复率87.6%提高5.9个百分点。",
        "赠送图书540册，总价1.3万元，平均每册约24元。",
        "协商有三种形式：专题协商、对口协商、界别协商。",
        "全年组织专题协商约6次。",
    ],
)
def test_what_follows_by_arithmetic_holds(statement: str) -> None:
    assert kinds(statement) == ["supported"]


@pytest.mark.parametrize(
    "statement",
    [
        "专题协商、对口协商和界别协商合计21次。",
        "收到的提案比立案的多65件。",
        "使用床位占床位的72.2%。",
        "办复率为93.5%，比上年办复率87.6%提高6.9个百分点。",
        "赠送图书540册，总价1.3万元，平均每册约34元。",
        "全年组织界别协商20次。",
        "收到提案159件。",
    ],
)
def test_what_does_not_follow_is_reckoned_from_nothing(statement: str) -> None:
    reading = Reading(Source(1, PASSAGE))
    assert not is_derived(find_amounts(statement)[-1], fold(statement), [reading])


@pytest.mark.parametrize(
    "statement", ["专题协商、对口协商和界别协商合计21次。", "收到的提案比立案的多65件。", "收到提案159件。"]
)
def test_a_wrong_figure_in_a_sentence_told_again_is_marked(statement: str) -> None:
    assert kinds(statement) == ["unsupported"]


@pytest.mark.parametrize(
    "said", ["赠送图书540册，供您参考。", "赠送图书540册，文中没有说明由谁出资。", "赠送图书540册，希望对您有帮助。"]
)
def test_courtesy_and_silence_are_no_claims(said: str) -> None:
    assert kinds(said) == ["supported"]
