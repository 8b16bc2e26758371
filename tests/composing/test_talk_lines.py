"""A turn that asks nothing gets a line in its own language."""

from __future__ import annotations

from typing import get_args

import pytest

from zhengxie_qa.composing.talk_lines import talk_answer
from zhengxie_qa.composing.talk_phrases import TALK_LINES
from zhengxie_qa.question.small_talk import Talk


def kinds_in(form: object) -> set[str]:
    return set().union(*(kinds_in(part) if get_args(part) else {str(part)} for part in get_args(form)))


def test_every_kind_has_its_line() -> None:
    assert set(TALK_LINES) == kinds_in(Talk) - {"contents"}  # whose line the documents make


@pytest.mark.parametrize(
    ("turn", "line"), [("谢谢", "还有问题请接着问"), ("謝謝", "還有問題請接"), ("Thanks!", "You are welcome")]
)
def test_the_line_is_in_the_language_of_the_turn(turn: str, line: str) -> None:
    answer = talk_answer(turn, {})
    assert answer is not None
    assert (answer.status, answer.citations, answer.related) == ("talk", (), ())
    assert line in answer.answer


def test_a_question_gets_none() -> None:
    assert talk_answer("你好，征集了多少件提案？", {}) is None
