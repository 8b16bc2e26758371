"""Documents and places have addresses: back and forward, a reload, a link that is sent, a phone's own way back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from tests.support.page_visitor import Visitor, arriving, serving
from tests.support.web_fakes import FakeAssistant, cite, document
from zhengxie_qa.types import Answer

SENTENCES = ("全年征集提案236件。", "开展“请你来协商”18次。")
TEXT = f"工作报告\n\n一、提案工作\n{SENTENCES[0]}\n二、协商议政\n" + "这一段只是占着地方。\n" * 80 + SENTENCES[1]
REPORT, OTHER = document("报告 甲.txt", TEXT, "工作报告", 2025), document("另一份.txt", "另一份文件。", "另一份", 2024)
ASKED, NOT_THERE = "提案和协商多少？", "天气如何？"
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}


def start_of(number: int) -> int:
    return TEXT.index(SENTENCES[number])


def address(number: int) -> str:
    start = start_of(number)
    return f"#doc={quote(REPORT.path)}&s={start}-{start + len(SENTENCES[number])}"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    assistant = FakeAssistant([OTHER, REPORT])
    cited = tuple(cite(n + 1, REPORT, start_of(n), start_of(n) + len(SENTENCES[n])) for n in (0, 1))
    text = f"{SENTENCES[0]}[1]\n{SENTENCES[1]}[2]"
    assistant.replies[ASKED] = Answer(ASKED, "answered", text, "extractive", cited)
    assistant.replies[NOT_THERE] = Answer(NOT_THERE, "not_found", "文件中没有。", "extractive", related=cited[:1])
    with serving(assistant) as made:
        yield made


@pytest.fixture
def visitor(browser: Any, url: str) -> Iterator[Visitor]:
    with arriving(browser, url, **CLIPBOARD) as someone:
        yield someone
        assert someone.errors == []


def opens(visitor: Visitor, number: int) -> None:
    visitor.page.wait_for_selector(f"mark:has-text('{SENTENCES[number]}')")
    visitor.see("mark")
    assert visitor.page.url.endswith(address(number))


def test_back_and_forward_go_from_place_to_place(visitor: Visitor) -> None:
    visitor.ask(ASKED)
    opens(visitor, 0)
    visitor.page.locator(".zx-cite").nth(1).click()
    opens(visitor, 1)
    visitor.page.select_option(".zx-choose", OTHER.path)
    visitor.page.wait_for_selector(f".zx-text[data-shown='{OTHER.path}']")
    visitor.page.go_back()
    opens(visitor, 1)
    visitor.page.go_back()
    opens(visitor, 0)
    visitor.page.go_forward()
    opens(visitor, 1)


def test_a_place_survives_a_reload_and_its_link_opens_it_elsewhere(visitor: Visitor, browser: Any) -> None:
    visitor.ask(ASKED)
    visitor.page.locator(".zx-cite").nth(1).click()
    opens(visitor, 1)
    visitor.page.click(".zx-copy-link")
    visitor.page.wait_for_selector(".zx-copy-link:has-text('已复制')")
    link = visitor.page.evaluate("navigator.clipboard.readText()")
    visitor.page.reload()
    opens(visitor, 1)
    with arriving(browser, link) as colleague:
        opens(colleague, 1)


def test_a_link_to_a_document_that_is_not_there_says_so(visitor: Visitor, browser: Any) -> None:
    context = visitor.context
    page = context.new_page()
    page.goto(f"{visitor.url}#doc=gone.txt&s=1-2")
    page.wait_for_selector("#zx-panel .zx-error:has-text('没有收录这份文件')")


def test_on_a_phone_back_closes_the_source_however_far_one_went(browser: Any, url: str) -> None:
    with arriving(browser, url, **PHONE) as visitor:
        visitor.ask(ASKED)
        visitor.page.locator(".zx-cite").first.tap()
        opens(visitor, 0)
        visitor.page.locator(".zx-step-on").tap()
        opens(visitor, 1)
        visitor.page.go_back()
        visitor.page.wait_for_selector(".zx-text", state="hidden")
        visitor.see("#zx-ask")
        assert visitor.page.url == url
    with arriving(browser, f"{url}{address(1)}", **PHONE) as visitor:
        opens(visitor, 1)
        visitor.page.click(".zx-back")
        visitor.page.wait_for_selector(".zx-text", state="hidden")
        assert visitor.page.url == url


# --- what is taken along ---


def test_one_quotation_is_copied_with_its_source_and_inner_quotation_marks(visitor: Visitor) -> None:
    visitor.ask(ASKED)
    visitor.page.locator(".zx-cite").nth(1).click()
    opens(visitor, 1)
    visitor.page.click(".zx-copy-place")
    visitor.page.wait_for_selector(".zx-copy-place:has-text('已复制')")
    copied = visitor.page.evaluate("navigator.clipboard.readText()")
    assert copied == "“开展‘请你来协商’18次。”（《工作报告》，二、协商议政，第81段）"


def test_an_answer_is_copied_for_word_processors_too(visitor: Visitor) -> None:
    visitor.ask(ASKED)
    visitor.page.click(".zx-copy")
    visitor.page.wait_for_selector(".zx-copy:has-text('已复制')")
    read = """async () => { const [item] = await navigator.clipboard.read();
        return (await item.getType('text/html')).text(); }"""
    copied = visitor.page.evaluate(read)
    assert f"<p>{SENTENCES[0]}<sup>[1]</sup></p>" in copied.replace(' style=""', "")
    assert "《工作报告》" in copied


def test_a_copy_of_what_was_not_found_says_what_is_near(visitor: Visitor) -> None:
    visitor.ask(NOT_THERE)
    visitor.page.click(".zx-copy")
    visitor.page.wait_for_selector(".zx-copy:has-text('已复制')")
    copied = visitor.page.evaluate("navigator.clipboard.readText()").splitlines()
    assert copied[0] == "文件中没有。"
    assert copied[2] == "相近的说法（并非答案）："
    assert SENTENCES[0] in copied[3]
