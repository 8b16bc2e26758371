"""A figure beside nothing like a word that makes up much of the question is another thing's."""

from __future__ import annotations

import pytest

from tests.support.small_corpus import assistant_over
from zhengxie_qa import Assistant

_FIGURES = """2023年白水县国民经济和社会发展统计公报
一、对外经济
全年外贸进出口总额90111万元，比上年下降5.2%。
其中：出口90065万元，进口46万元。
实际利用外资1200万美元。
二、农业
年末果园面积12.5万亩，水果产量8.1万吨。
年末茶园面积47.28万亩，比上年增长0.7%；
茶叶产量2.24万吨，比上年增长4.0%。
"""


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("figures"), {"公报.txt": _FIGURES})


def test_a_qualifier_that_nothing_meets_is_not_passed_over(figures: Assistant) -> None:
    assert figures.ask("白水县2023年茶叶出口额是多少？").status == "not_found"


@pytest.mark.parametrize(
    ("question", "said"), [("白水县2023年出口额是多少？", "90065万元"), ("白水县2023年茶叶产量是多少？", "2.24万吨")]
)
def test_what_is_met_is_answered(figures: Assistant, question: str, said: str) -> None:
    assert said in figures.ask(question).answer
