"""A Qdrant server over HTTP that answers from the client's local mode, and fails as it is told."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from qdrant_client import QdrantClient, models

VERSION = "1.20.0"
KEY = "geheim-1"
_POINTS = re.compile(r"/collections/(?P<name>[^/]+)(?P<rest>/[^?]*)?")


class Faults:
    """What the server does wrong, decided for each request."""

    def __init__(self) -> None:
        self.status: Callable[[str, str], int | None] = lambda _method, _path: None  # an error in place of an answer
        self.hangs = False
        self.go_on = threading.Event()  # a request that hangs is let go
        self.body = b'{"status":{"error":"as asked"}}'
        self.version = VERSION
        self.asked: list[tuple[str, str]] = []


class FakeQdrant:
    """The server: its address, what it holds and what it does wrong."""

    def __init__(self) -> None:
        self.engine = QdrantClient(":memory:")
        self.faults = Faults()
        self.key: str | None = None
        self._lock = threading.Lock()  # local mode knows no threads
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.uri = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Die: nobody answers at this address any more."""
        self.faults.go_on.set()
        self._server.shutdown()
        self._server.server_close()

    def _handler(fake) -> type[BaseHTTPRequestHandler]:  # noqa: N805 - ``self`` is the request below
        class Handler(BaseHTTPRequestHandler):
            def _answer(self) -> None:
                length = int(self.headers.get("content-length") or 0)
                body = json.loads(self.rfile.read(length) or b"null")
                method, path = self.command, self.path.split("?")[0]
                fake.faults.asked.append((method, path))
                if fake.faults.hangs:
                    fake.faults.go_on.wait()
                    self.close_connection = True
                    return
                status = fake.faults.status(method, path)
                if fake.key and self.headers.get("api-key") != fake.key:
                    status = 401
                if status is None:
                    with fake._lock:
                        told = fake.answer(method, path, body)
                    self._send(200, told)
                else:
                    self._send(status, fake.faults.body)

            def _send(self, status: int, body: bytes) -> None:
                self.send_response(status)
                self.send_header("content-type", "application/json")
                if status == 429:
                    self.send_header("retry-after", "1")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_PUT = do_POST = do_DELETE = do_PATCH = _answer  # noqa: N815

            def log_message(self, *_: object) -> None:
                pass

        return Handler

    def answer(self, method: str, path: str, body: Any) -> bytes:
        """Return the answer to a request as the server's documentation writes it."""
        if path in ("", "/"):
            return json.dumps({"title": "qdrant", "version": self.faults.version}).encode()
        if path == "/cluster":
            return _result({"status": "disabled"})
        found = _POINTS.fullmatch(path)
        assert found is not None, path
        name, rest = found["name"], found["rest"] or ""
        return _result(self._of_collection(method, name, rest, body))

    def _of_collection(self, method: str, name: str, rest: str, body: Any) -> Any:
        engine, done = self.engine, {"operation_id": 1, "status": "completed"}
        if rest == "/exists":
            return {"exists": engine.collection_exists(name)}
        if not rest:
            return self._collection(method, name, body)
        if rest == "/index":
            return done
        if (method, rest) == ("PUT", "/points"):
            asked = models.PointsList.model_validate(body)
            more = {"update_filter": asked.update_filter, "update_mode": asked.update_mode}
            engine.upsert(name, asked.points, **more)
            return done
        told = self._points(name, rest, body)
        return done if told is None else told

    def _collection(self, method: str, name: str, body: Any) -> Any:
        if method == "PUT":
            asked = models.CreateCollection.model_validate(body)
            return self.engine.create_collection(
                name, vectors_config=asked.vectors, sparse_vectors_config=asked.sparse_vectors
            )
        if method == "DELETE":
            return self.engine.delete_collection(name)
        return self.engine.get_collection(name)

    def _points(self, name: str, rest: str, body: Any) -> Any:
        engine = self.engine
        if rest == "/points":
            asked = models.PointRequest.model_validate(body)
            return engine.retrieve(name, asked.ids, with_payload=asked.with_payload, with_vectors=asked.with_vector)
        if rest == "/points/scroll":
            page = models.ScrollRequest.model_validate(body)
            points, offset = engine.scroll(
                name,
                page.filter,
                limit=page.limit or 10,
                offset=page.offset,
                with_payload=page.with_payload,
                with_vectors=page.with_vector,
            )
            return {"points": points, "next_page_offset": offset}
        if rest == "/points/query/batch":
            return engine.query_batch_points(name, models.QueryRequestBatch.model_validate(body).searches)
        if rest == "/points/payload":
            change = models.SetPayload.model_validate(body)
            engine.set_payload(name, change.payload, change.filter)
        elif rest == "/points/delete":
            engine.delete(name, models.FilterSelector.model_validate(body))
        else:
            raise AssertionError(rest)
        return None


def _result(value: Any) -> bytes:
    def plain(one: Any) -> Any:
        return one.model_dump(mode="json") if hasattr(one, "model_dump") else str(one)

    return json.dumps({"result": value, "status": "ok", "time": 0.001}, default=plain).encode()


@contextmanager
def fake_qdrant() -> Iterator[FakeQdrant]:
    """A server that runs until the end."""
    fake = FakeQdrant()
    fake.start()
    try:
        yield fake
    finally:
        fake.stop()
