"""How a command gets its assistant."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from zhengxie_qa.assistant import Assistant
from zhengxie_qa.config import Settings
from zhengxie_qa.index import store_of
from zhengxie_qa.model_settings import ModelSettings


def open_assistant(settings: Settings, models: Sequence[ModelSettings] = ()) -> Assistant:
    """Open the assistant, bringing the index up to date first; long work shows its progress on a terminal.

    ``models`` write its answers, the first by default.
    """
    return Assistant.open(
        corpus=settings.corpus,
        index=store_of(settings.index, settings.store_settings),
        encoder=settings.encoder,
        reranker=settings.reranker,
        model=models,
        progress=sys.stderr.isatty(),
    )
