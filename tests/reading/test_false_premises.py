"""What a question takes for granted, held against a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.small_corpus import assistant_over
from zhengxie_qa import Assistant
from zhengxie_qa.reading.false_premises import contradicts


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        ("确定重点提案11件。", "为什么确定了15件?", True),
        ("确定重点提案11件。", "为什么确定了11件?", False),
        ("提案者对办理结果满意。", "提案者为什么不满意?", True),
        ("提案者不满意。", "提案者为什么不满意?", False),
        ("编辑出版文史资料3部。", "为什么没有出版文史资料?", True),
        ("未能出版文史资料。", "为什么没有出版文史资料?", False),
        ("编辑出版摄影画册1部。", "为什么没有出版文史资料?", False),
        ("立案数比上年增加12件。", "立案数为什么减少了?", True),
        ("办复率98.3%。", "办复率为什么降到了90%以下?", True),
        ("停产后，厂区长期闲置。", "为什么停产?", False),
        ("任何单位不得擅自改变规划。", "为什么允许擅自改变规划?", True),
        ("单位可以依法改变规划。", "为什么允许改变规划?", False),
        ("检验报告应当附具原始记录。", "检验报告为什么不用附原始记录?", True),
        ("深入推进保税物流中心建设。", "为什么取消保税物流中心?", True),
        ("保税物流中心已取消。", "为什么取消保税物流中心?", False),
        ("二期幼儿园尚未移交开园。", "二期幼儿园为什么已经开园?", True),
        ("森林火灾连续九年零发生。", "为什么发生森林火灾?", True),
        ("实物捐赠一律免费开具收据。", "捐实物为什么还要交收据费?", True),
    ],
)
def test_a_sentence_contradicts_another_figure_or_a_denial(text: str, question: str, expected: bool) -> None:
    assert contradicts(text, question) is expected


def test_a_wrong_figure_in_a_question_is_answered_with_the_right_one(report: Assistant) -> None:
    answer = report.ask("重点提案为什么确定了15件？")
    assert answer.status == "answered"
    assert "11件" in answer.answer
    assert "15件" in answer.warnings[0]


_MINUTES = """白水县政协常委会会议纪要

会议听取了提案办理情况的通报。全年收到提案236件。
会议审议通过了专题调研报告，跨区核验手续较多，作业补贴未能按期发放。
"""


def test_a_reason_that_is_not_given_is_not_made_up(tmp_path: Path) -> None:
    minutes = assistant_over(tmp_path, {"纪要.txt": _MINUTES})
    assert minutes.ask("为什么收到236件提案？").status == "not_found"
    assert "跨区核验手续较多" in minutes.ask("作业补贴为什么未能按期发放？").answer


_PROPOSAL = """关于支持社区食堂持续运营的提案

现有平价社区食堂27家，2024年以来先后有5家社区食堂停业关门，居民反映强烈。社区食堂经营困难的原因主要有三：租金负担重，平均占营业额的17%；客源不稳；补贴到账慢。
"""


def test_the_reason_beside_the_fact_comes_before_the_fact(tmp_path: Path) -> None:
    assert "租金负担重" in assistant_over(tmp_path, {"提案.txt": _PROPOSAL}).ask("社区食堂为什么停业？").answer
