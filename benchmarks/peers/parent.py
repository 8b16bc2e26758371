"""The other end of ``child.py``: a toolkit's process as an object."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peers.contract import Text

ROOT = Path(__file__).resolve().parents[2]
# Nothing is fetched or reported while a toolkit is measured: no model hub, no telemetry, no list of prices.
_QUIET = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "LANGSMITH_TRACING": "false",
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    "DO_NOT_TRACK": "1",
    "PYTHONWARNINGS": "ignore",
}


class PeerError(Exception):
    """Raised when a toolkit cannot be installed, imported or used; its text is the reason, in a line."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """The lengths of the passages, and the seconds they took by the clock and of the processor."""

    lengths: list[int]
    seconds: float
    processor_s: float


@dataclass(frozen=True, slots=True)
class Found:
    """The best passages of each question, the milliseconds each took, and those of the processor for all."""

    hits: list[list[str]]
    ms: list[float]
    processor_ms: float


class Child:
    """A process that answers for one toolkit; ended with the ``with`` block.

    ``paths`` come first on its path of modules; what it writes besides its answers goes into ``log``.
    """

    def __init__(self, python: Path, module: str, encoder: str, paths: Sequence[Path], log: Path) -> None:
        path = os.pathsep.join(map(str, [ROOT / "benchmarks", ROOT / "src", *paths]))
        self._log = log.open("w", encoding="utf-8")
        self._process = subprocess.Popen(
            [str(python), "-m", "peers.child", module, encoder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            encoding="utf-8",
            cwd=ROOT,
            env={**os.environ, **_QUIET, "PYTHONPATH": path},
        )

    def __enter__(self) -> Self:
        try:
            self.started = self._answer()
        except PeerError:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()
        self._log.close()

    def split(self, documents: Sequence[Text], size: int) -> list[int]:
        """Return the lengths of the passages that the documents would be split into."""
        lengths: list[int] = self._asked(op="split", documents=documents, size=size)["lengths"]
        return lengths

    def index(self, documents: Sequence[Text], size: int | None) -> Indexed:
        """Index the documents."""
        return Indexed(**self._asked(op="index", documents=documents, size=size))

    def search(self, questions: Sequence[str], k: int) -> Found:
        """Return the ``k`` best passages of each question."""
        return Found(**self._asked(op="search", questions=questions, k=k))

    def peak(self) -> float:
        """Return the most memory the process has had, in megabytes."""
        return float(self._asked(op="memory")["peak_mb"])

    def _asked(self, **question: Any) -> dict[str, Any]:
        assert self._process.stdin
        try:
            self._process.stdin.write(json.dumps(question, ensure_ascii=False) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError as error:
            raise PeerError("its process ended") from error
        return self._answer()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise PeerError(f"its process ended with {self._process.wait()}")
        told: dict[str, Any] = json.loads(line)
        if "error" in told:
            raise PeerError(told["error"])
        return told
