"""The vectors of the passages, searched by cosine."""

from __future__ import annotations

from collections.abc import Sequence

import faiss
import numpy as np
from numpy.typing import NDArray

from zhengxie_qa.index.passage_index import Scored


class Vectors:
    """n unit vectors searched by cosine: an exact FAISS index (17 ms a query at 100,000 × 256)."""

    def __init__(self, flat: faiss.Index, allowed: NDArray[np.int64] | None = None) -> None:
        self._flat = flat
        self._allowed = allowed  # the only rows that are found; None: all

    def within(self, numbers: Sequence[int]) -> Vectors:
        """Return the same vectors, of which only those with these numbers are found."""
        return Vectors(self._flat, np.array(numbers, dtype=np.int64))

    @classmethod
    def build(cls, matrix: NDArray[np.float32], dimension: int) -> Vectors:
        """Index the rows of ``matrix``, shape (n, dimension)."""
        flat = faiss.IndexFlatIP(dimension)
        flat.add(np.ascontiguousarray(matrix, dtype=np.float32).reshape(-1, dimension))
        return cls(flat)

    @classmethod
    def from_bytes(cls, data: bytes) -> Vectors:
        """Read what ``to_bytes`` gave; raises RuntimeError when it is damaged."""
        return cls(faiss.deserialize_index(np.frombuffer(data, dtype=np.uint8)))

    def to_bytes(self) -> bytes:
        """Serialise in memory: FAISS's own file writer fails on non-ASCII Windows paths."""
        data: bytes = faiss.serialize_index(self._flat).tobytes()
        return data

    def __len__(self) -> int:
        return int(self._flat.ntotal)

    def scores(self, vector: NDArray[np.float32], limit: int) -> NDArray[np.float32]:
        """Return each row's cosine with unit ``vector`` (d,), shape (n,); -1 outside the best ``limit``."""
        return self.found(vector, limit).over(np.arange(len(self)), -1.0)

    def found(self, vector: NDArray[np.float32], limit: int) -> Scored:
        """Return the ``limit`` rows with the highest cosine with unit ``vector`` (d,)."""
        found = len(self) if self._allowed is None else len(self._allowed)
        if not found:
            return Scored.of([], [])
        wanted = None
        if self._allowed is not None:
            only = faiss.IDSelectorBatch(self._allowed)
            wanted = faiss.SearchParameters(sel=only)  # type: ignore[call-arg]  # faiss adds it when imported
        scores, numbers = self._flat.search(vector[None, :], min(limit, found), params=wanted)
        return Scored.of(numbers[0], scores[0])

    def rows(self, numbers: Sequence[int]) -> NDArray[np.float32]:
        """Return the stored vectors with these numbers, shape (m, d)."""
        found: NDArray[np.float32] = self._flat.reconstruct_batch(np.array(numbers, dtype=np.int64))
        return found
