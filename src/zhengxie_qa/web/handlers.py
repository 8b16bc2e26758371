"""What the page does on each event: values from the browser in, updates of components out."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any, NamedTuple

import gradio as gr

from zhengxie_qa.composing import format_references
from zhengxie_qa.errors import UsageError, ZhengxieError
from zhengxie_qa.retrieval import Choice
from zhengxie_qa.types import Answer, Turn
from zhengxie_qa.web import render, scope
from zhengxie_qa.web.backend import Assistant, Library
from zhengxie_qa.web.texts import Language, choose_language, say
from zhengxie_qa.web.turns import MAX_TURNS, StoredTurn, bounded, history, restore, store, whole_characters

_LOG = logging.getLogger(__name__)
_STREAM_EVERY = 0.08  # seconds between two updates of a growing answer: smooth to read, light on the network
_SUGGESTIONS = 6
QUOTE = ""  # the choice of no model

Update = Any  # what Gradio takes for a component: a value, gr.update(…) or gr.skip()


class Frame(NamedTuple):
    """One update of the parts that change while a question is answered; by default nothing changes."""

    thread: Update = gr.skip()
    live: Update = gr.skip()
    box: Update = gr.skip()
    send: Update = gr.skip()
    stop: Update = gr.skip()
    stored: Update = gr.skip()


class Chrome(NamedTuple):
    """Everything on the page that speaks a language."""

    header: Update
    thread: Update
    live: Update
    box: Update
    send: Update
    stop: Update
    new: Update
    toggle: Update
    status: Update
    model: Update
    language: Update


class Handlers:
    """The events of one page; shared by all visitors, so it holds nothing of any of them."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @property
    def _assistant(self) -> Assistant:
        return self._library.assistant

    def open(self, stored: object, language: object, model: object, request: gr.Request) -> Chrome:
        """Fill the page: the language the browser asks for, the conversation and the model it kept."""
        return self._chrome(stored, _language(language, request), model)._replace(language=gr.skip())

    def toggle(self, stored: object, language: object, model: object, request: gr.Request) -> Chrome:
        """Change between Chinese and English, and remember it."""
        return self._chrome(stored, "en" if _language(language, request) == "zh" else "zh", model)

    def scope(
        self, language: object, document: object, kind: object, year: object, request: gr.Request
    ) -> tuple[Update, ...]:
        """Show what may be chosen, and what is: after a choice, a change of language or of the documents."""
        return scope.fields(self._assistant.documents, (document, kind, year), _language(language, request))

    def refresh(self, language: object, request: gr.Request) -> tuple[str, str, str]:
        """Tell of documents that have changed: what is kept of the language, the header, the status line."""
        spoken = _language(language, request)
        return spoken, *self._told(spoken)

    def clear(self, language: object, request: gr.Request) -> tuple[str, str, str, list[object]]:
        """Begin a new conversation."""
        return self._thread([], _language(language, request)), "", "", []

    def stop(self, stored: object, language: object, request: gr.Request) -> Frame:
        """Give up the answer under way; the question stays in its box."""
        turns = restore(stored, self._assistant.documents)
        return self._idle(thread=self._thread(turns, _language(language, request)), live="")

    def ask(  # noqa: PLR0913, PLR0917  (Gradio passes every input by its position)
        self,
        question: str,
        stored: object,
        language: object,
        model: object,
        document: object,
        kind: object,
        year: object,
        request: gr.Request,
    ) -> Iterator[Frame]:
        """Answer the question in the box."""
        choice = scope.choice(document, kind, year)
        yield from self._answer(question, stored, _language(language, request), self._model(model), choice)

    def ask_suggested(  # noqa: PLR0913, PLR0917  (as above)
        self,
        stored: object,
        language: object,
        model: object,
        document: object,
        kind: object,
        year: object,
        request: gr.Request,
        event: gr.EventData,
    ) -> Iterator[Frame]:
        """Answer a suggested question."""
        data = event._data
        question = data.get("question") if isinstance(data, dict) else ""
        if isinstance(question, str):
            choice = scope.choice(document, kind, year)
            yield from self._answer(question, stored, _language(language, request), self._model(model), choice)

    def api(
        self,
        question: str,
        history: list[Any] | None = None,
        model: str | None = None,
        documents: list[str] | None = None,
        kinds: list[str] | None = None,
        years: list[int] | None = None,
    ) -> dict[str, Any]:
        """Answer one question; ``history`` is ``[[question, answer], …]``. Returns the answer as JSON."""
        choice = Choice(documents=documents or (), kinds=kinds or (), years=years or ())
        try:
            _check(question, history, model, choice)
            turns = _turns(history or [])
            return self._assistant.ask(whole_characters(question), turns, model=model, **choice).as_json()
        except ZhengxieError as error:
            raise gr.Error(str(error), print_exception=False) from error
        except Exception as error:
            _LOG.exception("a question of the API failed")
            raise gr.Error(say("zh", "failed"), print_exception=False) from error

    def _answer(
        self, question: str, stored: object, language: Language, model: str | None, choice: Choice
    ) -> Iterator[Frame]:
        assistant = self._assistant  # the same to the end, whatever is indexed meanwhile
        question = whole_characters(question)
        turns = restore(stored, assistant.documents)
        # The first question takes the place of the welcome.
        yield Frame(
            thread=gr.skip() if turns else "",
            live=render.pending(question, "", language),
            box=gr.update(interactive=False),
            send=gr.update(visible=False),
            stop=gr.update(visible=True),
        )
        try:
            with closing(assistant.stream(question, history(turns), model=model, **choice)) as pieces:
                yield from self._stream(question, pieces, turns, language, choice)
        except ZhengxieError as error:
            yield self._idle(live=render.failure(question, str(error), language))
        except Exception:
            _LOG.exception("a question of the page failed")
            yield self._idle(live=render.failure(question, say(language, "failed"), language))

    def _stream(
        self,
        question: str,
        pieces: Iterator[str | Answer],
        turns: list[StoredTurn],
        language: Language,
        choice: Choice,
    ) -> Iterator[Frame]:
        shown, at, writing = None, 0.0, False
        for piece in pieces:
            if isinstance(piece, Answer):
                turns = [*turns, StoredTurn(piece, choice=choice)][-MAX_TURNS:]
                yield self._idle(
                    thread=self._thread(turns, language, fresh=True),
                    live="",
                    value="",
                    stored=[store(turn.answer, turn.choice) for turn in turns],
                )
            elif piece == shown:
                yield Frame()  # so that an answer can be stopped while the model is silent
            elif time.monotonic() - at > _STREAM_EVERY:
                shown, at, writing = piece, time.monotonic(), writing or not piece
                yield Frame(live=render.pending(question, piece, language, writing))

    def _idle(self, thread: Update = None, live: Update = "", value: str | None = None, stored: Update = None) -> Frame:
        """Return the frame in which the next question may be asked."""
        box = gr.update(interactive=True) if value is None else gr.update(interactive=True, value=value)
        return Frame(
            thread=gr.skip() if thread is None else thread,
            live=live,
            box=box,
            send=gr.update(visible=True),
            stop=gr.update(visible=False),
            stored=gr.skip() if stored is None else stored,
        )

    def _thread(self, turns: list[StoredTurn], language: Language, fresh: bool = False) -> str:
        if not turns:
            return render.welcome(self._assistant.suggestions(_SUGGESTIONS), language)
        documents = self._assistant.documents
        return render.conversation(turns, lambda a: format_references(a, documents), language, fresh)

    def _model(self, chosen: object) -> str | None:
        """Return the model that was chosen; what is not offered any more counts as no choice."""
        offered = self._assistant.model_names
        return chosen if isinstance(chosen, str) and offered and chosen in (QUOTE, *offered) else None

    def _models(self, chosen: object, language: Language) -> Update:
        names = self._assistant.model_names
        model = self._model(chosen)
        return gr.update(
            choices=[*names, (say(language, "quote"), QUOTE)],
            value=(names[0] if names else QUOTE) if model is None else model,
            label=say(language, "model"),
        )

    def _chrome(self, stored: object, language: Language, model: object) -> Chrome:
        assistant = self._assistant
        turns = restore(stored, assistant.documents)
        header, status = self._told(language)
        return Chrome(
            header=header,
            thread=self._thread(turns, language),
            live="",
            box=gr.update(placeholder=say(language, "placeholder"), label=say(language, "question_label")),
            send=gr.update(value=say(language, "send")),
            stop=gr.update(value=say(language, "stop")),
            new=gr.update(value=say(language, "new")),
            toggle=gr.update(value=say(language, "toggle")),
            status=status,
            model=self._models(model, language),
            language=language,
        )

    def _told(self, language: Language) -> tuple[str, str]:
        """Return the header and the status line."""
        assistant = self._assistant
        counts = len(assistant.documents), len(assistant.passages)
        return render.header(language, counts[0]), render.status_line(language, *counts, assistant.encoder_name)


def _language(stored: object, request: gr.Request) -> Language:
    return choose_language(stored, request.headers.get("accept-language", ""))


def _check(question: object, history: object, model: object, choice: Choice) -> None:
    """Raise UsageError where a client sends values of other types than are asked for."""
    if not isinstance(question, str) or not isinstance(model, str | None) or not isinstance(history, list | None):
        raise UsageError("question 和 model 应为文字，history 应为列表。")
    for key, kind in (("documents", str), ("kinds", str), ("years", int)):
        values = choice.get(key, ())
        if not isinstance(values, list | tuple) or not all(type(value) is kind for value in values):
            raise UsageError(f"{key} 应为列表，每项是{'文字' if kind is str else '整数'}。")


def _turns(history: list[Any]) -> list[Turn]:
    """Check the history a client sends."""
    turns: list[Turn] = []
    for item in history:
        if not isinstance(item, (list, tuple)) or [type(text) for text in item] != [str, str]:
            raise UsageError("history 应为 [[问题, 回答], …]，每项是两段文字。")
        turns.append((item[0], item[1]))
    return bounded(turns)
