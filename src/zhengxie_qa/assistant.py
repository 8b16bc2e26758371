"""The one object that joins the steps: what the command line, the page and the API call."""

from __future__ import annotations

import time
import weakref
from collections.abc import Generator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from zhengxie_qa.composing import Overview, compose_turn, overview, talk_answer, with_doubts
from zhengxie_qa.composing import explain as explained_by
from zhengxie_qa.dialogue import ResolvedTurn, SearchedCorpus
from zhengxie_qa.encoders import Encoder, Reranker, load_encoder, load_reranker
from zhengxie_qa.index import Notify, PassageIndex, open_updated
from zhengxie_qa.question import bounded
from zhengxie_qa.retrieval import Choice
from zhengxie_qa.types import Answer, Turn
from zhengxie_qa.writing import Authors, load_authors

if TYPE_CHECKING:
    from zhengxie_qa.writing import Author, Models


_ANSWERS_KEPT = 256  # of one index or view, about 10 kB each beside the documents' own texts


class Assistant(SearchedCorpus):
    """Answers questions over one corpus; safe to call from several threads, as nothing in it changes."""

    def __init__(
        self, index: PassageIndex, encoder: Encoder, reranker: Reranker | None = None, authors: Sequence[Author] = ()
    ) -> None:
        super().__init__(index, encoder, reranker)
        self._authors = Authors(authors)

    def _remember(self) -> None:
        super()._remember()
        this = weakref.proxy(self)  # no circle: an index that was replaced goes at once
        self._answered = lru_cache(maxsize=_ANSWERS_KEPT)(partial(Assistant._quoted, this))

    @classmethod
    def open(
        cls,
        corpus: str | Path = "corpus",
        index: str | Path = "index",
        *,
        encoder: str | None = None,
        reranker: str | None = None,
        model: Models = None,
        progress: bool = False,
    ) -> Assistant:
        """Open the index of ``corpus``, building or updating it first when it is missing or stale.

        ``encoder`` and ``reranker`` name sentence-transformers models; None means the bundled encoder and no
        reranker. ``model`` writes the answers: a name (``provider:model``) or a langchain chat model; None means
        that answers are quotations, several that a question may be asked with any of them, the first by default.
        Raises ConfigError, CorpusError, PassageIndexError or EncoderError, each with one line that says what to do.
        """
        authors = load_authors(model)
        space = load_encoder(encoder)
        opened, _ = open_updated(Path(corpus), Path(index), space, progress=progress)
        return cls(opened, space, load_reranker(reranker) if reranker else None, authors)

    def updated(self, corpus: str | Path, index: str | Path, notify: Notify | None = None) -> Assistant:
        """Return an assistant like this one over ``corpus`` as it is now; this one goes on over what it has.

        ``notify`` is told how many files of how many are done. Raises CorpusError and PassageIndexError.
        """
        opened, _ = open_updated(Path(corpus), Path(index), self._reader.encoder, notify=notify, again=True)
        return Assistant(opened, self._reader.encoder, self._reader.reranker, self._authors.all)

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
        pieces = self._pieces(question, history, model=model, explain=explain, **choice)
        try:
            for piece in pieces:
                yield with_doubts(piece, self.documents) if isinstance(piece, Answer) else piece
        finally:
            pieces.close()

    def _pieces(
        self, question: str, history: Sequence[Turn], *, model: str | None, explain: bool, **choice: Unpack[Choice]
    ) -> Generator[str | Answer, None, None]:
        corpus, author, history = self.within(**choice), self._authors.named(model), bounded(history)
        if talk := talk_answer(question, in_conversation=bool(history), explain=explain):
            yield from (talk.answer, talk)
            return
        if author is None and not history:
            quoting = corpus._remembered(question, explain=explain)
            yield from (quoting.answer, quoting)
            return
        quoting, turn = corpus._quote(question, history, explain=explain)
        if author is None or not turn.may_be_written:
            yield from (quoting.answer, quoting)
            return
        yield ""
        yield from author.answer(
            turn.findings, history, corpus.documents, quoting, turn.completed if turn.is_follow_up else ""
        )

    def _remembered(self, question: str, *, explain: bool) -> Answer:
        """Return the answer by quotation; what is asked alone is often asked again, and is kept."""
        started = time.perf_counter()
        answer = self._answered(question, explain)
        taken = _ms(time.perf_counter() - started)
        if sum(answer.ms.values()) > taken:
            answer = replace(answer, ms={"search": 0.0, "answer": taken})  # it was not searched for again
        return answer

    def _quoted(self, question: str, explain: bool) -> Answer:
        return self._quote(question, (), explain=explain)[0]

    def _quote(self, question: str, history: Sequence[Turn], *, explain: bool) -> tuple[Answer, ResolvedTurn]:
        """Return the answer by quotation and what it was made from: it comes first, whoever writes in the end."""
        started = time.perf_counter()
        turn = self._dialogue.resolve(question, history)
        searched = time.perf_counter()
        answer = compose_turn(self._index, question, turn)
        ms = {"search": _ms(searched - started), "answer": _ms(time.perf_counter() - searched)}
        explanation = explained_by(self._index, question, turn, history) if explain else None
        return replace(answer, ms=ms, explanation=explanation), turn

    def warm_up(self) -> None:
        """Load what the first visitor would wait for: word list, tables of variants, names, the overview."""
        self.ask("提案多少件？", model="")
        self.ask("How many proposals?", model="")
        _ = self.overview


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)
