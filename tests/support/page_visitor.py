"""Someone at the page: a browser that notes what it loads, and a server for it to visit."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.types import ASGIApp

from tests.support.background import running
from zhengxie_qa.assistant import Assistant
from zhengxie_qa.web.live_corpus import Library
from zhengxie_qa.web.serve import bind
from zhengxie_qa.web.site import build_site

PATIENCE = 60  # seconds until what has to happen counts as never happening, on a machine however busy
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


def chromium() -> str | None:
    """Return the path of an installed Chromium."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


@contextmanager
def browsing() -> Iterator[Any]:
    """Open a browser; where there is none the test is skipped, or fails in continuous integration."""
    playwright = pytest.importorskip("playwright.sync_api")
    found = chromium()
    if found is None:
        message = "没有找到 chromium：apt-get install chromium 之后可运行页面测试"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=found, args=FLAGS.split())
        yield opened
        opened.close()


def _built(library: Library, hosts: Sequence[str]) -> ASGIApp:
    """Build the site where an event loop runs: elsewhere Gradio opens loops of its own and leaves them open."""

    async def build() -> ASGIApp:
        return build_site(library, hosts)

    with ThreadPoolExecutor(1) as aside:
        return aside.submit(lambda: asyncio.run(build())).result()


@contextmanager
def serving(corpus: Assistant | Library, hosts: Sequence[str] = ()) -> Iterator[str]:
    """Serve ``corpus`` on a free port and give the address; an assistant alone is a corpus that does not change."""
    library = corpus if isinstance(corpus, Library) else Library(corpus, Path("corpus"), Path("index"))
    with bind("127.0.0.1", 0) as bound:
        config = uvicorn.Config(_built(library, hosts), log_level="warning", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        with running(lambda: server.run(sockets=[bound]), lambda: setattr(server, "should_exit", True)):
            yield f"http://127.0.0.1:{bound.getsockname()[1]}/"


def client_of(url: str) -> Any:
    from gradio_client import Client  # type: ignore[import-untyped]

    return Client(url, verbose=False, analytics_enabled=False)


@contextmanager
def arriving(browser: Any, url: str, **settings: Any) -> Iterator[Visitor]:
    """Give somebody with a browser profile of their own and the page open."""
    context = profile(browser, **settings)
    yield Visitor(context, url).open()
    context.close()


def profile(browser: Any, **settings: Any) -> Any:
    """Return a new browser profile."""
    size = {"width": 1440, "height": 900}
    context = browser.new_context(**{"locale": "zh-CN", "viewport": size, **settings})
    context.set_default_timeout(PATIENCE * 1000)
    return context


class Visitor:
    """One person at the page, who notes everything the page loads and every error it makes."""

    def __init__(self, context: Any, url: str) -> None:
        self.context = context
        self.page = context.new_page()
        self.loaded: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda request: self.loaded.append(request.url))
        self.page.on("websocket", lambda socket: self.loaded.append(socket.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda line: self.errors.append(line.text) if line.type == "error" else None)
        self.url = url

    def open(self) -> Visitor:
        self.page.goto(self.url)
        self.page.wait_for_selector(".zx-text", state="attached")
        return self

    def send(self, question: str) -> None:
        self.page.fill("#zx-box textarea", question)
        self.page.press("#zx-box textarea", "Enter")

    def ask(self, question: str) -> str:
        self.send(question)
        return self.reply(question)

    def reply(self, question: str) -> str:
        """Wait until ``question`` is answered and the page at rest, and return what its turn shows."""
        answered = """asked => { const last = [...document.querySelectorAll('.zx-turn')].at(-1);
            const shown = last?.querySelector('.zx-asked')?.textContent ?? '';
            return last && !last.matches('.zx-pending') && shown.startsWith(asked); }"""
        self.page.wait_for_function(answered, arg=question.strip()[:100])
        self.page.wait_for_selector("#zx-box textarea:enabled")
        # Where there is room beside it, the page opens the first citation by itself: a click before that is undone.
        opened = """() => { const cite = document.querySelector('.zx-fresh .zx-cite');
            const settled = document.querySelector('#zx-panel:not([aria-busy]) mark') && cite?.matches('.zx-active');
            return !cite || settled || matchMedia('(max-width: 900px)').matches; }"""
        self.page.wait_for_function(opened)
        return str(self.page.locator(".zx-turn").last.inner_text())

    def marked(self) -> str:
        self.page.wait_for_selector("mark")
        return "".join(self.page.locator("mark").all_text_contents())

    def see(self, selector: str) -> None:
        """Wait until an element lies whole in the window and still from one frame to the next."""
        script = """async selector => { const box = () => document.querySelector(selector).getBoundingClientRect();
            const before = box();
            await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
            const { top, bottom, left, right } = box();
            const whole = top >= 0 && bottom <= innerHeight && left >= 0 && right <= innerWidth;
            return whole && top === before.top && left === before.left; }"""
        self.page.wait_for_function(script, arg=selector)
