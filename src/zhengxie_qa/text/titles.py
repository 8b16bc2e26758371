"""Titles that texts mention."""

from __future__ import annotations

import re
from collections.abc import Iterable

from zhengxie_qa.text.tokenizer import fold

_TITLE = re.compile(r"《([^《》]{4,20})》")  # a shorter one differs from too many words by one character


def titles_in(texts: Iterable[str]) -> list[str]:
    """Return the folded titles in 《》 that ``texts`` mention, each once, without what stands in brackets."""
    found = (re.sub(r"\([^)]*\)", "", title) for text in texts for title in _TITLE.findall(fold(text)))
    return [title for title in dict.fromkeys(found) if re.fullmatch(r"[\u4e00-\u9fff]{4,}", title)]
