"""A follow-up that asks for what nothing says is refused, not answered by what was told already or by a neighbour."""

from __future__ import annotations

import pytest

from tests.dialogue.test_dialogue import talk
from tests.support.small_corpus import assistant_over
from zhengxie_qa import Assistant

_REPORT = """政协第四届石桥县委员会常务委员会工作报告
（2025年1月10日在政协第四届石桥县委员会第四次会议上）
2024年工作回顾
一、产业协商
推动设立总规模3亿元的茶业基金，首期到位1亿元。
二、文史工作
《石桥老街》全书28万字，收录文章47篇，印制2500册。
三、人口调研
全县苗族人口21.9万人，侗族人口14.8万人。
四、会议
县政协四届五次会议初步商定于2025年12月上旬召开，会期三天。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("bridge"), {"report.txt": _REPORT})


@pytest.mark.parametrize(
    "turns",
    [
        ("茶业基金总规模多大", "收益率呢"),
        ("苗族人口有多少", "侗族呢", "彝族呢"),
        ("四届五次会议什么时候召开", "在哪个酒店开"),
    ],
)
def test_a_noun_that_nothing_says_is_not_answered(assistant: Assistant, turns: tuple[str, ...]) -> None:
    answer = talk(assistant, *turns)
    assert (answer.status, answer.citations) == ("not_found", ())


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (("茶业基金总规模多大", "首期呢"), "1亿元"),
        (("苗族人口有多少", "侗族呢"), "14.8万人"),
        (("《石桥老街》多少字", "印了多少册"), "2500册"),
        (("四届五次会议什么时候召开", "会期呢"), "三天"),
    ],
)
def test_a_noun_that_is_said_is_answered_as_ever(assistant: Assistant, turns: tuple[str, ...], said: str) -> None:
    answer = talk(assistant, *turns)
    assert answer.status == "answered"
    assert said in answer.answer


def test_the_refusal_is_explained_by_what_is_left_out(assistant: Assistant) -> None:
    history = [("茶业基金总规模多大", "3亿元[1]。")]
    explanation = assistant.ask("收益率呢", history, explain=True).explanation
    assert explanation is not None
    assert "收益率" in str(explanation)
