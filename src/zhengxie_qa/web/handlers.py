"""What the page does on each event: values from the browser in, updates of components out."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import gradio as gr

from zhengxie_qa.assistant import Assistant
from zhengxie_qa.errors import UsageError, ZhengxieError
from zhengxie_qa.question import bounded, whole_characters
from zhengxie_qa.retrieval import Choice
from zhengxie_qa.types import Answer, Turn
from zhengxie_qa.web import render, scope, updates
from zhengxie_qa.web.guard import REFUSED
from zhengxie_qa.web.live_corpus import Library
from zhengxie_qa.web.texts import Language, choose_language, say
from zhengxie_qa.web.turns import MAX_SHOWN, StoredTurn, history, restore
from zhengxie_qa.web.updates import Chrome, Frame, LastFrame, Update

_LOG = logging.getLogger(__name__)
_STREAM_EVERY = 0.08  # seconds between two updates of a growing answer: smooth to read, light on the network


class Handlers:
    """The events of one page; shared by all visitors, so it holds nothing of any of them."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @property
    def _assistant(self) -> Assistant:
        return self._library.assistant

    def open(self, stored: object, language: object, model: object, request: gr.Request) -> Chrome:
        """Fill the page: the language the browser asks for, the conversation and the model it kept."""
        return updates.chrome(self._library, stored, _language(language, request), model)._replace(language=gr.skip())

    def toggle(self, stored: object, language: object, model: object, request: gr.Request) -> Chrome:
        """Change between Chinese and English, and remember it."""
        return updates.chrome(self._library, stored, "en" if _language(language, request) == "zh" else "zh", model)

    def scope(
        self, language: object, document: object, kind: object, year: object, request: gr.Request
    ) -> tuple[Update, ...]:
        """Show what may be chosen, and what is: after a choice, a change of language or of the documents."""
        return scope.fields(self._assistant.documents, (document, kind, year), _language(language, request))

    def refresh(self, language: object, request: gr.Request) -> tuple[str, str, str]:
        """Tell of documents that have changed: what is kept of the language, the header, the status line."""
        spoken = _language(language, request)
        return spoken, *updates.told(self._assistant, spoken)

    def show(self, stored: object, language: object, request: gr.Request) -> tuple[Update, ...]:
        """Show another conversation, or the welcome for a new one, with the documents it is about."""
        spoken, turns = _language(language, request), restore(stored, self._assistant.documents)
        return updates.thread(self._library, turns, spoken), "", *self._scope_of(turns, spoken)

    def scope_of(self, stored: object, language: object, request: gr.Request) -> tuple[Update, ...]:
        """Show of which documents the conversation was asked last."""
        return self._scope_of(restore(stored, self._assistant.documents), _language(language, request))

    def _scope_of(self, turns: list[StoredTurn], language: Language) -> tuple[Update, ...]:
        chosen = turns[-1].choice if turns else Choice()
        return scope.fields(self._assistant.documents, scope.values(chosen), language)

    def stop(self, stored: object, language: object, request: gr.Request) -> Frame:
        """Give up the answer under way; the question stays in its box."""
        turns = restore(stored, self._assistant.documents)
        return Frame(thread=updates.thread(self._library, turns, _language(language, request)), live="")

    def ask(  # noqa: PLR0913, PLR0917  (Gradio passes every input by its position)
        self,
        question: object,
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
        yield from self._answer(question, stored, _language(language, request), model, choice)

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
            yield from self._answer(question, stored, _language(language, request), model, choice)

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
            title = REFUSED if isinstance(error, UsageError) else "Error"
            raise gr.Error(str(error), print_exception=False, title=title) from error
        except Exception as error:
            _LOG.exception("a question of the API failed")
            raise gr.Error(say("zh", "failed"), print_exception=False) from error

    def _answer(
        self, asked: object, stored: object, language: Language, model: object, choice: Choice
    ) -> Iterator[Frame]:
        assistant = self._assistant  # the same to the end, whatever is indexed meanwhile
        question = whole_characters(asked) if isinstance(asked, str) else ""
        turns, chosen = restore(stored, assistant.documents), updates.offered_model(assistant, model)
        # The first question takes the place of the welcome.
        yield Frame(
            thread=gr.skip() if turns else "",
            live=render.pending(question, "", language),
        )
        try:
            with closing(assistant.stream(question, history(turns), model=chosen, **choice)) as pieces:
                yield from self._stream(question, pieces, turns, language, choice)
        except ZhengxieError as error:
            yield LastFrame(live=render.failure(question, str(error), language))
        except Exception:
            _LOG.exception("a question of the page failed")
            yield LastFrame(live=render.failure(question, say(language, "failed"), language))

    def _stream(
        self,
        question: str,
        pieces: Iterator[str | Answer],
        turns: list[StoredTurn],
        language: Language,
        choice: Choice,
    ) -> Iterator[Frame]:
        shown, at, writing, held = None, 0.0, False, False
        for piece in pieces:
            if isinstance(piece, Answer):
                turns = [*turns, StoredTurn(piece, choice=choice)][-MAX_SHOWN:]
                yield LastFrame(thread=updates.thread(self._library, turns, language, fresh=True), live="")
            elif piece and not (writing or held):
                held = True  # a quoted answer says its text just before it comes itself: one update less for each
            elif piece == shown:
                yield Frame()  # so that an answer can be stopped while the model is silent
            elif time.monotonic() - at > _STREAM_EVERY:
                shown, at, writing = piece, time.monotonic(), writing or not piece
                yield Frame(live=render.pending(question, piece, language, writing))


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
