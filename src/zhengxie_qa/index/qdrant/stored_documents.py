"""The documents of a collection: what is told of each is at hand, its text is fetched when somebody reads it."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Any, Generic, TypeVar

from zhengxie_qa.errors import PassageIndexError
from zhengxie_qa.index.qdrant.layout import DOCUMENT, read_text
from zhengxie_qa.index.qdrant.points import Points, Where
from zhengxie_qa.index.records import document_of
from zhengxie_qa.types import Document, Metadata, ScannedPage, Section, TableRow

_Key = TypeVar("_Key", bound=Hashable)
_Kept = TypeVar("_Kept")
CHARACTERS_KEPT = 8_000_000  # of documents read last: 20 to 60 MB with their sections, two hundred reports


class Latest(Generic[_Key, _Kept]):
    """What was used last, as much as may be kept; safe to use from several threads."""

    def __init__(self, most: int, size: Callable[[_Kept], int] = lambda _: 1) -> None:
        self._most = most
        self._size = size
        self._kept: OrderedDict[_Key, _Kept] = OrderedDict()
        self._total = 0
        self._lock = Lock()

    def get(self, key: _Key) -> _Kept | None:
        """Return what is kept for ``key``."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: _Key, value: _Kept) -> None:
        """Keep ``value``; what was not used for longest goes where there is too much."""
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = value
            self._total += self._size(value)
            while self._total > self._most and len(self._kept) > 1:
                self._total -= self._size(self._kept.popitem(last=False)[1])


class Texts:
    """The whole documents that were read last."""

    def __init__(self, points: Points, most: int = CHARACTERS_KEPT) -> None:
        self._points = points
        self._latest: Latest[tuple[str, int], Document] = Latest(most, lambda document: len(document.text))

    def document(self, path: str, born: int) -> Document:
        """Return the document that a generation added; raises PassageIndexError where it is not there."""
        known = self._latest.get((path, born))
        if known is None:
            try:
                known = document_of(json.loads(read_text(self._points, path, born)))
            except (ValueError, KeyError, TypeError) as error:
                raise PassageIndexError(
                    f"库中找不到“{path}”的全文：可能在提问时更新了两次。请再问一次；仍不行请运行 zhengxie-qa index。"
                ) from error
            self._latest.put((path, born), known)
        return known


class StoredDocument(Document):
    """A document whose text and divisions are fetched when they are read."""

    __slots__ = ("_born", "_texts")
    _born: int
    _texts: Texts

    @classmethod
    def of(cls, path: str, metadata: Metadata, sha256: str, born: int, texts: Texts) -> StoredDocument:
        """Return the document that generation ``born`` added."""
        made = cls.__new__(cls)
        values = {"path": path, "metadata": metadata, "sha256": sha256, "_born": born, "_texts": texts}
        for name, value in values.items():
            object.__setattr__(made, name, value)
        return made

    def _whole(self) -> Document:
        return self._texts.document(self.path, self._born)

    @property
    def text(self) -> str:
        """The cleaned text."""
        return self._whole().text

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections."""
        return self._whole().sections

    @property
    def pages(self) -> tuple[int, ...]:
        """Where printed pages begin."""
        return self._whole().pages

    @property
    def rows(self) -> tuple[TableRow, ...]:
        """The rows of tables."""
        return self._whole().rows

    @property
    def scans(self) -> tuple[ScannedPage, ...]:
        """The recognised pages."""
        return self._whole().scans


@dataclass(frozen=True, slots=True)
class Entry:
    """What is at hand of a document."""

    document: StoredDocument
    first: int  # number of its first passage
    count: int  # of its passages
    sections: int
    has_articles: bool
    key: str  # the same for the same text
    titles: tuple[str, ...]  # that it mentions


def read_entries(points: Points, seen: Where, texts: Texts, order: Iterable[str]) -> dict[str, Entry]:
    """Return what is at hand of the documents of a generation, by path, in the ``order`` of the corpus."""
    where = Where(equal={"type": DOCUMENT}, at_most=seen.at_most, above=seen.above)
    entries = [_entry(point.payload, texts) for point in points.walk(where)]
    places = {path: n for n, path in enumerate(order)}
    entries.sort(key=lambda entry: places.get(entry.document.path, len(places)))
    return {entry.document.path: entry for entry in entries}


def _entry(raw: Any, texts: Texts) -> Entry:
    try:
        metadata = Metadata(**raw["metadata"])
        document = StoredDocument.of(raw["document"], metadata, raw["sha256"], raw["born"], texts)
        counts = raw["first"], raw["count"], raw["sections"]
        return Entry(document, *counts, raw["articles"], raw["key"], tuple(raw["titles"]))
    except (KeyError, TypeError) as error:
        raise PassageIndexError("库中的文档记录不完整。请运行 zhengxie-qa index 重建。") from error


def all_titles(entries: Iterable[Entry]) -> list[str]:
    """Return the titles that the documents mention, each once."""
    return list(dict.fromkeys(title for entry in entries for title in entry.titles))
