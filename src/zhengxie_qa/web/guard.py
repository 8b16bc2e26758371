"""The outermost door: who may ask this server anything, how much they may send, and what every answer carries.

A page of another site runs in the browser of someone who can reach this server, and may send requests from there.
So a request is refused that names another site as its origin, and one that calls this server by a name it does not
have: with such a name another site could pass for this one (DNS rebinding).
"""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import Callable, Collection
from contextvars import ContextVar
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LOG = logging.getLogger(__name__)
_LONGEST_ADDRESS = 8_000  # characters: a document's path of 255 bytes, escaped, takes a tenth
_LONGEST_NAME = 255  # bytes: no file is called more, and asking the file system for one fails
REFUSED = "Refused"  # the title of an error that the request itself is to blame for
# What a request failed over, noted where it is known; each request has a list of its own.
failures: ContextVar[list[str]] = ContextVar("failures")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_ELSEWHERE = ("cross-site", "same-site")  # what a browser says of a request that another site's page makes
# For answers that are no page; a page brings a policy of its own.
_CLOSED = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_HEADERS = {
    b"content-security-policy": _CLOSED.encode(),
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"referrer-policy": b"no-referrer",
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
}


class Guard:
    """The middleware that every request passes first."""

    def __init__(self, app: ASGIApp, hosts: Collection[str], largest: Callable[[str], int]) -> None:
        """``hosts``: the names of this server, besides its addresses; ``largest``: bytes that a path may be sent."""
        self._app = app
        self._hosts = frozenset(host.lower().rstrip(".") for host in hosts) | {"localhost"}
        self._largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})  # the page uses none
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        send = _with_headers(send)
        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        longest = max(len(part.encode(errors="replace")) for part in scope["path"].split("/"))
        if longest > _LONGEST_NAME or len(scope["path"]) + len(scope.get("query_string", b"")) > _LONGEST_ADDRESS:
            await PlainTextResponse("地址太长。", 414)(scope, receive, send)
            return
        exchange = _Exchange(scope, receive, send, self._largest(scope["path"]))
        await exchange.run(self._app)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        """Return the answer to a request from someone who may not ask, or None."""
        headers = Headers(scope=scope)
        host = _name_and_port(f"http://{headers.get('host', '')}")
        if host is None or not self._is_ours(host[0], scope):
            return PlainTextResponse(
                "本服务不使用这个地址。请用本机 IP 地址访问，或请管理员把这个名称写进 ZHENGXIE_HOSTS。", 421
            )
        if not _from_own_page(headers, scope):
            return PlainTextResponse("不接受其他网站的请求。", 403)
        return None

    def _is_ours(self, name: str, scope: Scope) -> bool:
        if name in self._hosts:
            return True
        try:
            address = ipaddress.ip_address(name)
            # The address at which this connection arrived is one of the machine's own.
            return address.is_loopback or address == ipaddress.ip_address((scope.get("server") or ("",))[0])
        except ValueError:
            return False


class _Exchange:
    """One request and its answer: the body counted as it comes, and a failure told in one line."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, largest: int) -> None:
        self._scope = scope
        self._receive = receive
        self._send = send
        self._largest = largest
        self._bytes = 0
        self._started = False  # the application answers
        self._held: list[Message] = []
        self._refused = False  # we have answered in its place

    async def run(self, app: ASGIApp) -> None:
        length = Headers(scope=self._scope).get("content-length", "0")
        if not (length.isascii() and length.isdigit()) or len(length) > 18 or int(length) > self._largest:
            await self._refuse("内容太大。", 413)
            return
        failures.set([])
        try:
            await app(self._scope, self._counted, self._forwarded)
            if self._held and failures.get():
                await self._refuse("请求的格式不正确。", 400)
            if not self._refused:
                for message in self._judged():
                    await self._send(message)
        except Exception as error:  # whatever it was, the log gets a line and the client an answer
            if not self._refused:
                _LOG.error("%s %.100r failed: %.200r", self._scope["method"], self._scope["path"], error)
                # Our own routes answer what is wrong themselves; Gradio fails over a request of wrong types.
                wrong = self._scope["path"].startswith("/gradio_api/") and isinstance(error, LookupError | TypeError)
                await self._refuse(*(("请求的格式不正确。", 400) if wrong else ("服务出错，请稍后再试。", 500)))

    async def _counted(self) -> Message:
        if self._refused:
            return {"type": "http.disconnect"}
        message = await self._receive()
        self._bytes += len(message.get("body", b""))
        if self._bytes > self._largest:
            await self._refuse("内容太大。", 413)
            return {"type": "http.disconnect"}
        return message

    async def _forwarded(self, message: Message) -> None:
        """Pass the answer on; a failure is held back, for the framework tells it before it raises the reason."""
        if self._held or message.get("status") == 500:
            self._held.append(message)
        elif not self._refused:
            self._started = True
            await self._send(message)

    def _judged(self) -> list[Message]:
        """Return the failure that was held back; it is the request's where its answer says so, not the server's."""
        body = b"".join(message.get("body", b"") for message in self._held)
        if not body.startswith(b"{") or f'"title":"{REFUSED}"'.encode() not in body.replace(b": ", b":"):
            return self._held
        first, *others = self._held
        return [{**first, "status": 400}, *others]

    async def _refuse(self, text: str, status: int) -> None:
        self._refused = True
        if not self._started:
            response = PlainTextResponse(text, status, {"Connection": "close"})  # what is still to come is not read
            await response(self._scope, self._receive, self._send)


def _from_own_page(headers: Headers, scope: Scope) -> bool:
    """Tell whether no other site's page makes this request; following a link to this one is no request of theirs."""
    if any(_name_and_port(origin) != _own(headers, origin) for origin in headers.getlist("origin")):
        return False
    follows = scope["method"] in ("GET", "HEAD") and headers.get("sec-fetch-mode") == "navigate"
    return follows or headers.get("sec-fetch-site") not in _ELSEWHERE


def _own(headers: Headers, origin: str) -> tuple[str, int]:
    """Return this server's name and port as the request names them; a proxy may have taken the encryption off."""
    scheme = "https" if origin.startswith("https:") else "http"
    return _name_and_port(f"{scheme}://{headers['host']}") or ("", 0)


def _name_and_port(address: str) -> tuple[str, int] | None:
    try:
        parts = urlsplit(address)
        if parts.scheme not in _DEFAULT_PORTS or not parts.hostname or parts.username is not None or parts.path:
            return None
        return parts.hostname.rstrip("."), parts.port or _DEFAULT_PORTS[parts.scheme]
    except ValueError:
        return None


def _with_headers(send: Send) -> Send:
    async def wrapped(message: Message) -> None:
        if message["type"] == "http.response.start":
            # Gradio allows every origin that asks; ours needs no permission, and no other gets one.
            kept = [(n, v) for n, v in message.get("headers", ()) if not n.lower().startswith(b"access-control-")]
            present = {name.lower() for name, _ in kept}
            added = [(name, value) for name, value in _HEADERS.items() if name not in present]
            message = {**message, "headers": [*kept, *added]}
        await send(message)

    return wrapped
