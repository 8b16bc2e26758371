"""Red seals over printed text: the red ink goes, the black under it stays; red titles stay too."""

from __future__ import annotations

import cv2
import numpy as np

from zhengxie_qa.documents.recognition.engine import Picture

_COARSE = 4  # pixels of the picture in one of the map that seals are looked for on
_REDDER = 40  # by which red ink is redder than green and blue
_SMALLEST, _LARGEST = 0.12, 0.40  # of the page's width: a seal has 38 to 50 mm, a letter of a red title 20 at most
_ROUND = (0.7, 1.4)  # width by height: a title is wider
_CLOSED = 0.012  # of the width: gaps between the strokes of one seal
_DARKEST_RED = 128  # of the red channel: what is darker is black ink under the seal


def without_seals(picture: Picture) -> Picture:
    """Return ``picture`` with its red seals bleached."""
    boxes = _seals(picture)
    if not boxes:
        return picture
    cleaned = picture.copy()
    for left, top, right, bottom in boxes:
        area = picture[top:bottom, left:right]
        red = area[:, :, 2]
        ink = _redness(area) > _REDDER
        brightest = max(float(np.percentile(red[ink], 20)) if ink.any() else 255.0, _DARKEST_RED)
        bleached = np.clip(red.astype(np.float32) * (255.0 / brightest), 0, 255).astype(np.uint8)
        cleaned[top:bottom, left:right] = bleached[:, :, None]
    return cleaned


def _redness(area: Picture) -> np.ndarray:
    wide = area.astype(np.int16)
    return wide[:, :, 2] - np.maximum(wide[:, :, 0], wide[:, :, 1])


def _seals(picture: Picture) -> list[tuple[int, int, int, int]]:
    """Return the left, top, right and bottom of what is red, round and as large as a seal."""
    height, width = picture.shape[:2]
    size = max(width // _COARSE, 1), max(height // _COARSE, 1)
    coarse = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    red = (_redness(coarse) > _REDDER).astype(np.uint8)
    reach = max(3, round(_CLOSED * size[0])) | 1
    closed = cv2.morphologyEx(red, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(closed)
    found = []
    for left, top, wide, high, _ in stats[1:].tolist():
        if _SMALLEST * size[0] <= wide <= _LARGEST * size[0] and _ROUND[0] <= wide / high <= _ROUND[1]:
            edges = left - 1, top - 1, left + wide + 1, top + high + 1
            found.append(tuple(max(0, edge * _COARSE) for edge in edges))
    return found
