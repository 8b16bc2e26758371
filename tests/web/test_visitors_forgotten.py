"""What Gradio keeps of a visitor is bounded, and goes when the page is left."""

from __future__ import annotations

import asyncio
import http.client
import json
import time
from collections.abc import Callable
from contextlib import closing
from typing import Any
from urllib.parse import urlsplit

import pytest
from gradio.state_holder import StateHolder

from tests.support.page_visitor import PATIENCE, serving
from tests.support.web_fakes import FakeAssistant, document
from zhengxie_qa.web import page as page_module


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> list[StateHolder]:
    """The holders that Gradio makes while the test runs."""
    made: list[StateHolder] = []
    begin: Callable[[StateHolder], None] = StateHolder.__init__

    def noted(self: StateHolder) -> None:
        begin(self)
        made.append(self)

    monkeypatch.setattr(StateHolder, "__init__", noted)
    return made


def ask(url: str, session: str) -> None:
    body: dict[str, Any] = {"data": ["征集提案多少件？", *[None] * 5], "session_hash": session}
    with closing(http.client.HTTPConnection(urlsplit(url).netloc, timeout=20)) as connection:
        connection.request("POST", "/gradio_api/run/ask", json.dumps(body), {"Content-Type": "application/json"})
        assert connection.getresponse().status == 200


def test_the_part_of_a_visitor_goes_when_the_page_is_left(held: list[StateHolder]) -> None:
    with serving(FakeAssistant([document("甲.txt", "一、提案\n全年征集提案120件。", "甲", 2024)])) as url:
        with closing(http.client.HTTPConnection(urlsplit(url).netloc, timeout=20)) as present:
            present.request("GET", "/gradio_api/heartbeat/visitor")
            assert present.getresponse().status == 200
            ask(url, "visitor")
            assert any("visitor" in holder for holder in held)
        deadline = time.monotonic() + PATIENCE
        while any("visitor" in holder for holder in held):
            assert time.monotonic() < deadline
            asyncio.run(asyncio.sleep(0.01))


def test_no_more_visitors_are_kept_than_may_be(held: list[StateHolder], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_module, "_VISITORS", 5)
    with serving(FakeAssistant([document("甲.txt", "一、提案\n全年征集提案120件。", "甲", 2024)])) as url:
        for number in range(12):
            ask(url, f"visitor{number}")
        assert 0 < max(len(holder.session_data) for holder in held) <= 6
