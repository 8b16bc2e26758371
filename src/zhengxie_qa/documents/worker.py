"""The process in which office files are parsed; ``sandbox.py`` starts it, and ends it when it hangs.

It takes requests on its standard input (a line of JSON, then the bytes) and answers each with a line of JSON; one that
is worked on page by page has a line for each page before.
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


def main() -> None:
    """Answer requests until the input ends; the command line says how many bytes of address space they may take."""
    _limit_memory(int(sys.argv[1]))
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    begin = _peak()
    os.dup2(2, 1)  # what a library prints must not reach the answers
    while line := requests.readline():
        request = json.loads(line)
        limit_processor(request["seconds"])
        answer = _answer(request, requests, answers)
        limit_processor(0)
        grown = "options" not in request and _peak() - begin > _SPENT  # models stay where they were loaded
        answer["spent"] = answer.get("spent") or grown
        _send(answers, answer)


def _send(answers: BinaryIO, answer: dict[str, Any]) -> None:
    answers.write(json.dumps(answer).encode() + b"\n")
    answers.flush()


def _limit_memory(most: int) -> None:
    try:
        import resource  # noqa: PLC0415  (there is none on Windows)

        resource.setrlimit(resource.RLIMIT_AS, (most, most))
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


def _answer(request: dict[str, Any], requests: BinaryIO, answers: BinaryIO) -> dict[str, Any]:
    """Return the answer to a request; one with options is told page by page, and each page has its own time."""
    data = requests.read(request["size"])

    def told(page: int, pages: int) -> None:
        limit_processor(request["seconds"])
        _send(answers, {"page": page, "pages": pages})

    try:
        read = getattr(importlib.import_module(request["module"]), request["function"])
        draft = read(data, told, **request["options"]) if "options" in request else read(data)
        return {"draft": asdict(draft)}
    except UnreadableError as error:
        return {"refused": str(error), "kind": type(error).__name__}
    except MemoryError:
        return {"refused": "解析所需内存过大，请拆分后再放入", "spent": True, "broken": True}
    except Exception:  # whatever a parser raises on a broken file: that file is skipped, and said to be
        return {"refused": "无法解析，文件可能已损坏"}


if __name__ == "__main__":
    main()
