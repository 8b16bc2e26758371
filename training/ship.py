"""Writing the files of the bundled model (see ``zhengxie_qa.encoders.static_model`` for their layout)."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import numpy as np

from zhengxie_qa.encoders import quantise

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from zhengxie_qa.encoders import Vocabulary

NAME = "zhengxie-static-zh-en"


def ship(out: Path, vocabulary: Vocabulary, table: NDArray[np.float32]) -> None:
    """Write vocabulary, 4-bit vectors, scales and config.json to ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    codes, scales = quantise(table)
    (out / "vocabulary.txt").write_bytes("".join(f"{token}\n" for token in vocabulary.tokens).encode())
    np.save(out / "vectors.npy", codes)
    np.save(out / "scales.npy", scales)
    digest = hashlib.sha256()
    for name in ("vocabulary.txt", "vectors.npy", "scales.npy"):
        digest.update((out / name).read_bytes())
    config = {
        "name": NAME,
        "dimension": table.shape[1],
        "buckets": vocabulary.buckets,
        "fingerprint": digest.hexdigest(),
    }
    (out / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
