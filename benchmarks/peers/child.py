"""A toolkit as a process: reads one JSON object a line, answers each with one.

python -m peers.child MODULE [ENCODER]      MODULE: an adapter; ENCODER: "" or a name that load_encoder knows

    (at the start)                                      → {"import_s", "import_processor_s", "import_mb"}
    {"op": "split", "documents": [[name, text], …], "size": N} → {"lengths": […]}
    {"op": "index", "documents": …, "size": N or null}  → {"lengths": […], "seconds", "processor_s"}
    {"op": "search", "questions": […], "k": K}          → {"hits": [[text, …], …], "ms": […], "processor_ms"}
    {"op": "memory"}                                    → {"peak_mb"}
    (what fails)                                        → {"error"}

What the toolkit prints goes to stderr: stdout is for answers alone.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import sys
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from peers.contract import Peer

_KIBI = 1024


def main() -> None:
    """Answer line by line until the input ends."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

    def answer(told: dict[str, Any]) -> None:
        answers.write(json.dumps(told, ensure_ascii=False) + "\n")
        answers.flush()

    try:
        peer, told = _opened(sys.argv[1], *sys.argv[2:])
    except Exception as error:  # whatever a foreign library raises when it is imported
        answer({"error": reason(error)})
        return
    answer(told)
    for line in sys.stdin:
        try:
            answer(_OPERATIONS[(asked := json.loads(line)).pop("op")](peer, **asked))
        except Exception as error:  # or when it is used: told to the runner, which lists it
            answer({"error": reason(error)})


def reason(error: BaseException) -> str:
    """Return what was raised, in a line; where it was goes to stderr."""
    traceback.print_exception(error)
    return f"{type(error).__name__}: {' '.join(str(error).split())}"[:300]


def _opened(module: str, encoder: str = "") -> tuple[Peer, dict[str, Any]]:
    started, used = time.perf_counter(), time.process_time()
    adapter = importlib.import_module(module)
    seconds, processor = time.perf_counter() - started, time.process_time() - used
    told = {"import_s": seconds, "import_processor_s": processor, "import_mb": _megabytes("VmRSS")}
    from zhengxie_qa.embedding import load_encoder  # noqa: PLC0415 - no part of the time the toolkit takes

    return adapter.Peer(load_encoder(encoder or None)), told


def _split(peer: Peer, documents: list[tuple[str, str]], size: int | None) -> dict[str, Any]:
    return {"lengths": [len(text) for text in peer.split(documents, size)]}


def _index(peer: Peer, documents: list[tuple[str, str]], size: int | None) -> dict[str, Any]:
    started, used = time.perf_counter(), time.process_time()
    passages = peer.index(documents, size)
    seconds, processor = time.perf_counter() - started, time.process_time() - used
    return {"seconds": seconds, "processor_s": processor, "lengths": [len(text) for text in passages]}


def _search(peer: Peer, questions: list[str], k: int) -> dict[str, Any]:
    hits, times, used = [], [], time.process_time()
    for question in questions:
        started = time.perf_counter()
        found = peer.search(question, k)
        times.append((time.perf_counter() - started) * 1000)
        hits.append(found[:k])
    return {"hits": hits, "ms": times, "processor_ms": (time.process_time() - used) * 1000}


def _memory(peer: Peer) -> dict[str, Any]:
    del peer
    return {"peak_mb": _megabytes("VmHWM")}


def _megabytes(field: str) -> float:
    """Return a field of this process's memory; where there is no /proc, the most it ever had."""
    status = Path("/proc/self/status")
    if status.exists():
        rows = dict(line.split(":", 1) for line in status.read_text("utf-8").splitlines() if ":" in line)
        return int(rows[field].split()[0]) / _KIBI
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / _KIBI / (_KIBI if sys.platform == "darwin" else 1)


_OPERATIONS: dict[str, Callable[..., dict[str, Any]]] = {
    "split": _split,
    "index": _index,
    "search": _search,
    "memory": _memory,
}

if __name__ == "__main__":
    main()
