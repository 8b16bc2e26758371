"""Reading the training data: xz-compressed JSON Lines, one file per kind."""

from __future__ import annotations

import json
import lzma
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAIRS_ZH = "pairs_zh.jsonl.xz"
PAIRS_ZH_EN = "pairs_zh_en.jsonl.xz"
FORMAL = "formal_zh_text.jsonl.xz"
DICTIONARY = "dict_en_zh.jsonl.xz"
CMRC = "eval_cmrc2018_dev.jsonl.xz"  # measured on, never trained on
XQUAD = "eval_xquad_zh_en.jsonl.xz"  # measured on, never trained on


def rows(data: Path, name: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of one file of the data folder."""
    with lzma.open(data / name, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
