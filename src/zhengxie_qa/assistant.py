"""The one object that joins search, answer and check: what the command line, the page and the API call."""

from __future__ import annotations

import time
from collections.abc import Generator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Unpack, cast

from zhengxie_qa.composing import compose, suggest, talk_answer
from zhengxie_qa.composing import explain as explained
from zhengxie_qa.encoders import Encoder, Reranker, load_encoder, load_reranker
from zhengxie_qa.errors import UsageError
from zhengxie_qa.index import Notify, PassageIndex, has_changed, open_updated
from zhengxie_qa.model_settings import ModelSettings
from zhengxie_qa.question import Gazetteer, Query, language_of, scoped, titles_in, understand
from zhengxie_qa.reading import Found, Reading, Sentences, Statement, extract, find, read
from zhengxie_qa.retrieval import Choice, Strategy, chosen, search
from zhengxie_qa.text import romanised_names
from zhengxie_qa.types import Answer, Document, Hit, Passage, Skipped, Turn
from zhengxie_qa.writing import Task, shown_passages

if TYPE_CHECKING:  # a fifth of a second that no answer by quotation has to wait for
    from zhengxie_qa.writing import Author, ChatModel

    Model = str | ModelSettings | ChatModel

_READ = 10  # passages the answerer is given
_RELATED = 0.05  # share of the question that a sentence has to cover before a model is asked: a word or two of it


