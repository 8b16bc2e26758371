"""Places of a text that are spoken for: what was read as one thing is not read as another."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable


class TakenPlaces:
    """Places of a text that are spoken for: whether another meets one of them is found without trying them all."""

    def __init__(self, places: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(places):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def meet(self, start: int, end: int) -> bool:
        """Tell whether a place has a character of ``[start, end)``."""
        last = bisect_left(self._starts, end) - 1
        return last >= 0 and start < self._ends[last]
