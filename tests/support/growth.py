"""How the time of some work grows with what it is given."""

from __future__ import annotations

import time
from collections.abc import Callable

_SIZES = (1_500, 6_000, 24_000)  # characters, each four times the one before
_MOST_GROWTH = 9  # times for four times the text: 4 where it is linear, 16 where it is quadratic
_MOST_AT_FIRST = 0.1  # seconds that the smallest size may take, as many times as it may grow
_NOISE = 0.4  # seconds of processor that a busy machine may add


def too_slow(work: Callable[[str], object], piece: str, sizes: tuple[int, ...] = _SIZES) -> str:
    """Return what is wrong with the time ``work`` takes over repetitions of ``piece``, or an empty string.

    It is the processor's time of this thread; the smaller sizes come first, so that a bad pattern is found before it
    takes hours. What seems slow is measured once more: a collection of garbage comes once, a bad pattern every time.
    """
    return _too_slow(work, piece, sizes) and _too_slow(work, piece, sizes)


def _too_slow(work: Callable[[str], object], piece: str, sizes: tuple[int, ...]) -> str:
    before = _MOST_AT_FIRST
    for size in sizes:
        text = piece * (size // len(piece))
        started = time.thread_time()
        work(text)
        taken = time.thread_time() - started
        if taken > _MOST_GROWTH * before + _NOISE:
            return f"{size} × {piece!r}: {taken:.2f} s after {before:.2f} s for a quarter"
        before = taken
    return ""
