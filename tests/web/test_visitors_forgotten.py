"""Gradio keeps nothing of a visitor, not even while the page is open."""

from __future__ import annotations

import asyncio
import http.client
import json
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from gradio.queueing import Queue
from gradio.state_holder import SessionState, StateHolder

from tests.support.page_visitor import PATIENCE, serving
from tests.support.web_fakes import FakeAssistant, document


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[StateHolder | SessionState]:
    """What Gradio makes to keep things of visitors in, while the test runs."""
    noted: list[StateHolder | SessionState] = []

    def note(kind: Any) -> None:
        begin: Callable[..., None] = kind.__init__

        def noting(self: Any, *arguments: Any) -> None:
            begin(self, *arguments)
            noted.append(self)

        monkeypatch.setattr(kind, "__init__", noting)

    note(StateHolder)
    note(SessionState)
    return noted


def ask(url: str, session: str, question: str = "征集提案多少件？") -> dict[str, Any]:
    body: dict[str, Any] = {"data": [question, *[None] * 5], "session_hash": session}
    with closing(http.client.HTTPConnection(urlsplit(url).netloc, timeout=20)) as connection:
        connection.request("POST", "/gradio_api/run/ask", json.dumps(body), {"Content-Type": "application/json"})
        answer = connection.getresponse()
        assert answer.status == 200
        told: dict[str, Any] = json.loads(answer.read())["data"][0]
        return told


@contextmanager
def present(url: str, session: str) -> Iterator[None]:
    """Hold the connection by which the server knows that the page is open."""
    with closing(http.client.HTTPConnection(urlsplit(url).netloc, timeout=20)) as held:
        held.request("GET", f"/gradio_api/heartbeat/{session}")
        assert held.getresponse().status == 200
        yield


def test_nothing_is_kept_of_a_visitor_who_is_there(made: list[StateHolder | SessionState]) -> None:
    with serving(FakeAssistant([document("甲.txt", "一、提案\n全年征集提案120件。", "甲", 2024)])) as url:
        ask(url, "first")
        before = len(made)
        with present(url, "visitor"):
            ask(url, "visitor", "独一无二的问题：征集提案多少件？")
            assert len(made) == before
            holders = [each for each in made if isinstance(each, StateHolder)]
            assert holders
            assert not any(each.session_data or each.time_last_used for each in holders)
            states = [each for each in made if isinstance(each, SessionState)]
            assert states
            assert "独一无二" not in repr([each.config_values for each in states])


def test_one_visitor_is_not_shown_what_another_asked() -> None:
    served = FakeAssistant([document("甲.txt", "一、提案\n全年征集提案120件。", "甲", 2024)])
    with serving(served) as url, present(url, "one"), present(url, "other"):
        told = {session: ask(url, session, f"{session}：征集提案多少件？")["question"] for session in ("one", "other")}
    assert told == {"one": "one：征集提案多少件？", "other": "other：征集提案多少件？"}


def test_what_the_queue_keeps_of_a_visitor_goes_when_the_page_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    queues: list[Queue] = []
    begin: Callable[..., None] = Queue.start

    def started(self: Queue) -> None:
        queues.append(self)
        begin(self)

    monkeypatch.setattr(Queue, "start", started)
    with serving(FakeAssistant([document("甲.txt", "一、提案\n全年征集提案120件。", "甲", 2024)])) as url:
        with present(url, "visitor"):
            body = {"data": ["征集提案多少件？", *[None] * 5], "fn_index": 0, "session_hash": "visitor"}
            joined = httpx.post(f"{url}gradio_api/queue/join", json=body)
            told = httpx.get(f"{url}gradio_api/queue/data", params={"session_hash": "visitor"}).text
            assert joined.json()["event_id"] in told
            assert any("visitor" in queue.pending_event_ids_session for queue in queues)
        deadline = time.monotonic() + PATIENCE
        while any(visitors_of(queue) for queue in queues):
            assert time.monotonic() < deadline
            asyncio.run(asyncio.sleep(0.01))


def visitors_of(queue: Queue) -> list[str]:
    """Return the visitors of whom the queue keeps anything."""
    return [*queue.pending_event_ids_session, *queue.pending_messages_per_session]
