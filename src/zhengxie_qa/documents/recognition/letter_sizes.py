"""How large the letters of recognised lines are: by how far apart full-width ones follow each other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from zhengxie_qa.documents.recognition.engine import Reading

Box = tuple[float, float, float, float]  # left, top, right, bottom in pixels

_FULL_WIDTH = 0x2E80  # characters from here on are as wide as they are high
_FEWEST = 4  # such characters side by side that tell the size of the letters
_TELLING = 8  # of them, from which a size is known to a twentieth
PADDED = 0.78  # of a found box's height: the letters, where nothing tells their size better
_SAME = 0.09  # of the text's size: a line that differs less is set in it; a title differs by a tenth
_SAME_IF_SHORT = 0.18
_ENDS = frozenset("。；！？;!?")


def is_wide(char: str) -> bool:
    """Say whether ``char`` is as wide as it is high."""
    return ord(char) >= _FULL_WIDTH


def pitch_of(box: Box, reading: Reading) -> tuple[float, int]:
    """Return the size of a line's letters in pixels, and how many tell it; 0 where none do."""
    wide = box[2] - box[0]
    runs: list[float] = []
    first = 0
    for n in range(1, len(reading.chars) + 1):
        if n < len(reading.chars) and is_wide(reading.chars[n]) and is_wide(reading.chars[n - 1]):
            continue
        if n - first >= _FEWEST and is_wide(reading.chars[first]):
            runs += [wide * (after - before) for before, after in pairwise(reading.middles[first:n])]
        first = n
    if not runs:
        return 0.0, 0
    return min(sum(runs) / len(runs), box[3] - box[1]), len(runs)  # letters that are spaced out are no larger


def letter_sizes(lines: Sequence[tuple[Box, Reading]]) -> list[float]:
    """Return the size of each line's letters in pixels; lines of the text's size have just that."""
    found = [pitch_of(box, reading) for box, reading in lines]
    shares = [size / (box[3] - box[1]) for (box, _), (size, _) in zip(lines, found, strict=True) if size]
    share = median(shares) if shares else PADDED
    every = [size for size, count in found for _ in range(count)]
    text = median(every) if every else 0.0
    return [
        _snapped(size or _guessed(box, reading, share, text), count, text)
        for (box, reading), (size, count) in zip(lines, found, strict=True)
    ]


def _guessed(box: Box, reading: Reading, share: float, text: float) -> float:
    """Return the size of a line that is too short to tell it; its box is up to half higher than it should be.

    One that ends a sentence, or is a single character, is the rest of a paragraph and no title.
    """
    size = share * (box[3] - box[1])
    rest = len(reading.chars) == 1 or reading.chars[-1] in _ENDS
    return min(size, text) if rest and text else size


def _snapped(size: float, count: int, text: float) -> float:
    near = _SAME if count >= _TELLING else _SAME_IF_SHORT
    return text if text and abs(size - text) <= near * text else size
