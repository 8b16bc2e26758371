"""The Gradio page: its layout, and what happens on which event."""

from __future__ import annotations

from typing import Any, cast

import gradio as gr
from gradio.events import api

from zhengxie_qa.web.components import Kept, Layout, browser_memory, lay_out
from zhengxie_qa.web.handlers import Handlers
from zhengxie_qa.web.light_blocks import LightBlocks
from zhengxie_qa.web.live_corpus import Library
from zhengxie_qa.web.texts import say

_CONCURRENT = 24  # questions answered at once: quoting takes milliseconds, but a model that stalls may take two minutes
# Seconds between two messages of how many are before one, which the page does not show. Left alone, Gradio tells all
# who wait whenever one is served: 20,000 messages for 200 visitors.
_PLACES_TOLD = 60
_LOOKED_AFTER = (
    0.01  # seconds between two looks for a question that waits; Gradio's thousand a second take 8% of a core
)
_NEVER = 3600.0  # seconds between two looks for progress bars, which there are none of
_QUICK: dict[str, Any] = {"queue": False, "api_visibility": "private", "show_progress": "hidden"}
# The script that keeps the conversations puts the turns of the one that is open into the event.
_WITH_TURNS = "async (turns, ...others) => [await zx.turns(turns), ...others]"
_ASKED = "async (question, turns, ...others) => [zx.take(question), await zx.asking(), ...others]"
_SUGGESTED = "async (turns, ...others) => [await zx.asking(), ...others]"
_ENDED = "() => zx.ended()"
_NEW = "(turns, ...others) => [zx.begin(), ...others]"


def build_page(library: Library) -> gr.Blocks:
    """Return the page of ``library``; nothing of one visitor is kept on the server."""
    handlers = Handlers(library)
    with LightBlocks(title=say("zh", "name"), analytics_enabled=False, fill_width=True) as page:
        kept, layout = browser_memory(), lay_out(library.assistant)
        # First, so that no event of the page takes its name.
        api(handlers.api, api_name="ask", concurrency_id="ask", concurrency_limit=_CONCURRENT)
        _keep_current(page, layout, kept, handlers)
        _answer(layout, kept, handlers)
        _forget(page)
    page.queue(status_update_rate=_PLACES_TOLD, default_concurrency_limit=_CONCURRENT)
    page._queue.sleep_when_free, page._queue.progress_update_sleep_when_free = _LOOKED_AFTER, _NEVER
    return cast(gr.Blocks, page)


def _forget(page: gr.Blocks) -> None:
    """Free what Gradio's queue keeps of a visitor when the page is left: the lists of what is under way, now empty."""

    def leave(request: gr.Request) -> None:
        left, queue = request.session_hash or "", page._queue
        messages = queue.pending_messages_per_session.get(left)
        if not queue.pending_event_ids_session.get(left):
            queue.pending_event_ids_session.pop(left, None)
            if messages is not None and messages.empty():
                queue.pending_messages_per_session.pop(left, None)

    page.unload(leave)
    list(page.default_config.fns.values())[-1].api_visibility = "private"


def _keep_current(page: gr.Blocks, layout: Layout, kept: Kept, handlers: Handlers) -> None:
    """Show the page in the language, the model and the documents chosen, and as they change."""
    header, status = layout.header, layout.status
    chrome = [header, *layout.conversation, layout.new, layout.toggle, status, layout.model, kept.language]
    choosing: dict[str, Any] = {
        "inputs": [kept.language, *layout.lists],
        "outputs": [layout.scope, *layout.lists],
        **_QUICK,
    }
    spoken = [kept.turns, kept.language]
    opened = page.load(handlers.open, [*spoken, kept.model], chrome, js=_WITH_TURNS, **_QUICK)
    opened.then(handlers.scope_of, spoken, choosing["outputs"], js=_WITH_TURNS, **_QUICK)
    toggled = layout.toggle.click(handlers.toggle, [*spoken, layout.model], chrome, js=_WITH_TURNS, **_QUICK)
    toggled.then(handlers.scope, **choosing)
    gr.on([each.input for each in layout.lists], handlers.scope, **choosing)
    told = status.refresh(handlers.refresh, [kept.language], [kept.language, header, status], **_QUICK)
    told.then(handlers.scope, **choosing)
    layout.model.input(lambda chosen: chosen, [layout.model], [kept.model], **_QUICK)


def _answer(layout: Layout, kept: Kept, handlers: Handlers) -> None:
    """Answer a question that is sent or suggested, stop an answer, begin a new conversation."""
    thread, live, box, send, stop = layout.conversation
    another = [thread, live, layout.scope, *layout.lists]
    layout.new.click(handlers.show, [kept.turns, kept.language], another, js=_NEW, **_QUICK)
    thread.show(handlers.show, [kept.turns, kept.language], another, js=_WITH_TURNS, **_QUICK)
    answering: dict[str, Any] = {
        "outputs": [thread, live],
        "api_visibility": "private",
        "show_progress": "hidden",
        "trigger_mode": "once",
        "concurrency_id": "ask",
        "concurrency_limit": _CONCURRENT,
    }
    asking = [kept.turns, kept.language, layout.model, *layout.lists]
    asked = gr.on([box.submit, send.click], handlers.ask, [box, *asking], js=_ASKED, **answering)
    chosen = thread.suggest(handlers.ask_suggested, asking, js=_SUGGESTED, **answering)
    stop.click(None, cancels=[asked, chosen])
    # Gradio drops a question sent before it has given up the last one: only then does the page show that it stopped.
    for each in (asked, chosen):
        each.then(None, js=_ENDED)
    thread.stopped(handlers.stop, [kept.turns, kept.language], answering["outputs"], js=_WITH_TURNS, **_QUICK)
