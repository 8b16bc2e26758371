"""Readers of office files run in a process of their own: one that hangs, crashes or eats memory is ended there.

The process is started for the first such file, serves the ones that follow, and ends with ``close_sandbox``.
"""

from __future__ import annotations

import atexit
import json
import signal
import subprocess
import threading
from collections.abc import Callable
from typing import Any

from zhengxie_qa.child_process import ChildProcess, end_child, start_child
from zhengxie_qa.documents.decoding import HinderedError, ScannedError, UnreadableError
from zhengxie_qa.documents.formats.lines import Draft, Line, Scan, ScanLine

_SECONDS = 6.0  # for a file of any size; one of an office takes 0.1
PATIENCE = 2.0  # further seconds for each megabyte; a workbook of 500,000 cells has 3 and takes 8
_GRACE = 1.0  # seconds between the end of the output and of the process
_BUSY = 8  # times as long it may take by the clock: other work may keep the processor
_MEMORY = 800 * 2**20  # bytes of address space: the largest real files take 300 MB
_RECOGNITION_MEMORY = 5 * 2**29  # bytes of address space, of which half is used: models, their threads, one page
_PAGE_SECONDS = 90.0  # of processor for one page, the models' loading with it; one of an office takes 3
_MOST_BROKEN = 5  # pages at which the process may break before the file is given up

Told = Callable[[int, int], None]  # (page that is begun, pages in all)

_KINDS = {kind.__name__: kind for kind in (HinderedError, ScannedError)}


class _Sandbox:
    """The process, started when it is needed."""

    def __init__(self, memory: int) -> None:
        self._memory = memory
        self._process: ChildProcess | None = None
        self._lock = threading.Lock()

    def ask(self, request: dict[str, Any], data: bytes, told: Told | None = None) -> dict[str, Any]:
        """Return the answer to ``request``; one that the process breaks at is refused and ``broken``.

        ``told`` hears of each page before it is begun; the seconds of the request count for each page anew.
        """
        with self._lock:
            try:
                return self._ask({**request, "size": len(data)}, data, told)
            except BaseException:  # stopped between two pages: what the process still says answers nobody
                self._end()
                raise

    def close(self) -> None:
        with self._lock:
            self._end()

    def _ask(self, request: dict[str, Any], data: bytes, told: Told | None) -> dict[str, Any]:
        process = self._started()
        seconds = request["seconds"]
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        line = b""
        while True:
            timer = threading.Timer(seconds * (_BUSY if hasattr(signal, "setitimer") else 1), stop)
            timer.start()
            try:
                line = _next_line(process) if line else _exchange(process, request, data)
            finally:
                timer.cancel()
            if not line.endswith(b"\n"):
                break
            answer: dict[str, Any] = json.loads(line)
            if "pages" not in answer:
                if answer["spent"]:
                    self._end()
                return answer
            if told is not None:
                told(answer["page"], answer["pages"])
        if late.is_set() or _exit_of(process) == -getattr(signal, "SIGPROF", 0):
            answer = {"refused": f"解析超过 {seconds:.0f} 秒，已跳过", "kind": HinderedError.__name__}
        else:
            answer = {"refused": "解析时出错退出，文件可能已损坏"}
        self._end()
        return {**answer, "broken": True}

    def _started(self) -> ChildProcess:
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = started("worker", str(self._memory))
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            end_child(process)


def started(module: str, *arguments: str) -> ChildProcess:
    """Start ``module`` of this package as a process that is spoken to through pipes; HinderedError where it fails."""
    try:
        return start_child(f"{__package__}.{module}", *arguments)
    except OSError as error:
        raise HinderedError(f"解析进程无法启动（{error.strerror or error}）") from error


def seconds_for(size: int, patience: float = PATIENCE) -> float:
    """Return how many seconds of processor a file of ``size`` bytes may take."""
    return _SECONDS + patience * size / 2**20


