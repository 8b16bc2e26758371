"""Many at the page at once: is any question lost or mixed up, how long does each wait, what memory is kept of them?

python benchmarks/load.py           print the table
python benchmarks/load.py --write   and put it into benchmarks/README.md

A server of its own is started on a free port over corpus/. Each visitor speaks to it as the page does: opens it, is
told its parts, sends a question marked as theirs alone, follows the answer as it comes, and leaves.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

_HERE = Path(__file__).resolve().parent
_README = _HERE / "README.md"
_CROWDS = (10, 50, 200)  # visitors who ask at the same instant
_ROW = 2_000  # visits one after the other, few at a time
_AT_A_TIME = 8
_WARMING = 60  # visits before any is counted: meanwhile the server's other processes open the index
_PATIENCE = 120.0  # seconds
_LONGEST_LINE = 2**24  # bytes: an answer is one line
# 1,900 digits: a question that takes the processor as long as one can.
_HOSTILE = f"提案{'1一亿点' * 480}多少件？"
_SIGNS, _MARK = "？！", 24  # a mark is so many of these
_TIMES = ("visitors", "at once", "errors", "mixed up", "p50 s", "p95 s", "longest s", "processor ms a visit")
_COLUMNS = (*_TIMES, "memory before", "memory after")
_HEAD = f"| {' | '.join(_COLUMNS)} |\n{'|---' * len(_COLUMNS)}|"


@dataclass(frozen=True, slots=True)
class Visit:
    """How one visitor fared."""

    seconds: float  # from sending the question to its answer
    error: str = ""
    mixed: bool = False  # another's question or answer was shown


@dataclass(frozen=True, slots=True)
class Page:
    """What the page tells of itself: the numbers of its events, and what each takes."""

    opened: int
    asked: int
    inputs: int  # of the question


def main() -> None:
    """Print the table, and write it where asked."""
    parser = argparse.ArgumentParser(description="Let many visitors ask a server at once, and time it.")
    parser.add_argument("--visits", type=int, default=_ROW, help="visits one after the other")
    parser.add_argument("--write", action="store_true", help="put the table into benchmarks/README.md")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, _server(Path(folder)) as (url, process):
        rows = list(asyncio.run(_measured(url, process, arguments.visits)))
    table = "\n".join([_HEAD, *rows])
    print(table)
    if arguments.write:
        marked = re.compile(r"(<!-- load -->\n).*?(<!-- /load -->)", re.DOTALL)
        _README.write_text(marked.sub(rf"\g<1>{table}\n\g<2>", _README.read_text("utf-8")), "utf-8")


@contextmanager
def _server(folder: Path) -> Iterator[tuple[str, int]]:
    """Serve corpus/ and give the address and the number of the process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = "from zhengxie_qa.cli import main; raise SystemExit(main())"
    corpus = str(_HERE.parent / "corpus")
    options = ["serve", "--port", str(port), "--corpus", corpus, "--index", str(folder / "index")]
    environment = {**os.environ, "HOST": "127.0.0.1", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    started = subprocess.Popen([sys.executable, "-c", command, *options], stdout=subprocess.DEVNULL, env=environment)
    try:
        _await(f"http://127.0.0.1:{port}/", started)
        yield f"http://127.0.0.1:{port}", started.pid
    finally:
        started.terminate()
        started.wait()


def _await(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            httpx.get(url, timeout=5).raise_for_status()
            return
        except httpx.HTTPError:
            time.sleep(0.2)
    raise SystemExit("服务没有启动。")


async def _measured(url: str, process: int, visits: int) -> list[str]:
    rows = []
    address = urlsplit(url).netloc
    page = _page(httpx.get(f"{url}/config").json())
    await _all(address, page, _questions(_WARMING), _AT_A_TIME)
    for crowd in _CROWDS:
        before = _used(process)
        fared = await _all(address, page, _questions(crowd), crowd)
        rows.append(_row(f"{crowd} at the same instant", crowd, fared, before, _used(process)))
    before = _used(process)
    fared = await _all(address, page, _questions(visits), _AT_A_TIME)
    rows.append(_row(f"{visits:,} in a row", _AT_A_TIME, fared, before, _used(process)))
    before = _used(process)
    fared = (await _all(address, page, [_HOSTILE, *_questions(20)], 21))[1:]
    rows.append(_row("20 beside a hostile question", 21, fared, before, _used(process)))
    return rows


def _questions(number: int) -> list[str]:
    """Return as many questions, each with a mark of its own that no other shares."""
    kinds = (
        "全年征集提案多少件",
        "开展了哪些协商活动",
        "哪些委员受到表彰",
        "今年要做哪些工作",
        "立案提案的办复率是多少",
    )
    return [kinds[each % len(kinds)] + _mark() for each in range(number)]


def _mark() -> str:
    """Return a mark that changes nothing of what is asked: a row of question and exclamation marks."""
    return "".join(secrets.choice(_SIGNS) for _ in range(_MARK))


def _page(config: dict[str, Any]) -> Page:
    """Return what the page's own settings say of its events."""
    events = config["dependencies"]
    opened = next(each for each in events if any(target[1] == "load" for target in each["targets"]))
    asked = next(each for each in events if any(target[1] == "submit" for target in each["targets"]))
    return Page(opened["id"], asked["id"], len(asked["inputs"]))


async def _all(address: str, page: Page, questions: Sequence[str], at_once: int) -> list[Visit]:
    """Let a visitor ask each of ``questions``; ``at_once`` of them are there together and begin together."""
    turn, ready = asyncio.Semaphore(at_once), asyncio.Barrier(at_once) if at_once == len(questions) else None

    async def visit(question: str) -> Visit:
        async with turn:
            return await _visit(address, page, question, ready)

    return await asyncio.gather(*map(visit, questions))


async def _visit(address: str, page: Page, question: str, ready: asyncio.Barrier | None) -> Visit:
    session = secrets.token_hex(6)
    started = time.perf_counter()
    try:
        async with asyncio.timeout(_PATIENCE), _connected(address) as own, _present(address, session):
            await own.answered("GET", "/")
            await own.answered("POST", "/gradio_api/run/predict", _event(page.opened, [[], "zh", None], session))
            if ready is not None:
                await ready.wait()
            started = time.perf_counter()
            data: list[Any] = [question, [], "zh", None, "", "", ""][: page.inputs]
            joined = await own.answered("POST", "/gradio_api/queue/join", _event(page.asked, data, session))
            shown = await _answer(address, session, json.loads(joined)["event_id"])
            seconds = time.perf_counter() - started
    except (OSError, EOFError, ValueError, KeyError) as error:
        return Visit(time.perf_counter() - started, error=f"{type(error).__name__}: {error}"[:80])
    others = set(re.findall(rf"[{_SIGNS}]{{{_MARK}}}", shown)) - {question[-_MARK:]}
    return Visit(seconds, "" if question in shown else "own question not shown", bool(others))


def _event(number: int, data: list[Any], session: str) -> bytes:
    return json.dumps({"data": data, "fn_index": number, "session_hash": session, "event_data": None}).encode()


async def _answer(address: str, session: str, event: str) -> str:
    """Follow the answer to its end, and return what the browser is told to keep of it."""
    kept = ""
    async with _connected(address) as stream:
        await stream.ask("GET", f"/gradio_api/queue/data?session_hash={session}")
        async for line in stream.lines():
            message = json.loads(line.removeprefix("data: ")) if line.startswith("data: ") else {}
            kept += line if message.get("msg") in ("process_generating", "process_completed") else ""
            if message.get("msg") == "process_completed" and message.get("event_id") == event:
                if not message["success"]:
                    raise ValueError(str(message["output"])[:60])
                return json.dumps(json.loads(f"[{json.dumps(kept)}]"), ensure_ascii=False)
    raise ValueError("the answer broke off")


@asynccontextmanager
async def _present(address: str, session: str) -> AsyncIterator[None]:
    """Hold the connection by which the server knows that the page is open."""
    async with _connected(address) as held:
        await held.ask("GET", f"/gradio_api/heartbeat/{session}")
        yield


@dataclass(frozen=True, slots=True)
class _Connection:
    """One connection of a browser, with no more of a client than it takes: clients and server share the machine."""

    address: str
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def ask(self, method: str, path: str, body: bytes = b"") -> dict[str, str]:
        """Send a request and return the headers of its answer; raises ValueError where it is refused."""
        length = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n" if body else ""
        head = f"{method} {path} HTTP/1.1\r\nHost: {self.address}\r\nAccept-Encoding: gzip, deflate\r\n{length}\r\n"
        self.writer.write(head.encode() + body)
        status, *lines = (await self.reader.readuntil(b"\r\n\r\n")).decode().splitlines()
        if status.split()[1] != "200":
            raise ValueError(status)
        return {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}

    async def answered(self, method: str, path: str, body: bytes = b"") -> bytes:
        """Return the body of the answer, packed as it came."""
        return await self.reader.readexactly(int((await self.ask(method, path, body))["content-length"]))

    async def lines(self) -> AsyncIterator[str]:
        """Yield the lines of an answer that comes piece by piece, those between the pieces among them."""
        while line := await self.reader.readline():
            yield line.decode()


@asynccontextmanager
async def _connected(address: str) -> AsyncIterator[_Connection]:
    host, port = address.split(":")
    reader, writer = await asyncio.open_connection(host, int(port), limit=_LONGEST_LINE)
    try:
        yield _Connection(address, reader, writer)
    finally:
        writer.close()


@dataclass(frozen=True, slots=True)
class Used:
    """What a server has used of the machine."""

    megabytes: float  # of memory, now
    milliseconds: float  # of processor, so far


def _used(process: int) -> Used:
    """Return what a process and those it started have used, as Linux tells it; nothing elsewhere."""
    folder = Path(f"/proc/{process}")
    if not folder.exists():
        return Used(0.0, 0.0)
    held = re.search(r"VmRSS:\s+(\d+)", (folder / "status").read_text())
    user, system = (folder / "stat").read_text().rpartition(")")[2].split()[11:13]
    own = Used(int(held.group(1)) / 1024 if held else 0.0, (int(user) + int(system)) / os.sysconf("SC_CLK_TCK") * 1000)
    begun = {int(pid) for task in folder.glob("task/*/children") for pid in task.read_text().split()}
    everyone = [own, *map(_used, begun)]
    return Used(sum(each.megabytes for each in everyone), sum(each.milliseconds for each in everyone))


def _row(name: str, at_once: int, fared: Sequence[Visit], before: Used, after: Used) -> str:
    seconds = sorted(visit.seconds for visit in fared)
    p95 = seconds[min(len(seconds) - 1, int(len(seconds) * 0.95))]
    errors, mixed = sum(bool(visit.error) for visit in fared), sum(visit.mixed for visit in fared)
    for said in {visit.error for visit in fared if visit.error}:
        print(said, file=sys.stderr)
    times = f"{statistics.median(seconds):.2f} | {p95:.2f} | {seconds[-1]:.2f}"
    processor = (after.milliseconds - before.milliseconds) / len(fared)
    memory = f"{before.megabytes:.0f} MB | {after.megabytes:.0f} MB"
    return f"| {name} | {at_once} | {errors} | {mixed} | {times} | {processor:.0f} | {memory} |"


if __name__ == "__main__":
    main()
