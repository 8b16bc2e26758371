"""What stands where on the page, and what a visitor's browser keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import gradio as gr

from zhengxie_qa.assistant import Assistant
from zhengxie_qa.web.scope import ALL
from zhengxie_qa.web.updates import QUOTE

# Gradio scrambles what it keeps in the browser; a fixed key lets a conversation outlive a server restart.
_SECRET = "zhengxie-qa"
_MAX_QUESTION = 20_000  # characters the box takes; the assistant itself refuses far shorter ones, in words

_SUGGEST = """
element.addEventListener('click', event => {
  const chosen = event.target.closest('.zx-suggest');
  if (chosen && !document.querySelector('.zx-pending')) trigger('suggest', {question: chosen.textContent});
});
document.addEventListener('zx-conversation', () => trigger('show', {}));
document.addEventListener('zx-stopped', () => trigger('stopped', {}));
"""
_REFRESH = "document.addEventListener('zx-changed', () => trigger('refresh', {}));"


@dataclass(frozen=True, slots=True)
class Kept:
    """What the browser keeps of one visitor: the language, the model, and the turns of the conversation shown.

    ``turns`` only carries them here: ``conversations.js`` keeps them, and puts them into every event.
    """

    language: gr.BrowserState
    model: gr.BrowserState
    turns: gr.BrowserState


class Conversation(NamedTuple):
    """The parts that change while a question is answered."""

    thread: gr.HTML
    live: gr.HTML
    box: gr.Textbox
    send: gr.Button
    stop: gr.Button


@dataclass(frozen=True, slots=True)
class Layout:
    """The components of the page that events read or change."""

    header: gr.HTML
    new: gr.Button
    toggle: gr.Button
    conversation: Conversation
    lists: list[gr.Dropdown]  # of documents, kinds and years
    scope: gr.Button
    model: gr.Dropdown
    status: gr.HTML


def browser_memory() -> Kept:
    """Return what the browser keeps, empty at the first visit."""
    return Kept(
        language=gr.BrowserState("", storage_key="zhengxie-qa.language", secret=_SECRET),
        model=gr.BrowserState(None, storage_key="zhengxie-qa.model", secret=_SECRET),
        turns=gr.BrowserState([], storage_key="zhengxie-qa.turns", secret=_SECRET),
    )


def lay_out(assistant: Assistant) -> Layout:
    """Put the components of the page in their places, within the ``gr.Blocks`` that is open."""
    with gr.Row(elem_id="zx-header"):
        header = _html("zx-brand")
        new = gr.Button("", elem_id="zx-new", scale=0, size="sm")
        toggle = gr.Button("", elem_id="zx-toggle", scale=0, size="sm")
    with gr.Row(elem_id="zx-main"):
        with gr.Column(elem_id="zx-chat"):
            with gr.Column(elem_id="zx-scroll"):
                thread = _html("zx-thread", js_on_load=_SUGGEST)
                live = _html("zx-live")
            with gr.Row(elem_id="zx-scope"):
                lists = [_list(f"zx-of-{each}") for each in ("document", "kind", "year")]
            with gr.Row(elem_id="zx-ask"):
                conversation = Conversation(thread, live, *_question())
            with gr.Row(elem_id="zx-foot"):
                scope, model, status = _foot(assistant)
        _html("zx-source", value='<div id="zx-panel"></div>')
    return Layout(header, new, toggle, conversation, lists, scope, model, status)


def _question() -> tuple[gr.Textbox, gr.Button, gr.Button]:
    """Return the box, and the buttons that send its question and stop the answer."""
    box = gr.Textbox(
        elem_id="zx-box", lines=1, max_lines=6, show_label=False, container=False,
        max_length=_MAX_QUESTION, autofocus=True,
    )  # fmt: skip
    send = gr.Button("", elem_id="zx-send", variant="primary", scale=0)
    stop = gr.Button("", elem_id="zx-stop", scale=0)
    return box, send, stop


def _foot(assistant: Assistant) -> tuple[gr.Button, gr.Dropdown, gr.HTML]:
    """Return the button that opens the choice of documents, the choice of a model and the status line."""
    several = len(assistant.documents) > 1
    scope = gr.Button("", elem_id="zx-scope-button", scale=0, size="sm", visible=several)
    model = gr.Dropdown(
        [*assistant.model_names, QUOTE], elem_id="zx-model", show_label=False, container=False,
        filterable=False, scale=0, visible=len(assistant.model_names) > 1,
    )  # fmt: skip
    return scope, model, _html("zx-status", js_on_load=_REFRESH)


def _list(elem_id: str) -> gr.Dropdown:
    return gr.Dropdown([ALL], value=ALL, elem_id=elem_id, container=True, num_choices_shown=None, scale=1, min_width=0)


def _html(elem_id: str, value: str = "", js_on_load: str = "") -> gr.HTML:
    return gr.HTML(value, elem_id=elem_id, js_on_load=js_on_load or None, apply_default_css=False)
