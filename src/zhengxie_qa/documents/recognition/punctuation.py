"""Marks of Chinese text as they are printed: recognition gives some of them in their narrow forms."""

from __future__ import annotations

import re

_WIDE = str.maketrans(",;:!?()", "，；：！？（）")
_BESIDE = "\u3400-\u9fff“”‘’《》〈〉、。〇%％"  # what stands in Chinese text
_NARROW = re.compile(rf"(?<=[{_BESIDE}])[,;:!?()]|[,;:!?()](?=[{_BESIDE}])|(?<=\d)[,;:](?=\D|$)|[()](?=\d+[)])")
_OPENED = re.compile(r"\(([^()（）]{0,40})）|（([^()（）]{0,40})\)")
_NUMBER = re.compile(r"[\[［(（【〔](?=(?:19|20)\d\d[\]］)）】〕]第?\d{1,4}号)|(?<=\d{4})[\]］)）】〕](?=第?\d{1,4}号)")


def as_printed(line: str) -> str:
    """Return ``line``, equally long, with full-width marks beside Chinese and 〔2025〕 in a document's number.

    >>> as_printed("政发[2025]3号,共1,200件(含38件集体提案)")
    '政发〔2025〕3号，共1,200件（含38件集体提案）'
    """
    wide = _NARROW.sub(lambda found: found[0].translate(_WIDE), line)
    wide = _OPENED.sub(lambda found: f"（{found[1] or found[2] or ''}）", wide)
    return _NUMBER.sub(lambda found: "〔" if found[0] in "[［(（【〔" else "〕", wide)
