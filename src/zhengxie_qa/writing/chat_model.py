"""The one room that knows langchain chat models: any of them by ``provider:model``, or an object that is one.

A call runs on an event loop of its own thread, so that it can be given up at any moment: a stalled server, a
reader who pressed stop and a passed deadline all end in a closed connection, not in a waiting thread.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import threading
import time
from collections.abc import AsyncGenerator, AsyncIterator, Generator, Mapping, Sequence
from functools import cache
from typing import Any, Protocol, runtime_checkable

from zhengxie_qa.errors import ConfigError
from zhengxie_qa.model_settings import ModelSettings
from zhengxie_qa.writing.faults import ONLY_THOUGHT, CallError
from zhengxie_qa.writing.local_model import LocalModel
from zhengxie_qa.writing.prompts import Message, answer_tokens
from zhengxie_qa.writing.streamed_pieces import Pieces

_TRIES = 3  # calls at most, for faults that pass; only while nothing has been received
_BACKOFF = 0.5  # seconds before the second call, doubled before the third
_LONGEST = 16_000  # characters, thoughts included: an answer is a hundredth of that, so the model is in a loop
_ENDS = ("finish_reason", "done_reason", "stop_reason")
_TELLS_ITS_END = ("ChatOpenAI", "ChatOllama")  # a stream of theirs without an end was broken off
_NO_KEY = "none"  # servers on one's own machine ask for none, but the client wants one
_TEMPERATURE = 0.2  # for copying figures, not for ideas; the hosted reasoning models of OpenAI refuse to be told one
_STARTING = threading.Lock()  # so that two first calls at once start one loop
_EXTRAS = {name: f"zhengxie-qa[{name}]" for name in ("openai", "ollama")}
_FORMAT = "模型应写作“提供方:模型名”，例如 openai:qwen3-32b 或 ollama:qwen3:8b"


@runtime_checkable
class ChatModel(Protocol):
    """What is used of a langchain ``BaseChatModel``."""

    def astream(self, input: Any, /) -> AsyncIterator[Any]:
        """Yield the message in pieces."""


def load_chat_model(settings: ModelSettings) -> ChatModel:
    """Return the chat model that ``settings`` name; no server is called yet.

    Raises ConfigError, with what to type next, when a package or key is missing or the name is not understood.
    """
    provider = settings.provider
    if provider == "huggingface":
        return LocalModel(settings.name.partition(":")[2], answer_tokens(settings.context), settings.options)
    try:
        from langchain.chat_models import init_chat_model  # noqa: PLC0415  (half a second, and a provider's seconds)

        model: ChatModel = init_chat_model(settings.name, **_options(provider, settings))
    except ImportError as error:
        named = re.search(r"langchain-[a-z][a-z-]*[a-z]", str(error))
        package = _EXTRAS.get(provider) or (named.group() if named else f"langchain-{provider}")
        command = f"{sys.executable} -m pip install '{package}'"
        raise ConfigError(f"使用模型 {settings.name} 还缺软件包，请运行：{command}") from error
    except Exception as error:  # whatever a provider raises: only the kind of error is told, its text may hold a key
        words = str(error).lower()
        if "api_key" in words or "api key" in words or "credential" in words:
            key = f"（或 {provider.upper()}_API_KEY）"
            raise ConfigError(f"模型 {settings.name} 需要密钥，请设置环境变量 ZHENGXIE_API_KEY{key}。") from None
        if "model_provider" in words or "provider" in words:
            raise ConfigError(f"不认识模型“{settings.name}”。{_FORMAT}。") from None
        raise ConfigError(
            f"模型 {settings.name} 无法启用（{type(error).__name__}），请检查 ZHENGXIE_BASE_URL 和 model_options。"
        ) from None
    return model


def _options(provider: str, settings: ModelSettings) -> dict[str, Any]:
    """Return what the provider's class is made with; ``settings.options`` have the last word."""
    options: dict[str, Any] = {}
    if settings.base_url:
        options |= {"base_url": settings.base_url, "temperature": _TEMPERATURE}
    if provider == "openai":
        options |= {"max_retries": 0, "stream_usage": False}  # not every server knows it
        options |= {"timeout": settings.seconds, "stream_chunk_timeout": settings.seconds}
        options |= _openai_length(settings)
        if settings.api_key or (settings.base_url and not os.environ.get("OPENAI_API_KEY", "").strip()):
            options["api_key"] = settings.api_key or _NO_KEY
    elif provider == "ollama":
        options |= {
            "temperature": _TEMPERATURE,
            "num_ctx": settings.context,
            "num_predict": answer_tokens(settings.context),
        }
        headers = {"headers": {"Authorization": f"Bearer {settings.api_key}"}} if settings.api_key else {}
        options["client_kwargs"] = {"timeout": settings.seconds, **headers}
    elif settings.api_key:
        options["api_key"] = settings.api_key
    return {**options, **settings.options, **_both(options, settings.options)}


