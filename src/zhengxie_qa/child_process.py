"""A module of this package run as a process of its own, which is spoken to through pipes."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import zhengxie_qa

ChildProcess = subprocess.Popen[bytes]


def start_child(module: str, *arguments: str, environment: Mapping[str, str] | None = None) -> ChildProcess:
    """Start the module of that full name; ``environment`` is added to this process's own. Raises OSError."""
    package = str(Path(zhengxie_qa.__file__).parent.parent)
    paths = os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH"))))
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": paths, **(environment or {})},
    )


def end_child(process: ChildProcess) -> None:
    """Stop ``process``, whatever it does."""
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with contextlib.suppress(OSError):  # what was still unsent is of no use to anyone
            if pipe is not None:
                pipe.close()
