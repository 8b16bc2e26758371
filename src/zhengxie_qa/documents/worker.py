"""The process in which office files are parsed; ``sandbox.py`` starts it, and ends it when it hangs.

It takes requests on its standard input (a line of JSON, then the bytes) and answers each with a line of JSON.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
from dataclasses import asdict
from typing import Any, BinaryIO

from zhengxie_qa.documents.decoding import UnreadableError

_SPENT = 200 * 2**20  # bytes that the process has grown by, from which a new one takes the next file
_MEMORY = 800 * 2**20  # bytes of address space: the largest real files take 300 MB


def main() -> None:
    """Answer requests until the input ends."""
    _limit_memory()
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    begin = _peak()
    os.dup2(2, 1)  # what a library prints must not reach the answers
    while line := requests.readline():
        request = json.loads(line)
        limit_processor(request["seconds"])
        answer = _answer(request, requests)
        limit_processor(0)
        answer["spent"] = answer.get("spent") or _peak() - begin > _SPENT
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415  (there is none on Windows)

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    except (ImportError, ValueError, OSError):
        return


def limit_processor(seconds: float) -> None:
    """Let the system end this process once it has used so many seconds of processor; 0 takes the limit off."""
    if hasattr(signal, "setitimer"):  # Windows has none: there the clock alone counts
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _peak() -> int:
    """Return the most memory used so far, in bytes; 0 on Windows, which does not say."""
    try:
        import resource  # noqa: PLC0415
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _answer(request: dict[str, Any], requests: BinaryIO) -> dict[str, Any]:
    data = requests.read(request["size"])
    try:
        read = getattr(importlib.import_module(request["module"]), request["function"])
        return {"draft": asdict(read(data))}
    except UnreadableError as error:
        return {"refused": str(error), "kind": type(error).__name__}
    except MemoryError:
        return {"refused": "解析所需内存过大，请拆分后再放入", "spent": True}
    except Exception:  # whatever a parser raises on a broken file: that file is skipped, and said to be
        return {"refused": "无法解析，文件可能已损坏"}


if __name__ == "__main__":
    main()
