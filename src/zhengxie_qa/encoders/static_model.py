"""The bundled encoder: a table of vectors for characters, n-grams, English stems and numbers, in numpy alone.

A text's vector is the sum of the rows of everything in it, repeated ones damped, made unit length. What a row
weighs is its length, learned in training (see training/README.md). The table holds 4 bits a value with one
scale a row: half of int8's size, and the error of single values averages out over the hundreds that are summed.

    model/config.json     name, dimension, buckets, fingerprint
    model/vocabulary.txt  one token a line: line i is row i; the hashed buckets' rows follow
    model/vectors.npy     uint8 (rows, dimension / 2): dimensions 0..d/2-1 in the low four bits, the rest in the high
    model/scales.npy      float16 (rows,): value = (code - 7.5) * scale
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from zhengxie_qa.encoders.vocabulary import Vocabulary
from zhengxie_qa.errors import EncoderError
from zhengxie_qa.text import word_spans

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.resources.abc import Traversable

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_DAMPING = 0.65  # 0.5 and 1 find less: a word that a text repeats is what it is about (see training/README.md)
CODE_MIDDLE = 7.5  # 4-bit codes 0..15 stand for -7.5..7.5 times the row's scale


@dataclass(frozen=True, slots=True)
class TokenMatrix:
    """The words of a text with their vectors, for matching word by word (late interaction)."""

    tokens: list[str]  # folded, English stemmed
    spans: list[tuple[int, int]]  # offsets in the text
    vectors: Floats  # (n, dimension), unit rows
    weights: Floats  # (n,): how much the word says, as learned: a particle near 0


def damped(counts: NDArray[Any]) -> Floats:
    """Return what a token counts that stands ``counts`` times in a text: the second time adds less than the first."""
    weights: Floats = np.power(counts, _DAMPING, dtype=np.float32)
    return weights


class StaticModel:
    """The bundled encoder: see the module's docstring."""

    def __init__(
        self,
        name: str,
        fingerprint: str,
        vocabulary: Vocabulary,
        codes: NDArray[np.uint8],
        scales: NDArray[np.float16],
    ) -> None:
        if not len(codes) == len(scales) == len(vocabulary):
            raise EncoderError(
                f"内置向量模型不完整：{len(vocabulary)} 个词、{len(codes)} 行向量、{len(scales)} 个系数。"
                "请重新安装本软件。"
            )
        self.name = name
        self.fingerprint = fingerprint
        self.dimension = 2 * codes.shape[1]
        self.vocabulary = vocabulary
        self._codes = codes
        self._scales = scales.astype(np.float32)

    @classmethod
    def load(cls, folder: Traversable) -> Self:
        """Read the files of ``folder``; EncoderError where one is missing or damaged."""
        try:
            config = json.loads(folder.joinpath("config.json").read_text(encoding="utf-8"))
            tokens = folder.joinpath("vocabulary.txt").read_text(encoding="utf-8").split("\n")[:-1]
            with folder.joinpath("vectors.npy").open("rb") as file:
                codes = np.load(file, allow_pickle=False)
            with folder.joinpath("scales.npy").open("rb") as file:
                scales = np.load(file, allow_pickle=False)
            vocabulary = Vocabulary(tokens, int(config["buckets"]))
            return cls(config["name"], config["fingerprint"], vocabulary, codes, scales)
        except (OSError, ValueError, KeyError) as error:
            raise EncoderError(f"内置向量模型无法读取（{folder}）：{error}。请重新安装本软件。") from error

    def encode_query(self, texts: Sequence[str]) -> Floats:
        """Return float32 (n, dimension): one unit row a text; a text without any token has the zero row."""
        return self._encode(texts)

    def encode_document(self, texts: Sequence[str]) -> Floats:
        """Return the same as :meth:`encode_query`: the model is symmetric."""
        return self._encode(texts)

    def token_matrix(self, text: str) -> TokenMatrix:
        """Return the words of ``text`` with a unit vector and a weight each.

        A word's vector is the sum of the rows of the word, its characters and the grams inside it, and its
        weight is that sum's length. So a word outside the vocabulary is what its parts say, and the same
        unknown word has the same vector everywhere.
        """
        cut = word_spans(text)
        spans = [(start, end) for _, start, end in cut]
        sums = self._sums(text, spans)
        weights = np.linalg.norm(sums, axis=1)
        return TokenMatrix([word for word, _, _ in cut], spans, _unit(sums, weights), weights)

    def word_vectors(self, words: Sequence[str]) -> Floats:
        """Return the unit vectors of folded ``words``, shape (n, dimension): those :meth:`token_matrix` gives them."""
        ends = np.cumsum([len(word) + 1 for word in words]) - 1  # one character between two words
        sums = self._sums("\n".join(words), [(end - len(word), end) for word, end in zip(words, ends, strict=True)])
        return _unit(sums, np.linalg.norm(sums, axis=1))

    def _sums(self, text: str, spans: Sequence[tuple[int, int]]) -> Floats:
        """Return for each of the ``spans`` of ``text`` the sum of the rows of the grams inside it."""
        word_of = np.full(len(text) + 1, -1)  # by character; the last for the end of an empty text
        for number, (start, end) in enumerate(spans):
            word_of[start:end] = number
        grams = self.vocabulary.grams(text)
        word = word_of[grams.starts]
        inside = np.flatnonzero((word == word_of[grams.ends - 1]) & (word >= 0))
        inside = inside[np.argsort(word[inside], kind="stable")]
        rows = self._decode(grams.rows[inside])
        firsts = np.searchsorted(word[inside], np.arange(len(spans)))
        sums: Floats = np.add.reduceat(rows, firsts, axis=0) if spans else rows
        return sums

    def _decode(self, rows: NDArray[Any]) -> Floats:
        codes = self._codes[rows]
        values = np.concatenate((codes & 15, codes >> 4), axis=1).astype(np.float32)
        values -= CODE_MIDDLE
        values *= self._scales[rows][:, None]
        return values

    def _encode(self, texts: Sequence[str]) -> Floats:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for vector, text in zip(vectors, texts, strict=True):
            self._sum(*self.vocabulary.count(text), vector)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        vectors /= np.where(lengths > 0, lengths, 1)
        return vectors

    def _sum(self, rows: NDArray[np.int64], counts: NDArray[np.int64], into: Floats) -> None:
        """Add up the rows of one text without decoding them one by one: the codes' middle is taken off the sum."""
        weights = damped(counts) * self._scales[rows]
        codes = self._codes[rows]
        half = self.dimension // 2
        into[:half] = weights @ (codes & 15).astype(np.float32)
        into[half:] = weights @ (codes >> 4).astype(np.float32)
        into -= CODE_MIDDLE * weights.sum()


