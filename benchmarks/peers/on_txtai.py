"""txtai: a hybrid embeddings database with contents, vectors from a method of one's own.

As it ships: its segmentation by lines, since it splits nothing by itself and a line of these texts is a paragraph.
For Chinese: its segmentation by chonkie's sentences with Chinese ends of sentences, filled up to a length; words
are characters and pairs of them, which its tokenizer offers. As it ships a character is a word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from txtai import Embeddings
from txtai.pipeline import Segmentation
from txtai.vectors.dense import External

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from peers.contract import Text
    from zhengxie_qa.embedding import Encoder

_ENDS = ["。", "！", "？", "；", "\n"]
_PAIRS = {"tokenizer": {"ngrams": {"nmin": 1, "nmax": 2}}, "method": "bm25", "terms": True, "normalize": True}
_shared: list[Any] = []  # the encoder: txtai makes the object that asks it from a name


class Vectors(External):  # type: ignore[misc]  # the library is not among what types are checked with
    """The shared encoder; txtai says of each text whether it is a question."""

    def __init__(self, config: Any, scoring: Any, models: Any) -> None:
        super().__init__({**config, "transform": None}, scoring, models)

    def encode(self, data: Any, category: str | None = None) -> NDArray[np.float32]:
        """Return float32 (n, dimension)."""
        encode = _shared[0].encode_query if category == "query" else _shared[0].encode_document
        vectors: NDArray[np.float32] = encode(list(data))
        return vectors


class Peer:
    """The database's own search: both indexes, half and half."""

    def __init__(self, encoder: Encoder) -> None:
        _shared[:] = [encoder]

    def split(self, documents: Sequence[Text], size: int | None) -> list[str]:
        """Return the texts of the passages."""
        segment = (
            Segmentation(lines=True)
            if size is None
            else Segmentation(chunker="sentence", tokenizer="character", chunk_size=size, delim=_ENDS)
        )
        return [piece for pieces in segment([text for _, text in documents]) for piece in pieces if piece]

    def index(self, documents: Sequence[Text], size: int | None) -> list[str]:
        """Put the passages into a database."""
        passages = self.split(documents, size)
        words: dict[str, Any] = {} if size is None else {"scoring": _PAIRS}
        self._database = Embeddings(method=f"{__name__}.Vectors", hybrid=True, content=True, **words)
        self._database.index(passages)
        return passages

    def search(self, question: str, k: int) -> list[str]:
        """Return what the database finds."""
        return [found["text"] for found in self._database.search(question, k)]
