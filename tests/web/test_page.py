"""The page in a browser: asking, citing, keeping the conversation, and reaching no other host."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.support.page_visitor import PATIENCE, Visitor, client_of, profile, serving
from tests.support.web_fakes import FakeAssistant, cite, document, lingshan
from zhengxie_qa import Assistant
from zhengxie_qa.types import Answer

CORPUS = Path(__file__).parents[2] / "corpus"
REPORT = lingshan(CORPUS)
HOSTILE = '<img src=x onerror="hit=1"><script>hit=1</script> [a](javascript:hit) $x^2$ {{value}} ${value}'
QUESTION = "征集提案多少件？"
SENTENCE = "十届五次会议以来共征集提案236件,立案188件,确定重点提案11件。"
SHOWN = SENTENCE.replace(",", "，")  # set with full-width marks, copied and quoted as it is


@pytest.fixture(scope="module")
def assistant() -> FakeAssistant:
    long = "\n".join(f"{n}、" + "很长的文件，用来看打开得快不快。" * 60 for n in range(300))
    hostile = document(f"{HOSTILE}.txt", f"{HOSTILE}\n\n一、{HOSTILE[:30]}\n甲乙𠮷丙丁。{HOSTILE}。", HOSTILE)
    return FakeAssistant([REPORT, document("long.txt", long, "长文件", 2024), hostile])


@pytest.fixture(autouse=True)
def _fresh(assistant: FakeAssistant) -> None:
    assistant.replies.clear()
    assistant.asked.clear()
    assistant.go_on.set()
    assistant.let_go.clear()


@pytest.fixture(scope="module")
def url(assistant: FakeAssistant) -> Iterator[str]:
    with serving(assistant) as address:
        yield address


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page of the real assistant over the shipped report."""
    with serving(Assistant.open(CORPUS, tmp_path_factory.mktemp("index"))) as address:
        yield address


@pytest.fixture(scope="module")
def contexts(browser: Any) -> dict[str, Any]:
    """One browser profile for each kind of visitor, so that the page's files are loaded once."""
    made: dict[str, Any] = {}
    return made


@pytest.fixture
def visit(browser: Any, contexts: dict[str, Any], url: str) -> Iterator[Any]:
    visitors: list[Visitor] = []

    def make(address: str = url, **settings: Any) -> Visitor:
        kind = repr(sorted(settings.items()))
        if kind not in contexts:
            contexts[kind] = profile(browser, **settings)
        visitors.append(Visitor(contexts[kind], address))
        return visitors[-1]

    yield make
    for visitor in visitors:
        if visitor.page.url != "about:blank":
            visitor.page.evaluate("localStorage.clear()")
        visitor.page.close()


# --- asking and citing ---


def test_the_answer_cites_and_a_click_opens_the_sentence_in_the_whole_document(visit: Any, real: str) -> None:
    visitor = visit(real).open()
    shown = visitor.ask("十届五次会议以来征集提案多少件？")
    assert "236件" in shown
    assert "摘录原文" in shown
    visitor.page.click(".zx-toc-button")
    visitor.page.locator("[data-jump]").last.click()
    visitor.page.wait_for_selector("mark", state="detached")
    visitor.page.locator(".zx-cite").first.click()
    assert "236件" in visitor.marked()
    visitor.see("mark")
    whole = visitor.page.locator(".zx-text").text_content()
    assert "".join(SHOWN.split()) in "".join(whole.split())
    assert visitor.errors == []


def test_the_page_reaches_no_host_but_its_own(visit: Any, real: str) -> None:
    visitor = visit(real).open()
    visitor.ask(QUESTION)
    visitor.page.reload()
    visitor.page.wait_for_selector(".zx-text", state="attached")
    assert len(visitor.loaded) > 10
    foreign = [each for each in visitor.loaded if not each.startswith((real, "data:", "blob:"))]
    assert foreign == []
    page = visitor.context.request.get(real)
    assert re.findall(r"https?://(?!127\.0\.0\.1)[^\s\"'\\]+", page.text()) == []
    assert "connect-src 'self'" in page.headers["content-security-policy"]
    assert visitor.errors == []


