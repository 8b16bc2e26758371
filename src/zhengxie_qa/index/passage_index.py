"""The passage index in memory: FAISS vectors and BM25 over the passages of the documents.

``storage.py`` keeps it on disk, ``building.py`` makes it from a corpus.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from zhengxie_qa.documents import REPORT
from zhengxie_qa.errors import PassageIndexError
from zhengxie_qa.index.bm25 import Bm25
from zhengxie_qa.index.vectors import Vectors
from zhengxie_qa.text import fold
from zhengxie_qa.types import Document, Passage

FORMAT = 5  # raise when the files or the indexed text change meaning: older indexes are then rebuilt


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
    again: tuple[str, ...] = ()  # of the skipped, those that may be read another time though they stay as they are
    format: int = FORMAT
    lexicon: str = ""  # fingerprint of the office's own word lists, with which documents were read


def indexed_text(passage: Passage, title: str) -> str:
    """Return the text a passage is found by: the document's title, the headings above it, then the body."""
    return "\n".join(filter(None, (title, *passage.headings, passage.text)))


class PassageIndex:
    """Documents, passages and their vectors and keywords; immutable once opened.

    In a view (``within``) ``documents`` are those that may be found; ``passages`` are all, so that numbers hold.
    """

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

    def within(self, paths: Set[str]) -> PassageIndex:
        """Return a view in which only the documents with these paths are found; passages keep their numbers."""
        return self.among([number for number, passage in enumerate(self.passages) if passage.document in paths])

    def among(self, numbers: Sequence[int]) -> PassageIndex:
        """Return a view in which only the passages with these ``numbers`` are found."""
        paths = {self.passages[number].document for number in numbers}
        documents = [document for path, document in self.documents.items() if path in paths]
        vectors, bm25 = self.vectors.within(numbers), self.bm25.within(numbers)
        return PassageIndex(self.manifest, documents, self.passages, vectors, bm25)

    @cached_property
    def newest(self) -> int | None:
        """The year the newest work report reports on: what 今年 means. A plan for the next year is not newer."""
        dated = [document.metadata for document in self.documents.values() if document.metadata.year]
        reports = [data for data in dated if data.kind == REPORT] or dated
        return max((data.year for data in reports if data.year), default=None)

    @cached_property
    def folded(self) -> str:
        """All that the passages say, headings included, folded: one line for each, 4 MB for 144 reports."""
        passages = [passage for passage in self.passages if passage.document in self.documents]
        headings = dict.fromkeys(heading for passage in passages for heading in passage.headings)
        return fold("\n".join((*headings, *(passage.text for passage in passages))))

    def numbers_of(self, document: str) -> list[int]:
        """Return the numbers of a document's passages, in reading order."""
        return list(self._numbers.get(document, ()))

    @cached_property
    def _numbers(self) -> Mapping[str, Sequence[int]]:
        numbers: dict[str, list[int]] = {}
        for number, passage in enumerate(self.passages):
            numbers.setdefault(passage.document, []).append(number)
        return numbers
