"""The one object that joins search, answer and check: what the command line, the page and the API call."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from zhengxie_qa.compose import compose
from zhengxie_qa.embedding import Encoder, Reranker, load_encoder, load_reranker
from zhengxie_qa.english import romanised_names
from zhengxie_qa.errors import PassageIndexError
from zhengxie_qa.extract import extract
from zhengxie_qa.find import Found, find
from zhengxie_qa.index import PassageIndex
from zhengxie_qa.indexing import update_index
from zhengxie_qa.prepared import Sentences
from zhengxie_qa.questions import Query, language_of, understand
from zhengxie_qa.search import Strategy, search
from zhengxie_qa.store import open_index
from zhengxie_qa.suggest import suggest
from zhengxie_qa.titles import titles_in
from zhengxie_qa.types import Answer, Document, Hit, Passage, Turn

_READ = 10  # passages the answerer is given


class Assistant:
    """Answers questions over one corpus; safe to call from several threads, as nothing in it changes."""

    def __init__(self, index: PassageIndex, encoder: Encoder, reranker: Reranker | None = None) -> None:
        self._index = index
        self._encoder = encoder
        self._reranker = reranker
        self._sentences = Sentences(load_encoder())  # words are compared in the bundled space, whatever the encoder
        self._newest = max((d.metadata.year for d in index.documents.values() if d.metadata.year), default=None)

    @classmethod
    def open(
        cls,
        corpus: str | Path = "corpus",
        index: str | Path = "index",
        *,
        encoder: str | None = None,
        reranker: str | None = None,
        progress: bool = False,
    ) -> Assistant:
        """Open the index of ``corpus``, building or updating it first when it is missing or stale.

        ``encoder`` and ``reranker`` name sentence-transformers models; None means the bundled encoder and no
        reranker. Raises CorpusError, PassageIndexError or EncoderError, each with one line that says what to do.
        """
        model = load_encoder(encoder)
        update_index(Path(corpus), Path(index), model, progress=progress)
        opened = open_index(Path(index))
        if opened.manifest.fingerprint != model.fingerprint:
            raise PassageIndexError(
                f"索引由另一个模型（{opened.manifest.encoder}）生成，请运行 zhengxie-qa index 重建。"
            )
        return cls(opened, model, load_reranker(reranker) if reranker else None)

    @cached_property
    def _names(self) -> dict[str, str]:
        """Romanised names of the places and bodies the documents are about, for English questions."""
        about = (document.metadata for document in self.documents.values())
        return romanised_names(f"{data.title}\n{data.organisation}\n{data.session}" for data in about)

    @cached_property
    def _titles(self) -> list[str]:
        """Titles that the documents mention, for questions that misspell one."""
        return titles_in(passage.text for passage in self.passages)

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents by path."""
        return self._index.documents

    @property
    def passages(self) -> Sequence[Passage]:
        """All passages, in the order of the index."""
        return self._index.passages

    @property
    def encoder_name(self) -> str:
        """The name of the model behind the vectors."""
        return self._encoder.name

    def suggestions(self, limit: int = 6) -> list[str]:
        """Return up to ``limit`` questions that the documents' own headings suggest."""
        return suggest(list(self.documents.values()), limit)

    def understand(self, question: str, history: Sequence[Turn] = ()) -> Query:
        """Return what ``question`` asks, completed from ``history``; raises UsageError."""
        names = self._names if language_of(question) == "en" else None
        return understand(question, history, self._newest, names, self._titles)

    def search(
        self, question: str, history: Sequence[Turn] = (), k: int = 10, *, strategy: Strategy = "hybrid"
    ) -> list[Hit]:
        """Return the ``k`` best passages for ``question``."""
        query = self.understand(question, history)
        if strategy == "hybrid":
            return list(self._find(query, k).hits[:k])
        return self._search(query, k, strategy)

    def _find(self, query: Query, k: int = _READ) -> Found:
        return find(self._index, self._sentences, query, self._search, k)

    def _search(self, query: Query, k: int, strategy: Strategy = "hybrid") -> list[Hit]:
        return search(self._index, self._encoder, query, k, strategy=strategy, reranker=self._reranker)

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """Answer ``question``; ``history`` holds earlier (question, answer) turns, oldest first.

        Raises UsageError when the question is empty or too long.
        """
        started = time.perf_counter()
        query = self.understand(question, history)
        whole = self._find(query)
        found = time.perf_counter()
        answer = self._quote(question, query, whole)
        if answer.status == "not_found" and query.may_stand_alone:
            alone = self.understand(question)
            answer = self._quote(question, alone, self._find(alone))
        done = time.perf_counter()
        ms = {"search": _milliseconds(started, found), "answer": _milliseconds(found, done)}
        return replace(answer, ms=ms)

    def _quote(self, question: str, query: Query, whole: Found) -> Answer:
        statements = extract(self._index, query, lambda part: whole if part is query else self._find(part))
        return compose(self._index, question, query, statements, whole.hits)

    def warm_up(self) -> None:
        """Load what the first question would wait for: the word list, the tables of variants, the names."""
        self.ask("提案多少件？")
        self.ask("How many proposals?")

    def stream(self, question: str, history: Sequence[Turn] = ()) -> Iterator[str | Answer]:
        """Yield the growing text of the answer, then the ``Answer`` itself."""
        answer = self.ask(question, history)
        yield answer.answer
        yield answer


def _milliseconds(start: float, end: float) -> float:
    return round((end - start) * 1000, 1)
