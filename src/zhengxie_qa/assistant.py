"""The one object that joins the steps: what the command line, the page and the API call."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from zhengxie_qa.composing import Overview, QuotingCorpus, overview, talk_answer
from zhengxie_qa.encoders import Encoder, Reranker, load_encoder, load_reranker
from zhengxie_qa.index import Notify, PassageIndex, PassageStore, as_store, encode_ahead, open_updated
from zhengxie_qa.model_settings import CONTEXT
from zhengxie_qa.question import bounded
from zhengxie_qa.retrieval import Choice
from zhengxie_qa.types import Answer, Turn
from zhengxie_qa.writing import Authors, load_authors

if TYPE_CHECKING:
    from zhengxie_qa.writing import Author, Message, Models


class Assistant(QuotingCorpus):
    """Answers questions over one corpus; safe to call from several threads, as nothing in it changes."""

    def __init__(
        self, index: PassageIndex, encoder: Encoder, reranker: Reranker | None = None, authors: Sequence[Author] = ()
    ) -> None:
        super().__init__(index, encoder, reranker)
        self._authors = Authors(authors)

    @classmethod
    def open(
        cls,
        corpus: str | Path = "corpus",
        index: str | Path | PassageStore = "index",
        *,
        encoder: str | None = None,
        reranker: str | None = None,
        model: Models = None,
        progress: bool = False,
    ) -> Assistant:
        """Open the index of ``corpus``, building or updating it first when it is missing or stale.

        ``index`` is a folder, or another store (:func:`zhengxie_qa.index.store_of`).
        ``encoder`` and ``reranker`` name sentence-transformers models; None means the bundled encoder and no
        reranker. ``model`` writes the answers: a name (``provider:model``) or a langchain chat model; None means
        that answers are quotations, several that a question may be asked with any of them, the first by default.
        Raises ConfigError, CorpusError, PassageIndexError or EncoderError, each with one line that says what to do.
        """
        authors = load_authors(model)
        space = load_encoder(encoder)
        opened, _ = open_updated(Path(corpus), as_store(index), space, progress=progress)
        return cls(opened, space, load_reranker(reranker) if reranker else None, authors)

    def updated(
        self,
        corpus: str | Path,
        index: str | Path | PassageStore,
        notify: Notify | None = None,
        encoder: Encoder | None = None,
    ) -> Assistant:
        """Return an assistant like this one over ``corpus`` as it is now; this one goes on over what it has.

        ``notify`` is told how many files of how many are done; ``encoder`` is what it searches with, None for the
        present one. Raises CorpusError and PassageIndexError.
        """
        space = encoder or self._reader.encoder
        opened, _ = open_updated(Path(corpus), as_store(index), space, notify=notify, look_at="skipped")
        return Assistant(opened, space, self._reader.reranker, self._authors.all)

    def encoded_ahead(self, index: str | Path | PassageStore, encoder: Encoder) -> None:
        """Encode the passages with ``encoder`` for an update with it: minutes, in which nothing else has to wait.

        What was encoded when this was stopped is not encoded again. Raises OSError where ``index`` cannot be written.
        """
        encode_ahead(self._index, as_store(index).folder, encoder)

    def reopened(self, index: PassageStore) -> Assistant | None:
        """Return an assistant like this one over what ``index`` holds now; None where that is what this one has."""
        if index.generation() in (None, self._index.generation):
            return None
        return Assistant(index.open(), self._reader.encoder, self._reader.reranker, self._authors.all)

    @property
    def model_names(self) -> Sequence[str]:
        """The names of the language models a question may be asked with, the usual one first."""
        return self._authors.names

    @cached_property
    def overview(self) -> Overview | None:
        """What a newcomer is shown: key figures and questions that were asked beforehand, and are surely answered."""
        return overview(list(self.documents.values()), partial(self.ask, model=""))

    def suggestions(self, limit: int = 6) -> list[str]:
        """Return up to ``limit`` questions to begin with, each of which is answered."""
        return list(self.overview.questions[:limit]) if self.overview else []

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
        corpus, author, history = self.within(**choice), self._authors.named(model), bounded(history)
        told = talk_answer(question, corpus.documents, in_conversation=bool(history), explain=explain)
        if told is None and author is not None:
            told, turn = corpus.quoted(question, history, explain=explain)
            if turn.may_be_written:
                yield ""
                yield from author.answer(turn.findings, history, corpus.documents, told, turn.filled_in)
                return
        told = told or corpus.quote(question, history, explain=explain)
        yield from (told.answer, told)

    def prompt(
        self, question: str, history: Sequence[Turn] = (), *, context: int = CONTEXT, **choice: Unpack[Choice]
    ) -> Sequence[Message]:
        """Return what a language model with a ``context`` of so many tokens would be sent for ``question``.

        Empty where none would be asked: for small talk, and where nothing related is found.
        Raises UsageError as ``ask`` does.
        """
        corpus = self.within(**choice)
        if talk_answer(question, corpus.documents, in_conversation=bool(history)):
            return ()
        quoting, turn = corpus.quoted(question, history, explain=False)
        if not turn.may_be_written:
            return ()
        from zhengxie_qa.writing import prompt_for  # noqa: PLC0415 - loads the checker, which no quotation needs

        return prompt_for(turn.findings, history, corpus.documents, quoting, turn.filled_in, context)

    def warm_up(self, *, overview: bool = True) -> None:
        """Load what the first visitor would wait for: word list, tables of variants, names, the overview."""
        self.ask("提案多少件？", model="")
        self.ask("How many proposals?", model="")
        if overview:
            _ = self.overview