def _exchange(process: ChildProcess, request: dict[str, Any], data: bytes) -> bytes:
    """Send a request and return the line that answers it; cut short when the process ends."""
    assert process.stdin is not None
    try:
        process.stdin.write(json.dumps(request).encode() + b"\n")
        process.stdin.write(data)
        process.stdin.flush()
    except OSError:
        return b""
    return _next_line(process)


def _next_line(process: ChildProcess) -> bytes:
    assert process.stdout is not None
    try:
        return process.stdout.readline()
    except OSError:
        return b""


def _exit_of(process: ChildProcess) -> int | None:
    """Return the status that a process ended with; None where it has closed its output and lives on."""
    try:
        return process.wait(_GRACE)
    except subprocess.TimeoutExpired:
        return None


def _draft(raw: dict[str, Any]) -> Draft:
    lines = [
        Line(
            one["text"],
            one["level"],
            tuple(one["row"]) if one["row"] else None,
            one["page"],
            tuple((offset, page) for offset, page in one["turns"]),
        )
        for one in raw.pop("lines")
    ]
    scans = [Scan(**{**one, "lines": tuple(map(_scan_line, one["lines"]))}) for one in raw.pop("scans")]
    return Draft(lines, scans=scans, **raw)


def _scan_line(raw: dict[str, Any]) -> ScanLine:
    left, top, right, bottom = raw["box"]
    doubts = tuple((start, end) for start, end in raw["doubts"])
    return ScanLine(raw["text"], (left, top, right, bottom), raw["sure"], doubts)


_sandbox = _Sandbox(_MEMORY)
_recognition = _Sandbox(_RECOGNITION_MEMORY)


def read_apart(module: str, function: str, data: bytes, *, patience: float = PATIENCE) -> Draft:
    """Return what ``function`` of ``module`` reads from ``data``, in the process apart.

    ``patience`` is how many seconds each megabyte may take, after the first six.
    Raises ``UnreadableError`` when it refuses, hangs or breaks, ``ScannedError`` when the pages are pictures.
    """
    seconds = seconds_for(len(data), patience)
    return _taken(_sandbox.ask({"module": module, "function": function, "seconds": seconds}, data))


def recognise_apart(module: str, function: str, data: bytes, told: Told, **options: Any) -> Draft:
    """Return what ``function`` of ``module`` recognises in ``data``, page by page, in a process of its own.

    ``told`` hears of each page before it is begun. A page that the process breaks at, or that takes too long, is
    left out, and the work goes on behind it. Raises ``UnreadableError`` as ``read_apart`` does.
    """
    skipped: list[int] = []
    begun = 0

    def heard(page: int, pages: int) -> None:
        nonlocal begun
        begun = page
        told(page, pages)

    while True:
        given = {**options, "skipped": skipped}
        request = {"module": module, "function": function, "seconds": _PAGE_SECONDS, "options": given}
        answer = _recognition.ask(request, data, heard)
        broken = answer.get("broken") and begun and begun not in skipped
        if not broken or len(skipped) == _MOST_BROKEN:
            return _taken(answer)
        skipped.append(begun)


def draw_apart(module: str, function: str, data: bytes, **options: Any) -> Draft:
    """Return what ``function`` of ``module`` draws of ``data``, in a process that lives just for it.

    No one waits here for a file that is recognised. Raises ``UnreadableError`` as ``read_apart`` does.
    """
    drawing = _Sandbox(_RECOGNITION_MEMORY)
    try:
        return _taken(
            drawing.ask({"module": module, "function": function, "seconds": _SECONDS, "options": options}, data)
        )
    finally:
        drawing.close()


def _taken(answer: dict[str, Any]) -> Draft:
    if "draft" in answer:
        return _draft(answer["draft"])
    raise _KINDS.get(answer.get("kind", ""), UnreadableError)(answer["refused"])


def close_sandbox() -> None:
    """End the processes, if there are any; the next file starts another."""
    _sandbox.close()
    _recognition.close()


atexit.register(close_sandbox)
