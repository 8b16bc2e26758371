"""What an answer cites, in a browser: what was asked for in bold, all places of an answer, none of an earlier one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.support.page_visitor import Visitor, arriving, serving
from tests.support.web_fakes import FakeAssistant, cite, document
from zhengxie_qa.types import Answer

REPORT = document(
    "报告.txt",
    "工作报告\n\n一、提案工作\n全年征集提案236件，立案188件。\n二、协商议政\n"
    + "这一段只是占着地方。\n" * 80
    + "开展协商18次，视察18次。",
    "工作报告",
    2025,
)
SENTENCES = ("全年征集提案236件，立案188件。", "开展协商18次，视察18次。")
ASKED, NOT_THERE = "立案和协商多少？", "天气如何？"


def place(n: int, sentence: str, value: str) -> Any:
    start = REPORT.text.index(sentence)
    made = cite(n, REPORT, start, start + len(sentence))
    at = start + sentence.index(value)
    return replace(made, focus=((at, at + len(value)),))


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    cited = (place(1, SENTENCES[0], "188件"), place(2, SENTENCES[1], "18次"))
    text = f"{SENTENCES[0]}[1]\n{SENTENCES[1]}[2]"
    related = (place(1, SENTENCES[1], "18次"),)
    assistant = FakeAssistant([REPORT])
    assistant.replies[ASKED] = Answer(ASKED, "answered", text, "extractive", cited)
    assistant.replies[NOT_THERE] = Answer(NOT_THERE, "not_found", "文件中没有。", "extractive", related=related)
    with serving(assistant) as address:
        yield address


@pytest.fixture
def visitor(browser: Any, url: str) -> Iterator[Visitor]:
    with arriving(browser, url) as someone:
        yield someone
        assert someone.errors == []


def bold(visitor: Visitor, where: str) -> list[str]:
    return list(visitor.page.locator(f"{where} .zx-focus").all_text_contents())


def test_what_was_asked_for_is_bold_in_the_answer_and_in_the_source(visitor: Visitor) -> None:
    visitor.ask(ASKED)
    assert bold(visitor, ".zx-answer") == ["188件", "18次"]
    assert visitor.marked() == SENTENCES[0]
    assert bold(visitor, ".zx-text mark") == ["188件"]
    visitor.page.reload()
    visitor.page.locator(".zx-cite").nth(1).click()
    visitor.page.wait_for_selector(f"mark:has-text('{SENTENCES[1]}')")
    assert bold(visitor, ".zx-answer") == ["188件", "18次"]
    assert bold(visitor, ".zx-text") == ["18次"]


def test_the_next_and_the_previous_citation_open_one_after_the_other(visitor: Visitor) -> None:
    visitor.ask(ASKED)
    steps = visitor.page.locator(".zx-steps")
    assert steps.inner_text().split() == ["‹", "1", "/", "2", "›"]
    assert visitor.page.locator(".zx-noted").text_content() == SENTENCES[1]
    for button, sentence in ((".zx-step-on", 1), (".zx-step-on", 0), (".zx-step-back", 1)):
        visitor.page.click(button)
        visitor.page.wait_for_selector(f"mark:has-text('{SENTENCES[sentence]}')")
        visitor.see("mark")
        assert visitor.page.locator(".zx-cite.zx-active").text_content() == f"[{sentence + 1}]"


def test_after_nothing_was_found_no_earlier_place_stays_marked(visitor: Visitor) -> None:
    visitor.ask(ASKED)
    assert "相近的说法" in visitor.ask(NOT_THERE)
    visitor.page.wait_for_selector("mark", state="detached")
    assert visitor.page.locator(".zx-active, .zx-noted").count() == 0
    assert visitor.page.is_hidden(".zx-steps")
    assert bold(visitor, ".zx-related") == ["18次"]
    visitor.page.click(".zx-related .zx-ref")
    assert visitor.marked() == SENTENCES[1]
    assert bold(visitor, ".zx-text") == ["18次"]
