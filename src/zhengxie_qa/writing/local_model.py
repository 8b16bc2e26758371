"""A chat model of Hugging Face in this process: a folder or a name, no server, no further package.

The langchain package for it neither streams asynchronously nor stops, and wants an older huggingface_hub than
transformers does.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from zhengxie_qa.errors import ConfigError, missing_models

_ROLES = {"system": "system", "human": "user", "ai": "assistant"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of an answer, in the form in which langchain gives one."""

    text: str
    response_metadata: Mapping[str, Any] = field(default_factory=dict)


class LocalModel:
    """A model and its tokenizer, on the graphics card where there is one. It answers one question at a time.

    ``options`` are those of ``generate``; ``max_new_tokens`` is the longest answer. Raises ConfigError.
    """

    def __init__(self, name: str, max_new_tokens: int, options: Mapping[str, Any]) -> None:
        try:
            import torch  # noqa: PLC0415  (seconds; only where such a model is named)
            from transformers import AutoModelForCausalLM, AutoTokenizer  # noqa: PLC0415
        except ImportError as error:
            raise ConfigError(missing_models(name)) from error
        try:
            self._tokenizer: Any = AutoTokenizer.from_pretrained(name)
            model: Any = AutoModelForCausalLM.from_pretrained(name, dtype="auto")
        except (OSError, ValueError, KeyError, RuntimeError, ImportError) as error:
            raise ConfigError(
                f"不能加载模型“{name}”（{type(error).__name__}）：应为放有模型的文件夹，或 Hugging Face 上的模型名。"
            ) from error
        if not self._tokenizer.chat_template:
            raise ConfigError(f"模型“{name}”不是对话模型（没有 chat_template），请换用名字带 Instruct 或 Chat 的。")
        self._model = model.to("cuda" if torch.cuda.is_available() else "cpu").eval()
        greedy = {"do_sample": False, "temperature": None, "top_p": None, "top_k": None}  # figures are copied
        self._options = {**greedy, "max_new_tokens": max_new_tokens, **options}
        self._one = asyncio.Lock()

    async def astream(self, messages: Sequence[tuple[str, str]], /) -> AsyncIterator[Piece]:
        """Yield the answer in pieces; closing it ends the computation with the next token."""
        from transformers import AsyncTextIteratorStreamer  # noqa: PLC0415

        async with self._one:
            streamer = AsyncTextIteratorStreamer(self._tokenizer, skip_prompt=True, skip_special_tokens=True)
            stopped = threading.Event()
            computing = asyncio.ensure_future(asyncio.to_thread(self._generate, messages, streamer, stopped))
            try:
                async for text in streamer:
                    yield Piece(text)
                await computing  # raises what went wrong
            finally:
                stopped.set()

    def _generate(self, messages: Sequence[tuple[str, str]], streamer: Any, stopped: threading.Event) -> None:
        turns = [{"role": _ROLES[role], "content": text} for role, text in messages]
        try:
            inputs = self._tokenizer.apply_chat_template(
                turns, add_generation_prompt=True, return_tensors="pt", return_dict=True, enable_thinking=False
            ).to(self._model.device)
            self._model.generate(
                **inputs, **self._options, streamer=streamer, stopping_criteria=[lambda *_, **__: stopped.is_set()]
            )
        except BaseException:
            streamer.end()  # or its reader would wait for ever
            raise
