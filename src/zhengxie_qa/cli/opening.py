"""How a command gets its assistant."""

from __future__ import annotations

import sys

from zhengxie_qa.assistant import Assistant
from zhengxie_qa.config import Settings


def open_assistant(settings: Settings) -> Assistant:
    """Open the assistant, bringing the index up to date first; long work shows its progress on a terminal."""
    return Assistant.open(
        corpus=settings.corpus,
        index=settings.index,
        encoder=settings.encoder,
        reranker=settings.reranker,
        progress=sys.stderr.isatty(),
    )


def model_warnings(settings: Settings) -> tuple[str, ...]:
    """Return what to say when a language model is asked for that this version does not use."""
    if settings.model is None:
        return ()
    return (f"本版本只引用原文作答，未使用语言模型 {settings.model}。",)
