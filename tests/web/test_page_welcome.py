"""What a newcomer sees: questions that are answered, the most telling document, figures that open their source."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.page_visitor import arriving, serving
from zhengxie_qa import Assistant

SHIPPED = Path(__file__).parents[2] / "corpus"
REPORT = """政协云岭县委员会常务委员会工作报告
（2025年1月9日）
2024年工作回顾
一、提案工作
全年征集提案{proposals}件，立案办理提案{filed}件。“同心桥”协商平台开展活动18次。
二、协商议政
组织专题协商会议{meetings}次，形成调研报告9份。
2025年工作安排
一、加强学习
深入学习，提高认识。
二、做好提案
提高提案质量，抓好办理。
三、改进作风
深入基层，联系群众。
"""


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(Assistant.open(SHIPPED, tmp_path_factory.mktemp("index"))) as address:
        yield address


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("several")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "1.txt").write_text("首页\n通知公告\n联系我们\n", encoding="utf-8")
    for county, number in (("云岭县", 236), ("白沙县", 117)):
        text = REPORT.replace("云岭县", county).format(proposals=number, filed=number - 40, meetings=number % 30)
        (folder / "corpus" / f"2_{county}.txt").write_text(text, encoding="utf-8")
    with serving(Assistant.open(folder / "corpus", folder / "index")) as address:
        yield address


def test_each_suggested_question_is_answered_with_its_source(browser: Any, alone: str) -> None:
    with arriving(browser, alone) as visitor:
        questions = visitor.page.locator(".zx-suggest").all_text_contents()
        assert len(questions) >= 3
        assert any("多少" in each for each in questions)  # a figure
        assert any("讲了什么" in each for each in questions)  # a digest
        assert any("重点任务" in each for each in questions)  # a plan
        for question in questions:
            shown = visitor.ask(question)
            assert "文件中未找到" not in shown
            assert visitor.page.locator(".zx-turn").last.locator(".zx-cite").count() > 0
        assert visitor.errors == []


def test_a_key_figure_opens_the_sentence_that_says_it(browser: Any, alone: str) -> None:
    with arriving(browser, alone) as visitor:
        figure = visitor.page.locator(".zx-figure").first
        value, label = figure.locator("b").inner_text(), figure.locator("span").inner_text()
        figure.click()
        marked = visitor.marked()
        assert value in marked
        assert label in marked
        visitor.see("mark")


def test_among_several_documents_questions_name_theirs_and_the_most_telling_lies_open(
    browser: Any, several: str
) -> None:
    with arriving(browser, several) as visitor:
        assert "工作报告" in visitor.page.inner_text(".zx-text h1")
        questions = visitor.page.locator(".zx-suggest").all_text_contents()
        assert questions
        assert [each for each in questions if "云岭县" not in each and "白沙县" not in each and "《" not in each] == []
        glance = visitor.page.inner_text(".zx-card-facts")
        assert "工作报告 2" in glance
        assert "云岭县" in glance
        assert "白沙县" in glance


def test_an_english_page_offers_english_questions_that_are_answered(browser: Any, alone: str) -> None:
    with arriving(browser, alone, locale="en-GB") as visitor:
        question = visitor.page.locator(".zx-suggest").first.inner_text()
        assert question.isascii()
        visitor.page.locator(".zx-suggest").first.click()
        assert "Not in the documents" not in visitor.reply(question)
