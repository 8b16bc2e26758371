"""A picture of a page is set upright: quarter turns, the degrees by which it lay askew; a photograph is laid flat."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from zhengxie_qa.documents.recognition.engine import Engine, Picture, Quads, Reading
from zhengxie_qa.documents.recognition.perspective import flattened
from zhengxie_qa.documents.recognition.values import FLAT, Turned, Warp

_LONG = 4.0  # times as long as it is high: a line that tells how the page lies
_LEAST_SKEW = 0.05  # degrees: less moves the end of a line by under two pixels
_MOST_SKEW = 20.0  # degrees; a photograph is held no worse
_DOUBTFUL = 0.9  # mean confidence from which a page may stand on its head; one that does has 0.4 to 0.7
_TRIED = 8  # lines that are read both ways
_HALF_TURN = 2
_OVER = np.array([[-1.0, 0, 1], [0, -1, 1], [0, 0, 1]])  # shares of a page that is turned upside down


@dataclass(frozen=True, slots=True)
class Upright:
    """A picture that stands upright, its lines as boxes (left, top, right, bottom), and how it was made so."""

    picture: Picture
    boxes: list[tuple[float, float, float, float]]
    turned: Turned
    warp: Warp = FLAT  # from shares of ``picture`` to shares of the one that was only turned


def set_upright(picture: Picture, engine: Engine) -> Upright:
    """Turn ``picture`` so that most of its lines are level and read from left to right."""
    quads = engine.quads(picture)
    quarters = 0
    if _is_sideways(quads):
        quarters = 1
        picture = turned_picture(picture, Turned(quarters))
        quads = engine.quads(picture)
    degrees = _skew(quads)
    quads = _levelled(quads, picture, degrees)
    level = turned_picture(picture, Turned(0, degrees))
    back = np.eye(3)
    if (flat := flattened(level, quads)) is not None:
        level, quads, back = flat.picture, flat.quads, flat.back
    boxes = _boxes(quads, level)
    if _stands_on_its_head(level, boxes, engine):
        quarters += _HALF_TURN
        level = turned_picture(level, Turned(_HALF_TURN))
        height, width = level.shape[:2]
        boxes = [(width - right, height - bottom, width - left, height - top) for left, top, right, bottom in boxes]
        back = _OVER @ back @ _OVER
    return Upright(level, boxes, Turned(quarters, degrees), tuple(map(float, (back / back[2, 2]).flat)))


def turned_picture(picture: Picture, turned: Turned) -> Picture:
    """Return ``picture`` turned against the clock, white where nothing was; small angles keep its size.

    A half turn and a few degrees may be done in either order.
    """
    if turned.quarters:
        picture = np.ascontiguousarray(np.rot90(picture, turned.quarters))
    if not turned.degrees:
        return picture
    height, width = picture.shape[:2]
    around = cv2.getRotationMatrix2D((width / 2, height / 2), turned.degrees, 1.0)
    white = (255.0, 255.0, 255.0)
    return np.asarray(
        cv2.warpAffine(picture, around, (width, height), flags=cv2.INTER_CUBIC, borderValue=white), np.uint8
    )


def _sides(quads: Quads) -> tuple[np.ndarray, np.ndarray]:
    """Return the width and the height of each quadrilateral."""
    wide = np.linalg.norm(quads[:, 1] - quads[:, 0], axis=1)
    high = np.linalg.norm(quads[:, 3] - quads[:, 0], axis=1)
    return wide, np.maximum(high, 1.0)


def _is_sideways(quads: Quads) -> bool:
    if not len(quads):
        return False
    wide, high = _sides(quads)
    level, upended = wide > _LONG * high, high > _LONG * wide
    return float(high[upended].sum()) > float(wide[level].sum())


def _skew(quads: Quads) -> float:
    """Return by how many degrees against the clock the page has to be turned: what its long lines say on average."""
    if not len(quads):
        return 0.0
    wide, high = _sides(quads)
    telling = wide > _LONG * high
    if not telling.any():
        return 0.0
    lower = quads[telling][:, 2] - quads[telling][:, 3]
    upper = quads[telling][:, 1] - quads[telling][:, 0]
    run = upper + lower
    angles = np.degrees(np.arctan2(run[:, 1], run[:, 0]))
    order = np.argsort(angles)
    weights = np.cumsum(wide[telling][order])
    degrees = float(angles[order][int(np.searchsorted(weights, weights[-1] / 2))])
    return degrees if _LEAST_SKEW <= abs(degrees) <= _MOST_SKEW else 0.0


def _levelled(quads: Quads, picture: Picture, degrees: float) -> Quads:
    """Return where ``quads`` lie when ``picture`` is turned by ``degrees``."""
    height, width = picture.shape[:2]
    turn = math.radians(degrees)
    around = np.array([[math.cos(turn), math.sin(turn)], [-math.sin(turn), math.cos(turn)]], np.float32)
    middle = np.array([width / 2, height / 2], np.float32)
    return np.asarray((quads - middle) @ around.T + middle, np.float32)


def _boxes(quads: Quads, picture: Picture) -> list[tuple[float, float, float, float]]:
    """Return the upright boxes of lines that are nearly level."""
    height, width = picture.shape[:2]
    found = []
    for quad in quads:
        xs, ys = np.sort(quad[:, 0]), np.sort(quad[:, 1])
        box = (xs[:2].mean(), ys[:2].mean(), xs[2:].mean(), ys[2:].mean())
        left, top, right, bottom = (float(edge) for edge in box)
        found.append((max(left, 0.0), max(top, 0.0), min(right, float(width)), min(bottom, float(height))))
    return [box for box in found if box[2] - box[0] >= 2 and box[3] - box[1] >= 2]


def _stands_on_its_head(picture: Picture, boxes: list[tuple[float, float, float, float]], engine: Engine) -> bool:
    longest = sorted(boxes, key=lambda box: box[0] - box[2])[:_TRIED]
    crops = [cut(picture, box) for box in longest]
    as_it_is = _mean(engine.read(crops))
    if not crops or as_it_is >= _DOUBTFUL:
        return False
    return _mean(engine.read([np.ascontiguousarray(np.rot90(crop, _HALF_TURN)) for crop in crops])) > as_it_is


def _mean(readings: list[Reading]) -> float:
    sure = [each for reading in readings for each in reading.sure]
    return sum(sure) / len(sure) if sure else 0.0


def cut(picture: Picture, box: tuple[float, float, float, float]) -> Picture:
    """Return the part of ``picture`` inside ``box``."""
    left, top, right, bottom = (round(edge) for edge in box)
    return np.ascontiguousarray(picture[top : max(bottom, top + 1), left : max(right, left + 1)])
