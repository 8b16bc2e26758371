"""The fold under an answer that says why it is so, on the page of the real assistant."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.page_visitor import Visitor, arriving, serving
from zhengxie_qa import Assistant
from zhengxie_qa.explanation import Explanation, Odds, PartExplanation, ReadPassage, ReadSentence, Understanding
from zhengxie_qa.text import fold
from zhengxie_qa.web import why

QUESTION = "十届五次会议以来征集提案多少件？"
HOSTILE = '<img src=x onerror="hit=1"><script>hit=1</script>'


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    corpus = tmp_path_factory.mktemp("corpus")
    for path in (Path(__file__).parents[2] / "corpus").glob("*.txt"):
        (corpus / path.name).write_bytes(path.read_bytes())
    (corpus / "hostile.txt").write_text(f"关于{HOSTILE}的提案\n\n{HOSTILE}的噪声为77分贝。\n", encoding="utf-8")
    with serving(Assistant.open(corpus, tmp_path_factory.mktemp("index"))) as address:
        yield address


@pytest.fixture
def visitor(browser: Any, real: str) -> Iterator[Visitor]:
    with arriving(browser, real) as somebody:
        yield somebody


def opened(visitor: Visitor, number: int = -1) -> Any:
    """Open the fold of a turn and return its body, filled."""
    fold = visitor.page.locator(".zx-why").nth(number)
    fold.locator("summary").click()
    fold.locator(".zx-why-body section").first.wait_for()
    return fold.locator(".zx-why-body")


def test_the_fold_is_closed_and_nothing_is_worked_out_until_it_is_opened(visitor: Visitor) -> None:
    visitor.ask(QUESTION)
    assert visitor.page.locator(".zx-why summary").inner_text() == "为什么这样回答"
    assert not visitor.page.locator(".zx-why-body").is_visible()
    assert not any("/why?" in address for address in visitor.loaded)
    body = opened(visitor)
    assert sum("/why?" in address for address in visitor.loaded) == 1
    shown = body.inner_text()
    assert "要的是数量或金额（件）" in shown
    assert "可以引用" in shown
    assert "答得上的可能性约" in shown
    assert "236件" in body.locator("tr:has(.zx-why-quoted)").inner_text()
    visitor.page.locator(".zx-why summary").click()
    visitor.page.locator(".zx-why summary").click()
    assert sum("/why?" in address for address in visitor.loaded) == 1
    assert visitor.errors == []


def test_a_sentence_that_was_read_opens_in_the_document(visitor: Visitor) -> None:
    visitor.ask(QUESTION)
    sentence = opened(visitor).locator(".zx-goto").nth(1)
    words = sentence.inner_text()
    sentence.click()
    visitor.page.wait_for_selector(".zx-goto.zx-active")
    assert fold("".join(visitor.marked().split())) == fold("".join(words.split()))
    assert visitor.errors == []


def test_a_refusal_says_why(visitor: Visitor) -> None:
    visitor.ask("2019年征集提案多少件？")
    body = opened(visitor)
    assert "读过的句子中没有能回答的" in body.inner_text()
    assert body.locator(".zx-why-no").count() == 1
    assert "讲的是别的年份" in body.locator(".zx-why-off .zx-why-left").all_inner_texts()


def test_after_a_reload_the_fold_still_knows_the_turn_before(visitor: Visitor) -> None:
    visitor.ask(QUESTION)
    visitor.ask("其中立案多少件？")
    visitor.page.reload()
    visitor.page.wait_for_selector(".zx-why")
    shown = opened(visitor).inner_text()
    assert "接着前面的问答" in shown
    assert "188件" in shown


def test_each_part_is_headed_by_what_tells_it_from_the_other(visitor: Visitor) -> None:
    visitor.ask("2024年和2025年征集提案各多少件？")
    assert opened(visitor).locator(".zx-why-part").all_inner_texts() == ["2024年", "2025年"]


def test_the_fold_speaks_the_language_of_the_page(visitor: Visitor) -> None:
    visitor.page.click("#zx-toggle")
    visitor.page.wait_for_selector(".zx-name[data-lang=en]")
    visitor.ask("How many proposals were collected?")
    shown = opened(visitor).inner_text()
    assert "Wanted: a number or amount" in shown
    assert "Sentences read" in shown


def test_what_documents_say_is_shown_and_does_nothing(visitor: Visitor) -> None:
    visitor.ask("噪声为多少分贝？")
    assert HOSTILE in opened(visitor).inner_text()
    assert visitor.page.evaluate("typeof hit") == "undefined"
    assert visitor.page.locator(".zx-why-body :is(img, script)").count() == 0
    assert visitor.errors == []


def test_a_server_that_fails_is_told_and_asked_again(visitor: Visitor) -> None:
    visitor.ask(QUESTION)
    visitor.page.route("**/why*", lambda route: route.fulfill(status=500))
    fold = visitor.page.locator(".zx-why")
    fold.locator("summary").click()
    fold.locator("text=抱歉，这次没有答成").wait_for()
    visitor.page.unroute("**/why*")
    fold.locator("summary").click()
    assert "可以引用" in opened(visitor).inner_text()


@pytest.mark.parametrize(
    "asked", ["[]", "1", '{"question": 1}', '{"question": "提案", "choice": {"documents": ["x"]}}']
)
def test_what_no_page_of_ours_asks_is_answered_in_one_line(visitor: Visitor, real: str, asked: str) -> None:
    headers = {"Content-Type": "application/json"}
    reply = visitor.context.request.post(f"{real}why?lang=zh", data=asked, headers=headers)
    assert reply.status == 200
    assert reply.text().startswith('<p class="zx-error">')


def test_every_text_of_an_explanation_is_escaped() -> None:
    h = HOSTILE
    part = PartExplanation(
        Understanding(h, h, h, (h,), (), (h,), (h,), True, ((h, h),)),
        (ReadPassage(1, h, h, h, 0, 1, 1.0, h),),
        (ReadSentence(h, h, h, 0, 1, h, 1.0, 1.0, 1.0, (h,), (h,), (h,), True, h),),
        False,
        h,
        None,
        (),
        Odds(0.5, 0.1, h, h, (h,), (h,)),
    )
    for shown in (why.shown(Explanation((part, part)), language) for language in ("zh", "en")):
        assert "<img" not in shown
        assert "<script" not in shown
        assert shown.count("&lt;img") >= 20
