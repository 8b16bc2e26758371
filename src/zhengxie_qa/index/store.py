"""Where a passage index is kept: one interface, whatever holds the passages."""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self

from zhengxie_qa.index.passage_index import Manifest, PassageIndex
from zhengxie_qa.index.pieces import Piece


class Update(ABC):
    """The next generation of an index, document by document in the order of the corpus; nobody sees it until committed.

    Leaving the context without ``commit`` gives it up: what was there before stays as it was.
    """

    @abstractmethod
    def keep(self, path: str) -> None:
        """Take over a document of the present generation."""

    @abstractmethod
    def add(self, piece: Piece) -> None:
        """Add a document, or put it in the place of the one with its path."""

    @abstractmethod
    def commit(self, manifest: Manifest) -> PassageIndex:
        """Put this generation in the place of the present one as a whole; what was neither kept nor added is gone."""

    @abstractmethod
    def abandon(self) -> None:
        """Give it up after a failure; what it left behind is cleared here or by the next writer."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        if kind is not None:
            self.abandon()


class PassageStore(ABC):
    """A place for one index, written as a whole by one writer at a time, read by many.

    Everything raises PassageIndexError, with one line that says what to do, where it cannot be reached or is damaged.
    """

    folder: Path  # on this machine, for what lies beside the index
    shared: bool = False  # others may use it too: what it holds is not made anew without being asked

    @abstractmethod
    def describe(self) -> str:
        """Return what it is called in messages, without what is secret."""

    @abstractmethod
    def manifest(self) -> Manifest | None:
        """Return what the present generation was made from; None where there is none of this format."""

    @abstractmethod
    def generation(self) -> str | None:
        """Return what tells the present generation from others; None where there is none, or it is damaged."""

    @abstractmethod
    def open(self) -> PassageIndex:
        """Return a snapshot of the present generation."""

    @abstractmethod
    def writing(self, dimension: int) -> AbstractContextManager[None]:
        """Be the only writer, of vectors with this ``dimension``; raises PassageIndexError when another is at it."""

    @abstractmethod
    def update(self, opened: PassageIndex | None, dimension: int) -> Update:
        """Begin the next generation after ``opened``, which is the present one, or after none; as its only writer."""
