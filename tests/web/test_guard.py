"""The running server's outermost door: other sites, other names, too much, and the headers of every answer."""

from __future__ import annotations

import asyncio
import http.client
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from tests.support.page_visitor import serving
from tests.support.web_fakes import FakeAssistant, document
from zhengxie_qa.web.guard import Guard

ROUTES = [
    ("GET", "/"),
    ("GET", "/source"),
    ("GET", "/documents"),
    ("GET", "/documents/progress"),
    ("POST", "/documents/update"),
    ("POST", "/documents/upload"),
    ("POST", "/documents/remove"),
    ("POST", "/why"),
    ("GET", "/config"),
    ("GET", "/theme.css"),
    ("GET", "/gradio_api/info"),
    ("POST", "/gradio_api/run/ask"),
    ("POST", "/gradio_api/call/ask"),
    ("POST", "/gradio_api/queue/join"),
    ("GET", "/gradio_api/queue/data"),
    ("GET", "/no/such/route"),
]


@pytest.fixture(scope="module")
def assistant() -> FakeAssistant:
    return FakeAssistant([document("甲.txt", "一、提案\n全年征集提案120件。", "甲", 2024)])


@pytest.fixture(scope="module")
def server(assistant: FakeAssistant) -> Iterator[str]:
    with serving(assistant) as url:
        yield urlsplit(url).netloc


def ask(
    server: str, method: str, path: str, headers: dict[str, str] | None = None, body: Any = None, chunked: bool = False
) -> tuple[int, http.client.HTTPMessage, str]:
    connection = http.client.HTTPConnection(server, timeout=20)
    try:
        connection.request(method, path, body, headers or {}, encode_chunked=chunked)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode()
    finally:
        connection.close()


def permits(headers: http.client.HTTPMessage) -> list[str]:
    return [name for name in headers if name.lower().startswith("access-control-")]


# --- who may ask ---


@pytest.mark.parametrize(("method", "path"), ROUTES)
@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1"])
def test_no_other_site_may_ask_anything(server: str, method: str, path: str, origin: str) -> None:
    status, headers, _ = ask(server, method, path, {"Origin": origin, "x-zhengxie": "1"})
    assert status == 403
    assert permits(headers) == []


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_no_other_site_is_told_that_it_may(server: str, method: str, path: str) -> None:
    asking = {
        "Origin": "http://evil.example",
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": "x-zhengxie",
    }
    status, headers, _ = ask(server, "OPTIONS", path, asking)
    assert status == 403
    assert permits(headers) == []


def test_an_element_of_another_sites_page_loads_nothing_but_a_link_may_be_followed(server: str) -> None:
    elsewhere = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
    assert ask(server, "GET", "/config", elsewhere)[0] == 403
    assert ask(server, "GET", "/", elsewhere | {"Sec-Fetch-Mode": "navigate"})[0] == 200
    assert ask(server, "POST", "/why", elsewhere | {"Sec-Fetch-Mode": "navigate"}, b'{"a":1}')[0] == 403


@pytest.mark.parametrize(("method", "path"), ROUTES)
@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "192.0.2.7", "a@b", "::", ""])
def test_a_name_that_is_not_ours_is_refused(server: str, method: str, path: str, host: str) -> None:
    assert ask(server, method, path, {"Host": host})[0] == 421


def test_the_page_itself_may_ask_by_every_name_it_has(server: str) -> None:
    port = server.rpartition(":")[2]
    for host in (server, f"localhost:{port}", f"LOCALHOST:{port}", f"[::1]:{port}"):
        status, headers, _ = ask(server, "GET", "/config", {"Host": host, "Origin": f"http://{host.lower()}"})
        assert status == 200
        assert permits(headers) == []


def test_a_configured_name_is_ours(assistant: FakeAssistant) -> None:
    with serving(assistant, hosts=["zx.office"]) as url:
        server = urlsplit(url).netloc
        assert ask(server, "GET", "/config", {"Host": "zx.office", "Origin": "https://zx.office"})[0] == 200
        assert ask(server, "GET", "/config", {"Host": "zx.office:8000", "Origin": "http://zx.office"})[0] == 403
        assert ask(server, "GET", "/config", {"Host": "xzx.office"})[0] == 421


# --- how much may be sent ---


@pytest.mark.parametrize("path", [path for method, path in ROUTES if method == "POST" and "/documents/" not in path])
def test_a_body_without_a_length_is_cut_off_where_it_is_too_long(server: str, path: str) -> None:
    sent = 0

    def pieces() -> Iterator[bytes]:
        nonlocal sent
        while sent < 400:
            sent += 1
            yield b" " * 1_000_000

    connection = http.client.HTTPConnection(server, timeout=20)
    try:
        connection.request("POST", path, pieces(), {"Content-Type": "application/json"}, encode_chunked=True)
        assert connection.getresponse().status == 413
    except (BrokenPipeError, ConnectionResetError):
        pass  # the server closed while we were still sending
    finally:
        connection.close()
    assert sent < 100


@pytest.mark.parametrize("path", ["/why", "/gradio_api/call/ask", "/source", "/"])
@pytest.mark.parametrize("length", ["4000001", "-1", "1e3", "9" * 30])
def test_a_length_that_is_too_long_is_refused_unread(path: str, length: str) -> None:
    asked = asyncio.run(_answer(path, [(b"content-length", length.encode())], []))
    assert asked == (413, 0)


