"""Gradio's page without what Gradio does for other pages.

Every input and output of this page is a plain value that the browser holds: text, a name, an update written out. So
what a handler gives is what the browser is told. Left alone, Gradio makes each component anew for each visitor, asks
each in a thread of its own what to make of its value, looks through all for files, and keeps a copy of the page for
every visitor.
"""

from __future__ import annotations

import inspect
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from functools import lru_cache, partial
from typing import Any

import gradio as gr
from anyio import to_thread
from fastapi import FastAPI
from fastapi.dependencies import utils as dependencies
from gradio import queueing, utils
from gradio.block_function import BlockFunction
from gradio.routes import App
from gradio.state_holder import SessionState, StateHolder

from zhengxie_qa.web.guard import REFUSED
from zhengxie_qa.web.updates import LastFrame

_SPECIAL = {"request": "request", "event": "event_data"}  # what a handler may ask for besides its inputs
_ASKED_MOST = ("/queue/join", "/queue/data", "/heartbeat/{session_hash}", "/run/{api_name}")


class LightBlocks(gr.Blocks):
    """The page."""

    async def process_api(  # type: ignore[override]  # Gradio names them all, and calls by these names
        self,
        block_fn: BlockFunction | int,
        inputs: list[Any],
        state: SessionState | None = None,
        *,
        iterator: _Run | None = None,
        simple_format: bool = False,
        **around: Any,
    ) -> dict[str, Any]:
        """Call a handler, or let the one that ``iterator`` holds go on, and return what the browser is told."""
        called = self.fns[block_fn] if isinstance(block_fn, int) else block_fn
        started = time.perf_counter()
        if iterator is None:
            if called.fn is None or len(inputs) < len(called.inputs):
                raise gr.Error("请求的格式不正确。", print_exception=False, title=REFUSED)
            step = partial(_begin, called.fn, [*inputs, *(around.get(_SPECIAL[name]) for name in _special(called.fn))])
        else:
            step = partial(_go_on, iterator.iterator)
        told, generator = await to_thread.run_sync(step, limiter=self.limiter)
        data = _values(told, len(called.outputs))
        if generator is not None:
            run, data = _followed(iterator or _Run(generator, self.limiter), data, simple_format)
        else:
            run, data = None, iterator.shown if iterator and told is None else data
        return _output(data, run, time.perf_counter() - started)


class _Run(utils.SyncToAsyncIterator):
    """A handler that has more to tell, and what it told last."""

    def __init__(self, iterator: Iterator[Any], limiter: Any) -> None:
        super().__init__(iterator, limiter)
        self.shown: list[Any] = []


def _begin(handler: Callable[..., Any], arguments: list[Any]) -> tuple[Any, Iterator[Any] | None]:
    """Call ``handler``; return the first that it tells, and itself where there is more."""
    told = handler(*arguments)
    return _go_on(told) if inspect.isgenerator(told) else (told, None)


def _go_on(generator: Iterator[Any]) -> tuple[Any, Iterator[Any] | None]:
    """Return the next that ``generator`` tells (None at its end), and itself unless that is the last."""
    told = next(generator, None)
    if isinstance(told, LastFrame):
        told = next(generator, told)  # to its end, here: what it holds is let go, and nobody has to ask again
    return told, None if told is None or isinstance(told, LastFrame) else generator


def _values(told: Any, outputs: int) -> list[Any]:
    """Return what each output is told."""
    if outputs == 1:
        return [told]
    values = list(told or ())
    if told is not None and len(values) != outputs:
        raise ValueError(f"{len(values)} values for {outputs} outputs")
    return values


def _followed(run: _Run, data: list[Any], whole: bool) -> tuple[_Run, list[Any]]:
    """Note what ``run`` tells; after the first time a browser expects changes, unless it wants the values ``whole``."""
    before, run.shown = run.shown, data
    return run, data if whole or not before else [[["replace", [], value]] for value in data]


def _output(data: list[Any], run: _Run | None, seconds: float) -> dict[str, Any]:
    return {
        "data": data,
        "is_generating": run is not None,
        "iterator": run,
        "duration": seconds,
        "average_duration": seconds,
        "render_config": None,
        "changed_state_ids": [],
        "used_cache": None,
    }


@lru_cache(maxsize=64)
def _special(handler: Callable[..., Any]) -> tuple[str, ...]:
    """Return what a handler asks for after its inputs."""
    return tuple(name for name in inspect.signature(handler).parameters if name in _SPECIAL)


class _OneForAll(StateHolder):
    """Gradio's memory of its visitors: it has none, all see the page as it was built."""

    def __getitem__(self, session_id: str) -> SessionState:
        return self._state

    def __contains__(self, session_id: str) -> bool:
        return False

    def set_blocks(self, blocks: gr.Blocks) -> None:
        super().set_blocks(blocks)
        self._state = SessionState(blocks)


def mounted_in(app: FastAPI) -> App:
    """Return Gradio's own application within ``app``."""
    return next(inner for route in app.routes if isinstance(inner := getattr(route, "app", None), App))


def ask_first(mounted: App) -> None:
    """Put the routes of a question before the sixty others, each of which is compared with every request, twice."""
    for included in filter(None, (getattr(route, "original_router", None) for route in mounted.routes)):
        included.routes.sort(key=lambda route: getattr(route, "path", "").endswith(_ASKED_MOST), reverse=True)


def keep_no_visitors(mounted: App) -> None:
    """Let Gradio's application keep nothing of its visitors."""
    mounted.state_holder = _OneForAll()  # type: ignore[no-untyped-call]
    mounted.state_holder.set_blocks(mounted.get_blocks())


def without_detours() -> None:
    """Take out of Gradio's way what is of no use here, and costs each request a change of threads or more.

    It looks for matplotlib around every call: no answer is a plot. It keeps statistics of each event for a page that
    is not served. It asks in a thread of its own who the visitor is: there is no log-in, and the answer is at hand.
    """
    vars(utils)["MatplotlibBackendMananger"] = nullcontext
    vars(queueing)["run_sync"] = _no_statistics
    vars(dependencies)["run_in_threadpool"] = _at_once


async def _no_statistics(*_: object) -> None:
    return None


async def _at_once(function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    return function(*arguments, **named)
