"""A language model writes on the page: the answer grows, can be stopped, is checked; visitors may choose a model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.model_servers import Reply, Script, openai_server, says
from tests.support.page_visitor import PATIENCE, Visitor, arriving, client_of, serving
from zhengxie_qa import Assistant
from zhengxie_qa.model_settings import ModelSettings

CORPUS = Path(__file__).parents[2] / "corpus"
QUESTION = "十届五次会议以来征集提案多少件？"
HONEST = "十届五次会议以来共收到提案236件，立案188件【1】。其中重点提案11件【1】。"
SHOWN = "document.querySelector('.zx-pending .zx-answer')?.innerText ?? ''"
RECORD = f"""() => {{ window.seen = new Set();
    new MutationObserver(() => window.seen.add({SHOWN}))
        .observe(document.body, {{ subtree: true, childList: true, characterData: true }}) }}"""


@pytest.fixture(scope="module")
def server() -> Iterator[Script]:
    with openai_server() as script:
        yield script


@pytest.fixture(scope="module")
def url(server: Script, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    models = [
        ModelSettings("openai:large", server.url, seconds=60, label="大模型"),
        ModelSettings("openai:small", server.url),
    ]
    with serving(Assistant.open(CORPUS, tmp_path_factory.mktemp("index"), model=models)) as address:
        yield address


@pytest.fixture
def visitor(browser: Any, url: str) -> Iterator[Visitor]:
    with arriving(browser, url) as somebody:
        yield somebody


def choose(visitor: Visitor, name: str) -> None:
    visitor.page.click("#zx-model input")
    visitor.page.click(f"[role=option]:has-text('{name}')")


def test_the_answer_grows_and_is_checked_before_it_counts(visitor: Visitor, server: Script) -> None:
    server.will_say(Reply(list(HONEST), pause=0.06))
    visitor.page.evaluate(RECORD)
    visitor.send(QUESTION)
    visitor.page.wait_for_function(f"{SHOWN}.includes('236件')")
    assert "尚未核对" in visitor.page.inner_text(".zx-pending")
    visitor.page.wait_for_selector(".zx-pending", state="detached")
    seen = set(visitor.page.evaluate("[...window.seen]"))
    assert len(seen) > 3  # how many pieces come in one frame depends on the machine
    assert not [text for text in seen if text.endswith(("【", "[", "【1", "[1"))]
    shown = visitor.reply(QUESTION)
    assert "共收到提案236件" in shown
    assert "模型生成" in shown
    assert visitor.page.locator(".zx-cite").count() == 2
    assert "共征集提案236件，立案188件" in visitor.marked()
    assert visitor.errors == []


@pytest.mark.parametrize(
    ("reply", "words"),
    [(says(HONEST, wait=600), "模型正在撰写"), (says(HONEST[:20], stall=600), "共收到提案236件")],
    ids=["silent", "mid-answer"],
)
def test_stopping_ends_the_call_of_the_model(visitor: Visitor, server: Script, reply: Reply, words: str) -> None:
    server.will_say(reply)
    visitor.send(QUESTION)
    visitor.page.wait_for_selector(f".zx-pending:has-text('{words}')")
    visitor.page.click("#zx-stop")
    visitor.page.wait_for_selector(".zx-welcome")
    assert server.gone.wait(PATIENCE)
    visitor.page.wait_for_function("asked => document.querySelector('#zx-box textarea').value === asked", arg=QUESTION)
    server.will_say(HONEST)
    assert "236件" in visitor.ask(QUESTION)


def test_a_question_sent_the_moment_an_answer_was_stopped_is_not_lost(visitor: Visitor, server: Script) -> None:
    held: list[Any] = []

    def hold(route: Any) -> None:
        held.append(route)

    visitor.page.route("**/gradio_api/cancel", hold)
    server.will_say(says(HONEST[:20], stall=600))
    visitor.send(QUESTION)
    visitor.page.wait_for_selector(".zx-pending:has-text('共收到提案236件')")
    with visitor.page.expect_request("**/gradio_api/cancel"):
        visitor.page.click("#zx-stop")
    with visitor.page.expect_response("**/gradio_api/run/**"):  # what the server answers meanwhile is not the end
        visitor.page.evaluate("document.dispatchEvent(new Event('zx-changed'))")
    assert visitor.page.locator("html.zx-busy").count() == 1
    server.will_say(HONEST)
    held[0].continue_()
    visitor.page.wait_for_selector(".zx-welcome")
    assert "236件" in visitor.ask(QUESTION)


def test_leaving_the_page_ends_the_call_of_the_model(visitor: Visitor, server: Script) -> None:
    server.will_say(says(HONEST[:20], stall=600))
    visitor.send(QUESTION)
    visitor.page.wait_for_function(f"{SHOWN}.includes('共收到提案')")
    visitor.page.close()
    assert server.gone.wait(PATIENCE)


def test_what_could_not_be_verified_stands_out(visitor: Visitor, server: Script) -> None:
    server.will_say("共收到提案236件[1]。立案188件[1]。重点提案13件[1]。")
    shown = visitor.ask(QUESTION)
    assert "有1处说法未能在文档中核实" in shown
    assert visitor.page.locator(".zx-unverified").all_inner_texts() == ["重点提案13件（未核实）[1]。"]
    visitor.page.reload()
    visitor.page.wait_for_selector(".zx-unverified")


def test_a_visitor_chooses_among_the_models_allowed(visitor: Visitor, server: Script) -> None:
    server.will_say(HONEST)
    visitor.ask(QUESTION)
    assert server.asked[-1]["model"] == "large"
    choose(visitor, "openai:small")
    visitor.ask("征集提案多少件？")
    assert server.asked[-1]["model"] == "small"
    visitor.page.reload()
    visitor.page.wait_for_selector(".zx-turn")
    assert visitor.page.input_value("#zx-model input") == "openai:small"
    assert visitor.page.evaluate("(b => b.scrollWidth <= b.clientWidth + 1)(document.querySelector('#zx-model input'))")
    choose(visitor, "只摘录原文")
    asked = len(server.asked)
    assert "摘录原文" in visitor.ask("立案多少件？")
    assert len(server.asked) == asked


def test_the_endpoint_uses_no_model_that_is_not_allowed(url: str, server: Script) -> None:
    server.will_say(HONEST)
    client = client_of(url)
    assert client.predict(QUESTION, [], "openai:small", api_name="/ask")["mode"] == "generated"
    assert client.predict(QUESTION, [], "", api_name="/ask")["mode"] == "extractive"
    with pytest.raises(Exception, match="不能使用模型“openai:other”。可用的模型：大模型、openai:small"):
        client.predict(QUESTION, [], "openai:other", api_name="/ask")