def test_a_suggested_question_is_asked_by_a_click(visit: Any, assistant: FakeAssistant) -> None:
    visitor = visit().open()
    chosen = visitor.page.locator(".zx-suggest").first
    words = chosen.inner_text()
    chosen.click()
    assert words in visitor.reply(words)
    assert [question for question, _ in assistant.asked] == [words]


def test_enter_sends_but_not_while_an_input_method_composes(visit: Any, assistant: FakeAssistant) -> None:
    visitor = visit().open()
    visitor.page.fill("#zx-box textarea", "提案")
    compose = """kind => document.querySelector('#zx-box textarea').dispatchEvent(
        new KeyboardEvent(kind, {key: 'Enter', isComposing: true, bubbles: true, cancelable: true}))"""
    for kind in ("keydown", "keypress"):
        visitor.page.evaluate(compose, kind)
    visitor.page.press("#zx-box textarea", "Shift+Enter")
    assert visitor.page.input_value("#zx-box textarea") == "提案\n"
    visitor.page.fill("#zx-box textarea", "提案，这回发送")
    visitor.page.press("#zx-box textarea", "Enter")
    visitor.reply("提案，这回发送")
    assert [question for question, _ in assistant.asked] == ["提案，这回发送"]


def test_nothing_found_says_so_and_opens_the_nearest_passages(visit: Any, assistant: FakeAssistant) -> None:
    start = REPORT.text.index(SENTENCE)
    near = (cite(1, REPORT, start, start + len(SENTENCE)),)
    assistant.replies["天气如何"] = Answer("天气如何", "not_found", "文件中没有。", "extractive", related=near)
    visitor = visit().open()
    shown = visitor.ask("天气如何")
    assert "文件中未找到" in shown
    assert visitor.page.locator(".zx-cite").count() == 0
    visitor.page.click(".zx-related .zx-ref")
    assert visitor.marked() == SHOWN


def test_an_answer_under_way_can_be_stopped_and_the_question_stays(visit: Any, assistant: FakeAssistant) -> None:
    assistant.go_on.clear()
    visitor = visit().open()
    visitor.send(QUESTION)
    visitor.page.wait_for_selector(".zx-pending")
    visitor.page.click("#zx-stop")
    visitor.page.wait_for_selector(".zx-welcome")
    visitor.page.wait_for_function("asked => document.querySelector('#zx-box textarea').value === asked", arg=QUESTION)
    assert assistant.let_go.wait(PATIENCE)
    assistant.go_on.set()
    assert "警示教育3次" in visitor.ask("学习教育警示教育")
    assert visitor.page.locator(".zx-turn").count() == 1  # nothing of the stopped answer came after it


def test_the_next_question_may_be_typed_while_an_answer_grows(visit: Any, assistant: FakeAssistant) -> None:
    assistant.go_on.clear()
    visitor = visit().open()
    visitor.send(QUESTION)
    visitor.page.wait_for_selector(".zx-pending")
    visitor.page.fill("#zx-box textarea", "学习教育警示教育")
    visitor.page.press("#zx-box textarea", "Enter")  # not yet
    assistant.go_on.set()
    visitor.reply(QUESTION)
    assert visitor.page.input_value("#zx-box textarea") == "学习教育警示教育"
    assert [question for question, _ in assistant.asked] == [QUESTION]
    visitor.page.reload()
    visitor.page.wait_for_selector(".zx-turn")
    assert visitor.page.input_value("#zx-box textarea") == "学习教育警示教育"
    visitor.page.press("#zx-box textarea", "Enter")
    assert "警示教育3次" in visitor.reply("学习教育警示教育")


@pytest.mark.parametrize(
    ("question", "words"),
    [("   ", "请输入问题。"), ("问" * 30_000, "问题太长（20000 字）"), ("坏了", "抱歉，这次没有答成")],
    ids=["empty", "too long", "a fault of ours"],
)
def test_what_goes_wrong_is_one_calm_line(
    visit: Any, assistant: FakeAssistant, question: str, words: str, caplog: pytest.LogCaptureFixture
) -> None:
    assistant.replies["坏了"] = RuntimeError("/srv/data/x")
    visitor = visit().open()
    shown = visitor.ask(question)
    assert words in shown
    assert "/srv/data" not in visitor.page.content()
    assert ("/srv/data/x" in caplog.text) == (question == "坏了")
    assert "立案188件" in visitor.ask(QUESTION)


