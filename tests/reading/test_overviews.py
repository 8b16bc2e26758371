"""Overviews: from the section tree, complete, each item cited; and never for a question about one thing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from zhengxie_qa import Assistant
from zhengxie_qa.types import Answer


def items(answer: Answer) -> list[str]:
    return [citation.quote for citation in answer.citations]


def assert_holds(assistant: Assistant, answer: Answer) -> None:
    assert answer.status == "answered"
    markers = [int(n) for n in re.findall(r"\[(\d+)\]", answer.answer)]
    assert markers == [citation.n for citation in answer.citations]
    for citation in answer.citations:
        assert citation.quote == assistant.documents[citation.document].text[citation.start : citation.end]
        assert citation.quote in citation.passage


TASKS = [
    "一、以更高的思想站位坚守“政协初心”",
    "二、以更实的履职尽责践行“政协使命”",
    "三、以更深的民生情怀展现“政协担当”",
    "四、以更广的凝聚共识激发“政协力量”",
    "五、以更严的自身建设树优“政协形象”",
]


@pytest.mark.parametrize(
    "question",
    [
        "2026年有哪些重点任务？",
        "2026年的工作安排是什么",
        "明年要做哪些工作？",
        "第二部分说了什么？",
        "2026年工作安排讲了什么",
        "What are the key tasks for 2026?",
    ],
)
def test_the_plan_of_a_year_is_listed_whole(report: Assistant, question: str) -> None:
    answer = report.ask(question)
    assert_holds(report, answer)
    assert [item for item in items(answer) if item in TASKS] == TASKS
    assert "5" in answer.answer.splitlines()[0]


@pytest.mark.parametrize(
    "question", ["这份报告讲了什么？", "報告講了什麼", "报告分几个部分？", "Summarize the report."]
)
def test_a_report_is_outlined_two_levels_deep(report: Assistant, question: str) -> None:
    answer = report.ask(question)
    assert_holds(report, answer)
    told = items(answer)
    assert told[0] == "2025年工作回顾"
    assert [item for item in told[told.index("2026年工作安排") :] if item in TASKS] == TASKS


def test_each_part_is_told_by_the_sentence_under_it_that_says_most(report: Assistant) -> None:
    told = items(report.ask("这份报告讲了什么？"))
    assert all(len(told[told.index(task) + 1]) > len(task) for task in TASKS)


def test_the_parts_of_a_report_are_its_headings_alone(report: Assistant) -> None:
    assert items(report.ask("报告分几个部分？"))[6:] == TASKS


def test_a_part_without_headings_is_quoted(years: Assistant) -> None:
    answer = years.ask("主要体会讲了什么？")
    assert_holds(years, answer)
    assert "四个必须" in answer.answer


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("会议纪要讲了什么？", "yunxi-minutes.docx"),
        ("第三十三次主席会议讲了什么", "yunxi-minutes.docx"),
        ("协商计划包括哪些内容？", "yunxi-plan.pdf"),
        ("这份提案讲了什么？", "yunxi-proposal.md"),
        ("2023年的报告分几个部分？", "yunxi-2023.txt"),
        ("这份报告讲了什么？", "yunxi-2024.txt"),
    ],
)
def test_the_document_meant_is_outlined(office: Assistant, question: str, document: str) -> None:
    answer = office.ask(question)
    assert_holds(office, answer)
    assert {citation.document for citation in answer.citations} == {document}
    assert "标题计" in answer.answer


@pytest.mark.parametrize(
    "question", ["2025年提案工作怎么样？", "2026年文史工作有哪些任务？", "报告里关于教育讲了什么？", "提案有多少件？"]
)
def test_a_question_about_one_thing_gets_sentences(report: Assistant, question: str) -> None:
    assert "标题计" not in report.ask(question).answer


def test_a_year_without_a_plan_is_not_made_up(report: Assistant) -> None:
    assert report.ask("2031年有哪些重点任务？").status == "not_found"


def test_a_heading_that_ends_in_a_colon_is_named_without_it(tmp_path: Path) -> None:
    items = "（一）分级负责；\n（二）依法及时解决问题。\n"
    rules = f"青山县信访办法\n\n第五条 信访工作应当遵循下列原则：\n{items}第六条 本办法自印发之日起施行。\n"
    (tmp_path / "rules.txt").write_text(rules, encoding="utf-8")
    told = Assistant.open(tmp_path, tmp_path / "index").ask("信访工作应当遵循哪些原则？").answer
    assert "分级负责" in told
    assert told.count("遵循下列原则") == 1
    assert "：”" not in told