def _both(ours: dict[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the tables that both have, put together: extra_body = {enable_thinking = false} keeps our max_tokens."""
    tables = (key for key, value in given.items() if isinstance(value, Mapping) and isinstance(ours.get(key), dict))
    return {key: {**ours[key], **given[key]} for key in tables}


def _openai_length(settings: ModelSettings) -> dict[str, Any]:
    """Return the option that limits an answer: OpenAI has renamed it, the servers compatible with it have not."""
    length = answer_tokens(settings.context)
    if not settings.base_url:
        return {"max_tokens": length}
    return {"extra_body": {"max_tokens": length}}


class Writer:
    """A chat model that can be asked from any thread, and given up at any moment."""

    def __init__(self, model: ChatModel, name: str) -> None:
        self._model = model
        self.name = name
        self._folds = False  # what it is told as the system goes into the first message: it knows no such role
        self._tells_its_end = type(model).__name__ in _TELLS_ITS_END

    def write(self, messages: Sequence[Message], deadline: float) -> Generator[str, None, None]:
        """Yield the pieces of the model's answer as they come, and an empty one while nothing comes.

        ``deadline`` is a ``time.monotonic()``. Closing the iterator gives the call up. Raises CallError.
        """
        for number in range(_TRIES):
            received = False
            try:
                for piece in self._once(_folded(messages) if self._folds else messages, deadline):
                    received = received or bool(piece)
                    yield piece
                return
            except CallError as fault:
                if fault.kind == "roles" and not self._folds:
                    self._folds = True
                    continue
                pause = _BACKOFF * 2**number
                again = fault.passing and not received and number + 1 < _TRIES
                if not again or time.monotonic() + pause >= deadline:
                    raise
                time.sleep(pause)

    def _once(self, messages: Sequence[Message], deadline: float) -> Generator[str, None, None]:
        pieces = Pieces(deadline)
        with _STARTING:
            loop = _loop()
        call = asyncio.run_coroutine_threadsafe(self._call(messages, pieces), loop)
        written = 0
        try:
            while (piece := pieces.next()) is not None:
                written += len(piece)
                if written > _LONGEST:
                    raise CallError("语言模型的回答没有尽头，已中止")
                yield piece
        finally:
            pieces.wanted = False
            call.cancel()  # a task that is cancelled closes its connection
        if not written:
            raise CallError(ONLY_THOUGHT if pieces.ended == "length" else "语言模型没有写出任何内容")

    async def _call(self, messages: Sequence[Message], pieces: Pieces) -> None:
        answer = self._model.astream(list(messages))
        try:
            async for chunk in answer:
                pieces.ended = _end(chunk) or pieces.ended
                await pieces.put(_text(chunk))
                if not pieces.wanted:  # asyncio.wait_for, which clients use, may swallow that they were cancelled
                    return
            broken = self._tells_its_end and not pieces.ended
            pieces.finish(CallError("语言模型服务中途断开", passing=True) if broken else None)
        except Exception as error:
            pieces.finish(error)
        finally:
            if isinstance(answer, AsyncGenerator):
                await answer.aclose()


def _folded(messages: Sequence[Message]) -> list[Message]:
    """Return ``messages`` with the system's text before the first other one."""
    rules = "\n\n".join(text for role, text in messages if role == "system")
    (role, text), *others = (message for message in messages if message[0] != "system")
    return [(role, f"{rules}\n\n{text}" if rules else text), *others]


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """Return the loop all calls run on, in a thread of its own.

    It is one for all models, as provider packages share clients and a client's connections belong to one loop.
    """
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="zhengxie-models", daemon=True).start()
    return loop


def _end(chunk: Any) -> str:
    """Return why the answer ends with this piece; empty when it goes on."""
    told = chunk.response_metadata or {}
    return next((str(told[name]) for name in _ENDS if told.get(name)), "")


def _text(chunk: Any) -> str:
    """Return the text of a piece of a message; models that think aloud elsewhere are not heard."""
    text = chunk.text
    return str(text() if callable(text) and not isinstance(text, str) else text)
