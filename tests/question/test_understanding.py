"""A question is understood: what it asks for, about when, in how many parts, after which turn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.errors import UsageError
from zhengxie_qa.question.understanding import MAX_QUESTION, clean_question, understand


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("全年立案多少件？", "number"),
        ("提案者满意率是多少？", "number"),
        ("会议开了几次", "number"),
        ("有哪些堵点？", "list"),
        ("“五学”包括哪五学？", "list"),
        ("什么时候印发？", "date"),
        ("末班车延长到几点？", "date"),
        ("召集人是谁？", "who"),
        ("主席叫什么名字？", "who"),
        ("在哪里召开？", "where"),
        ("书出版了吗？", "yesno"),
        ("为什么确定了15件？", "why"),
        ("怎样跟踪督办？", "how"),
        ("垫底的几个人后来怎么处理的？", "how"),
        ("主题是什么？", "what"),
        ("How many proposals were filed?", "number"),
        ("Who visited in July?", "who"),
    ],
)
def test_the_kind_of_answer_is_recognised(question: str, kind: str) -> None:
    assert understand(question).kind == kind


@pytest.mark.parametrize(
    ("question", "units"),
    [
        ("立案多少件？", ("件",)),
        ("培训了多少人次？", ("人次",)),
        ("有多少人口？", ()),
        ("办复率是多少？", ("%",)),
    ],
)
def test_the_unit_asked_for_is_recognised(question: str, units: tuple[str, ...]) -> None:
    assert understand(question).units == units


def test_a_question_about_money_takes_any_amount_of_money() -> None:
    assert "元" in understand("一共花了多少钱？").units


@pytest.mark.parametrize(
    ("question", "money", "share"),
    [
        ("工业产值增长多少？", True, True),
        ("经费比上年减少了多少？", True, True),
        ("经费比上年减少了多少元？", True, False),
        ("补助标准提高到多少钱？", True, False),
        ("GDP增速是多少？", False, True),
    ],
)
def test_growth_is_told_as_an_amount_or_as_a_rate(question: str, money: bool, share: bool) -> None:
    units = understand(question).units
    assert ("元" in units, "%" in units) == (money, share)


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("2024年立案多少件？", (2024,)),
        ("二〇二四年立案多少件？", (2024,)),
        ("2023年和2024年各多少？", (2023, 2024)),
        ("去年立案多少件？", (2024,)),
        ("明年有什么打算？", (2026,)),
        ("2005年以前建成的小区有几个？", ()),
        ("投资2000万元的项目有哪些？", ()),
    ],
)
def test_years_are_read_and_relative_ones_count_from_the_newest_report(question: str, years: tuple[int, ...]) -> None:
    assert understand(question, reference_year=2025).years == years


def test_several_questions_in_one_line_are_several_parts() -> None:
    query = understand("规划用地多少亩？协议投资多少？")
    assert [part.kind for part in query.parts] == ["number", "number"]
    assert query.parts[1].context.startswith("规划用地多少亩")


def test_a_preamble_stays_with_the_question_it_introduces() -> None:
    query = understand("关于接电,提案建议几个工作日,答复承诺几个工作日？")
    assert [part.text for part in query.parts] == ["关于接电,提案建议几个工作日", "答复承诺几个工作日"]


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("提案立案多少件？", "zh"),
        ("立案的提案有多少件？", "zh"),
        ("立案的提案有幾件？", "zh-Hant"),
        ("How many proposals?", "en"),
        ("What did 槐花巷 cost in total?", "en"),
        ("AED的提案是什么？", "zh"),
    ],
)
def test_the_language_of_the_question_is_recognised(question: str, language: str) -> None:
    assert understand(question).language == language


@pytest.mark.parametrize("question", ["", "   ", "\x00\x01", "？？？", "\u200b"])
def test_nothing_asked_is_said_to_be_nothing(question: str) -> None:
    with pytest.raises(UsageError, match="问题"):
        understand(question)


def test_a_document_pasted_as_a_question_is_refused_with_its_length() -> None:
    with pytest.raises(UsageError, match="100000 字"):
        understand("提" * 100_000)


def test_control_characters_are_dropped() -> None:
    assert clean_question("提案\x00立案\x1b[31m多少\n件？") == "提案 立案 [31m多少 件？"


@given(st.text(max_size=MAX_QUESTION))
def test_any_text_is_understood_or_refused(text: str) -> None:
    try:
        query = understand(text)
    except UsageError:
        return
    assert query.text
