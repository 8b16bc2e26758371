"""Gradio's page, of which only what changes is made anew.

Gradio makes a component anew for each visitor whenever it is told that nothing changes, at 1.5 ms of processor; an
answer tells that of most of its outputs.
"""

from __future__ import annotations

import inspect
from copy import copy
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

import gradio as gr
from gradio import blocks
from gradio.block_function import BlockFunction
from gradio.state_holder import SessionState


class LightBlocks(gr.Blocks):
    """The page."""

    async def postprocess_data(
        self, block_fn: BlockFunction, predictions: list[Any] | dict[Any, Any], state: SessionState | None
    ) -> list[Any]:
        """Return what the browser is told; of an output that is skipped, that nothing changes."""
        nothing = gr.skip()
        if not isinstance(predictions, list | tuple) or len(predictions) != len(block_fn.outputs):
            return await self._whole(block_fn, predictions, state)
        pairs = list(zip(block_fn.outputs, predictions, strict=True))
        changed = [pair for pair in pairs if pair[1] != nothing]
        if len(changed) == len(pairs):
            return await self._whole(block_fn, predictions, state)
        told = iter(await self._of(block_fn, changed, state))
        return [dict(nothing) if value == nothing else next(told) for _, value in pairs]

    async def _of(self, block_fn: BlockFunction, pairs: list[Any], state: SessionState | None) -> list[Any]:
        if not pairs:
            return []
        some = copy(block_fn)
        some.outputs = [block for block, _ in pairs]
        values = [value for _, value in pairs]
        return await self._whole(some, values if len(values) > 1 else values[0], state)

    async def _whole(self, block_fn: BlockFunction, predictions: Any, state: SessionState | None) -> list[Any]:
        made: list[Any] = await super().postprocess_data(block_fn, predictions, state)
        return made


def know_signatures() -> None:
    """Let Gradio look up once what each kind of component is made from: it asks for every part of every visitor."""
    known = lru_cache(maxsize=512)(inspect.signature)
    vars(blocks)["inspect"] = SimpleNamespace(**{**vars(inspect), "signature": known})
