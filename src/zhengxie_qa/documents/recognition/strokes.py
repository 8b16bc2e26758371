"""Ruled lines on a picture of a page: long thin strokes, flat or upright, that are no part of a letter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

import cv2
import numpy as np

from zhengxie_qa.documents.formats.pdf_glyphs import Rule
from zhengxie_qa.documents.recognition.engine import Picture

Box = tuple[float, float, float, float]  # left, top, right, bottom in pixels

_LONGER = 1.6  # times the height of a line of text: no stroke of a letter is as long
_THICKEST = 0.35  # of the height of a line of text
_BESIDE = 0.05  # of the height of a text: how far a stroke of its letters may reach out of its box
_MOST = 600  # strokes; a drawing or a photograph has more, and no table is made of them
_BLOCK = 31  # pixels around each within which ink is told from paper
_DARKER = 12  # levels by which ink is darker than the paper around it
_WOBBLE = 3  # pixels by which a stroke may be out of true along its length


def ruled_lines(picture: Picture, texts: Sequence[Box], points: float) -> list[Rule]:
    """Return the ruled lines on an upright picture, beside the boxes of its ``texts``.

    ``points`` is the size of a pixel; places are in points from the lower left corner.
    """
    letter = median(box[3] - box[1] for box in texts)
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _BLOCK, _DARKER)
    height = picture.shape[0]
    rules = []
    for flat in (True, False):
        for left, top, right, bottom in _strokes(ink, flat, letter):
            if any(_lies_in((left, top, right, bottom), text) for text in texts):
                continue
            if flat:
                rules.append(Rule(True, (height - (top + bottom) / 2) * points, left * points, right * points))
            else:
                rules.append(
                    Rule(False, (left + right) / 2 * points, (height - bottom) * points, (height - top) * points)
                )
    return rules if len(rules) <= _MOST else []


def _lies_in(stroke: Box, text: Box) -> bool:
    """Say whether a stroke belongs to a large letter."""
    near = _BESIDE * (text[3] - text[1])
    return (
        text[0] - near <= stroke[0]
        and stroke[2] <= text[2] + near
        and text[1] - near <= stroke[1]
        and stroke[3] <= text[3] + near
    )


def _strokes(ink: np.ndarray, flat: bool, letter: float) -> Iterator[tuple[int, int, int, int]]:
    length = max(12, round(_LONGER * letter))
    across = (1, _WOBBLE) if flat else (_WOBBLE, 1)
    along = (length, 1) if flat else (1, length)
    thick = cv2.dilate(ink, cv2.getStructuringElement(cv2.MORPH_RECT, across))
    opened = cv2.morphologyEx(thick, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, along))
    _, _, stats, _ = cv2.connectedComponentsWithStats(opened)
    for left, top, wide, high, area in stats[1:].tolist():
        long, thin = (wide, high) if flat else (high, wide)
        if long >= length and area <= long * (_THICKEST * letter + _WOBBLE) and thin <= long / 2:
            yield left, top, left + wide, top + high
