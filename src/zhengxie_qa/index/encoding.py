"""Texts → vectors with a model that takes seconds: no text twice, and nothing that was encoded is lost when stopped.

What is encoded is written down beside the index at once, by the hash of its text, until the index that holds it is
complete; what an older index of the same model holds is taken from there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from zhengxie_qa.encoders import Encoder, StaticModel
from zhengxie_qa.index.local_index import LocalIndex
from zhengxie_qa.index.passage_index import indexed_text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zhengxie_qa.index.passage_index import PassageIndex

    Floats = NDArray[np.float32]

_SUFFIX = ".encoded"
_HASH = 16  # bytes of a text's SHA-256: two texts never share them
_AT_ONCE = 8  # texts, some seconds of work: what is lost at most


class KeptVectors:
    """The vectors of one encoder that were encoded for an index in ``folder``."""

    def __init__(self, folder: Path, encoder: Encoder, opened: PassageIndex | None = None) -> None:
        """``opened``: an index made with the same encoder, whose vectors need not be made again."""
        self._encoder = encoder
        self._quick = isinstance(encoder, StaticModel)  # encodes sooner than a file is written
        self._file = folder / f"{_key(encoder.fingerprint).hex()}{_SUFFIX}"
        self._opened = opened if isinstance(opened, LocalIndex) else None  # a store's are not all fetched
        self._known: dict[bytes, Floats] | None = None

    def encode(self, texts: Sequence[str], tell: Callable[[int, int], None]) -> Floats:
        """Return float32 (n, d); ``tell`` hears how many of those texts that must be encoded are done, of how many."""
        if self._quick:
            return self._encoder.encode_document(texts)
        if self._known is None:
            self._known = {**self._of_index(), **self._of_file()}
        keys = [_key(text) for text in texts]
        fresh = list({key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}.items())
        for start in range(0, len(fresh), _AT_ONCE):
            tell(start, len(fresh))
            self._add(fresh[start : start + _AT_ONCE])
        rows = [self._known[key] for key in keys]
        return np.stack(rows) if rows else np.zeros((0, self._encoder.dimension), dtype=np.float32)

    def forget(self) -> None:
        """Remove what was written down: an index holds it now."""
        self._file.unlink(missing_ok=True)

    def _add(self, fresh: Sequence[tuple[bytes, str]]) -> None:
        assert self._known is not None
        vectors = self._encoder.encode_document([text for _, text in fresh])
        self._known.update(zip((key for key, _ in fresh), vectors, strict=True))
        records = (key + vector.astype("<f4").tobytes() for (key, _), vector in zip(fresh, vectors, strict=True))
        with self._file.open("ab", buffering=0) as file:  # in one piece: another process may write here too
            file.write(b"".join(records))

    def _of_file(self) -> dict[bytes, Floats]:
        """Return what was written down before; a record that was cut off is cut away, so that others may follow."""
        if not self._file.exists():
            return {}
        record = np.dtype([("key", np.void, _HASH), ("vector", "<f4", (self._encoder.dimension,))])
        data = self._file.read_bytes()
        whole = len(data) - len(data) % record.itemsize
        if whole < len(data):
            with self._file.open("r+b") as file:
                file.truncate(whole)
        records = np.frombuffer(data[:whole], dtype=record)
        return {bytes(item["key"]): item["vector"].astype(np.float32) for item in records}

    def _of_index(self) -> dict[bytes, Floats]:
        if self._opened is None:
            return {}
        vectors = self._opened.vectors_of(range(len(self._opened)))
        return {_key(text): vector for text, vector in zip(_texts(self._opened), vectors, strict=True)}


def encode_ahead(opened: PassageIndex, folder: Path, encoder: Encoder) -> None:
    """Encode the passages of ``opened`` with ``encoder`` and write them down in ``folder``, for its next index."""
    KeptVectors(folder, encoder).encode(_texts(opened), lambda _done, _of: None)


def _texts(opened: PassageIndex) -> list[str]:
    titles = {path: document.metadata.title for path, document in opened.documents.items()}
    return [indexed_text(passage, titles[passage.document]) for passage in opened.passages]


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:_HASH]
