"""What a question takes for granted, held against a sentence."""

from __future__ import annotations

import pytest

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
    ],
)
def test_a_sentence_contradicts_another_figure_or_a_denial(text: str, question: str, expected: bool) -> None:
    assert contradicts(text, question) is expected


def test_a_wrong_figure_in_a_question_is_answered_with_the_right_one(report: Assistant) -> None:
    answer = report.ask("重点提案为什么确定了15件？")
    assert answer.status == "answered"
    assert "11件" in answer.answer
    assert "15件" in answer.warnings[0]


def test_a_reason_that_is_not_given_is_not_made_up(report: Assistant) -> None:
    assert report.ask("为什么编印出版了9部文史丛书？").status == "not_found"
