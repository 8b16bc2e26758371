"""Answers quote the documents, carry the figure with its subject, and stay silent when nothing is said."""

from __future__ import annotations

import re

import pytest

from zhengxie_qa import Answer, Assistant
from zhengxie_qa.errors import UsageError


def assert_sound(assistant: Assistant, answer: Answer) -> None:
    """Every quote is verbatim, inside its passage, and every marker has its citation."""
    for citation in (*answer.citations, *answer.related):
        assert assistant.documents[citation.document].text[citation.start : citation.end] == citation.quote
        assert citation.quote in citation.passage or citation.quote in citation.title
    markers = [int(n) for n in re.findall(r"\[(\d+)\]", answer.answer)]
    assert markers == [citation.n for citation in answer.citations]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("提案立案多少件？", "立案188件"),
        ("全年报送社情民意信息多少篇？", "102篇"),
        ("《走遍灵石》分哪几个章节？", "人文之光"),
        ("这份报告是在哪次会议上作的？", "第六次会议"),
        ("十屆五次會議以來立案的提案有多少件？", "188"),
        ("全年报送社情名意信息几篇", "102"),
        ("How many proposals were collected since the fifth session?", "236"),
        ("重点提案为什么确定了15件？", "11件"),
    ],
)
def test_a_question_is_answered_in_the_words_of_the_report(report: Assistant, question: str, said: str) -> None:
    answer = report.ask(question)
    assert answer.status == "answered"
    assert said in answer.answer
    assert answer.mode == "extractive"
    assert_sound(report, answer)


def test_a_figure_comes_with_its_subject_and_little_else(report: Assistant) -> None:
    answer = report.ask("党组理论学习中心组全年学习了几次？")
    assert "党组理论学习中心组学习23次" in answer.answer
    assert len(answer.answer) < 80


@pytest.mark.parametrize(
    "question",
    [
        "2024年征集了多少件提案？",  # another year
        "县政协主席叫什么名字？",  # only another body's chairman is named
        "委员的补贴标准是多少钱？",
        "本县有多少人口？",
        "新能源项目总投资多少亿元？",
        "春天开哪些花？",
        "What is the budget of the county committee for 2026?",
    ],
)
def test_what_the_report_does_not_say_is_not_answered(report: Assistant, question: str) -> None:
    answer = report.ask(question)
    assert answer.status == "not_found"
    assert answer.citations == ()
    assert answer.related or "·" in answer.answer  # what comes closest, or questions that can be answered
    assert_sound(report, answer)


def test_the_refusal_speaks_the_language_of_the_question(report: Assistant) -> None:
    assert "文档里没有" in report.ask("春天开哪些花？").answer
    assert "文檔" in report.ask("春天開哪些花？").answer
    assert report.ask("Which flowers bloom in spring?").answer.startswith("The documents")


def test_a_follow_up_leans_on_the_turn_before(report: Assistant) -> None:
    history = [("十届五次会议以来征集了多少提案？", "共征集提案236件[1]。")]
    assert "188" in report.ask("那立案了多少？", history).answer


def test_two_questions_in_one_line_get_two_answers(years: Assistant) -> None:
    answer = years.ask("建议每个新建充电端口补助多少元？答复中实际按多少元补助？")
    assert "200元" in answer.answer
    assert "100元" in answer.answer
    assert_sound(years, answer)


def test_two_years_are_put_side_by_side_with_the_difference_computed(years: Assistant) -> None:
    answer = years.ask("2024年征集的提案比2023年多多少件？")
    assert "245件" in answer.answer
    assert "218件" in answer.answer
    assert "2024年比2023年多27件" in answer.answer
    assert "算得" in answer.answer
    assert_sound(years, answer)


def test_the_difference_is_of_the_figures_asked_for(years: Assistant) -> None:
    """The reply rate stands in the same sentence as the satisfaction rate."""
    answer = years.ask("2024年的提案者满意率比2023年提高了多少？")
    assert "97.4−94.8" in answer.answer
    assert "100−98.3" not in answer.answer


def test_a_title_that_another_document_owns_lends_its_figures_to_nobody(years: Assistant) -> None:
    assert years.ask("《云溪古桥》首印多少册？").status == "not_found"
    assert "3000册" in years.ask("《云溪茶事》首印多少册？").answer


def test_another_place_is_not_answered_with_ours(years: Assistant) -> None:
    assert years.ask("青槐县政协2024年立案的提案有多少件？").status == "not_found"


def test_a_numbered_phrase_is_spelled_out_whole(years: Assistant) -> None:
    answer = years.ask("报告总结的“四个必须”分别是什么？").answer
    assert all(words in answer for words in ("党的领导", "人民至上", "双向发力", "守正创新"))


def test_streaming_ends_with_the_answer_it_grew_to(report: Assistant) -> None:
    *growing, last = report.stream("提案立案多少件？")
    assert isinstance(last, Answer)
    assert growing[-1] == last.answer


def test_nothing_asked_is_refused(report: Assistant) -> None:
    with pytest.raises(UsageError):
        report.ask("  ")


def test_suggestions_are_questions_that_get_answers(report: Assistant) -> None:
    suggestions = report.suggestions(6)
    assert len(suggestions) >= 4
    assert {report.ask(question).status for question in suggestions} == {"answered"}


@pytest.mark.parametrize("question", ["<script>alert(1)</script>多少？", "*" * 500 + "多少件", "😀多少件", "a" * 1999])
def test_odd_questions_end_in_an_answer_of_either_kind(report: Assistant, question: str) -> None:
    assert report.ask(question).status in ("answered", "not_found")


def test_a_short_question_that_stands_alone_is_not_drowned_by_the_turn_before(report: Assistant) -> None:
    history = [("那2025年出版了什么书？", "截至目前,共编印出版文史丛书9部,这些文史书籍的出版汇聚了正能量[1]。")]
    assert "张春林" in report.ask("煤矸石调研是谁来的？", history).answer


def test_a_figure_that_nobody_said_is_pointed_out(report: Assistant) -> None:
    assert any("15件" in warning for warning in report.ask("重点提案为什么确定了15件？").warnings)
    assert report.ask("提案立案188件吗？").warnings == ()


def test_a_misspelt_title_names_its_book(report: Assistant) -> None:
    assert "图文并茂" in report.ask("走便灵石这本书讲什么的").answer
