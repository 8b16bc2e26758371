"""How a sentence means what it says: of all or some, not, done or planned, must or may, up or down, before or after.

The words stand in ``lexicon/stance.txt`` by family and class. A Chinese word counts where it is a word of its own or
begins one that is no word (未建成 is 未 and 建成; 未来 is 未来).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import cast

from zhengxie_qa.claims.claim import Claim, ClaimKind
from zhengxie_qa.text import is_word, list_parts

_KINDS: Mapping[str, ClaimKind] = {"extent": "order", "hedge": "modality"}
Word = tuple[str, int, int]  # as text.word_spans gives it


@cache
def _classes() -> Mapping[str, tuple[str, str]]:
    """Return (family, class) by word; of a word in two classes the first."""
    found: dict[str, tuple[str, str]] = {}
    for part, words in list_parts("stance").items():
        family, _, name = part.partition(" ")
        for word in words:
            found.setdefault(word, (family, name))
    return found


_OPENERS = ("不", "未", "无", "没", "非", "已", "将", "应", "可", "须", "均", "都", "拟", "各", "每", "仅", "只")


def stance_of(word: str) -> tuple[str, str] | None:
    """Return the (family, class) of a folded word as it is written; None for a word that says what, not how."""
    known = _classes()
    if word in known:
        return known[word]
    if len(word) > 1 and word[0] in _OPENERS and not is_word(word):
        return known.get(word[0])
    return None


def stances(folded: str, words: Sequence[Word]) -> Iterator[Claim]:
    """Yield a claim for each of the ``words`` of a folded text that says how."""
    for _, start, end in words:
        word = folded[start:end]
        if found := stance_of(word):
            family, name = found
            yield Claim(_KINDS.get(family, cast("ClaimKind", family)), start, end, word, name)
