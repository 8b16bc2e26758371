"""A snapshot of an index in a collection: what a question needs is asked of the engine, and the latest of it kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from copy import copy
from dataclasses import replace
from functools import cached_property
from typing import overload

import numpy as np
from numpy.typing import NDArray

from zhengxie_qa.errors import PassageIndexError
from zhengxie_qa.index.passage_index import Ask, Either, Manifest, Near, PassageIndex, Scored
from zhengxie_qa.index.qdrant.layout import PASSAGE, Head, seen_at
from zhengxie_qa.index.qdrant.points import Points, Search, Sparse, Where
from zhengxie_qa.index.qdrant.stored_documents import Entry, Latest, Texts, all_titles, read_entries
from zhengxie_qa.index.qdrant.weights import Terms, question_weights
from zhengxie_qa.index.records import passage_of
from zhengxie_qa.text import fold
from zhengxie_qa.types import Document, Passage

_PASSAGES_KEPT = 20_000  # 2 kB each: those of the last fifty questions
_NAMES_KEPT = 500  # that questions gave, with the passages that may hold each
_LOOKED_AT = 100  # passages in which a name is looked for: those with most of its characters
_AT_ONCE = 500  # points asked for in one request
_FIELDS = ("document", "start", "end", "text", "section", "headings", "locator", "year")


class StoredPassages(Sequence[Passage]):
    """The passages by number; numbers may have gaps, and ``len`` is how many there are."""

    def __init__(self, points: Points, where: Where, size: int) -> None:
        self._points = points
        self._where = replace(where, equal={"type": PASSAGE})
        self._size = size
        self._latest: Latest[int, Passage] = Latest(_PASSAGES_KEPT)

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, number: int) -> Passage: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Passage]: ...
    def __getitem__(self, number: int | slice) -> Passage | Sequence[Passage]:
        if isinstance(number, slice):
            raise TypeError("passages are fetched by number")
        return self.read([number])[number]

    def __iter__(self) -> Iterator[Passage]:
        """Fetch one after the other; none is kept."""
        return (_passage(point.payload) for point in self._points.walk(self._where, fields=_FIELDS))

    def read(self, numbers: Iterable[int]) -> dict[int, Passage]:
        """Return the passages with these numbers; raises PassageIndexError where one is gone."""
        wanted = list(numbers)
        found = {number: known for number in wanted if (known := self._latest.get(number)) is not None}
        missing = [number for number in wanted if number not in found]
        for start in range(0, len(missing), _AT_ONCE):
            for point in self._points.take(missing[start : start + _AT_ONCE]):
                passage = _passage(point.payload)
                found[int(point.id)] = passage
                self._latest.put(int(point.id), passage)
        if len(found) < len(set(wanted)):
            raise PassageIndexError("库中有段落找不到了：可能在提问时更新了两次。请再问一次。")
        return {number: found[number] for number in wanted}


def _passage(payload: Mapping[str, object]) -> Passage:
    return passage_of({name: payload.get(name) for name in _FIELDS})


class StoredIndex(PassageIndex):
    """An index in a collection; of its passages and texts only the latest are in this process."""

    def __init__(self, points: Points, head: Head, manifest: Manifest, terms: Terms) -> None:
        self.manifest = manifest
        self.head = head
        self.generation = str(head.generation)
        self.terms = terms
        self._points = points
        self._where = Where() if points.private else seen_at(head.generation)
        self._entries = read_entries(points, self._where, Texts(points), manifest.files)
        self.documents: Mapping[str, Document] = {path: entry.document for path, entry in self._entries.items()}
        self.passages: StoredPassages = StoredPassages(points, self._where, head.passages)
        self._mentions: Latest[tuple[str, ...], str] = Latest(_NAMES_KEPT)

    def __len__(self) -> int:
        return len(self.passages)

    def within(self, paths: Set[str]) -> StoredIndex:
        """Return a view in which only the documents with these paths are found; passages keep their numbers."""
        left, out = (
            [path for path in self._entries if path in paths],
            [path for path in self._entries if path not in paths],
        )
        if len(left) <= len(out):
            return self._view(left, replace(self._seen, one_of={"document": tuple(left)}))
        return self._view(left, replace(self._seen, none_of={"document": tuple(out)} if out else {}))

    def among(self, numbers: Sequence[int]) -> StoredIndex:
        """Return a view in which only the passages with these ``numbers`` are found."""
        paths = dict.fromkeys(passage.document for passage in self.read(numbers).values())
        for path in paths:
            if len(paths) == 1 and list(numbers) == self.numbers_of(path):
                return self.within({path})
        return self._view(list(paths), replace(self._seen, ids=tuple(numbers)))

    @property
    def _seen(self) -> Where:
        """What holds for all points of this generation, in a view too."""
        return Where(at_most=self._where.at_most, above=self._where.above)

    def _view(self, paths: Sequence[str], where: Where) -> StoredIndex:
        view = copy(self)
        view._where = where
        view.documents = {path: self._entries[path].document for path in paths}
        view._mentions = Latest(_NAMES_KEPT)
        view.__dict__.pop("newest", None)
        return view

    def found(self, asks: Sequence[Ask], limit: int) -> Sequence[Scored]:
        """Return for each of ``asks`` the ``limit`` best passages, in one request."""
        vectors = [self._vectors(ask) for ask in asks]
        searches = [Search(vector, self._where, limit) for each in vectors for vector in each]
        told = iter(self._points.search(searches) if searches else [])
        return [_best([next(told) for _ in each], limit) for each in vectors]

    def _vectors(self, ask: Ask) -> Sequence[NDArray[np.float32] | Sparse]:
        if isinstance(ask, Near):
            return [ask.vector]
        names = ask.names if isinstance(ask, Either) else (ask.text,)
        sparse = [question_weights(name, self.terms) for name in names]
        return [each for each in sparse if each.indices.size]

    def read(self, numbers: Iterable[int]) -> Mapping[int, Passage]:
        """Return the passages with these numbers, by number."""
        return self.passages.read(numbers)

    def vectors_of(self, numbers: Sequence[int]) -> NDArray[np.float32]:
        """Return the vectors of the passages with these numbers, shape (m, d)."""
        found = {point.id: point.dense for point in self._points.take(list(numbers), vectors=True)}
        return np.stack([np.asarray(found[number], dtype=np.float32) for number in numbers])

    def idf(self, token: str) -> float:
        """Return the inverse document frequency of ``token``."""
        return self.terms.idf(token)

    def knows(self, token: str) -> bool:
        """Tell whether any passage holds ``token``."""
        return bool(self.terms.frequency(token))

    def folded_with(self, names: Iterable[str]) -> str:
        """Return the folded text of the passages that have most of each name's characters."""
        key = tuple(names)
        known = self._mentions.get(key)
        if known is None:
            (scored,) = self.found([Either(key)], _LOOKED_AT)
            passages = self.read(scored.numbers.tolist()).values()
            headings = dict.fromkeys(heading for passage in passages for heading in passage.headings)
            known = fold("\n".join((*headings, *(passage.text for passage in passages))))
            self._mentions.put(key, known)
        return known

    @property
    def _own(self) -> list[Entry]:
        return [self._entries[path] for path in self.documents]

    @cached_property
    def titles(self) -> Sequence[str]:
        """The titles in 《》 that the passages mention, folded."""
        return all_titles(self._entries.values())

    @property
    def counts(self) -> Mapping[str, int]:
        """How many passages each document has, by path."""
        return {path: entry.count for path, entry in self._entries.items()}

    @property
    def sections(self) -> int:
        """How many sections the documents have, roots not counted."""
        return sum(entry.sections for entry in self._own)

    @property
    def has_articles(self) -> bool:
        """Whether any document is divided into articles."""
        return any(entry.has_articles for entry in self._own)

    def text_key(self, path: str) -> str:
        """Return a digest of the text."""
        return self._entries[path].key

    def numbers_of(self, document: str) -> list[int]:
        """Return the numbers of a document's passages, in reading order."""
        entry = self._entries.get(document)
        return list(range(entry.first, entry.first + entry.count)) if entry else []


def _best(told: Sequence[Sequence[tuple[int, float]]], limit: int) -> Scored:
    """Return the best score of each passage in any of the lists, of the ``limit`` best."""
    best: dict[int, float] = {}
    for hits in told:
        for number, score in hits:
            best[number] = max(score, best.get(number, score))
    first = sorted(best.items(), key=lambda pair: -pair[1])[:limit]
    return Scored.of([number for number, _ in first], [score for _, score in first])