def _unit(sums: Floats, lengths: Floats) -> Floats:
    vectors: Floats = (sums / np.maximum(lengths, np.finfo(np.float32).tiny)[:, None]).astype(np.float32, copy=False)
    return vectors


def quantise(table: Floats) -> tuple[NDArray[np.uint8], NDArray[np.float16]]:
    """Return the 4-bit codes (rows, d / 2) and scales (rows,) of a table (rows, d); the inverse of decoding.

    A row's scale is the best of a few that clip its longest values more or less (least squared error).
    """
    largest = np.abs(table).max(axis=1)
    best_error = np.full(len(table), np.inf, dtype=np.float32)
    scales = np.zeros(len(table), dtype=np.float16)
    for share in _CLIPS:
        tried = np.maximum(largest * share / CODE_MIDDLE, np.finfo(np.float16).tiny).astype(np.float16)
        error = np.square(_dequantised(_codes(table, tried), tried) - table).sum(axis=1)
        better = error < best_error
        best_error[better], scales[better] = error[better], tried[better]
    codes = _codes(table, scales)
    half = table.shape[1] // 2
    return codes[:, :half] | codes[:, half:] << np.uint8(4), scales


_CLIPS = (1.0, 0.9, 0.8, 0.7, 0.6)  # of the row's largest value: Gaussian rows of 512 are best clipped near 0.75


def _codes(table: Floats, scales: NDArray[np.float16]) -> NDArray[np.uint8]:
    steps = table / scales.astype(np.float32)[:, None] + CODE_MIDDLE
    codes: NDArray[np.uint8] = np.clip(np.rint(steps), 0, 15).astype(np.uint8)
    return codes


def _dequantised(codes: NDArray[np.uint8], scales: NDArray[np.float16]) -> Floats:
    return (codes.astype(np.float32) - CODE_MIDDLE) * scales.astype(np.float32)[:, None]
