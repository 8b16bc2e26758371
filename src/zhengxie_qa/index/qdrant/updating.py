"""The next generation of an index in a collection, written beside the present one and made present in one write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol, TypeVar

from zhengxie_qa.errors import PassageIndexError
from zhengxie_qa.index.passage_index import Manifest, indexed_text
from zhengxie_qa.index.pieces import Piece
from zhengxie_qa.index.qdrant.layout import (
    NEVER,
    PASSAGE,
    Head,
    blob_points,
    head_point,
    manifest_bytes,
    manifest_of,
    piece_points,
    read_blob,
    read_head,
    seen_at,
)
from zhengxie_qa.index.qdrant.points import Point, Points, Where
from zhengxie_qa.index.qdrant.stored_index import StoredIndex
from zhengxie_qa.index.qdrant.weights import Terms, length_of
from zhengxie_qa.index.store import Update

_BATCH = 200  # points in a request: some 2 MB, far below the server's 32
_SAMPLED = 20_000  # passages of which the mean length is taken, before the first is written; 40 MB
_MARKED = 200  # documents marked in one request
MANIFEST, TERMS = "manifest", "terms"
_Read = TypeVar("_Read")


def recover(points: Points, head: Head | None) -> None:
    """Clear what an update that broke off left, and what no reader of the present or the last generation sees."""
    present = head.generation if head else 0
    points.remove(Where(above={"born": present}))
    points.mark(Where(above={"died": present}, at_most={"died": NEVER - 1}), {"died": NEVER})
    points.remove(Where(at_most={"died": present - 1}))


def open_stored(points: Points, head: Head) -> StoredIndex:
    """Return the present generation; raises ValueError, KeyError or TypeError where some of it is missing."""
    manifest = manifest_of(read_blob(points, MANIFEST, head.generation))
    terms = Terms.from_bytes(read_blob(points, TERMS, head.generation), head.passages)
    return StoredIndex(points, head, manifest, terms)


class Writer(Protocol):
    """The right to write, and what is done at the end of it."""

    def check(self) -> None:
        """Raise PassageIndexError where the right was lost meanwhile."""

    def finish(self, head: Head) -> StoredIndex:
        """Return the generation of ``head``, which has become the present one, opened."""

    def give_up(self) -> None:
        """Clear away what was written."""


def whole(name: str, read: Callable[[], _Read]) -> _Read:
    """Return what ``read`` gives; raises PassageIndexError where a part of the index called ``name`` is missing."""
    try:
        return read()
    except (ValueError, KeyError, TypeError) as error:
        raise PassageIndexError(f"索引不完整：{name}。请运行 zhengxie-qa index 重建。") from error


class StoredUpdate(Update):
    """Writes documents as they come; what a reader sees changes with the head alone."""

    def __init__(
        self,
        points: Points,
        opened: StoredIndex | None,
        writer: Writer,
    ) -> None:
        self._points = points
        self._opened = opened
        self._before = opened.head if opened else read_head(points)
        present = self._before.generation if self._before else 0
        self._generation = present + 1
        self._next = self._before.next if self._before else 1
        self._average = opened.head.average if opened else 0.0
        self._writer = writer
        self._kept: set[str] = set()
        self._waiting: list[Piece] = []  # until their mean length is known
        self._lengths = 0, 0  # passages that wait, and their tokens
        self._batch: list[Point] = []
        self._terms: Counter[int] = Counter()
        self._passages = opened.head.passages if opened else 0
        recover(points, self._before)

    def keep(self, path: str) -> None:
        """Leave a document's points as they are."""
        self._kept.add(path)

    def add(self, piece: Piece) -> None:
        """Write a document, or keep it until the mean length of passages is known."""
        if self._average:
            self._write(piece)
            return
        self._waiting.append(piece)
        passages, tokens = self._lengths
        title = piece.document.metadata.title
        tokens += sum(length_of(indexed_text(passage, title)) for passage in piece.passages)
        self._lengths = passages + len(piece.passages), tokens
        if self._lengths[0] >= _SAMPLED:
            self._write_waiting()

    def _write_waiting(self) -> None:
        passages, tokens = self._lengths
        self._average = tokens / passages if passages else 1.0
        waiting, self._waiting = self._waiting, []
        for piece in waiting:
            self._write(piece)

    def _write(self, piece: Piece) -> None:
        points = piece_points(piece, self._generation, self._next, self._average)
        self._next += len(piece.passages)
        self._passages += len(piece.passages)
        for point in points:
            if point.words is not None:
                self._terms.update(point.words.indices.tolist())
        self._batch += points
        while len(self._batch) >= _BATCH:
            self._points.put(self._batch[:_BATCH])
            del self._batch[:_BATCH]

    def commit(self, manifest: Manifest) -> StoredIndex:
        """Mark what is gone, write what is counted, and make the generation present."""
        if not self._average:
            self._write_waiting()
        if self._batch:
            self._points.put(self._batch)
            self._batch.clear()
        self._leave_out()
        terms = (self._opened.terms if self._opened else Terms.none()).changed(self._terms, self._passages)
        blobs = [
            *blob_points(MANIFEST, self._generation, manifest_bytes(manifest)),
            *blob_points(TERMS, self._generation, terms.to_bytes()),
        ]
        for blob in blobs:
            self._points.put([blob])
        self._mark(Where(one_of={"document": (MANIFEST, TERMS)}, equal={"type": "blob"}))
        self._points.flush()
        self._writer.check()
        head = Head(self._generation, self._next, self._passages, self._average)
        self._points.put([head_point(head)])
        return self._writer.finish(head)

    def abandon(self) -> None:
        """Clear away what was written; where that fails too, the next writer does."""
        self._writer.give_up()

    def _leave_out(self) -> None:
        """Mark the documents that were neither kept nor added again as gone, and take their words out of the counts."""
        if self._opened is None:
            self._mark(Where())
            return
        gone = [path for path in self._opened.documents if path not in self._kept]
        for start in range(0, len(gone), _MARKED):
            where = Where(one_of={"document": tuple(gone[start : start + _MARKED])})
            self._forget(where)
            self._mark(where)

    def _forget(self, where: Where) -> None:
        seen = self._seen_before(replace(where, equal={"type": PASSAGE}))
        for point in self._points.walk(seen, vectors=True, fields=("type",)):
            self._passages -= 1
            if point.words is not None:
                self._terms.subtract(point.words.indices.tolist())

    def _mark(self, where: Where) -> None:
        self._points.mark(self._seen_before(where), {"died": self._generation})

    def _seen_before(self, where: Where) -> Where:
        seen = seen_at(self._generation - 1)
        return replace(where, at_most=seen.at_most, above=seen.above)


def remove_unseen(points: Points, generation: int) -> None:
    """Remove all that ``generation`` does not see, from a collection that nobody else reads."""
    points.remove(Where(at_most={"died": generation}))
