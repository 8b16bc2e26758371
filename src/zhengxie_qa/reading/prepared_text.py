"""Texts made ready for matching word by word, many at once, the latest ones kept.

A question is held against some sixty sentences. What numpy does for one sentence costs about the same for all of
them together, and questions come back to the same words: each word's vector is computed once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from zhengxie_qa.encoders import StaticModel
from zhengxie_qa.text import Span, fold, sentences, word_spans
from zhengxie_qa.types import Document, Passage

_TEXTS_KEPT = 4000  # about 4 kB each, most of it the vector: the sentences of the latest sixty questions
_PASSAGES_KEPT = 4000  # about 1 kB each: where their sentences lie
_WORDS_KEPT = 16_000  # 2 kB each: the words of a hundred reports that questions come near
_Key = TypeVar("_Key")
_Kept = TypeVar("_Kept")
_END = "\n"  # between texts that are cut together: no word and no gram reaches over it


@dataclass(frozen=True, slots=True)
class Text:
    """A text made ready for matching."""

    folded: str
    words: tuple[str, ...]  # folded but not stemmed, each once
    whole: NDArray[np.float32]  # (d,)


class Sentences:
    """Texts made ready for matching; safe to use from several threads."""

    def __init__(self, space: StaticModel) -> None:
        self.space = space
        self._texts: dict[str, Text] = {}
        self._vectors: dict[str, NDArray[np.float32]] = {}
        self._spans: dict[tuple[str, int, int], list[Span]] = {}
        self._lock = Lock()

    def spans(self, document: Document, passage: Passage) -> list[Span]:
        """Return where the sentences of a ``passage`` of ``document`` lie; the list is not to be changed."""
        key = passage.document, passage.start, passage.end
        known = self._spans.get(key)
        if known is None:
            known = sentences(document.text, passage.start, passage.end)
            self._keep(self._spans, {key: known}, _PASSAGES_KEPT)
        return known

    def prepare(self, text: str) -> Text:
        """Return ``text`` made ready."""
        return self._texts.get(text) or self.prepare_all([text])[0]

    def prepare_all(self, texts: Iterable[str]) -> list[Text]:
        """Return ``texts`` made ready, in their order."""
        wanted = list(texts)
        known = {text: ready for text in wanted if (ready := self._texts.get(text)) is not None}
        fresh = [text for text in dict.fromkeys(wanted) if text not in known]
        if fresh:
            known |= zip(fresh, self._made_ready(fresh), strict=True)
            self._keep(self._texts, {text: known[text] for text in fresh}, _TEXTS_KEPT)
        return [known[text] for text in wanted]

    def vectors(self, words: Sequence[str]) -> NDArray[np.float32]:
        """Return the unit vectors of ``words``, as ``Text.words`` gives them, shape (n, d)."""
        known = {word: vector for word in words if (vector := self._vectors.get(word)) is not None}
        fresh = [word for word in words if word not in known]
        if fresh:
            made = dict(zip(fresh, self.space.word_vectors(fresh), strict=True))
            known |= made
            self._keep(self._vectors, made, _WORDS_KEPT)
        return np.array([known[word] for word in words], dtype=np.float32).reshape(-1, self.space.dimension)

    def _made_ready(self, texts: Sequence[str]) -> Iterable[Text]:
        folded = [fold(text) for text in texts]
        wholes = self.space.encode_query(texts)
        cut = _cut_together(folded)
        return (Text(*each) for each in zip(folded, cut, wholes, strict=True))

    def _keep(self, kept: dict[_Key, _Kept], fresh: dict[_Key, _Kept], most: int) -> None:
        """Add ``fresh`` to ``kept``; the oldest half goes when there are too many."""
        with self._lock:
            if len(kept) + len(fresh) > most:
                for key in list(kept)[: len(kept) // 2 + 1]:
                    del kept[key]
            kept.update(fresh)


def _cut_together(folded: Sequence[str]) -> list[tuple[str, ...]]:
    joined = _END.join(folded)
    ends = np.cumsum([len(text) + len(_END) for text in folded])
    cut: list[dict[str, None]] = [{} for _ in folded]
    number = 0
    for _, start, end in word_spans(joined):
        while start >= ends[number]:
            number += 1
        cut[number][joined[start:end]] = None
    return [tuple(words) for words in cut]
