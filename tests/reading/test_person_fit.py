"""谁 may be a person, a meeting, a group or an office; 哪位 is a person."""

from __future__ import annotations

import pytest

from zhengxie_qa.question.understanding import understand
from zhengxie_qa.reading.person_fit import who_fit


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("计划须报谁同意？", "年度协商计划须报主席会议同意。"),
        ("报告须经谁通过？", "提案审查报告须经全体会议通过。"),
        ("稿件由谁审稿？", "文史稿件由编审组负责审稿。"),
        ("重点提案谁督办？", "重点提案实行主席、副主席领衔督办。"),
        ("申请向谁提出？", "应当向常务委员会提出书面申请。"),
        ("谁负责编纂？", "编纂工作由县志办具体承担。"),
    ],
)
def test_a_body_or_an_office_answers_who(question: str, text: str) -> None:
    assert who_fit(understand(question), text) > 0.4


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("会长是哪位？", "协会由编审组负责。"),
        ("谁督办？", "办理质量明显提高。"),
        ("谁提的？", "三次会议期间收到提案。"),
    ],
)
def test_no_body_answers_for_a_person_and_nothing_for_nobody(question: str, text: str) -> None:
    assert who_fit(understand(question), text) < 0.4
