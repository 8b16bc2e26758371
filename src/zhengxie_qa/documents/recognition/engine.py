"""The recogniser itself: RapidOCR with the models in its wheel, which find lines and read them; no network."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]  # (height, width, 3), blue, green, red
Quads = NDArray[np.float32]  # (lines, 4 corners from the upper left clockwise, x and y)

_LONGEST_SIDE = 1600  # pixels of the picture in which lines are looked for: half the time of 2,300, none lost
_MOST_THREADS = 4  # more gain little for pictures this small, and each takes its stack
_BATCH = 6  # lines read together


@dataclass(frozen=True, slots=True)
class Reading:
    """The characters of one line, each with its middle as a share of the line's width and how sure it is."""

    chars: tuple[str, ...]
    middles: tuple[float, ...]
    sure: tuple[float, ...]
    gaps: frozenset[int]  # the characters before which there is a space


class Engine:
    """Finds and reads printed lines; the models are loaded with the first picture."""

    def __init__(self) -> None:
        from rapidocr import RapidOCR  # noqa: PLC0415 - an extra, and two seconds

        self._ocr: Any = RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.return_word_box": True,
                "Global.use_vertical_padding": False,
                "EngineConfig.onnxruntime.intra_op_num_threads": min(os.cpu_count() or 1, _MOST_THREADS),
                "Det.limit_type": "max",
                "Det.limit_side_len": _LONGEST_SIDE,
                "Rec.rec_batch_num": _BATCH,
            }
        )

    def quads(self, picture: Picture) -> Quads:
        """Return the corners of the lines on ``picture``."""
        from rapidocr.main import RapidOCRError  # noqa: PLC0415

        try:
            _, found = self._ocr.detect_and_crop(picture, {})
        except RapidOCRError:  # nothing is printed there
            return np.zeros((0, 4, 2), np.float32)
        return np.asarray(found.boxes, np.float32).reshape(-1, 4, 2)

    def read(self, crops: Sequence[Picture]) -> list[Reading]:
        """Return what stands on each of ``crops``, pictures of one line."""
        if not crops:
            return []
        found = self._ocr.recognize_txt(list(crops))
        return [_reading(text, words) for text, words in zip(found.txts or (), found.word_results or (), strict=True)]


def _reading(text: str, words: Any) -> Reading:
    columns = [column for word in words.word_cols for column in word]
    chars: list[str] = []
    sure: list[float] = []
    gaps: set[int] = set()
    for char, confidence in zip(text, words.confs, strict=False):
        if char.isspace():
            gaps.add(len(chars))
        else:
            chars.append(char)
            sure.append(float(confidence))
    if len(columns) != len(chars) or not words.line_txt_len:
        middles = [(n + 0.5) / max(len(chars), 1) for n in range(len(chars))]
    else:
        middles = [(column + 0.5) / words.line_txt_len for column in columns]
    return Reading(tuple(chars), tuple(middles), tuple(sure), frozenset(gaps - {0, len(chars)}))
