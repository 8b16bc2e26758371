"""The passage index in memory: FAISS vectors and BM25 over the passages of the documents.

``storage.py`` keeps it on disk, ``building.py`` makes it from a corpus.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from zhengxie_qa.errors import PassageIndexError
from zhengxie_qa.index.bm25 import Bm25
from zhengxie_qa.index.passage_index import Ask, Either, Manifest, Near, PassageIndex, Scored
from zhengxie_qa.index.vectors import Vectors
from zhengxie_qa.text import fold, titles_in
from zhengxie_qa.types import Document, Passage


class LocalIndex(PassageIndex):
    """Documents, passages and their vectors and keywords, all in this process."""

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

    def within(self, paths: Set[str]) -> LocalIndex:
        """Return a view in which only the documents with these paths are found; passages keep their numbers."""
        return self.among([number for number, passage in enumerate(self.passages) if passage.document in paths])

    def among(self, numbers: Sequence[int]) -> LocalIndex:
        """Return a view in which only the passages with these ``numbers`` are found."""
        paths = {self.passages[number].document for number in numbers}
        documents = [document for path, document in self.documents.items() if path in paths]
        vectors, bm25 = self.vectors.within(numbers), self.bm25.within(numbers)
        return LocalIndex(self.manifest, documents, self.passages, vectors, bm25)

    def found(self, asks: Sequence[Ask], limit: int) -> Sequence[Scored]:
        """Return for each of ``asks`` the ``limit`` best passages."""
        return [self._found(ask, limit) for ask in asks]

    def _found(self, ask: Ask, limit: int) -> Scored:
        if isinstance(ask, Near):
            return self.vectors.found(ask.vector, limit)
        if isinstance(ask, Either):
            return self.bm25.found_by_either(ask.names, limit)
        return self.bm25.found(ask.text, limit)

    def read(self, numbers: Iterable[int]) -> Mapping[int, Passage]:
        """Return the passages with these numbers, by number."""
        return {number: self.passages[number] for number in numbers}

    def vectors_of(self, numbers: Sequence[int]) -> NDArray[np.float32]:
        """Return the vectors of the passages with these numbers, shape (m, d)."""
        return self.vectors.rows(numbers)

    def idf(self, token: str) -> float:
        """Return the inverse document frequency of ``token``."""
        return self.bm25.idf(token)

    def knows(self, token: str) -> bool:
        """Tell whether any passage holds ``token``."""
        return self.bm25.knows(token)

    def folded_with(self, names: Iterable[str]) -> str:
        """Return all the folded text: it is at hand."""
        return self._folded

    @cached_property
    def _folded(self) -> str:
        """All that the passages say, headings included, folded: one line for each, 4 MB for 144 reports."""
        passages = [passage for passage in self.passages if passage.document in self.documents]
        headings = dict.fromkeys(heading for passage in passages for heading in passage.headings)
        return fold("\n".join((*headings, *(passage.text for passage in passages))))

    @cached_property
    def titles(self) -> Sequence[str]:
        """The titles in 《》 that the passages mention, folded."""
        return titles_in(passage.text for passage in self.passages)

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many passages each document has, by path."""
        return Counter(passage.document for passage in self.passages)

    @property
    def sections(self) -> int:
        """How many sections the documents have, roots not counted."""
        return sum(len(document.sections) - 1 for document in self.documents.values())

    @property
    def has_articles(self) -> bool:
        """Whether any document is divided into articles."""
        return any(section.kind == "article" for each in self.documents.values() for section in each.sections)

    def text_key(self, path: str) -> str:
        """Return the text itself: comparing it costs less than a digest."""
        return self.documents[path].text

    def numbers_of(self, document: str) -> list[int]:
        """Return the numbers of a document's passages, in reading order."""
        return list(self._numbers.get(document, ()))

    @cached_property
    def _numbers(self) -> Mapping[str, Sequence[int]]:
        numbers: dict[str, list[int]] = {}
        for number, passage in enumerate(self.passages):
            numbers.setdefault(passage.document, []).append(number)
        return numbers
