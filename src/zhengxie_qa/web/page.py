"""The Gradio page: what stands where, and what happens on which event."""

from __future__ import annotations

from typing import Any, cast

import gradio as gr
from gradio.events import api

from zhengxie_qa.web.backend import Library
from zhengxie_qa.web.handlers import QUOTE, Handlers
from zhengxie_qa.web.scope import ALL
from zhengxie_qa.web.texts import say

# Gradio scrambles what it keeps in the browser; a fixed key lets a conversation outlive a server restart.
_SECRET = "zhengxie-qa"
_CONCURRENT = 24  # questions answered at once: quoting takes milliseconds, but a model that stalls may take two minutes
_MAX_QUESTION = 20_000  # characters the box takes; the assistant itself refuses far shorter ones, in words

_SUGGEST = """
element.addEventListener('click', event => {
  const chosen = event.target.closest('.zx-suggest');
  if (chosen && !document.querySelector('.zx-pending')) trigger('suggest', {question: chosen.textContent});
});
"""


_REFRESH = "document.addEventListener('zx-changed', () => trigger('refresh', {}));"


def build_page(library: Library) -> gr.Blocks:
    """Return the page of ``library``; nothing of one visitor is kept on the server."""
    assistant, handlers = library.assistant, Handlers(library)
    with gr.Blocks(title=say("zh", "name"), analytics_enabled=False, fill_width=True) as page:
        language = gr.BrowserState("", storage_key="zhengxie-qa.language", secret=_SECRET)
        preferred = gr.BrowserState(None, storage_key="zhengxie-qa.model", secret=_SECRET)
        stored = gr.BrowserState([], storage_key="zhengxie-qa.turns", secret=_SECRET)
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
                    box = gr.Textbox(
                        elem_id="zx-box", lines=1, max_lines=6, show_label=False, container=False,
                        max_length=_MAX_QUESTION, autofocus=True,
                    )  # fmt: skip
                    send = gr.Button("", elem_id="zx-send", variant="primary", scale=0)
                    stop = gr.Button("", elem_id="zx-stop", visible=False, scale=0)
                with gr.Row(elem_id="zx-foot"):
                    several = len(assistant.documents) > 1
                    scope = gr.Button("", elem_id="zx-scope-button", scale=0, size="sm", visible=several)
                    model = gr.Dropdown(
                        [*assistant.model_names, QUOTE], elem_id="zx-model", show_label=False, container=False,
                        filterable=False, scale=0, visible=len(assistant.model_names) > 1,
                    )  # fmt: skip
                    status = _html("zx-status", js_on_load=_REFRESH)
            _html("zx-source", value='<div id="zx-panel"></div>')

        chrome = [header, thread, live, box, send, stop, new, toggle, status, model, language]
        # First, so that no event of the page takes its name.
        api(handlers.api, api_name="ask", concurrency_id="ask", concurrency_limit=_CONCURRENT)
        kept = [stored, language]
        quick: dict[str, Any] = {"queue": False, "api_visibility": "private", "show_progress": "hidden"}
        choosing: dict[str, Any] = {"inputs": [language, *lists], "outputs": [scope, *lists], **quick}
        page.load(handlers.open, [*kept, preferred], chrome, **quick).then(handlers.scope, **choosing)
        toggle.click(handlers.toggle, [*kept, model], chrome, **quick).then(handlers.scope, **choosing)
        gr.on([each.input for each in lists], handlers.scope, **choosing)
        told = status.refresh(handlers.refresh, [language], [language, header, status], **quick)
        told.then(handlers.scope, **choosing)
        model.input(lambda chosen: chosen, [model], [preferred], **quick)
        new.click(handlers.clear, [language], [thread, live, box, stored], **quick)

        answering: dict[str, Any] = {
            "outputs": [thread, live, box, send, stop, stored],
            "api_visibility": "private",
            "show_progress": "hidden",
            "trigger_mode": "once",
            "concurrency_id": "ask",
            "concurrency_limit": _CONCURRENT,
        }
        asked = gr.on([box.submit, send.click], handlers.ask, [box, *kept, model, *lists], **answering)
        chosen = thread.suggest(handlers.ask_suggested, [*kept, model, *lists], **answering)
        stop.click(handlers.stop, kept, answering["outputs"], cancels=[asked, chosen], **quick)

    page.queue(default_concurrency_limit=_CONCURRENT)
    return cast(gr.Blocks, page)


def _list(elem_id: str) -> gr.Dropdown:
    return gr.Dropdown([ALL], value=ALL, elem_id=elem_id, container=True, num_choices_shown=None, scale=1, min_width=0)


def _html(elem_id: str, value: str = "", js_on_load: str = "") -> gr.HTML:
    return gr.HTML(value, elem_id=elem_id, js_on_load=js_on_load or None, apply_default_css=False)