class Assistant:
    """Answers questions over one corpus; safe to call from several threads, as nothing in it changes."""

    def __init__(
        self, index: PassageIndex, encoder: Encoder, reranker: Reranker | None = None, authors: Sequence[Author] = ()
    ) -> None:
        self._authors = {author.name: author for author in authors}
        self._index = index
        self._encoder = encoder
        self._reranker = reranker
        self._sentences = Sentences(load_encoder())  # words are compared in the bundled space, whatever the encoder

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
        opened, _ = open_updated(Path(corpus), Path(index), self._encoder, notify=notify)
        return Assistant(opened, self._encoder, self._reranker, tuple(self._authors.values()))

    def is_outdated(self, corpus: str | Path) -> bool:
        """Tell whether the files of ``corpus`` are others than those this assistant knows; raises CorpusError."""
        return has_changed(Path(corpus), self._index.manifest)

    @cached_property
    def _names(self) -> dict[str, str]:
        """Romanised names of the places and bodies the documents are about, for English questions."""
        about = (document.metadata for document in self.documents.values())
        return romanised_names(f"{data.title}\n{data.organisation}\n{data.session}" for data in about)

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        """The places the documents are about."""
        return Gazetteer(self.documents.values())

    @cached_property
    def _titles(self) -> list[str]:
        """Titles that the documents mention, for questions that misspell one."""
        return titles_in(passage.text for passage in self.passages)

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents by path."""
        return self._index.documents

    @property
    def skipped(self) -> Sequence[Skipped]:
        """The files that are not indexed, and why."""
        return tuple(Skipped(path, reason) for path, reason in self._index.manifest.skipped.items())

    @property
    def passages(self) -> Sequence[Passage]:
        """All passages, in the order of the index."""
        return self._index.passages

    @property
    def encoder_name(self) -> str:
        """The name of the model behind the vectors."""
        return self._encoder.name

    @property
    def model_names(self) -> Sequence[str]:
        """The names of the language models a question may be asked with, the usual one first."""
        return tuple(self._authors)

    def suggestions(self, limit: int = 6) -> list[str]:
        """Return up to ``limit`` questions that the documents' own headings suggest."""
        return suggest(list(self.documents.values()), limit)

    def within(self, **choice: Unpack[Choice]) -> Assistant:
        """Return this assistant over the chosen documents only: see :class:`~zhengxie_qa.retrieval.Choice`.

        Raises UsageError, naming what there is, when nothing fits.
        """
        if not any(choice.values()):
            return self
        narrowed = copy(self)
        narrowed._titles, narrowed._gazetteer = self._titles, self._gazetteer  # known from all documents
        narrowed._index = self._index.within(chosen(self.documents, choice))
        return narrowed

    def understand(self, question: str, history: Sequence[Turn] = ()) -> Query:
        """Return what ``question`` asks, completed from ``history``; raises UsageError."""
        names = self._names if language_of(question) == "en" else None
        return scoped(understand(question, history, self._index.newest, names, self._titles), self._gazetteer, history)

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
            return list(self._find(query, k).hits[:k])
        return self._search(query, k, strategy)

    def _find(self, query: Query, k: int = _READ) -> Found:
        return find(self._index, self._sentences, query, self._search, k)

    def _search(self, query: Query, k: int, strategy: Strategy = "hybrid") -> list[Hit]:
        return search(self._index, self._encoder, query, k, strategy=strategy, reranker=self._reranker)

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
        author = self._author(model)
        if talk := talk_answer(question):
            yield from (talk.answer, talk)
            return
        started = time.perf_counter()
        query = self.understand(question, history)
        whole = self._find(query)
        found = time.perf_counter()
        reading = self._read(question, query, whole)
        if reading.quoting.status == "not_found" and query.may_stand_alone:
            alone = self.understand(question)
            reading = self._read(question, alone, self._find(alone))
        done = time.perf_counter()
        explanation = explained(self._index, reading.readings, reading.statements) if explain else None
        ms = {"search": _milliseconds(started, found), "answer": _milliseconds(found, done)}
        if author is None or not _is_related(reading):
            yield reading.quoting.answer
            yield replace(reading.quoting, ms=ms, explanation=explanation)
            return
        yield ""
        passages = shown_passages(reading.found, self.documents)
        task = Task(question, reading.query, history, passages, self.documents, reading.quoting)
        for piece in author.write(task):
            if isinstance(piece, Answer):
                ms["model"] = _milliseconds(done, time.perf_counter())
                yield replace(piece, ms=ms, explanation=explanation)
            else:
                yield piece

    def read(self, question: str, history: Sequence[Turn] = ()) -> Sequence[Reading]:
        """Return what was found for each part of ``question`` and what was decided; raises UsageError."""
        query = self.understand(question, history)
        return self._read(question, query, self._find(query)).readings

    def _author(self, name: str | None) -> Author | None:
        if name is None:
            return next(iter(self._authors.values()), None)
        if name and name not in self._authors:
            allowed = "、".join(self._authors) or "无"
            raise UsageError(f"不能使用模型“{name}”。可用的模型：{allowed}。")
        return self._authors.get(name)

    def _read(self, question: str, query: Query, whole: Found) -> _Read:
        found: dict[Query, Found] = {}

        def find_part(part: Query) -> Found:
            return found.setdefault(part, whole if part is query else self._find(part))

        readings = read(self._index, query, find_part)
        statements = extract(self._index, readings)
        quoting = compose(self._index, question, query, statements, whole.hits)
        return _Read(query, found, readings, statements, quoting)

    def warm_up(self) -> None:
        """Load what the first question would wait for: the word list, the tables of variants, the names."""
        self.ask("提案多少件？", model="")
        self.ask("How many proposals?", model="")


@dataclass(frozen=True, slots=True)
class _Read:
    """A question as it was understood, what was found and read for each of its parts, and the answer by quotation."""

    query: Query
    found: Mapping[Query, Found]
    readings: Sequence[Reading]
    statements: Sequence[Statement]
    quoting: Answer


def _load_authors(model: Model | Sequence[Model] | None) -> list[Author]:
    several = isinstance(model, list | tuple)
    models = cast("Sequence[Model]", model if several else () if model is None else (model,))
    if not models:
        return []
    from zhengxie_qa.writing import load_author  # noqa: PLC0415  (only where there is a model: see above)

    return [load_author(each) for each in models]


def _is_related(reading: _Read) -> bool:
    """Tell whether a model may answer: some passage bears on the question, and no outline answers it completely."""
    if any(statement.outline for statement in reading.statements):
        return False
    if any(statement.spans for statement in reading.statements):
        return True
    if all(statement.reason == "year" for statement in reading.statements):
        return False
    best = (found.candidates[0].coverage for found in reading.found.values() if found.candidates)
    return max(best, default=0.0) >= _RELATED


def _milliseconds(start: float, end: float) -> float:
    return round((end - start) * 1000, 1)
