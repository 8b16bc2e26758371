"""Servers on loopback that speak the protocols of language models and say what the test tells them."""

from __future__ import annotations

import json
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.support.background import running


@dataclass(frozen=True)
class Reply:
    """One answer of the server: its pieces in a stream, and what goes wrong with it."""

    pieces: Sequence[str] = ()
    status: int = 200
    wait: float = 0.0  # seconds before the first piece
    pause: float = 0.0  # seconds between pieces
    stall: float = 0.0  # seconds of silence after the last piece
    ends: bool = True  # False: the connection closes without the end of the stream
    endless: bool = False  # the last piece is said again and again
    reason: str = "stop"  # why the answer ends
    raw: bytes = b""  # sent as the body instead of a stream
    hang_up: bool = False  # close before any answer


def says(text: str, **more: Any) -> Reply:
    """Return a reply of ``text`` in pieces of three characters."""
    return Reply([text[i : i + 3] for i in range(0, len(text), 3)], **more)


@dataclass
class Script:
    """What a server says, in order; the last reply is repeated. ``asked`` holds the requests it was sent."""

    replies: deque[Reply] = field(default_factory=deque)
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    sent_at: list[float] = field(default_factory=list)  # when the first piece of each answer went out
    gone: threading.Event = field(default_factory=threading.Event)  # the client hung up while the server spoke
    url: str = ""

    def will_say(self, *replies: Reply | str) -> None:
        self.replies = deque(says(reply) if isinstance(reply, str) else reply for reply in replies)
        self.asked.clear()
        self.keys.clear()
        self.sent_at.clear()
        self.gone.clear()

    def next(self) -> Reply:
        return self.replies.popleft() if len(self.replies) > 1 else self.replies[0]

    @property
    def prompt(self) -> str:
        """All messages of the last request."""
        return "\n".join(message["content"] for message in self.asked[-1]["messages"])


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    script: Script

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.script.asked.append(body)
        self.script.keys.append(self.headers.get("Authorization", ""))
        reply = self.script.next()
        self.close_connection = True
        try:
            self._answer(reply, body)
        except OSError:
            self.script.gone.set()

    def do_GET(self) -> None:
        self._whole(200, json.dumps({"data": [], "models": []}).encode())

    def _answer(self, reply: Reply, body: dict[str, Any]) -> None:
        if reply.hang_up:
            return
        if reply.status != 200 or reply.raw:
            key = self.headers.get("Authorization", "")
            error = {"error": {"message": f"status {reply.status} for {key}", "code": reply.status}}
            self._whole(reply.status, reply.raw or json.dumps(error).encode())
            return
        self.send_response(200)
        self.send_header("Content-Type", self.stream_type)
        self.send_header("Connection", "close")
        self.end_headers()
        self._sleep(reply.wait)
        for number, piece in enumerate(_pieces(reply)):
            if not number:
                self.script.sent_at.append(time.perf_counter())
            self._send(self.piece(piece, body))
            self._sleep(reply.pause)
        self._sleep(reply.stall)
        if reply.ends:
            for line in self.end(reply.reason, body):
                self._send(line)

    def _sleep(self, seconds: float) -> None:
        """Wait, but no longer than the client stays."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self.connection.settimeout(min(left, 0.05))
            try:
                if self.connection.recv(1) == b"":
                    raise ConnectionResetError
            except TimeoutError:
                continue

    def _send(self, data: bytes) -> None:
        self.connection.settimeout(None)
        self.wfile.write(data)
        self.wfile.flush()

    def _whole(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    stream_type = "text/event-stream"

    def piece(self, text: str, body: dict[str, Any]) -> bytes:
        raise NotImplementedError

    def end(self, reason: str, body: dict[str, Any]) -> list[bytes]:
        raise NotImplementedError


def _pieces(reply: Reply) -> Iterator[str]:
    yield from reply.pieces
    while reply.endless:
        yield reply.pieces[-1]


class _OpenAI(_Handler):
    """The chat completions of OpenAI, as vLLM, llama.cpp, LM Studio and the hosted services speak them."""

    def piece(self, text: str, body: dict[str, Any]) -> bytes:
        return self._event({"content": text}, None, body)

    def end(self, reason: str, body: dict[str, Any]) -> list[bytes]:
        return [self._event({}, reason, body), b"data: [DONE]\n\n"]

    def _event(self, delta: dict[str, str], reason: str | None, body: dict[str, Any]) -> bytes:
        choice = {"index": 0, "delta": {"role": "assistant", **delta}, "finish_reason": reason}
        chunk = {
            "id": "1",
            "object": "chat.completion.chunk",
            "created": 1,
            "model": body["model"],
            "choices": [choice],
        }
        return f"data: {json.dumps(chunk)}\n\n".encode()


class _Ollama(_Handler):
    """The protocol of Ollama: one JSON object a line."""

    stream_type = "application/x-ndjson"

    def piece(self, text: str, body: dict[str, Any]) -> bytes:
        return self._line({"message": {"role": "assistant", "content": text}, "done": False}, body)

    def end(self, reason: str, body: dict[str, Any]) -> list[bytes]:
        told = {"message": {"role": "assistant", "content": ""}, "done": True, "done_reason": reason}
        return [self._line(told, body)]

    def _line(self, content: dict[str, Any], body: dict[str, Any]) -> bytes:
        return json.dumps({"model": body["model"], "created_at": "2026-01-01T00:00:00Z", **content}).encode() + b"\n"


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is what the tests are about."""


@contextmanager
def _serving(handler: type[_Handler], path: str) -> Iterator[Script]:
    script = Script()
    server = _Server(("127.0.0.1", 0), type("Handler", (handler,), {"script": script}))
    script.url = f"http://127.0.0.1:{server.server_address[1]}{path}"
    with server, running(lambda: server.serve_forever(poll_interval=0.05), server.shutdown):
        yield script


@contextmanager
def openai_server() -> Iterator[Script]:
    """Serve chat completions."""
    with _serving(_OpenAI, "/v1") as script:
        yield script


@contextmanager
def ollama_server() -> Iterator[Script]:
    """Serve Ollama's chat."""
    with _serving(_Ollama, "") as script:
        yield script


# What goes wrong with servers, by name: the reply, and a part of the line that says so.
FAULTS: dict[str, tuple[Reply, str]] = {
    "401": (Reply(status=401), "不接受密钥"),
    "403": (Reply(status=403), "拒绝了访问"),
    "404": (Reply(status=404), "没有所设的模型"),
    "429": (Reply(status=429), "正忙"),
    "500": (Reply(status=500), "服务出错（500）"),
    "503": (Reply(status=503), "服务出错（503）"),
    "closes at once": (Reply(hang_up=True), "语言模型"),
    "closes mid-answer": (says("共收到提案2", ends=False), "中途断开"),
    "says nothing": (Reply([]), "没有写出任何内容"),
    "only thinks": (says("<think>想了又想"), "想了很久，没有写出回答"),
    "thinks where nobody hears it": (Reply([], reason="length"), "想了很久，没有写出回答"),
    "never ends": (Reply(["共收到提案236件。" * 40], endless=True), "没有尽头"),
    "invalid stream": (Reply(raw=b"data: {not json\n\n"), "语言模型"),
    "no stream at all": (Reply(raw=b"<html>hello</html>"), "语言模型"),
    "context too long": (
        Reply(status=400, raw=b'{"error": {"message": "This model\'s maximum context length is 512 tokens"}}'),
        "超出了语言模型一次能读的长度",
    ),
}
