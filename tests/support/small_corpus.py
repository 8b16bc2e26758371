"""A corpus of a few texts, written where a test wants it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from zhengxie_qa import Assistant


def assistant_over(folder: Path, texts: Mapping[str, str], **settings: Any) -> Assistant:
    """Write ``texts`` by their names below ``folder``/corpus, and open them with their index in ``folder``/index."""
    for name, text in texts.items():
        path = folder / "corpus" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Assistant.open(folder / "corpus", folder / "index", **settings)