@pytest.mark.parametrize("path", ["/why", "/documents/upload"])
def test_bytes_are_counted_as_they_come(path: str) -> None:
    status, taken = asyncio.run(_answer(path, [], [b"x" * 400] * 10))
    assert (status, taken) == (413, 3)


async def _answer(path: str, headers: list[tuple[bytes, bytes]], pieces: list[bytes]) -> tuple[int, int]:
    """Return the status of the guard's answer, and how many pieces it took."""
    statuses: list[int] = []
    taken = 0

    async def receive() -> Message:
        nonlocal taken
        taken += 1
        return {"type": "http.request", "body": pieces[taken - 1], "more_body": True}

    async def send(message: Message) -> None:
        statuses.extend([message["status"]] if "status" in message else [])

    async def reads_all(scope: Scope, receive: Receive, send: Send) -> None:
        while (await receive())["type"] == "http.request":
            pass
        await Response("read")(scope, receive, send)

    scope = {"type": "http", "method": "POST", "path": path, "headers": [(b"host", b"localhost"), *headers]}
    await Guard(reads_all, (), lambda _: 1000)(scope, receive, send)
    assert len(statuses) == 1
    return statuses[0], taken


# --- what every answer carries ---


@pytest.mark.parametrize(("method", "path"), [*ROUTES, ("GET", "/zx/scripts.js"), ("GET", "/favicon.ico")])
@pytest.mark.parametrize("headers", [{}, {"Origin": "http://evil.example"}, {"Host": "evil.example"}])
def test_every_answer_is_closed_to_others(server: str, method: str, path: str, headers: dict[str, str]) -> None:
    _, answered, _ = ask(server, method, path, headers)
    assert answered.get_all("X-Content-Type-Options") == ["nosniff"]
    assert answered.get_all("Referrer-Policy") == ["no-referrer"]
    assert answered.get_all("X-Frame-Options") == ["DENY"]
    policies = answered.get_all("Content-Security-Policy") or []
    assert len(policies) == 1
    assert "default-src 'none'" in policies[0]
    assert "frame-ancestors 'none'" in policies[0]
    assert "*" not in policies[0]
    assert "http" not in policies[0]


# --- what is no proper request ---


@pytest.mark.parametrize("folder", ["assets", "static", "svelte", "zx", "gradio_api/run", "gradio_api/call/ask"])
def test_a_name_longer_than_any_file_has_is_refused(server: str, folder: str, caplog: pytest.LogCaptureFixture) -> None:
    status, _, said = ask(server, "GET", f"/{folder}/{'x' * 9000}")
    assert status == 414
    assert len(said.splitlines()) == 1
    assert caplog.text == ""


@pytest.mark.parametrize("route", ["run/ask", "run/nothing", "reset", "cancel"])
@pytest.mark.parametrize(
    "body", ["", "x", "[]", "5", '{"data": ["q"], "fn_index": 9999}', '{"data": 5}', '{"data": ["q"], "fn_index": "x"}']
)
def test_a_request_of_wrong_types_is_told_so_in_one_line(
    server: str, route: str, body: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    status, _, said = ask(server, "POST", f"/gradio_api/{route}", {"Content-Type": "application/json"}, body)
    assert 200 <= status < 500
    assert len(said.splitlines()) == 1
    assert "Traceback" not in caplog.text + capfd.readouterr().err
    assert len(caplog.records) <= 1


# --- what a client sends of a conversation ---


def test_no_more_of_a_history_is_read_than_the_page_keeps(server: str, assistant: FakeAssistant) -> None:
    history = [["早" * 9_000, "答" * 9_000], ["中" * 9_000, "答" * 900], ["晚", "答" * 9_000]]
    body = json.dumps({"data": ["征集提案多少件？", history, None, None, None, None]})
    assert ask(server, "POST", "/gradio_api/run/ask", {"Content-Type": "application/json"}, body)[0] == 200
    assert assistant.asked[-1][1] == (("中" * 9_000, "答" * 900), ("晚", "答" * 9_000))
    asked = json.dumps({"question": "征集提案多少件？", "history": [["早" * 9_000, "答" * 19_000]]})
    assert ask(server, "POST", "/why", {"Content-Type": "application/json"}, asked)[0] == 200
    assert len(assistant.asked[-1][1]) == 0


def test_half_a_character_is_no_failure(server: str, assistant: FakeAssistant) -> None:
    body = json.dumps({"data": ["征集提案多少件\ud800？", [["\udfff", "答"]], None, None, None, None]})
    status, _, said = ask(server, "POST", "/gradio_api/run/ask", {"Content-Type": "application/json"}, body)
    assert status == 200
    assert "120件" in said
    assert assistant.asked[-1] == ("征集提案多少件?？", (("?", "答"),))


@pytest.mark.parametrize(
    "data",
    [
        [5, None, None, None, None, None],
        ["问", "x", None, None, None, None],
        ["问", [["a"]], None, None, None, None],
        ["问", None, 3, None, None, None],
        ["问", None, None, "x", None, None],
        ["问", None, None, [5], None, None],
        ["问", None, None, None, [None], None],
        ["问", None, None, None, None, ["x"]],
    ],
)
def test_a_question_of_wrong_types_is_told_what_is_wrong(
    server: str, data: list[object], caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    body = json.dumps({"data": data})
    _, _, said = ask(server, "POST", "/gradio_api/run/ask", {"Content-Type": "application/json"}, body)
    assert "应为" in json.loads(said)["error"]
    assert "Traceback" not in caplog.text + capfd.readouterr().err
