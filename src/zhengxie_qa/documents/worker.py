"""The process in which office files are parsed; ``sandbox.py`` starts it, and ends it when it hangs.

It takes requests on its standard input (a line of JSON, then the bytes) and answers each with a line of JSON.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from dataclasses import asdict
from typing import Any, BinaryIO

from zhengxie_qa.documents.decoding import UnreadableError

_MEMORY = 800 * 2**20  # bytes of address space: the largest real files take 300 MB


def main() -> None:
    """Answer requests until the input ends."""
    _limit_memory()
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not reach the answers
    while line := requests.readline():
        answers.write(json.dumps(_answer(json.loads(line), requests)).encode() + b"\n")
        answers.flush()


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415  (there is none on Windows)

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    except (ImportError, ValueError, OSError):
        return


def _answer(request: dict[str, Any], requests: BinaryIO) -> dict[str, Any]:
    data = requests.read(request["size"])
    try:
        read = getattr(importlib.import_module(request["module"]), request["function"])
        return {"draft": asdict(read(data))}
    except UnreadableError as error:
        return {"refused": str(error), "kind": type(error).__name__}
    except MemoryError:
        return {"refused": "解析所需内存过大，请拆分后再放入"}
    except Exception as error:
        return {"refused": f"无法解析，文件可能已损坏（{type(error).__name__}）"}


if __name__ == "__main__":
    main()
