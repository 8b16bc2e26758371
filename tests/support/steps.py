"""How much work a function does, counted in steps of the interpreter: the same on every machine, however busy."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def steps_of(work: Callable[[], object]) -> int:
    """Return how many lines run while ``work`` does, each turn of a loop counted anew.

    What runs in C is not counted: it is for loops of ours that look through everything again.
    """
    count = 0

    def step(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def growth(work: Callable[[int], Callable[[], object]], size: int, times: int = 4) -> float:
    """Return how many times the steps grow when the size grows ``times``: 4 for linear work, 16 for quadratic."""
    work(size)()  # what is loaded and compiled on first use is no part of the work
    return steps_of(work(times * size)) / steps_of(work(size))
