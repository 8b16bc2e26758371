"""Every route of the running application is known here: used by the page or a client, and guarded, or closed."""

from __future__ import annotations

import asyncio
import http.client
import json
import re
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.support.page_visitor import serving
from tests.support.web_fakes import FakeAssistant, document
from zhengxie_qa.evaluation import FeedbackFile
from zhengxie_qa.web.live_corpus import Library
from zhengxie_qa.web.site import _OPEN, build_site

USED = {
    *(
        "GET /",
        "HEAD /",
        "GET /source",
        "GET /cite",
        "GET /scan",
        "GET /scan/page",
        "POST /why",
        "POST /export",
        "POST /feedback",
        "GET /documents",
        "GET /documents/progress",
        "GET /documents/reading",
    ),
    *("POST /documents/update", "POST /documents/upload", "POST /documents/remove"),
    *("GET /zx/{name}", "GET /assets/{path:path}", "GET /static/{path:path}", "GET /svelte/{path:path}"),
    *("GET /config", "GET /config/", "GET /theme.css", "GET /favicon.ico", "GET /robots.txt"),
    *("GET /gradio_api/info", "GET /gradio_api/app_id", "GET /gradio_api/startup-events", "GET /gradio_api/theme.css"),
    *("GET /gradio_api/heartbeat/{session_hash}", "POST /gradio_api/queue/join", "GET /gradio_api/queue/data"),
    *("POST /gradio_api/call/{api_name}", "GET /gradio_api/call/{api_name}/{event_id}"),
    *("POST /gradio_api/run/{api_name}", "POST /gradio_api/run/{api_name}/"),
    *("POST /gradio_api/cancel", "POST /gradio_api/reset"),
}


def assistant() -> FakeAssistant:
    return FakeAssistant([document("甲.txt", "一、提案\n全年征集提案120件。", "甲", 2024)])


def routes_of(routes: Sequence[Any]) -> Iterator[str]:
    for route in routes:
        inner = getattr(route, "original_router", None) or getattr(route, "app", None)
        if getattr(route, "methods", None):
            yield from (f"{method} {route.path}" for method in route.methods)
        elif inner is not None and hasattr(inner, "routes"):
            yield from routes_of(inner.routes)
        else:
            yield f"ANY {getattr(route, 'path', repr(route))}"


def every_route() -> list[str]:
    async def build() -> Any:
        kept = FeedbackFile(Path("feedback.jsonl"))
        return build_site(Library(assistant(), Path("corpus"), Path("index"), uploads=True, feedback=kept))

    return sorted(set(routes_of(asyncio.run(build())._app.app._app.routes)))


def is_open(route: str) -> bool:
    """Tell whether the door lets the route through: it is asked as it stands in the running application."""
    return _OPEN.fullmatch(re.sub(r"\{[^}]*\}", "x", route.partition(" ")[2])) is not None


def test_every_open_route_is_one_that_is_used_and_every_used_one_is_there() -> None:
    routes = every_route()
    assert len(routes) > 60  # Gradio's own are among them
    assert {route for route in routes if is_open(route)} == USED


def test_a_route_that_is_not_used_is_answered_by_nobody() -> None:
    with serving(assistant()) as url:
        for route in every_route():
            if route in USED:
                continue
            method, _, path = route.partition(" ")
            with closing(http.client.HTTPConnection(urlsplit(url).netloc, timeout=20)) as connection:
                connection.request(method, re.sub(r"\{[^}]*\}", "x", path), b"" if method == "POST" else None)
                answer = connection.getresponse()
                assert (route, answer.status) == (route, 404)
                assert answer.read() in (b"Not found", b"")


NONSENSE = ("", "{}", "[]", '{"data": [], "fn_index": 0}', '{"data": 5, "session_hash": "s"}', '{"data": [[], {}]}')


@pytest.mark.parametrize("route", [route for route in sorted(USED) if route.startswith("POST /gradio_api/")])
def test_a_used_route_of_gradio_answers_nonsense_in_one_line_without_a_traceback(
    route: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with serving(assistant()) as url:
        for body in NONSENSE:
            status, said = sent(url, re.sub(r"\{[^}]*\}", "ask", route.partition(" ")[2]), body)
            assert (body, status) == (body, status if 200 <= status < 500 else "4xx")
            assert len(said.splitlines()) == 1
    assert "Traceback" not in caplog.text + capfd.readouterr().err
    assert all("\n" not in record.getMessage() for record in caplog.records)


@pytest.mark.parametrize("data", [[], ["q"], [5] * 6, [None] * 9, [{"a": []}] * 6])
def test_wrong_inputs_in_the_queue_end_in_an_error_and_one_line(
    data: list[Any], caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with serving(assistant()) as url:
        body = json.dumps({"data": data, "fn_index": 0, "session_hash": "wrong"})
        status, said = sent(url, "/gradio_api/queue/join", body)
        assert status < 500
        if status == 200:
            stream = urllib.request.urlopen(f"{url}gradio_api/queue/data?session_hash=wrong", timeout=20)
            messages = [json.loads(line[6:]) for line in stream if line.startswith(b"data: ")]
            done = [message for message in messages if message["msg"] == "process_completed"]
            assert [message["success"] for message in done] == [False]
    assert "Traceback" not in caplog.text + said + capfd.readouterr().err


def test_an_unusable_question_is_the_requests_fault() -> None:
    with serving(assistant()) as url:
        status, said = sent(url, "/gradio_api/run/ask", json.dumps({"data": [" ", None, None, None, None, None]}))
    assert status == 400
    assert json.loads(said)["error"] == "请输入问题。"


def test_a_failure_of_ours_is_the_servers(caplog: pytest.LogCaptureFixture) -> None:
    broken = assistant()
    broken.replies["坏？"] = RuntimeError("boom")
    with serving(broken) as url:
        status, said = sent(url, "/gradio_api/run/ask", json.dumps({"data": ["坏？", None, None, None, None, None]}))
    assert status == 500
    assert "boom" not in said


def sent(url: str, path: str, body: str) -> tuple[int, str]:
    with closing(http.client.HTTPConnection(urlsplit(url).netloc, timeout=20)) as connection:
        connection.request("POST", path, body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
