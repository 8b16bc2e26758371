"""A small transformer that reads a question and a sentence together and says how well the one answers the other.

It sees the words, where the signals of ``answer_signals`` see numbers about them. How it was made, what it is worth
and what it costs stands in ``training/README.md`` and the model card.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from threading import Lock
from typing import NamedTuple

import numpy as np

from zhengxie_qa.reading.word_pieces import WordPieces

_QUESTION, _SENTENCE, _AROUND, _MOST = 40, 80, 32, 128  # pieces read of each, and of all together
_BEGIN, _NO_PIECE, _END = 0, 1, 2


class Read(NamedTuple):
    """A sentence with what stands around it: the document's title, its last heading, the end of the text before."""

    sentence: str
    around: str


class PassageReader:
    """The model with its vocabulary; safe to use from several threads."""

    def __init__(self, model: bytes, pieces: WordPieces) -> None:
        import onnxruntime  # type: ignore[import-untyped]  # noqa: PLC0415 - most commands read nothing again

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # two gain little and cost a tenth more of processor
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._pieces = pieces

    def question(self, text: str) -> Sequence[int]:
        """Return a question as :meth:`answering` takes it."""
        return self._pieces.encode(text, _QUESTION)

    def answering(self, asked: Sequence[int], read: Read) -> float:
        """Return how well ``read`` answers, as log odds against “no sentence does”."""
        sentence = self._pieces.encode(read.sentence, _SENTENCE)
        start = len(asked) + 3
        row = [_BEGIN, *asked, _END, _END, *sentence, _END]
        around = self._pieces.encode(read.around, _AROUND)[: max(0, _MOST - len(row) - 1)]
        ids = np.array([[*row, *around, _END] if around else row], dtype=np.int64)
        is_sentence = np.zeros(ids.shape, dtype=np.bool_)
        is_sentence[0, start : start + len(sentence)] = True
        (logits,) = self._session.run(None, {"ids": ids, "mask": ids != _NO_PIECE, "sent": is_sentence})
        return float(logits[0])


_reading = Lock()


def passage_reader() -> PassageReader:
    """Return the model that ships with the package, read at its first use."""
    with _reading:  # read once, whoever comes first
        return _shipped()


@cache
def _shipped() -> PassageReader:
    folder = files("zhengxie_qa").joinpath("model")
    kept = json.loads(lzma.decompress(folder.joinpath("pieces.json.xz").read_bytes()))
    forms = {int(code): form for code, form in kept["forms"].items()}
    pieces = WordPieces(kept["pieces"], kept["scores"], forms)
    return PassageReader(folder.joinpath("passage_reader.onnx").read_bytes(), pieces)
