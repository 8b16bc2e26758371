"""A page that was photographed from aside is laid flat: its lines run to one point, its upright edges to another.

Both vanishing points together say which homography makes the lines level and the edges upright (R. Hartley and
A. Zisserman, Multiple View Geometry, 2nd ed., section 2.7). A scan has parallel lines and is left as it is.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from zhengxie_qa.documents.recognition.engine import Picture, Quads

Matrix = NDArray[np.float64]  # (3, 3), a homography

_LONG = 4.0  # times as long as it is high: a line of text that tells how the page lies
_FEWEST = 4  # lines that have to say so
_LEAST_TURN = 0.5  # degrees between the first and the last line; those of a scan differ by a tenth
_LOOSE = 0.4  # of that turn: how much the lines may stray from it on average, else it is chance
_STRAY = 2.5  # times the usual stray: such a line is left out
_SOUGHT_IN = 1_600  # pixels of the picture in which straight edges are looked for
_EDGE = 3.0  # times the height of a line: the shortest one
_ASLANT = 20.0  # degrees by which one may be out of true
_NEAR_TEXT = 0.15  # of the width and height of the text: an edge further away belongs to the table it lies on
_APART = 0.2  # of half the longer side: strokes nearer to each other say nothing
_MARGIN = 0.06  # of the text's width and height, kept around it
_STEEPEST = 2.0  # times as large at one end of the text as at the other


@dataclass(frozen=True, slots=True)
class Flattened:
    """The flat picture, its lines, and the homography that leads from shares of it to shares of the photograph."""

    picture: Picture
    quads: Quads
    back: Matrix


@dataclass(frozen=True, slots=True)
class _Strokes:
    """Straight strokes of one family: middles, unit normals and lengths, centred and in halves of the longer side."""

    middles: NDArray[np.float64]
    normals: NDArray[np.float64]
    lengths: NDArray[np.float64]


def flattened(picture: Picture, quads: Quads) -> Flattened | None:
    """Return a level ``picture`` laid flat with its lines of text ``quads``; None where it is flat."""
    text = _text_lines(quads)
    if len(text) < _FEWEST:
        return None
    height, width = picture.shape[:2]
    scale = 2 / max(height, width)
    centred = np.array([[scale, 0, -width * scale / 2], [0, scale, -height * scale / 2], [0, 0, 1]])
    level, upright = _edges(picture, quads)
    lines = _vanishing(_strokes(np.concatenate([text, level]), centred), 1)
    edges = _vanishing(_strokes(upright, centred), 0)
    if lines is None and edges is None:
        return None
    right, down = np.array([1.0, 0, 0]), np.array([0, 1.0, 0])
    flat = _rectifying(right if lines is None else lines, down if edges is None else edges)
    return _warped(picture, quads, flat @ centred)


def _text_lines(quads: Quads) -> NDArray[np.float64]:
    """Return the ends of the long lines of text, (n, 2, 2)."""
    ends = np.stack([(quads[:, 0] + quads[:, 3]) / 2, (quads[:, 1] + quads[:, 2]) / 2], axis=1).astype(np.float64)
    high = np.linalg.norm(quads[:, 3] - quads[:, 0], axis=1)
    return np.asarray(ends[np.linalg.norm(ends[:, 1] - ends[:, 0], axis=1) > _LONG * high])


def _edges(picture: Picture, quads: Quads) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the ends of long level and of long upright edges on and around the text: rules, the sides of the sheet."""
    shrink = min(1.0, _SOUGHT_IN / max(picture.shape[:2]))
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    small = cv2.resize(grey, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    found = cv2.createLineSegmentDetector().detect(small)[0]
    ends = (np.zeros((0, 2, 2)) if found is None else found.reshape(-1, 2, 2)).astype(np.float64) / shrink
    run = np.abs(ends[:, 1] - ends[:, 0])
    letter = float(np.median(np.linalg.norm(quads[:, 3] - quads[:, 0], axis=1)))
    low, high = quads.reshape(-1, 2).min(axis=0), quads.reshape(-1, 2).max(axis=0)
    around = _NEAR_TEXT * (high - low)
    middles = ends.mean(axis=1)
    near = ((middles > low - around) & (middles < high + around)).all(axis=1)
    telling = near & (np.linalg.norm(run, axis=1) >= _EDGE * letter)
    slope = np.tan(np.radians(_ASLANT))
    return ends[telling & (run[:, 1] <= slope * run[:, 0])], ends[telling & (run[:, 0] <= slope * run[:, 1])]


def _strokes(ends: NDArray[np.float64], centred: Matrix) -> _Strokes:
    placed = ends * centred[0, 0] + centred[:2, 2]
    run = placed[:, 1] - placed[:, 0]
    lengths = np.linalg.norm(run, axis=1)
    normals = np.stack([-run[:, 1], run[:, 0]], axis=1) / np.maximum(lengths, 1e-9)[:, None]
    return _Strokes(placed.mean(axis=1), normals, lengths)


def _vanishing(strokes: _Strokes, across: int) -> NDArray[np.float64] | None:
    """Return the point that ``strokes`` run to; None where they are parallel, or too few or at odds.

    ``across``: the coordinate in which they follow each other, 1 for lines of text, 0 for upright edges.
    """
    kept = np.ones(len(strokes.lengths), bool)
    for _ in range(3):
        if kept.sum() < _FEWEST or np.ptp(strokes.middles[kept, across]) < _APART:
            return None
        rows = np.column_stack([strokes.normals, -(strokes.normals * strokes.middles).sum(axis=1)])
        point = np.linalg.svd(rows[kept] * strokes.lengths[kept, None])[2][-1]
        towards = point[:2] - point[2] * strokes.middles
        strays = np.abs((strokes.normals * towards).sum(axis=1)) / np.maximum(np.linalg.norm(towards, axis=1), 1e-9)
        usual = float(np.average(strays[kept], weights=strokes.lengths[kept]))
        kept = strays <= max(_STRAY * usual, np.radians(_LEAST_TURN) / 2)
    angles = np.degrees(np.arctan2(towards[kept, across], towards[kept, 1 - across]))
    turn = float(np.ptp((angles + 90) % 180))
    return point if turn >= _LEAST_TURN and np.degrees(usual) <= _LOOSE * turn else None


def _rectifying(lines: NDArray[np.float64], edges: NDArray[np.float64]) -> Matrix:
    """Return the homography that sends ``lines`` and ``edges`` to infinity, level and upright; its middle stays."""
    horizon = np.cross(lines, edges)
    if abs(horizon[2]) < 1e-9:
        return np.eye(3)
    level = np.eye(3)
    level[2] = horizon / horizon[2]
    along, down = lines[:2] / np.linalg.norm(lines[:2]), edges[:2] / np.linalg.norm(edges[:2])
    axes = np.eye(3)
    axes[:2, 0] = along if along[0] > 0 else -along
    axes[:2, 1] = down if down[1] > 0 else -down
    return np.asarray(np.linalg.inv(axes) @ level)


def _warped(picture: Picture, quads: Quads, flat: Matrix) -> Flattened | None:
    """Return the text and a margin around it, as large as it was in its middle."""
    corners = quads.reshape(-1, 2).astype(np.float64)
    depths = np.column_stack([corners, np.ones(len(corners))]) @ flat[2]
    if depths.min() <= 0 or depths.max() > _STEEPEST * depths.min():
        return None
    height, width = picture.shape[:2]
    to_pixels = np.diag([max(height, width) / 2, max(height, width) / 2, 1.0]) @ flat
    places = _mapped(corners, to_pixels)
    low, high = places.min(axis=0), places.max(axis=0)
    margin = _MARGIN * (high - low)
    size = np.ceil(high - low + 2 * margin).astype(int)
    move = np.array([[1, 0, margin[0] - low[0]], [0, 1, margin[1] - low[1]], [0, 0, 1]])
    forth = move @ to_pixels
    white = (255.0, 255.0, 255.0)
    warped = cv2.warpPerspective(picture, forth, (int(size[0]), int(size[1])), flags=cv2.INTER_CUBIC, borderValue=white)
    back = np.diag([1 / width, 1 / height, 1]) @ np.linalg.inv(forth) @ np.diag([*size.astype(float), 1.0])
    return Flattened(np.asarray(warped, np.uint8), _mapped(corners, forth).reshape(-1, 4, 2).astype(np.float32), back)


def _mapped(points: NDArray[np.float64], matrix: Matrix) -> NDArray[np.float64]:
    """Return ``points``, (n, 2), where ``matrix`` sends them."""
    sent = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    return np.asarray(sent[:, :2] / sent[:, 2:])
