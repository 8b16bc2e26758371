"""A figure that the question takes for granted is warned of only where the passages do not hold it."""

from __future__ import annotations

import pytest

from tests.support.small_corpus import assistant_over
from zhengxie_qa import Assistant

_RULES = """白河市老年人优待办法

第一条 65周岁以上的老年人免费乘坐公共汽车。
第二条 2016年5月，市政协召开第十九次主席会议，确定重点提案9件。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("elderly"), {"rules.txt": _RULES})


@pytest.mark.parametrize(
    "question",
    [
        "65岁以上的老年人乘坐公共汽车免费吗？",
        "十九次主席会议确定了多少件重点提案？",
        "给我一份确定重点提案的件数？",
        "16年5月主席会议确定重点提案多少件？",
        "这两个人说的重点提案确定了多少件？",
    ],
)
def test_what_is_said_or_claims_nothing_is_not_warned_of(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).warnings == ()


def test_what_no_passage_says_is_warned_of(assistant: Assistant) -> None:
    answer = assistant.ask("第十九次主席会议确定重点提案15件，是哪次会议？")
    assert any("15件" in warning for warning in answer.warnings)
