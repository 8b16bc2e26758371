"""A sentence that only announces is quoted with what it announces."""

from __future__ import annotations

import pytest

from tests.support.small_corpus import assistant_over
from zhengxie_qa import Assistant

_REPORT = """青石县2024年工作报告

一、主要工作

营商环境持续优化。推行一窗综办，企业开办压缩到半天。办结涉企诉求，落实减税政策。
市容市貌明显改善。清理卫生死角，整治占道经营，划设非机动车停放点。
4.搭建产业监测平台
整合部门数据，按月监测园区用电和物流，为产业分析提供支撑。
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("report"), {"报告.txt": _REPORT})


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("怎么优化营商环境？", "推行一窗综办"),
        ("怎么改善市容市貌？", "清理卫生死角"),
        ("怎么搭建产业监测平台？", "整合部门数据"),
    ],
)
def test_what_stands_below_comes_with_it(report: Assistant, question: str, says: str) -> None:
    assert says in report.ask(question).answer


def test_the_next_paragraph_does_not(report: Assistant) -> None:
    assert "卫生死角" not in report.ask("怎么优化营商环境？").answer
