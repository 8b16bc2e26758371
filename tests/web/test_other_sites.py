"""What a page of another site can do to this one, in a real browser of somebody who may reach both: nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.support.background import running
from tests.support.page_visitor import profile, serving
from tests.support.web_fakes import FakeAssistant, document
from zhengxie_qa.web.live_corpus import Library

# Chromium finds every name under localhost on the computer it runs on, and takes two of them for two sites.
OURS, THEIRS, UNKNOWN = "office.localhost", "elsewhere.localhost", "rebound.localhost"
SECRET = "全年征集提案120件"

# Each way of sending or reading that a page has; what it gets to know, or "" where it gets nothing.
ATTEMPTS = """async site => {
  const told = {};
  const noted = async (name, act) => { try { told[name] = String(await act() ?? ""); } catch { told[name] = ""; } };
  const text = async (path, settings) => {
    const answer = await fetch(site + path, { credentials: "include", ...settings });
    return answer.type === "opaque" ? "" : answer.status + await answer.text();
  };
  const post = (body, settings = {}) => ({ method: "POST", body, ...settings });
  const json = { headers: { "Content-Type": "application/json" } }, ours = { headers: { "x-zhengxie": "1" } };
  const ask = JSON.stringify({ data: ["征集提案多少件？", null, null, null, null, null] });
  for (const path of ["", "documents", "source", "config", "gradio_api/info"])
    await noted("read " + path, () => text(path));
  await noted("ask", () => text("gradio_api/run/ask", post(ask, json)));
  await noted("ask as text", () => text("gradio_api/run/ask", post(ask)));
  await noted("ask blindly", () => text("gradio_api/run/ask", post(ask, { mode: "no-cors" })));
  await noted("call", () => text("gradio_api/call/ask", post(ask, json)));
  await noted("upload", () => text("documents/upload?name=x.txt", post("一、提案\\n不是真的。", ours)));
  await noted("upload blindly", () => text("documents/upload?name=y.txt", post("不是真的。", { mode: "no-cors" })));
  await noted("remove", () => text("documents/remove?document=a.txt", post("", ours)));
  await noted("remove blindly", () => text("documents/remove?document=a.txt", post("", { mode: "no-cors" })));
  await noted("update", () => text("documents/update", post("", ours)));
  const element = (tag, settings) => new Promise(done => {
    const made = Object.assign(document.createElement(tag), settings);
    made.onload = () => done(made.contentDocument?.body?.innerText ?? "loaded");
    made.onerror = () => done("");
    document.body.append(made);
  });
  await noted("picture", () => element("img", { src: site + "favicon.ico" }));
  await noted("script", () => element("script", { src: site + "zx/scripts.js" }));
  await noted("style", () => element("link", { rel: "stylesheet", href: site + "zx/style.css" }));
  await noted("events", () => new Promise(done => {
    const stream = new EventSource(site + "gradio_api/heartbeat/x");
    stream.onopen = () => done("open");
    stream.onerror = () => done("");
  }));
  const form = Object.assign(document.createElement("form"), {
    method: "post", action: site + "documents/remove?document=a.txt", target: "aside", enctype: "text/plain",
  });
  await element("iframe", { name: "aside" });
  document.body.append(form);
  form.submit();
  await new Promise(done => { document.querySelector("iframe").onload = done; });
  return told;
}"""


class Blank(BaseHTTPRequestHandler):
    """A site of somebody else's: one empty page."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>elsewhere</title><body></body>")

    def log_message(self, format: str, *args: Any) -> None: ...


@contextmanager
def elsewhere() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Blank) as server, running(server.serve_forever, server.shutdown):
        yield f"http://{THEIRS}:{server.server_address[1]}/"


class Office:
    """A server that visitors may add files to and remove them from, and what has become of it."""

    def __init__(self, folder: Path) -> None:
        self.corpus = folder / "corpus"
        self.corpus.mkdir()
        (self.corpus / "a.txt").write_text(f"一、提案\n{SECRET}。", encoding="utf-8")
        (self.corpus / "b.txt").write_text("一、委员\n委员300名。", encoding="utf-8")
        files = [document(path.name, path.read_text("utf-8"), "甲") for path in sorted(self.corpus.iterdir())]
        self.assistant = FakeAssistant(files)
        self.library = Library(self.assistant, self.corpus, folder / "index", uploads=True)

    def untouched(self) -> bool:
        here = sorted(path.name for path in self.corpus.iterdir())
        return (here, self.assistant.asked, self.library.progress.running) == (["a.txt", "b.txt"], [], False)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def named(url: str, name: str) -> str:
    return f"http://{name}:{urlsplit(url).port}/"


def test_a_page_of_another_site_can_neither_send_nor_read(browser: Any, office: Office) -> None:
    with serving(office.library, hosts=[OURS]) as url, elsewhere() as other:
        context = profile(browser)
        own = context.new_page()
        own.goto(named(url, OURS))  # this visitor may do what the other site wants to
        own.wait_for_selector(".zx-text", state="attached")
        assert SECRET in own.evaluate("() => fetch('source').then(answer => answer.text())")
        page = context.new_page()
        page.goto(other)
        for site in (named(url, OURS), url, named(url, "localhost"), named(url, UNKNOWN)):
            told = page.evaluate(ATTEMPTS, site)
            assert {name: said for name, said in told.items() if said} == {}
            assert len(told) == 18
            assert office.untouched()
        context.close()


def test_a_page_of_another_site_cannot_show_this_one_in_a_frame(browser: Any, office: Office) -> None:
    with serving(office.library, hosts=[OURS]) as url, elsewhere() as other:
        context = profile(browser)
        page = context.new_page()
        page.goto(other)
        for path in ("", "source", "documents"):
            page.evaluate(
                """address => new Promise(done => document.body.append(Object.assign(
                    document.createElement("iframe"), { src: address, onload: done })))""",
                named(url, OURS) + path,
            )
        assert [frame.evaluate("location.protocol") for frame in page.frames[1:]] == ["chrome-error:"] * 3
        context.close()


def test_a_page_that_opens_this_one_learns_nothing_of_it(browser: Any, office: Office) -> None:
    with serving(office.library, hosts=[OURS]) as url, elsewhere() as other:
        context = profile(browser)
        page = context.new_page()
        page.goto(other)
        with context.expect_page() as opened:
            page.evaluate("address => { window.opened = window.open(address); }", named(url, OURS))
        opened.value.wait_for_selector(".zx-text", state="attached")
        assert page.evaluate("() => { try { return opened.document.title } catch { return '' } }") == ""
        assert opened.value.evaluate("() => String(window.opener)") == "null"
        context.close()


def test_a_name_that_this_server_does_not_have_is_refused(browser: Any, office: Office) -> None:
    """With such a name, and its own server behind it at first, another site could pass for this one."""
    with serving(office.library, hosts=[OURS]) as url:
        context = profile(browser)
        page = context.new_page()
        for path in ("", "documents", "source", "config"):
            assert page.goto(named(url, UNKNOWN) + path).status == 421
            assert SECRET not in page.content()
        assert office.untouched()
        context.close()
