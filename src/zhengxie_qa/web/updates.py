"""What the components of the page are told, in the language of the visitor."""

from __future__ import annotations

from typing import Any, NamedTuple

import gradio as gr

from zhengxie_qa.assistant import Assistant
from zhengxie_qa.retrieval import Choice
from zhengxie_qa.types import Answer
from zhengxie_qa.web import render, scope
from zhengxie_qa.web.clipboard import answer_copy
from zhengxie_qa.web.live_corpus import Library
from zhengxie_qa.web.texts import Language, say
from zhengxie_qa.web.turns import StoredTurn, restore
from zhengxie_qa.web.welcome import welcome

QUOTE = ""  # the choice of no model

Update = Any  # what Gradio takes for a component: a value, gr.update(…) or gr.skip()


class Frame(NamedTuple):
    """One update of the parts that change while a question is answered; by default nothing changes.

    Values only: what else there is to an element (is it shown, may it be used) the page's own script changes, for
    Gradio would make each anew, for each visitor.
    """

    thread: Update = gr.skip()
    live: Update = gr.skip()


class LastFrame(Frame):
    """The update that ends an answer: nothing follows it."""


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


def thread(library: Library, turns: list[StoredTurn], language: Language, fresh: bool = False) -> str:
    """Return the conversation as it is shown, or the welcome."""
    assistant = library.assistant
    if not turns:
        return welcome(assistant.documents, assistant.overview, language)
    documents = assistant.documents

    def said(choice: Choice) -> str:
        return scope.said(choice, documents, language)

    def copied(answer: Answer) -> tuple[str, str]:
        return answer_copy(answer, documents, language)

    return render.conversation(turns, copied, language, fresh, said, votes=library.feedback is not None)


def offered_model(assistant: Assistant, chosen: object) -> str | None:
    """Return the model that was chosen; what is not offered any more counts as no choice."""
    offered = assistant.model_names
    return chosen if isinstance(chosen, str) and offered and chosen in (QUOTE, *offered) else None


def _models(assistant: Assistant, chosen: object, language: Language) -> Update:
    names = assistant.model_names
    model = offered_model(assistant, chosen)
    return gr.update(
        choices=[*((name, name) for name in names), (say(language, "quote"), QUOTE)],
        value=(names[0] if names else QUOTE) if model is None else model,
        label=say(language, "model"),
    )


def chrome(library: Library, stored: object, language: Language, model: object) -> Chrome:
    """Return everything that speaks ``language``, with the conversation and the model that are kept."""
    assistant = library.assistant
    turns = restore(stored, assistant.documents)
    header, status = told(assistant, language)
    return Chrome(
        header=header,
        thread=thread(library, turns, language),
        live="",
        box=gr.update(placeholder=say(language, "placeholder"), label=say(language, "question_label")),
        send=say(language, "send"),
        stop=say(language, "stop"),
        new=say(language, "new"),
        toggle=say(language, "toggle"),
        status=status,
        model=_models(assistant, model, language),
        language=language,
    )


def told(assistant: Assistant, language: Language) -> tuple[str, str]:
    """Return the header and the status line."""
    counts = len(assistant.documents), len(assistant.passages)
    return render.header(language, counts[0]), render.status_line(language, *counts, assistant.encoder_name)
