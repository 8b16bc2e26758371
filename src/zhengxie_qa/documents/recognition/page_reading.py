"""A picture of a page → what is printed on it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from statistics import median

import numpy as np

from zhengxie_qa.documents.recognition.engine import Engine, Picture, Reading
from zhengxie_qa.documents.recognition.holes import with_rings
from zhengxie_qa.documents.recognition.letter_sizes import PADDED, Box, is_wide, letter_sizes, pitch_of
from zhengxie_qa.documents.recognition.punctuation import as_printed
from zhengxie_qa.documents.recognition.seals import without_seals
from zhengxie_qa.documents.recognition.strokes import ruled_lines
from zhengxie_qa.documents.recognition.upright import cut, set_upright
from zhengxie_qa.documents.recognition.values import Mark, PrintedLine, RecognisedPage

_READABLE = 0.5  # mean confidence below which a line is a stain, a stamp or handwriting
_UPENDED = 1.5  # times as high as it is wide, and higher than a line: text that runs downwards
_WIDE_MARKS = frozenset("，。、；：！？（）《》〈〉“”‘’〔〕【】")  # they are half white: no space stands beside them
_CLOSE = 0.9  # of the size: characters nearer than this belong together


def recognise(picture: Picture, points: float, engine: Engine) -> RecognisedPage:
    """Read a picture of a page whose pixels are ``points`` wide and high."""
    upright = set_upright(without_seals(picture), engine)
    page = upright.picture
    letter = median(box[3] - box[1] for box in upright.boxes) if upright.boxes else 0.0
    crops = [_line_of(page, box, letter) for box in upright.boxes]
    readings = engine.read(crops)
    readings = [
        with_rings(reading, crop, pitch_of(box, reading)[0] or letter * PADDED)
        for box, reading, crop in zip(upright.boxes, readings, crops, strict=True)
    ]
    found = list(_kept(upright.boxes, readings, letter))
    height, width = page.shape[:2]
    lines = tuple(
        _placed(box, reading, size, height, points)
        for (box, reading), size in zip(found, letter_sizes(found), strict=True)
    )
    rules = tuple(ruled_lines(page, upright.boxes, points)) if upright.boxes else ()
    return RecognisedPage(width * points, height * points, lines, rules, upright.turned, upright.warp)


def _line_of(page: Picture, box: Box, letter: float) -> Picture:
    """Return the picture of a line; the characters of one that runs downwards are set side by side."""
    crop = cut(page, box)
    high, wide = crop.shape[:2]
    if not _runs_downwards(box, letter):
        return crop
    count = max(2, round(high / wide))
    edges = [round(n * high / count) for n in range(count + 1)]
    pieces = [crop[above:below] for above, below in pairwise(edges)]
    tallest = max(map(len, pieces))
    padded = [np.pad(one, ((0, tallest - len(one)), (0, 0), (0, 0)), mode="edge") for one in pieces]
    return np.ascontiguousarray(np.concatenate(padded, axis=1))


def _runs_downwards(box: Box, letter: float) -> bool:
    wide, high = box[2] - box[0], box[3] - box[1]
    return high > _UPENDED * wide and high > _UPENDED * letter


def _kept(boxes: list[Box], readings: list[Reading], letter: float) -> Iterator[tuple[Box, Reading]]:
    for box, reading in zip(boxes, readings, strict=True):
        if not reading.chars or sum(reading.sure) < _READABLE * len(reading.sure):
            continue
        if _runs_downwards(box, letter):  # it stands in one place: its characters share the height of its middle
            middle, half = (box[1] + box[3]) / 2, min(letter, box[2] - box[0]) / 2
            yield (box[0], middle - half, box[2], middle + half), reading
        else:
            yield box, reading


def _placed(box: Box, reading: Reading, size: float, height: int, points: float) -> PrintedLine:
    """Return a line with its places in points; its letters keep the middle of its box."""
    left, top, right, bottom = box
    middle = height - (top + bottom) / 2
    marks = []
    chars = as_printed("".join(reading.chars))
    for n, (char, at, sure) in enumerate(zip(chars, reading.middles, reading.sure, strict=True)):
        half = size / 2 if is_wide(reading.chars[n]) else size / 4
        here = left + at * (right - left)
        gap = n in reading.gaps and not _WIDE_MARKS & set(chars[n - 1 : n + 1])
        marks.append(Mark(char, (here - half) * points, (here + half) * points, sure, gap))
    return PrintedLine(_apart(marks, size * points), (middle - size / 2) * points, (middle + size / 2) * points)


def _apart(marks: list[Mark], size: float) -> tuple[Mark, ...]:
    """Return ``marks`` with none over the next, and none apart that the recogniser sees no space between.

    Places are known to a few pixels: the figures of a year are no words.
    """
    found: list[Mark] = []
    for n, mark in enumerate(marks):
        left = max(mark.left, found[-1].right) if found else mark.left
        right = max(mark.right, left)
        if n + 1 < len(marks) and not marks[n + 1].gap and 0 < marks[n + 1].left - right < _CLOSE * size:
            right = marks[n + 1].left
        found.append(Mark(mark.char, left, right, mark.sure, mark.gap))
    return tuple(found)
