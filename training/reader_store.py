"""Rows on disk, as plain arrays, so that a trial does not read all documents again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from training.reader_rows import Row

_PLAIN = ("group", "kind", "answerable", "alone", "rule", "confidence")


def keep(rows: Sequence[Row], path: Path) -> None:
    """Write ``rows`` to ``path`` (.npz)."""
    arrays: dict[str, Any] = {name: np.array([getattr(row, name) for row in rows]) for name in _PLAIN}
    arrays |= {"row": np.array([row.row for row in rows]), "count": np.array([len(row.right) for row in rows])}
    arrays |= {
        "members": np.vstack([row.members for row in rows]),
        "right": np.concatenate([row.right for row in rows]),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **arrays)


def kept(path: Path) -> list[Row]:
    """Return the rows that :func:`keep` wrote to ``path``."""
    with np.load(path, allow_pickle=False) as arrays:
        read = {name: arrays[name] for name in arrays.files}
    ends = np.cumsum(read["count"])
    rights = np.split(read["right"], ends[:-1])
    members = np.split(read["members"], (ends - np.arange(1, len(ends) + 1))[:-1])
    plain = {name: read[name].tolist() for name in _PLAIN}
    return [
        Row(**{name: plain[name][n] for name in _PLAIN}, row=row, members=members[n], right=rights[n])
        for n, row in enumerate(read["row"])
    ]