def test_the_answer_is_copied_with_its_references(visit: Any) -> None:
    visitor = visit(permissions=["clipboard-read", "clipboard-write"]).open()
    visitor.ask(QUESTION)
    visitor.page.click(".zx-copy")
    visitor.page.wait_for_selector("text=已复制")
    copied = visitor.page.evaluate("navigator.clipboard.readText()")
    assert SENTENCE in copied
    assert "[1]" in copied


def test_copying_works_without_the_clipboard_interface(visit: Any) -> None:
    visitor = visit()
    visitor.page.add_init_script("Object.defineProperty(window, 'isSecureContext', {value: false})")
    visitor.open().ask(QUESTION)
    visitor.page.click(".zx-copy")
    visitor.page.wait_for_selector("text=已复制")
    visitor.page.focus("#zx-box textarea")
    visitor.page.keyboard.press("Control+V")
    assert SENTENCE in visitor.page.input_value("#zx-box textarea")


# --- what is kept, and for whom ---


def test_the_conversation_survives_a_reload_and_goes_with_the_next_question(
    visit: Any, assistant: FakeAssistant
) -> None:
    visitor = visit().open()
    visitor.ask(QUESTION)
    visitor.page.reload()
    visitor.page.wait_for_selector(".zx-turn")
    visitor.page.locator(".zx-cite").first.click()
    assert visitor.marked() == SHOWN
    visitor.ask("那么办理得怎么样？")
    ((question, given),) = assistant.asked[-1][1]
    assert question == QUESTION
    assert SENTENCE in given
    visitor.page.click("#zx-new")
    visitor.page.wait_for_selector(".zx-welcome")
    visitor.page.reload()
    visitor.page.wait_for_selector(".zx-welcome")


def test_stored_junk_is_ignored(visit: Any) -> None:
    visitor = visit().open()
    for junk in ("x", "AAAA:BBBB", "[1,2", '[{"question":1}]'):
        for key in ("turns", "language"):
            visitor.page.evaluate("pair => localStorage.setItem(...pair)", [f"zhengxie-qa.{key}", junk])
        visitor.page.reload()
        visitor.page.wait_for_selector(".zx-welcome")
    assert "立案188件" in visitor.ask(QUESTION)


def test_visitors_do_not_see_each_other(visit: Any, assistant: FakeAssistant) -> None:
    assistant.go_on.clear()
    one, other = visit().open(), visit(locale="zh-TW").open()  # two profiles
    one.send("学习教育警示教育")
    other.send(QUESTION)
    for visitor in (one, other):
        visitor.page.wait_for_selector(".zx-pending")
    assistant.go_on.set()
    assert "警示教育3次" in one.reply("学习教育警示教育")
    assert "立案188件" in other.reply(QUESTION)
    assert QUESTION not in one.page.inner_text("#zx-chat")
    assert [given for _, given in assistant.asked] == [(), ()]


# --- safety ---


def test_markup_is_shown_and_never_run(visit: Any, assistant: FakeAssistant) -> None:
    hostile = assistant.files[-1]
    start = hostile.text.index("甲乙")
    made = Answer(HOSTILE, "answered", f"{HOSTILE}[1]", "generated", (cite(1, hostile, start, start + 6),))
    assistant.replies[HOSTILE] = replace(made, warnings=(HOSTILE,))
    visitor = visit().open()
    shown = visitor.ask(HOSTILE)
    assert shown.count(HOSTILE) == 4  # question, answer, warning, title
    assert visitor.marked() == "甲乙𠮷丙丁。"
    assert HOSTILE in visitor.page.inner_text(".zx-text h1")
    assert visitor.page.evaluate("window.hit") is None
    assert visitor.page.locator(".zx-turn img, .zx-text img, .zx-turn a").count() == 0
    assert visitor.errors == []


def test_an_inline_handler_would_be_refused_even_if_it_got_through(visit: Any) -> None:
    visitor = visit().open()
    failed = """() => new Promise(done => {
        document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.hit=1">');
        document.body.lastElementChild.addEventListener('error', () => done(window.hit)); })"""
    assert visitor.page.evaluate(failed) is None


