"""An indexed corpus that is talked to: what a turn means in it, which passages bear on it, what they say."""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from copy import copy
from functools import lru_cache, partial
from typing import Self, Unpack

from zhengxie_qa.dialogue.dialogue import Dialogue
from zhengxie_qa.encoders import Encoder, Reranker
from zhengxie_qa.index import IndexedCorpus, PassageIndex, without_copies
from zhengxie_qa.question import DocumentNames, Query, bounded
from zhengxie_qa.reading import Reader, Reading
from zhengxie_qa.retrieval import Choice, Strategy, chosen
from zhengxie_qa.types import Hit, Turn

_VIEWS_KEPT = 16  # choices of documents


class SearchedCorpus(IndexedCorpus):
    """A corpus, the names its documents hold, and the reader of its passages; nothing in it changes."""

    def __init__(self, index: PassageIndex, encoder: Encoder, reranker: Reranker | None = None) -> None:
        super().__init__(index)
        self._names = DocumentNames(index.documents.values(), lambda: index.titles)
        self._reader = Reader(without_copies(index), encoder, reranker)
        self._dialogue = Dialogue(self._reader, self._names)
        self._remember()

    def _remember(self) -> None:
        """Begin to keep the views of this index that were asked for."""
        this = weakref.proxy(self)  # no circle: an index that was replaced goes at once
        self._views = lru_cache(maxsize=_VIEWS_KEPT)(partial(type(self)._view, this))

    @property
    def encoder_name(self) -> str:
        """The name of the model behind the vectors."""
        return self._reader.encoder.name

    def within(self, **choice: Unpack[Choice]) -> Self:
        """Return the same over the chosen documents only: see :class:`~zhengxie_qa.retrieval.Choice`.

        What the documents call things is still known from all of them.
        Raises UsageError, naming what there is, when nothing fits.
        """
        if not any(choice.values()):
            return self
        view: Self = self._views(chosen(self.documents, choice))
        return view

    def _view(self, paths: frozenset[str]) -> Self:
        narrowed = copy(self)
        narrowed._index = self._index.within(paths)
        narrowed._reader = self._reader.over(without_copies(narrowed._index))
        narrowed._dialogue = Dialogue(narrowed._reader, self._names)
        narrowed._remember()
        return narrowed

    def understand(self, question: str, history: Sequence[Turn] = ()) -> Query:
        """Return what ``question`` asks, completed from ``history``; raises UsageError."""
        if not history:
            return self._names.understand(question, self._index.newest, self._index.documents.values())
        return self._dialogue.resolve(question, bounded(history)).findings.query

    def search(
        self,
        question: str,
        history: Sequence[Turn] = (),
        k: int = 10,
        *,
        strategy: Strategy = "hybrid",
        **choice: Unpack[Choice],
    ) -> list[Hit]:
        """Return the ``k`` best passages for ``question`` in the chosen documents."""
        if choice:
            return self.within(**choice).search(question, history, k, strategy=strategy)
        query = self.understand(question, history)
        if strategy == "hybrid":
            return list(self._reader.find(query, k).hits[:k])
        return self._reader.search(query, k, strategy)

    def read(self, question: str, history: Sequence[Turn] = (), *, again: bool = True) -> Sequence[Reading]:
        """Return what was found for each part of ``question`` and what was decided; raises UsageError.

        Without ``again`` by the signals alone, whatever the setting ``reader`` says.
        """
        query = self.understand(question, history)
        return self._reader.read(query, self._reader.find(query), again=again).readings
