"""Characters that the recogniser passes over: the ring 〇 of a year, which its model takes for a stain."""

from __future__ import annotations

import numpy as np

from zhengxie_qa.documents.recognition.engine import Picture, Reading

_NUMERALS = frozenset("〇零一二三四五六七八九")
_AFTER = _NUMERALS | frozenset("年月号")
_HOLE = (1.5, 2.6)  # times the size: how far apart the characters on both sides of one that is missing are
_INKED = 0.03  # share of the place that is ink
_HOLLOW = 0.25  # share of the place, in its middle, that a ring leaves white
_DARK = 0.6  # of the paper's brightness: ink
_SURE = 0.5  # of a ring that is told by its place: it is marked


def with_rings(reading: Reading, crop: Picture, size: float) -> Reading:
    """Return ``reading`` with 〇 where a ring stands between Chinese figures; ``size`` is that of its letters."""
    wide = crop.shape[1]
    rings = [
        n
        for n in range(1, len(reading.chars))
        if reading.chars[n - 1] in _NUMERALS
        and reading.chars[n] in _AFTER
        and _HOLE[0] * size <= (reading.middles[n] - reading.middles[n - 1]) * wide <= _HOLE[1] * size
        and _is_ring(crop, (reading.middles[n] + reading.middles[n - 1]) / 2 * wide, size)
    ]
    if not rings:
        return reading
    chars, middles, sure = list(reading.chars), list(reading.middles), list(reading.sure)
    for n in reversed(rings):
        chars.insert(n, "〇")
        middles.insert(n, (middles[n - 1] + middles[n]) / 2)
        sure.insert(n, _SURE)
    gaps = frozenset(gap + sum(ring < gap for ring in rings) for gap in reading.gaps - set(rings))
    return Reading(tuple(chars), tuple(middles), tuple(sure), gaps)


def _is_ring(crop: Picture, middle: float, size: float) -> bool:
    """Say whether there is ink around ``middle``, and none in it."""
    grey = crop.max(axis=2).astype(np.float32)
    ink = grey < _DARK * float(np.percentile(grey, 90))
    high = len(ink)
    place = ink[:, max(0, round(middle - size * 0.45)) : round(middle + size * 0.45)]
    reach = _HOLLOW * size / 2
    rows = slice(max(0, round(high / 2 - reach)), round(high / 2 + reach) + 1)
    hollow = ink[rows, max(0, round(middle - reach)) : round(middle + reach) + 1]
    return bool(place.size) and float(place.mean()) >= _INKED and not hollow.any()
