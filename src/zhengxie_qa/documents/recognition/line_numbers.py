"""Numbers that are printed beside every line in the margin: they belong to the sheet, not to the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from zhengxie_qa.documents.recognition.values import PrintedLine

_FEWEST = 5  # numbers under each other
_MOST_DIGITS = 3
_SHARE = 0.8  # of the numbers that follow the one above them
_STEPS = range(1, 7)  # from one to the next: every fifth line may have one, and small ones are passed over
_APART = 0.6  # of the size: the gap between a number and its line


def without_line_numbers(lines: Sequence[PrintedLine]) -> tuple[PrintedLine, ...]:
    """Return ``lines`` without the counting figures that stand left of all others."""
    numbers = {n: digits for n, line in enumerate(lines) if (digits := _leading(line))}
    texts = [line.marks[numbers.get(n, 0)].left for n, line in enumerate(lines) if len(line.marks) > numbers.get(n, 0)]
    if len(numbers) < _FEWEST or not texts:
        return tuple(lines)
    margin = min(texts)
    beside = {n: digits for n, digits in numbers.items() if lines[n].marks[digits - 1].right <= margin}
    ordered = sorted(beside, key=lambda n: -lines[n].top)
    values = [int(lines[n].text[: beside[n]]) for n in ordered]
    following = sum(below - above in _STEPS for above, below in pairwise(values))
    if len(beside) < _FEWEST or following < _SHARE * (len(values) - 1):
        return tuple(lines)
    kept = (replace(line, marks=line.marks[beside.get(n, 0) :]) for n, line in enumerate(lines))
    return tuple(line for line in kept if line.marks)


def _leading(line: PrintedLine) -> int:
    """Return how many digits open ``line`` and stand apart from what follows; 0 where there are none."""
    digits = 0
    while digits < len(line.marks) and line.marks[digits].char.isascii() and line.marks[digits].char.isdigit():
        digits += 1
    if not 0 < digits <= _MOST_DIGITS or digits == len(line.marks):
        return digits if digits <= _MOST_DIGITS else 0
    gap = line.marks[digits].left - line.marks[digits - 1].right
    return digits if gap > _APART * (line.top - line.bottom) or line.marks[digits].gap else 0
