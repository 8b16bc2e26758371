"""The passage index as those see it who search and read: a snapshot of documents and passages that never changes.

``local_index.py`` holds all of it in memory, ``qdrant/stored_index.py`` asks a Qdrant engine for what it needs.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from zhengxie_qa.documents import REPORT
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


@dataclass(frozen=True, slots=True)
class Words:
    """Ask for passages by the words of a text, by BM25."""

    text: str


@dataclass(frozen=True, slots=True)
class Either:
    """Ask for passages by the best of several names of one thing: their scores do not add up."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Near:
    """Ask for passages by the cosine of their vectors with a unit vector (d,)."""

    vector: NDArray[np.float32]


Ask = Words | Either | Near


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """The passages that were found, by ascending number, each with its score; a BM25 score is above zero."""

    numbers: NDArray[np.int64]  # (m,)
    scores: NDArray[np.float32]  # (m,)

    def over(self, numbers: NDArray[np.int64], otherwise: float) -> NDArray[np.float32]:
        """Return the score of each of ``numbers`` (ascending, all of ours among them), ``otherwise`` if not found."""
        result = np.full(len(numbers), otherwise, dtype=np.float32)
        result[np.searchsorted(numbers, self.numbers)] = self.scores
        return result

    @classmethod
    def of(cls, numbers: Sequence[int] | NDArray[np.int64], scores: Sequence[float] | NDArray[np.float32]) -> Scored:
        """Return ``numbers``, in any order, and their scores."""
        found = np.asarray(numbers, dtype=np.int64)
        order = np.argsort(found)
        return cls(found[order], np.asarray(scores, dtype=np.float32)[order])


class PassageIndex(ABC):
    """Documents and passages, found by words and vectors.

    In a view (``within``, ``among``) only some are found, and ``documents`` are those; passages keep their numbers.
    """

    manifest: Manifest
    generation: str | None = None  # as the store tells it; None where nobody compares
    documents: Mapping[str, Document]  # by path
    passages: Sequence[Passage]  # by number, also those that a view does not find

    @abstractmethod
    def __len__(self) -> int:
        """How many passages there are, also in a view."""

    @abstractmethod
    def within(self, paths: Set[str]) -> Self:
        """Return a view in which only the documents with these paths are found; passages keep their numbers."""

    @abstractmethod
    def among(self, numbers: Sequence[int]) -> Self:
        """Return a view in which only the passages with these ``numbers``, ascending, are found."""

    @abstractmethod
    def found(self, asks: Sequence[Ask], limit: int) -> Sequence[Scored]:
        """Return for each of ``asks`` the ``limit`` best passages."""

    @abstractmethod
    def read(self, numbers: Iterable[int]) -> Mapping[int, Passage]:
        """Return the passages with these numbers, by number."""

    @abstractmethod
    def numbers_of(self, document: str) -> list[int]:
        """Return the numbers of a document's passages, in reading order."""

    @abstractmethod
    def vectors_of(self, numbers: Sequence[int]) -> NDArray[np.float32]:
        """Return the vectors of the passages with these numbers, shape (m, d)."""

    @abstractmethod
    def idf(self, token: str) -> float:
        """Return the inverse document frequency of ``token``, ln(1 + (n - df + 0.5) / (df + 0.5))."""

    @abstractmethod
    def knows(self, token: str) -> bool:
        """Tell whether any passage holds ``token``."""

    @abstractmethod
    def folded_with(self, names: Iterable[str]) -> str:
        """Return folded text, a line for each passage or heading, in which every passage with one of ``names`` is."""

    @property
    @abstractmethod
    def titles(self) -> Sequence[str]:
        """The titles in 《》 that the passages mention, folded."""

    @property
    @abstractmethod
    def counts(self) -> Mapping[str, int]:
        """How many passages each document has, by path."""

    @property
    @abstractmethod
    def sections(self) -> int:
        """How many sections the documents have, roots not counted."""

    @property
    @abstractmethod
    def has_articles(self) -> bool:
        """Whether any document is divided into articles."""

    @abstractmethod
    def text_key(self, path: str) -> str:
        """Return what two documents share only if their texts are the same."""

    @cached_property
    def newest(self) -> int | None:
        """The year the newest work report reports on: what 今年 means. A plan for the next year is not newer."""
        dated = [document.metadata for document in self.documents.values() if document.metadata.year]
        reports = [data for data in dated if data.kind == REPORT] or dated
        return max((data.year for data in reports if data.year), default=None)
