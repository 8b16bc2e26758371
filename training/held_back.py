"""The slices of the pairs that no training sees: lay questions, messages and translations to choose recipes by."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from training import corpus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ONE_IN = 10  # of the sources that are split
_SPLIT = ("stard", "tipdm_msg_reply", "tipdm_topic_detail", "tipdm_reply", "mlqe_pe_wiki")
_WHOLE = ("political_daily", "electron_docs", "seatunnel_docs")  # so that a source no training saw is measured too
_HEAD = 8  # characters: a message has the same beginning in all three files of it

Item = tuple[str, str, bool]  # (query, passage, whether it is asked)


def is_held_back(source: str, query: str) -> bool:
    """Tell whether a pair is kept out of the training; the same pairs each time."""
    return source in _WHOLE or (source in _SPLIT and crc32(query[:_HEAD].encode()) % _ONE_IN == 0)


def items(data: Path) -> Iterator[tuple[str, Item]]:
    """Yield (task, item); what is not asked only stands among the passages to find."""
    for row in corpus.rows(data, corpus.PAIRS_ZH):
        item = (row["query"], row["passage"], is_held_back(row["src"], row["query"]))
        if row["src"] in ("stard", "law_heading_article"):
            yield "lay question → statute", item
        elif row["src"] == "tipdm_msg_reply":
            yield "message → reply", item
    for row in corpus.rows(data, corpus.PAIRS_ZH_EN):
        if row["src"] in (*_WHOLE, *_SPLIT):
            yield "sentence en→zh", (row["en"], row["zh"], is_held_back(row["src"], row["en"]))
