"""How the page is set and handled: punctuation, lists, folds, the keyboard, small screens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.page_visitor import Visitor, arriving, serving
from tests.support.web_fakes import FakeAssistant, cite, lingshan
from zhengxie_qa.types import Answer

REPORT = lingshan(Path(__file__).parents[2] / "corpus")
SENTENCE = "十届五次会议以来共征集提案236件,立案188件,确定重点提案11件。"
ASKED, DIGEST = "征集提案多少件？", "讲了哪些方面？"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    assistant = FakeAssistant([REPORT])
    start = REPORT.text.index(SENTENCE)
    cited = tuple(cite(n, REPORT, start, start + len(SENTENCE)) for n in (1, 2, 3))
    text = "共2项（按文中标题计）：\n一、提案工作[1]；\n（一）征集[2]；\n二、协商议政(摘要)[3]。"
    assistant.replies[DIGEST] = Answer(DIGEST, "answered", text, "extractive", cited)
    with serving(assistant) as address:
        yield address


@pytest.fixture
def visitor(browser: Any, url: str) -> Iterator[Visitor]:
    with arriving(browser, url) as someone:
        yield someone
        assert someone.errors == []


def test_half_width_marks_are_shown_full_width_and_places_stay_right(visitor: Visitor) -> None:
    shown = visitor.ask(ASKED)
    as_set = SENTENCE.replace(",", "，")
    assert as_set in shown
    assert visitor.marked() == as_set
    assert visitor.page.get_attribute(".zx-copy", "data-copy").startswith(SENTENCE)


def test_a_number_stays_on_the_line_of_the_word_it_stands_behind(visitor: Visitor) -> None:
    visitor.ask(ASKED)
    kept = visitor.page.locator(".zx-keep", has=visitor.page.locator(".zx-cite")).first
    assert kept.text_content() == "。[1]"
    assert kept.evaluate("each => getComputedStyle(each).whiteSpace") == "nowrap"


def test_a_digest_is_a_list_with_its_levels(visitor: Visitor) -> None:
    visitor.ask(DIGEST)
    items = visitor.page.locator(".zx-answer li")
    assert items.all_text_contents() == ["一、提案工作[1]；", "（一）征集[2]；", "二、协商议政（摘要）[3]。"]
    lefts = [items.nth(n).bounding_box()["x"] for n in range(3)]
    assert lefts[1] > lefts[0] == lefts[2]


def test_an_open_fold_stays_open_when_the_next_question_is_asked(visitor: Visitor) -> None:
    visitor.ask(ASKED)
    visitor.page.click(".zx-why summary")
    visitor.page.wait_for_selector(".zx-why-body:not(:has-text('正在整理'))")
    before = visitor.page.inner_text(".zx-why-body")
    visitor.ask("学习教育警示教育")
    visitor.page.wait_for_selector(".zx-why[open]")
    assert visitor.page.locator(".zx-why[open]").count() == 1
    assert visitor.page.locator(".zx-why[open] .zx-why-body").inner_text() == before


def test_the_first_stop_of_the_keyboard_leads_to_the_question(visitor: Visitor) -> None:
    visitor.page.focus(".zx-skip")
    visitor.see(".zx-skip")
    visitor.page.keyboard.press("Enter")
    assert visitor.page.evaluate("document.activeElement.tagName") == "TEXTAREA"


def test_after_a_jump_the_keyboard_goes_on_from_there(visitor: Visitor) -> None:
    visitor.page.click(".zx-toc-button")
    visitor.page.locator("[data-jump]").nth(3).press("Enter")
    visitor.page.wait_for_selector("#zx-panel:not(.zx-toc-open)")
    assert visitor.page.evaluate("Boolean(document.activeElement.closest('.zx-text'))")


@pytest.mark.parametrize("width", [360, 390])
def test_on_a_small_screen_controls_are_large_enough_and_none_overlaps(browser: Any, url: str, width: int) -> None:
    with arriving(browser, url, viewport={"width": width, "height": 740}, is_mobile=True, has_touch=True) as visitor:
        visitor.ask(ASKED)
        boxes = visitor.page.evaluate("""() => [...document.querySelectorAll(
            '#zx-header button, #zx-ask button, .zx-copy, .zx-edit, .zx-why summary')]
            .filter(each => each.checkVisibility()).map(each => {
                const { x, y, width, height } = each.getBoundingClientRect();
                return [each.textContent, x, y, width, height]; })""")
        assert len(boxes) > 5
        assert [name for name, _, _, wide, high in boxes if wide < 40 or high < 40] == []
        for one in boxes:
            for other in boxes:
                beside = one[1] + one[3] <= other[1] or other[1] + other[3] <= one[1]
                below = one[2] + one[4] <= other[2] or other[2] + other[4] <= one[2]
                assert one is other or beside or below, (one, other)
        assert visitor.page.evaluate("document.documentElement.scrollWidth") == width
