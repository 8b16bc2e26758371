"""The questions a newcomer is offered are made from the documents and asked beforehand."""

from __future__ import annotations

import pytest

from tests.support.small_corpus import assistant_over
from zhengxie_qa import Assistant

REPORT = """政协青禾县委员会常务委员会工作报告

2025年工作回顾

一、提案工作
一年来，共征集提案211件，确定重点提案12件。全年召开常委会会议6次，主席会议14次。
二、文史工作
全年编印文史丛书9部，开展视察22次。

2026年工作安排

一、加强学习。坚持第一议题制度，组织集中学习。
二、深入协商。围绕乡村振兴开展专题协商。
三、办好提案。完善重点提案督办机制，推动提案落实。
四、服务委员。建好委员之家，开展委员培训。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("first"), {"报告2025.txt": REPORT})


def test_every_question_offered_is_surely_answered_in_its_language(assistant: Assistant) -> None:
    overview = assistant.overview
    assert overview is not None
    assert overview.questions
    for question in (*overview.questions, *overview.english):
        assert assistant.ask(question).status == "answered", question
    assert not any("\u4e00" <= sign <= "\u9fff" for question in overview.english for sign in question)


def test_english_questions_ask_for_figures_that_have_an_english_name(assistant: Assistant) -> None:
    assert assistant.overview is not None
    english = assistant.overview.english
    asked = [question for question in english if question.startswith("How many")]
    assert "How many key proposals were there?" in asked
    assert len(asked) == len(set(asked))
    answer = assistant.ask("How many key proposals were there?")
    assert "12件" in answer.answer
