"""The passage index in memory: FAISS vectors and BM25 over the passages of the documents.

``store.py`` keeps it on disk, ``indexing.py`` makes it from a corpus.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import faiss
import numpy as np
from numpy.typing import NDArray

from zhengxie_qa.bm25 import Bm25
from zhengxie_qa.errors import PassageIndexError
from zhengxie_qa.tokens import fold
from zhengxie_qa.types import Document, Passage

FORMAT = 2  # raise when the files or the indexed text change meaning: older indexes are then rebuilt


@dataclass(frozen=True, slots=True)
class FileStamp:
    """How a corpus file looked when it was indexed."""

    sha256: str
    size: int  # bytes
    mtime_ns: int
    sidecar: str = ""  # sha256 of the file that overrides its metadata; empty where there is none


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was made from and with: vectors of different settings are never mixed."""

    encoder: str
    fingerprint: str  # of the encoder's weights
    dimension: int
    files: dict[str, FileStamp]  # by path relative to the corpus
    skipped: dict[str, str]  # path → why it was not indexed
    format: int = FORMAT


def indexed_text(passage: Passage, title: str) -> str:
    """Return the text a passage is found by: the document's title, the headings above it, then the body."""
    return "\n".join(filter(None, (title, *passage.headings, passage.text)))


class Vectors:
    """n unit vectors searched by cosine: an exact FAISS index (17 ms a query at 100,000 × 256)."""

    def __init__(self, flat: faiss.Index) -> None:
        self._flat = flat

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
        result = np.full(len(self), -1.0, dtype=np.float32)
        if len(self):
            scores, numbers = self._flat.search(vector[None, :], min(limit, len(self)))
            result[numbers[0]] = scores[0]
        return result

    def rows(self, numbers: Sequence[int]) -> NDArray[np.float32]:
        """Return the stored vectors with these numbers, shape (m, d)."""
        found: NDArray[np.float32] = self._flat.reconstruct_batch(np.array(numbers, dtype=np.int64))
        return found


class PassageIndex:
    """Documents, passages and their vectors and keywords; immutable once opened."""

    def __init__(
        self,
        manifest: Manifest,
        documents: Sequence[Document],
        passages: Sequence[Passage],
        vectors: Vectors,
        bm25: Bm25,
    ) -> None:
        if not len(passages) == len(vectors) == len(bm25):
            raise PassageIndexError(
                f"索引不完整：段落 {len(passages)}、向量 {len(vectors)}、词表 {len(bm25)} 条数不一致，"
                "请运行 zhengxie-qa index 重建。"
            )
        self.manifest = manifest
        self.documents: Mapping[str, Document] = {document.path: document for document in documents}
        self.passages = tuple(passages)
        self.vectors = vectors
        self.bm25 = bm25

    def __len__(self) -> int:
        return len(self.passages)

    @cached_property
    def folded(self) -> str:
        """All that the passages say, headings included, folded: one line for each, 4 MB for 144 reports."""
        headings = dict.fromkeys(heading for passage in self.passages for heading in passage.headings)
        return fold("\n".join((*headings, *(passage.text for passage in self.passages))))

    def numbers_of(self, document: str) -> list[int]:
        """Return the numbers of a document's passages, in reading order."""
        return list(self._numbers.get(document, ()))

    @cached_property
    def _numbers(self) -> Mapping[str, Sequence[int]]:
        numbers: dict[str, list[int]] = {}
        for number, passage in enumerate(self.passages):
            numbers.setdefault(passage.document, []).append(number)
        return numbers
