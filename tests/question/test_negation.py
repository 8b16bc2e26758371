"""Questions for what is not so are told from questions whether something is."""

from __future__ import annotations

import pytest

from zhengxie_qa.question.negation import denial_of


@pytest.mark.parametrize(
    ("question", "words", "things"),
    [
        ("哪些提案没有由县教育局承办?", ("教育局", "承办"), ("提案",)),
        ("哪件提案不是农业界别提出的?", ("农业", "界别", "提出"), ("提案",)),
        ("哪些提案未由县水利局承办?", ("水利局", "承办"), ("提案",)),
        ("没有办结的提案有哪些?", ("办结",), ("提案",)),
        ("哪些提案没有被评为A类?".lower(), ("评为", "a类"), ("提案",)),
        ("谁没来开会?", ("开会",), ()),
    ],
)
def test_what_is_denied_is_told_from_what_is_asked_for(
    question: str, words: tuple[str, ...], things: tuple[str, ...]
) -> None:
    denial = denial_of(question)
    assert denial is not None
    assert (denial.words, denial.things, denial.is_exception) == (words, things, False)


def test_an_exception_is_what_the_others_are_asked_beside() -> None:
    denial = denial_of("除了县教育局,还有哪些单位承办提案?")
    assert denial is not None
    assert (denial.words, denial.is_exception) == (("教育局",), True)


@pytest.mark.parametrize(
    "question",
    [
        "有没有提案?",
        "提案办结了没有?",
        "为什么没有参加会议?",
        "非公经济有哪些诉求?",
        "哪些内容不得泄露?",
        "是不是教育局承办的?",
    ],
)
def test_other_questions_deny_nothing(question: str) -> None:
    assert denial_of(question) is None
