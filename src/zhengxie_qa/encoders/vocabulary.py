"""From a text to rows of the static model's table: Chinese characters and grams, English stems, numbers, pieces.

Chinese is not cut: every character, every bigram and every known gram of three or four characters counts, so a
query and a passage cannot disagree on where a word begins. A gram of up to four characters is one 64-bit key
(16 bits a character), and the whole text is looked up at once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

import numpy as np

from zhengxie_qa.text import fold, stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Integers = NDArray[np.int64]
    Keys = NDArray[np.uint64]

LONGEST_GRAM = 4  # characters: what fits a key; longer words are covered by the overlapping grams inside them
_BITS = np.uint64(16)  # a character of the ranges below fits
_FIRST, _LAST = 0x3400, 0x9FFF  # Chinese characters in daily use, as in tokens
_LONGEST_HASHED = np.uint64(1 << 32)  # keys below are characters and bigrams
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # 2^64 / golden ratio: Fibonacci hashing (Knuth, TAOCP 3, 6.4)
_LATIN = re.compile(r"[a-z]+|\d+(?:\.\d+)?")
_PIECE = "~"  # marks a letter trigram in the vocabulary: ~ing is not the word "ing"
_PIECE_LENGTH = 3


class Grams(NamedTuple):
    """The grams of a text, of equal lengths: the row of each and where it begins and ends."""

    rows: Integers
    starts: Integers
    ends: Integers


class Vocabulary:
    """The tokens that have a row of their own, and the buckets that all others share."""

    def __init__(self, tokens: Sequence[str], buckets: int) -> None:
        """Take ``tokens`` in the order of their rows: Chinese grams in the order of their keys, then the rest."""
        self.tokens = tokens
        self.buckets = buckets
        han = [token for token in tokens if not token.isascii()]
        self._keys = np.concatenate([_pack(han, length) for length in range(1, LONGEST_GRAM + 1)])
        ordered = len(self._keys) == len(han) and bool(np.all(self._keys[1:] > self._keys[:-1]))
        if not ordered or list(tokens[: len(han)]) != han:
            raise ValueError("the vocabulary is not in the order of its keys")
        self._row = {token: row for row, token in enumerate(tokens[len(han) :], start=len(han))}

    def __len__(self) -> int:
        """Return the number of rows: one a token, then the buckets."""
        return len(self.tokens) + self.buckets

    def count(self, text: str) -> tuple[Integers, Integers]:
        """Return the rows of what stands in ``text`` and how often each stands there."""
        folded = fold(text)
        keys = np.concatenate([keys for keys, _ in _grams(folded)])
        unique, counts = np.unique(keys, return_counts=True)
        rows, known = self._look_up(unique)
        plain = [row for match in _LATIN.finditer(folded) for row in self._plain_rows(match.group())]
        if not plain:
            return rows, counts[known]
        plain_rows, plain_counts = np.unique(plain, return_counts=True)
        return np.concatenate((rows, plain_rows)), np.concatenate((counts[known], plain_counts))

    def grams(self, text: str) -> Grams:
        """Return the rows of what stands in ``text`` one by one, with their offsets."""
        folded = fold(text)
        rows, starts, ends = [], [], []
        for length, (keys, at) in enumerate(_grams(folded), start=1):
            found, known = self._look_up(keys)
            rows.append(found)
            starts.append(at[known])
            ends.append(at[known] + length)
        for match in _LATIN.finditer(folded):
            plain = self._plain_rows(match.group())
            rows.append(np.array(plain))
            starts.append(np.full(len(plain), match.start()))
            ends.append(np.full(len(plain), match.end()))
        return Grams(np.concatenate(rows), np.concatenate(starts), np.concatenate(ends))

    def _look_up(self, keys: Keys) -> tuple[Integers, NDArray[np.bool_]]:
        """Return the rows of the keys that have one, and which those are."""
        if not len(self._keys):
            at, own = np.zeros(len(keys), dtype=np.int64), np.zeros(len(keys), dtype=bool)
        else:
            at = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
            own = self._keys[at] == keys
        hashed = ((keys * _MULTIPLIER) >> np.uint64(32)) % np.uint64(self.buckets)
        rows = np.where(own, at, hashed.astype(np.int64) + len(self.tokens))
        known = own | (keys < _LONGEST_HASHED)
        return rows[known], known

    def _plain_rows(self, run: str) -> list[int]:
        """Return the row of an English word or number; of an unknown one its bucket and its letter trigrams."""
        token = run if run[0].isdigit() else stem(run)
        row = self._row.get(token)
        if row is not None:
            return [row]
        bucket = len(self.tokens) + crc32(token.encode()) % self.buckets
        return [bucket, *(self._row[piece] for piece in pieces(token) if piece in self._row)]


def pieces(token: str) -> list[str]:
    """Return the letter trigrams of a word, its edges marked, as they stand in the vocabulary."""
    padded = f"^{token}$"
    return [_PIECE + padded[i : i + _PIECE_LENGTH] for i in range(len(padded) - _PIECE_LENGTH + 1)]


def in_order(tokens: Sequence[str]) -> list[str]:
    """Return ``tokens`` in the order a :class:`Vocabulary` wants them in."""
    return sorted(tokens, key=lambda token: (token.isascii(), 0 if token.isascii() else len(token), token))


def _codes(text: str) -> Keys:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)


def _pack(tokens: Sequence[str], length: int) -> Keys:
    """Return the keys of the tokens of one length."""
    codes = _codes("".join(token for token in tokens if len(token) == length)).reshape(-1, length)
    keys = np.zeros(len(codes), dtype=np.uint64)
    for column in codes.T:
        keys = keys << _BITS | column
    return keys


def _grams(folded: str) -> Iterator[tuple[Keys, Integers]]:
    """Yield for each length from one character on: the keys of the Chinese grams, and where they begin."""
    codes = _codes(folded)
    han = (codes >= _FIRST) & (codes <= _LAST)
    keys, whole = codes, han
    for length in range(1, LONGEST_GRAM + 1):
        if length > 1:
            keys = keys[:-1] << _BITS | codes[length - 1 :]
            whole = whole[:-1] & han[length - 1 :]
        starts = np.flatnonzero(whole)
        yield keys[starts], starts
