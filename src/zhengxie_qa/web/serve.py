"""Serving: take the port first, then open the assistant, then answer."""

from __future__ import annotations

import asyncio
import errno
import logging
import socket
from collections.abc import Callable, Collection

import uvicorn

from zhengxie_qa.errors import ServerError
from zhengxie_qa.web.live_corpus import Library

_BACKLOG = 128  # connections that may wait while the page is being built
_GRACE = 1  # seconds open connections get when the server stops; each open page holds one


def serve(
    open_library: Callable[[], Library],
    host: str = "127.0.0.1",
    port: int | str = 7860,
    names: Collection[str] = (),
) -> None:
    """Serve the page until interrupted.

    The port is taken before the library is opened, so that a taken port is told at once.
    ``names``: what else the server is called by those who visit it, as a name in the office's network.
    Raises ServerError when host or port cannot be used, and what ``open_library`` raises.
    """
    with bind(host, port) as bound:
        from zhengxie_qa.web.site import build_site  # noqa: PLC0415 - gradio takes seconds to import

        library = open_library()
        library.assistant.warm_up()
        app = build_site(library, (host, *names))
        config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=_GRACE)
        library.start_workers()
        library.follow()
        try:
            _Announcing(config, host).run(sockets=[bound])
        except (KeyboardInterrupt, asyncio.CancelledError):
            print("\n服务已停止。", flush=True)
        finally:
            library.end_workers()


def bind(host: str, port: int | str) -> socket.socket:
    """Return a listening socket on ``host`` and ``port``; ServerError says in one line why there is none."""
    number = _port_number(port)
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, number, type=socket.SOCK_STREAM)[0]
        bound = socket.socket(family, kind, protocol)
    except OSError as error:
        raise ServerError(f"地址 {host} 不可用：{error.strerror or error}。请改用 HOST=127.0.0.1。") from error
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen(_BACKLOG)
    except OSError as error:
        bound.close()
        raise ServerError(_why(error, host, number)) from error
    return bound


def _port_number(port: int | str) -> int:
    text = str(port).strip()
    if not text.isdecimal() or not 0 <= int(text) <= 65535:
        raise ServerError(f"端口“{port}”无效：应为 0 到 65535 之间的整数，例如 PORT=7860。")
    return int(text)


def _why(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        other = port + 1 if port < 65535 else 7860
        return f"端口 {port} 已被占用。请换一个端口，例如：PORT={other} make run"
    if error.errno == errno.EACCES:
        return f"没有使用端口 {port} 的权限。请换一个 1024 以上的端口，例如：PORT=7860 make run"
    return f"不能在地址 {host} 上提供服务：{error.strerror or error}。请改用 HOST=127.0.0.1 或 HOST=0.0.0.0。"


class _Announcing(uvicorn.Server):
    """A server that says its address once it answers, and stops without a word about open pages."""

    def __init__(self, config: uvicorn.Config, host: str) -> None:
        super().__init__(config)
        self._host = host

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # pages still open are no error now
        await super().shutdown(sockets)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.should_exit or not sockets:
            return
        port = sockets[0].getsockname()[1]
        everywhere = self._host in ("0.0.0.0", "::")
        shown = "127.0.0.1" if everywhere else f"[{self._host}]" if ":" in self._host else self._host
        print(f"页面已就绪：http://{shown}:{port} （按 Ctrl+C 停止）", flush=True)
        if everywhere:
            print(f"同一网络中的其他电脑请访问：http://本机IP地址:{port}", flush=True)
