"""How near two words are in meaning, by the bundled encoder; each word's vector is made once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from zhengxie_qa.encoders import load_encoder

_KEPT = 50_000  # words: 100 MB of vectors would be the whole vocabulary
_VECTORS: dict[str, NDArray[np.float32]] = {}


def vectors_of(words: Sequence[str]) -> NDArray[np.float32]:
    """Return a unit vector a word, shape (n, dimension)."""
    encoder = load_encoder()
    unknown = list(dict.fromkeys(word for word in words if word not in _VECTORS))
    if unknown:
        if len(_VECTORS) + len(unknown) > _KEPT:
            _VECTORS.clear()
            unknown = list(dict.fromkeys(words))
        _VECTORS.update(zip(unknown, encoder.word_vectors(unknown), strict=True))
    if not words:
        return np.zeros((0, encoder.dimension), dtype=np.float32)
    return np.stack([_VECTORS[word] for word in words])
