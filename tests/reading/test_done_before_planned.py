"""A figure asked for is that of what was done; one that is only planned is given as a plan."""

from __future__ import annotations

import pytest

from tests.support.small_corpus import assistant_over
from zhengxie_qa import Assistant

_REPORT = """白河市政府工作报告2024

各位代表：
现在，我代表市人民政府向大会报告工作。
一、2023年工作回顾
（一）空港起势。开通国内货运航线45条，完成货邮吞吐量26.5万吨。新建“口袋公园”16个。
（二）民生改善。新增医疗床位2213张。
二、2024年重点工作安排
（一）做强空港。新开辟10条国际航线，力争货邮吞吐量120万吨、进入全国前四。建设“口袋公园”10个。
（二）保障民生。新增养老床位500张，完成适老化改造500户。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("airport"), {"report.txt": _REPORT})


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("货邮吞吐量多少？", "26.5万吨"),
        ("新建了多少口袋公园？", "16个"),  # 口 is no measure word here
    ],
)
def test_what_was_done_is_given_where_the_report_has_both(assistant: Assistant, question: str, told: str) -> None:
    answer = assistant.ask(question).answer
    assert told in answer
    assert "安排" not in answer


def test_what_is_planned_alone_is_called_a_plan(assistant: Assistant) -> None:
    assert assistant.ask("新增养老床位多少张？").answer.startswith("按2024年的安排，新增养老床位500张")
    asked = assistant.ask("货邮吞吐量的目标是多少？").answer
    assert "120万吨" in asked
    assert "按2024年的安排" not in asked  # the question says that it is a plan
