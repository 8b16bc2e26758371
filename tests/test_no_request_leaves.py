"""Nothing is asked of another machine: every Python process tells what it connects to, and a browser what it loads."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import docx
import pytest

from tests.support.page_visitor import arriving, browsing
from zhengxie_qa.web.serve import bind

ROOT = Path(__file__).resolve().parents[1]
COMMAND = "from zhengxie_qa.cli import main; raise SystemExit(main())"
# Notes each name that is looked up and each address that is written to, and lets none but this machine's through.
WATCH = """
import os, sys

def is_near(host):
    return host in (None, "", "localhost", "127.0.0.1", "::1", "0.0.0.0", "::", b"localhost", b"127.0.0.1")

def watch(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        asked = address[0] if isinstance(address, tuple) else None  # a path: a socket of this machine
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        asked = arguments[0]
    else:
        return
    with open(os.environ["WATCHED"], "a", encoding="utf-8") as notes:
        notes.write(f"{event} {asked}\\n" if not is_near(asked) else "near\\n")
    if not is_near(asked):
        raise PermissionError(f"{event}: {asked}")

sys.addaudithook(watch)
with open(os.environ["WATCHED"], "a", encoding="utf-8") as notes:
    notes.write("begun\\n")
"""


class Watched:
    """A folder with a corpus, and what the processes begun in it have asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        (folder / "watch").mkdir()
        (folder / "watch" / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
        corpus = folder / "corpus"
        corpus.mkdir()
        (corpus / "报告.txt").write_text("甲县政协工作报告\n\n全年共征集提案128件。\n", encoding="utf-8")
        page = '<html><head><link rel="stylesheet" href="http://192.0.2.1/a.css"></head><body><h1>乙县政协工作报告</h1>'
        page += '<p>全年开展视察17次。</p><img src="http://192.0.2.1/a.png"></body></html>'
        (corpus / "网页.html").write_text(page, encoding="utf-8")
        made = docx.Document()
        made.add_paragraph("丙县政协工作报告")
        made.add_paragraph("全年反映社情民意信息45条。")
        made.save(str(corpus / "文件.docx"))
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")},
            "PYTHONPATH": os.pathsep.join([str(folder / "watch"), str(ROOT / "src")]),
            "WATCHED": str(folder / "notes"),
            "PYTHONIOENCODING": "utf-8",
        }

    @property
    def notes(self) -> list[str]:
        return (self._folder / "notes").read_text(encoding="utf-8").splitlines()

    @property
    def left(self) -> list[str]:
        """What was asked of another machine."""
        return [note for note in self.notes if note not in ("begun", "near")]

    def begin(self, *arguments: str, code: str = COMMAND) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", code, *arguments],
            cwd=self._folder,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )

    def run(self, *arguments: str, code: str = COMMAND) -> str:
        with self.begin(*arguments, code=code) as process:
            said, _ = process.communicate()
        return said

    @contextmanager
    def served(self) -> Iterator[str]:
        with bind("127.0.0.1", 0) as free:
            port = free.getsockname()[1]
        with self.begin("serve", "--port", str(port), "--uploads") as process:
            assert process.stdout is not None
            try:
                said = next((line for line in process.stdout if "http://" in line), "")
                assert str(port) in said
                yield f"http://127.0.0.1:{port}/"
            finally:
                process.send_signal(signal.SIGINT)
                process.stdout.read()


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    return Watched(tmp_path)


@pytest.fixture
def browser() -> Iterator[Any]:
    with browsing() as opened:
        yield opened


@pytest.mark.parametrize(
    "code",
    [
        "import urllib.request; urllib.request.urlopen('http://example.org/')",
        "import httpx; httpx.get('http://192.0.2.1/')",
        "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))",
        "import os, sys; os.execv(sys.executable, ['x', '-c', 'import socket; socket.gethostbyname(\"x.org\")'])",
    ],
)
def test_what_leaves_would_be_noticed(watched: Watched, code: str) -> None:
    watched.run(code=code)
    assert len(watched.left) == 1


def test_no_command_asks_anything_of_another_machine(watched: Watched) -> None:
    assert "3" in watched.run("index")
    assert "128件" in watched.run("ask", "甲县全年征集提案多少件？")
    assert "17次" in watched.run("ask", "--explain", "乙县全年开展视察多少次？")
    assert "文件.docx" in watched.run("search", "--json", "社情民意")
    assert watched.run("doctor")
    assert watched.notes.count("begun") > 5  # the process in which documents are parsed among them
    assert watched.left == []


def test_neither_the_server_nor_the_page_asks_anything_of_another_machine(watched: Watched, browser: Any) -> None:
    with watched.served() as url, arriving(browser, url) as visitor:
        assert "128件" in visitor.ask("甲县全年征集提案多少件？")
        assert visitor.marked()
        page = visitor.page
        page.click("#zx-toggle")
        page.wait_for_selector("html[lang=en]")
        assert page.evaluate("() => fetch('documents').then(answer => answer.text())").count("zx-entry-title") == 3
        assert "17次" in page.evaluate("() => fetch('source?document=网页.html').then(answer => answer.text())")
        sending = "{method: 'POST', body: '丁县工作报告\\n\\n调研9次。', headers: {'x-zhengxie': '1'}}"
        assert page.evaluate(f"fetch('documents/upload?name=新.txt', {sending}).then(answer => answer.status)") == 200
    assert len(visitor.loaded) > 10
    assert [each for each in visitor.loaded if not each.startswith((url, "data:", "blob:"))] == []
    assert watched.left == []
