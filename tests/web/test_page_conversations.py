"""Conversations that the browser keeps: found again, renamed, deleted and brought back, exported, never overwritten."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document as WordDocument

from tests.support.page_visitor import Visitor, arriving, profile, serving
from tests.support.web_fakes import FakeAssistant, lingshan

CORPUS = Path(__file__).parents[2] / "corpus"
REPORT = lingshan(CORPUS)
FIRST, SECOND, THIRD = "征集提案多少件？", "学习教育警示教育", "重点提案办理"


@pytest.fixture(scope="module")
def assistant() -> FakeAssistant:
    return FakeAssistant([REPORT])


@pytest.fixture(scope="module")
def url(assistant: FakeAssistant) -> Iterator[str]:
    with serving(assistant) as address:
        yield address


@pytest.fixture
def visitor(browser: Any, url: str) -> Iterator[Visitor]:
    with arriving(browser, url) as someone:
        yield someone
        assert someone.errors == []


def begin_anew(visitor: Visitor) -> None:
    visitor.page.click("#zx-new")
    visitor.page.wait_for_selector(".zx-welcome")


def open_list(visitor: Visitor) -> Any:
    visitor.page.click(".zx-open-talks")
    visitor.page.wait_for_selector("#zx-talks[open]")
    return visitor.page.locator("#zx-talks li")


def names(visitor: Visitor) -> list[str]:
    return list(visitor.page.locator("#zx-talks li:visible .zx-entry-title").all_text_contents())


def asked(visitor: Visitor) -> list[str]:
    return list(visitor.page.locator("#zx-thread .zx-asked").all_text_contents())


def test_a_new_conversation_loses_nothing_and_an_earlier_one_is_opened_again(visitor: Visitor) -> None:
    visitor.ask(FIRST)
    visitor.ask(SECOND)
    begin_anew(visitor)
    visitor.ask(THIRD)
    open_list(visitor)
    assert names(visitor) == [THIRD, FIRST]
    visitor.page.click(f"#zx-talks .zx-entry:has-text('{FIRST}')")
    visitor.page.wait_for_selector(f"#zx-thread .zx-asked:has-text('{SECOND}')")
    assert asked(visitor) == [FIRST, SECOND]
    visitor.page.reload()
    visitor.page.wait_for_selector("#zx-thread .zx-turn")
    assert asked(visitor) == [FIRST, SECOND]


def test_another_day_the_last_conversation_is_one_click_away(visitor: Visitor) -> None:
    visitor.ask(FIRST)
    later = Visitor(visitor.context, visitor.url).open()
    later.page.click(f".zx-resume:has-text('{FIRST}')")
    later.page.wait_for_selector("#zx-thread .zx-turn")
    assert asked(later) == [FIRST]


def test_two_tabs_do_not_overwrite_each_other(visitor: Visitor) -> None:
    visitor.ask(FIRST)
    other = Visitor(visitor.context, visitor.url).open()
    other.page.click(".zx-resume")
    other.page.wait_for_selector("#zx-thread .zx-turn")
    visitor.ask(SECOND)
    other.ask(THIRD)
    for tab, second in ((visitor, SECOND), (other, THIRD)):
        tab.page.reload()
        tab.page.wait_for_selector("#zx-thread .zx-turn")
        assert asked(tab) == [FIRST, second]
    assert open_list(visitor).count() == 2


def test_a_conversation_is_found_renamed_deleted_and_brought_back(visitor: Visitor) -> None:
    visitor.ask(FIRST)
    begin_anew(visitor)
    visitor.ask(SECOND)
    entries = open_list(visitor)
    visitor.page.fill(".zx-find-talk", "立案188件")  # said in the answer
    visitor.page.wait_for_function("document.querySelectorAll('#zx-talks li:not([hidden])').length === 1")
    assert names(visitor) == [FIRST]
    visitor.page.fill(".zx-find-talk", "")
    visitor.page.wait_for_function("!document.querySelector('#zx-talks li[hidden]')")
    entries.filter(has_text=FIRST).locator(".zx-talk-name").click()
    visitor.page.fill(".zx-rename", "提案数")
    visitor.page.press(".zx-rename", "Enter")
    visitor.page.wait_for_selector("#zx-talks .zx-entry:has-text('提案数')")
    entries.filter(has_text=SECOND).locator(".zx-talk-gone").click()  # the one that is open
    visitor.page.wait_for_selector(".zx-undo")
    assert names(visitor) == ["提案数"]
    visitor.page.wait_for_selector(".zx-welcome", state="attached")
    visitor.page.click(".zx-undo")
    visitor.page.wait_for_selector(f"#zx-talks .zx-entry:has-text('{SECOND}')")
    assert names(visitor) == [SECOND, "提案数"]


def test_a_question_is_changed_and_asked_again_and_the_old_conversation_stays(
    visitor: Visitor, assistant: FakeAssistant
) -> None:
    visitor.ask(FIRST)
    visitor.ask(SECOND)
    visitor.page.locator(".zx-edit").nth(1).click()
    visitor.page.wait_for_selector(".zx-editing")
    assert visitor.page.input_value("#zx-box textarea") == SECOND
    visitor.ask(THIRD)
    assert asked(visitor) == [FIRST, THIRD]
    assert [question for question, _ in assistant.asked[-1][1]] == [FIRST]
    assert visitor.page.locator(".zx-editing").count() == 0
    open_list(visitor)
    assert names(visitor) == [FIRST, FIRST]
    visitor.page.locator("#zx-talks .zx-entry").nth(1).click()
    visitor.page.wait_for_selector(f"#zx-thread .zx-asked:has-text('{SECOND}')")
    assert asked(visitor) == [FIRST, SECOND]


@pytest.mark.parametrize("format", ["md", "docx"])
def test_a_conversation_is_exported_with_its_references_as_footnotes(visitor: Visitor, format: str) -> None:
    visitor.ask(FIRST)
    entries = open_list(visitor)
    with visitor.page.expect_download() as coming:
        entries.first.locator(".zx-talk-md" if format == "md" else ".zx-talk-word").click()
    assert coming.value.suggested_filename == f"{FIRST.rstrip('？')}？.{format}"
    data = Path(coming.value.path()).read_bytes()
    if format == "md":
        text = data.decode()
        assert f"## {FIRST}" in text
        assert "立案188件" in text.partition("[^1]")[0]
        assert "[^1]: 《" in text
        return
    paragraphs = [paragraph.text for paragraph in WordDocument(io.BytesIO(data)).paragraphs]
    assert FIRST in paragraphs
    with zipfile.ZipFile(io.BytesIO(data)) as word:
        notes = word.read("word/footnotes.xml").decode()
        assert 'footnoteReference w:id="1"' in word.read("word/document.xml").decode()
        assert "footnotes+xml" in word.read("[Content_Types].xml").decode()
    assert "立案188件" in notes


def test_a_long_conversation_says_what_it_does_not_show(visitor: Visitor) -> None:
    visitor.ask(FIRST)
    longer = """async () => { const { current, put } = zx.conversations;
        await put({ ...current(), turns: Array(203).fill(current().turns[0]) }); }"""
    visitor.page.evaluate(longer)
    visitor.page.reload()
    visitor.page.wait_for_selector(".zx-earlier:has-text('更早的 3 轮')")
    assert visitor.page.locator("#zx-thread .zx-turn").count() == 200


def test_without_a_database_the_page_works_and_says_that_nothing_is_kept(browser: Any, url: str) -> None:
    context = profile(browser)
    context.add_init_script("Object.defineProperty(window, 'indexedDB', {get() { throw new Error('refused'); }})")
    visitor = Visitor(context, url).open()
    visitor.ask(FIRST)
    assert open_list(visitor).count() == 1
    assert "关掉页面后对话就没有了" in visitor.page.inner_text("#zx-talks")
    context.close()
