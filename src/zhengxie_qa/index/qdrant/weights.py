"""BM25 as the product of two sparse vectors, with the weights that tantivy gives (k1 = 1.2, b = 0.75).

A passage's vector holds what depends on the passage alone, the saturated term frequency normalised by length; a
question's vector holds the inverse document frequency, which changes with every document. Their product is the score.
"""

from __future__ import annotations

import base64
import hashlib
import math
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from zhengxie_qa.index.bm25 import weight
from zhengxie_qa.index.qdrant.points import Sparse
from zhengxie_qa.text import grams

_K1, _B = 1.2, 0.75
_FREE = 24  # lengths below are exact, longer ones keep three bits after the first, as Lucene's and tantivy's norms do
_TOKENS_KEPT = 100_000  # hashed tokens, 0.1 kB each


@lru_cache(maxsize=_TOKENS_KEPT)
def token_number(token: str) -> int:
    """Return the dimension of a token: 32 bits of its hash. Of two million tokens some 450 share one with another."""
    return int.from_bytes(hashlib.blake2b(token.encode("utf-8", "surrogatepass"), digest_size=4).digest())


def passage_weights(text: str, average: float) -> Sparse:
    """Return the sparse vector of a passage's indexed ``text``; ``average`` is the mean number of tokens."""
    counts = Counter(map(token_number, grams(text)))
    numbers = np.array(sorted(counts), dtype=np.uint32)
    frequencies = np.array([counts[number] for number in numbers.tolist()], dtype=np.float64)
    norm = _K1 * (1 - _B + _B * _rounded(sum(counts.values())) / average) if average else _K1
    return Sparse(numbers, (frequencies / (frequencies + norm)).astype(np.float32))


def question_weights(text: str, terms: Terms) -> Sparse:
    """Return the sparse vector of a question over a collection with these ``terms``."""
    asked: dict[int, float] = {}
    for token, count in Counter(grams(text)).items():
        if terms.frequency(token):
            number = token_number(token)
            asked[number] = asked.get(number, 0.0) + count * weight(token) * terms.idf(token) * (1 + _K1)
    numbers = np.array(sorted(asked), dtype=np.uint32)
    return Sparse(numbers, np.array([asked[number] for number in numbers.tolist()], dtype=np.float32))


def length_of(text: str) -> int:
    """Return the number of tokens of ``text``."""
    return len(grams(text))


def _rounded(length: int) -> int:
    """Return ``length`` as an index keeps it in one byte: the largest it can write that is not above it."""
    beyond = length - _FREE
    if beyond < 16:
        return length
    shift = beyond.bit_length() - 4
    return _FREE + ((beyond >> shift) << shift)


class Terms:
    """In how many of ``size`` passages each token stands: eight bytes a token, sorted by their numbers."""

    def __init__(self, numbers: NDArray[np.uint32], counts: NDArray[np.uint32], size: int) -> None:
        self._numbers = numbers
        self._counts = counts
        self.size = size

    @classmethod
    def none(cls) -> Terms:
        """Return those of a collection without passages."""
        return cls(np.zeros(0, dtype=np.uint32), np.zeros(0, dtype=np.uint32), 0)

    def frequency(self, token: str) -> int:
        """Return the number of passages with ``token``."""
        number = token_number(token)
        place = int(np.searchsorted(self._numbers, number))
        known = place < len(self._numbers) and int(self._numbers[place]) == number
        return int(self._counts[place]) if known else 0

    def idf(self, token: str) -> float:
        """Return the inverse document frequency of ``token``."""
        frequency = self.frequency(token)
        return math.log(1 + (self.size - frequency + 0.5) / (frequency + 0.5))

    def changed(self, more: Mapping[int, int], passages: int) -> Terms:
        """Return those of a collection with ``passages``, in which each token stands in so many more, or fewer."""
        counts = dict(zip(self._numbers.tolist(), self._counts.tolist(), strict=True))
        for number, change in more.items():
            counts[number] = counts.get(number, 0) + change
        kept = sorted(number for number, count in counts.items() if count > 0)
        values = np.array([counts[number] for number in kept], dtype=np.uint32)
        return Terms(np.array(kept, dtype=np.uint32), values, passages)

    def to_bytes(self) -> bytes:
        """Return what ``from_bytes`` reads."""
        return self._numbers.astype("<u4").tobytes() + self._counts.astype("<u4").tobytes()

    @classmethod
    def from_bytes(cls, data: bytes, size: int) -> Terms:
        """Read the terms of ``size`` passages."""
        both = np.frombuffer(data, dtype="<u4").astype(np.uint32)
        return cls(both[: len(both) // 2], both[len(both) // 2 :], size)


def packed(data: bytes, longest: int) -> list[str]:
    """Return ``data`` compressed, as texts of at most ``longest`` characters."""
    text = base64.b85encode(zlib.compress(data)).decode("ascii")
    return [text[start : start + longest] for start in range(0, len(text), longest)]


def unpacked(parts: Iterable[str]) -> bytes:
    """Return what was ``packed``; raises ValueError where it is damaged."""
    try:
        return zlib.decompress(base64.b85decode("".join(parts)))
    except zlib.error as error:
        raise ValueError(str(error)) from error