@pytest.mark.parametrize(
    "path",
    [
        "gradio_api/file=/etc/passwd",
        "gradio_api/proxy=https://example.org/",
        "gradio_api/upload",
        "monitoring",
        "docs",
        "source?document=../pyproject.toml",
        "zx/../page.py",
    ],
)
def test_nothing_else_is_served(visit: Any, url: str, path: str) -> None:
    answer = visit().context.request.get(f"{url}{path}")
    assert answer.status == 404


# --- the source panel ---


def test_a_section_of_the_outline_is_jumped_to(visit: Any) -> None:
    visitor = visit(viewport={"width": 1280, "height": 720}).open()
    visitor.page.click(".zx-toc-button")
    visitor.page.click(".zx-toc button:has-text('五、以更严的自身建设')")
    visitor.page.wait_for_selector("#zx-panel:not(.zx-toc-open)")
    offset = REPORT.text.index("五、以更严的自身建设")
    visitor.see(f'.zx-text [data-start="{offset}"]')


def test_another_document_is_chosen_and_a_long_one_opens_whole(visit: Any) -> None:
    visitor = visit().open()
    labels = visitor.page.locator(".zx-choose option").all_text_contents()
    assert labels[1] == "长文件 · 2024 年 · 300 段"
    visitor.page.select_option(".zx-choose", "long.txt")
    visitor.page.wait_for_selector('.zx-text[data-shown="long.txt"]')
    assert len(visitor.page.locator(".zx-text").text_content()) > 280_000


def test_on_a_phone_the_source_is_a_sheet_with_a_way_back(visit: Any) -> None:
    visitor = visit(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True).open()
    visitor.ask(QUESTION)
    assert not visitor.page.is_visible(".zx-text")
    for back in (lambda: visitor.page.click(".zx-back"), visitor.page.go_back):
        visitor.page.locator(".zx-cite").first.tap()
        assert visitor.marked() == SHOWN
        visitor.see("mark")
        back()
        visitor.page.wait_for_selector(".zx-text", state="hidden")
        visitor.see("#zx-ask")
    assert visitor.page.evaluate("document.documentElement.scrollWidth") == 390


# --- languages ---


def test_the_page_speaks_english_when_the_browser_asks_and_can_be_told_otherwise(visit: Any) -> None:
    visitor = visit(locale="en-GB").open()
    assert visitor.page.title() == "CPPCC Q&A"
    assert "What would you like to know?" in visitor.page.inner_text("#zx-chat")
    assert visitor.page.get_attribute("html", "lang") == "en"
    visitor.page.click("text=中文")
    visitor.page.wait_for_selector("text=想了解哪件事")
    visitor.page.reload()
    visitor.page.wait_for_selector("text=想了解哪件事")
    assert visitor.page.get_attribute("#zx-box textarea", "placeholder") == "就这些文件提问"
    assert "返回问答" in visitor.page.locator(".zx-back").text_content()


# --- the endpoint ---


def test_the_endpoint_answers_as_json(url: str, assistant: FakeAssistant) -> None:
    client = client_of(url)
    given = client.predict(QUESTION, [["学习几次？", "23次。"]], api_name="/ask")
    assert given["status"] == "answered"
    assert given["citations"][0]["quote"] == SENTENCE
    assert assistant.asked == [(QUESTION, (("学习几次？", "23次。"),))]
    assert client.predict("重点提案", api_name="/ask")["question"] == "重点提案"
    assert list(client.view_api(return_format="dict")["named_endpoints"]) == ["/ask"]


def test_the_endpoint_of_the_real_assistant_gives_the_answer_of_the_command_line(real: str) -> None:
    given = client_of(real).predict("十届五次会议以来征集提案多少件？", api_name="/ask")
    assert "236件" in given["answer"]
    cited = given["citations"][0]
    assert cited["quote"] in SENTENCE
    assert cited["end"] - cited["start"] == len(cited["quote"])


def test_the_endpoint_says_in_words_what_is_wrong(url: str) -> None:
    client = client_of(url)
    with pytest.raises(Exception, match="请输入问题"):
        client.predict("", [], api_name="/ask")
    with pytest.raises(Exception, match="history 应为"):
        client.predict("问题", [["只有一项"]], api_name="/ask")
