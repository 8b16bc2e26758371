"""The one object that joins the steps: what the command line, the page and the API call."""

from __future__ import annotations

import time
import weakref
from collections.abc import Generator, Sequence
from copy import copy
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Unpack, cast

from zhengxie_qa.composing import compose, suggest, talk_answer
from zhengxie_qa.composing import explain as explained_by
from zhengxie_qa.encoders import Encoder, Reranker, load_encoder, load_reranker
from zhengxie_qa.errors import UsageError
from zhengxie_qa.index import IndexedCorpus, Notify, PassageIndex, open_updated
from zhengxie_qa.model_settings import ModelSettings
from zhengxie_qa.question import DocumentNames, Query, bounded
from zhengxie_qa.reading import Findings, Found, Reader, Reading
from zhengxie_qa.retrieval import Choice, Strategy, chosen
from zhengxie_qa.types import Answer, Hit, Turn

if TYPE_CHECKING:  # a fifth of a second that no answer by quotation has to wait for
    from zhengxie_qa.writing import Author, ChatModel

    Model = str | ModelSettings | ChatModel


_ANSWERS_KEPT = 256  # of one index or view, about 10 kB each beside the documents' own texts
_VIEWS_KEPT = 16  # choices of documents


class Assistant(IndexedCorpus):
    """Answers questions over one corpus; safe to call from several threads, as nothing in it changes."""

    def __init__(
        self, index: PassageIndex, encoder: Encoder, reranker: Reranker | None = None, authors: Sequence[Author] = ()
    ) -> None:
        super().__init__(index)
        self._authors = {author.name: author for author in authors}
        self._names = DocumentNames(index.documents.values(), index.passages)
        self._reader = Reader(index, encoder, reranker)
        self._remember()

    def _remember(self) -> None:
        """Begin to keep what was answered over this index, and the views of it that were asked for."""
        this = weakref.proxy(self)  # no circle: an index that was replaced goes at once
        self._answered = lru_cache(maxsize=_ANSWERS_KEPT)(partial(Assistant._quoted, this))
        self._views = lru_cache(maxsize=_VIEWS_KEPT)(partial(Assistant._view, this))

    @classmethod
    def open(
        cls,
        corpus: str | Path = "corpus",
        index: str | Path = "index",
        *,
        encoder: str | None = None,
        reranker: str | None = None,
        model: Model | Sequence[Model] | None = None,
        progress: bool = False,
    ) -> Assistant:
        """Open the index of ``corpus``, building or updating it first when it is missing or stale.

        ``encoder`` and ``reranker`` name sentence-transformers models; None means the bundled encoder and no
        reranker. ``model`` writes the answers: a name (``provider:model``) or a langchain chat model; None means
        that answers are quotations, several that a question may be asked with any of them, the first by default.
        Raises ConfigError, CorpusError, PassageIndexError or EncoderError, each with one line that says what to do.
        """
        authors = _load_authors(model)
        space = load_encoder(encoder)
        opened, _ = open_updated(Path(corpus), Path(index), space, progress=progress)
        return cls(opened, space, load_reranker(reranker) if reranker else None, authors)

    def updated(self, corpus: str | Path, index: str | Path, notify: Notify | None = None) -> Assistant:
        """Return an assistant like this one over ``corpus`` as it is now; this one goes on over what it has.

        ``notify`` is told how many files of how many are done. Raises CorpusError and PassageIndexError.
        """
        opened, _ = open_updated(Path(corpus), Path(index), self._reader.encoder, notify=notify, again=True)
        return Assistant(opened, self._reader.encoder, self._reader.reranker, tuple(self._authors.values()))

    @property
    def encoder_name(self) -> str:
        """The name of the model behind the vectors."""
        return self._reader.encoder.name

    @property
    def model_names(self) -> Sequence[str]:
        """The names of the language models a question may be asked with, the usual one first."""
        return tuple(self._authors)

    def suggestions(self, limit: int = 6) -> list[str]:
        """Return up to ``limit`` questions that the documents' own headings suggest."""
        return suggest(list(self.documents.values()), limit)

    def within(self, **choice: Unpack[Choice]) -> Assistant:
        """Return this assistant over the chosen documents only: see :class:`~zhengxie_qa.retrieval.Choice`.

        What the documents call things is still known from all of them.
        Raises UsageError, naming what there is, when nothing fits.
        """
        if not any(choice.values()):
            return self
        return self._views(chosen(self.documents, choice))

    def _view(self, paths: frozenset[str]) -> Assistant:
        narrowed = copy(self)
        narrowed._index = self._index.within(paths)
        narrowed._reader = self._reader.over(narrowed._index)
        narrowed._remember()
        return narrowed

    def understand(self, question: str, history: Sequence[Turn] = ()) -> Query:
        """Return what ``question`` asks, completed from ``history``; raises UsageError."""
        return self._names.understand(question, bounded(history), self._index.newest)

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

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        *,
        model: str | None = None,
        explain: bool = False,
        **choice: Unpack[Choice],
    ) -> Answer:
        """Answer ``question``; ``history`` holds earlier (question, answer) turns, oldest first.

        ``model`` is one of ``model_names``, "" for an answer by quotation, None for what is usual. ``documents``
        (paths or titles), ``kinds`` and ``years`` say which documents it is asked of; without them, all.
        ``explain`` adds ``Answer.explanation``: what was read and how it was decided what may be quoted.
        Raises UsageError when the question is empty or too long, no such model may be used or no document fits.
        """
        *_, answer = self.stream(question, history, model=model, explain=explain, **choice)
        assert isinstance(answer, Answer)
        return answer

    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        *,
        model: str | None = None,
        explain: bool = False,
        **choice: Unpack[Choice],
    ) -> Generator[str | Answer, None, None]:
        """Yield the growing text of the answer, then the ``Answer`` itself; closing it gives the answer up.

        While a model writes, the text is unchecked; the ``Answer`` is checked and may differ. An empty text, or the
        same one again, means that the model has nothing more to show yet.
        """
        if choice:
            yield from self.within(**choice).stream(question, history, model=model, explain=explain)
            return
        author, history = self._author(model), bounded(history)
        if talk := talk_answer(question):
            yield from (talk.answer, talk)
            return
        if author is None:
            quoting = self._quoted(question, history, explain) if history else self._remembered(question, explain)
        else:
            quoting, findings = self._quote(question, history, explained=explain)
        if author is None or not findings.may_be_written:
            yield quoting.answer
            yield quoting
            return
        yield ""
        yield from author.answer(findings, history, self.documents, quoting)

    def _remembered(self, question: str, explain: bool) -> Answer:
        """Return the answer by quotation; what is asked alone is often asked again, and is kept."""
        started = time.perf_counter()
        answer = self._answered(question, (), explain)
        taken = _milliseconds(started, time.perf_counter())
        if sum(answer.ms.values()) > taken:
            answer = replace(answer, ms={"search": 0.0, "answer": taken})  # it was not searched for again
        return answer

    def _quoted(self, question: str, history: Sequence[Turn], explain: bool) -> Answer:
        return self._quote(question, history, explained=explain)[0]

    def read(self, question: str, history: Sequence[Turn] = ()) -> Sequence[Reading]:
        """Return what was found for each part of ``question`` and what was decided; raises UsageError."""
        query = self.understand(question, history)
        return self._reader.read(query, self._reader.find(query)).readings

    def _quote(self, question: str, history: Sequence[Turn], *, explained: bool) -> tuple[Answer, Findings]:
        """Return the answer by quotation and what it was made from: it comes first, whoever writes in the end."""
        started = time.perf_counter()
        query = self.understand(question, history)
        whole = self._reader.find(query)
        found = time.perf_counter()
        findings, answer = self._read(question, query, whole)
        if answer.status == "not_found" and query.may_stand_alone:
            alone = self.understand(question)
            findings, answer = self._read(question, alone, self._reader.find(alone))
        ms = {"search": _milliseconds(started, found), "answer": _milliseconds(found, time.perf_counter())}
        explanation = explained_by(self._index, findings.readings, findings.statements) if explained else None
        return replace(answer, ms=ms, explanation=explanation), findings

    def _read(self, question: str, query: Query, whole: Found) -> tuple[Findings, Answer]:
        findings = self._reader.read(query, whole)
        return findings, compose(self._index, question, query, findings.statements, findings.hits)

    def _author(self, name: str | None) -> Author | None:
        if name is None:
            return next(iter(self._authors.values()), None)
        if name and name not in self._authors:
            allowed = "、".join(self._authors) or "无"
            raise UsageError(f"不能使用模型“{name}”。可用的模型：{allowed}。")
        return self._authors.get(name)

    def warm_up(self) -> None:
        """Load what the first question would wait for: the word list, the tables of variants, the names."""
        self.ask("提案多少件？", model="")
        self.ask("How many proposals?", model="")


def _load_authors(model: Model | Sequence[Model] | None) -> list[Author]:
    several = isinstance(model, list | tuple)
    models = cast("Sequence[Model]", model if several else () if model is None else (model,))
    if not models:
        return []
    from zhengxie_qa.writing import load_author  # noqa: PLC0415  (only where there is a model: see above)

    return [load_author(each) for each in models]


def _milliseconds(start: float, end: float) -> float:
    return round((end - start) * 1000, 1)
