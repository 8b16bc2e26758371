"""How likely a turn is said beside the documents, and of which kind it then is: learned from how people talk.

A linear model (multinomial logistic regression) over the turn's vector and its hashed grams. The rules of
``small_talk`` come first, for what is listed; this knows what is like it. ``training.turns`` learns it.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from zhengxie_qa.encoders import load_encoder
from zhengxie_qa.text import fold

Feature = Literal["bookmark", "original", "choose", "documents", "history", "model", "setup", "contact", "shape"]

QUESTION = "question"  # the kind of what is asked of the documents
KNOWLEDGE = "knowledge"  # of what is asked of the world: a question too, which the documents seldom answer
ROWS = 1 << 13  # hashed grams
_LONGEST_GRAM, _LONGEST_PHRASE = 4, 3  # characters of Chinese, words of English
_LATIN = 0.7  # share of ASCII from which on a turn is cut into words
_WORD = re.compile(r"[a-z]+|0+|[\u4e00-\u9fff]|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Guess:
    """What a turn is if it asks nothing of the documents, and how likely it does not."""

    kind: str
    probability: float


def grams_of(turn: str) -> list[int]:
    """Return the rows of the grams of ``turn``, sorted; its beginning and end count as characters."""
    plain = re.sub(r"\d", "0", re.sub(r"[\s,。!?~]+", " ", fold(turn)).strip())
    if sum(map(str.isascii, plain)) > _LATIN * len(plain):
        cut = ["^", *_WORD.findall(plain), "$"]
        grams = {" ".join(cut[i : i + n]) for n in range(1, _LONGEST_PHRASE + 1) for i in range(len(cut) - n + 1)}
    else:
        cut = ["^", *plain, "$"]
        grams = {"".join(cut[i : i + n]) for n in range(1, _LONGEST_GRAM + 1) for i in range(len(cut) - n + 1)}
    return sorted({zlib.crc32(gram.encode()) % ROWS for gram in grams})


def vectors_of(turns: Sequence[str]) -> NDArray[np.float32]:
    """Return the vectors of ``turns`` in the bundled space, shape (turns, dimensions)."""
    return load_encoder().encode_query([fold(turn) for turn in turns])


class TurnModel:
    """The learned weights; one for the whole process."""

    def __init__(self, arrays: Mapping[str, NDArray[np.generic]]) -> None:
        self._kinds = [str(kind) for kind in arrays["kinds"]]
        self._weights = arrays["weights"].astype(np.float32) * arrays["scales"].astype(np.float32)
        self._bias = arrays["bias"].astype(np.float32)

    def guess(self, turn: str) -> Guess:
        """Return what ``turn`` is if it asks nothing of the documents, and how likely that is."""
        vector, grams = vectors_of([turn])[0], grams_of(turn)
        size = len(vector)
        scores = vector @ self._weights[:size] + self._bias
        scores += self._weights[[size + row for row in grams]].sum(axis=0) / np.sqrt(len(grams))
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        asks = [at for at, kind in enumerate(self._kinds) if kind in (QUESTION, KNOWLEDGE)]
        beside = 1.0 - float(shares[asks].sum())
        shares[asks] = 0.0
        return Guess(self._kinds[int(shares.argmax())], beside)


@cache
def turn_model() -> TurnModel:
    """Return the model that ships with the package, read at its first use."""
    kept = files("zhengxie_qa").joinpath("model", "turns.npz").read_bytes()
    with np.load(BytesIO(kept), allow_pickle=False) as arrays:
        return TurnModel(dict(arrays))
