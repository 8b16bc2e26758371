"""The items of what a sentence lists: 甲、乙和丙; numbered lines; and how many they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhengxie_qa.claims.claim import Claim

_ITEM = r"[^\s、,，。;；:：!?！？()（）和及与]{1,24}"
_AND = r"(?:、|以及|和|与|及)"
_LIST = re.compile(rf"{_ITEM}(?:、{_ITEM})+(?:{_AND}{_ITEM})?")
_CUT = re.compile(_AND)
_ENGLISH = re.compile(r"\b[a-z][a-z' -]{1,40}(?:, (?:and |or )?[a-z][a-z' -]{1,40}){2,}")


def enumerations(folded: str) -> Iterator[Claim]:
    """Yield each list of at least two items; the value is the items."""
    for match in _LIST.finditer(folded):
        items = tuple(item for item in _CUT.split(match.group()) if item)
        if len(items) > 1:
            yield Claim("list", match.start(), match.end(), match.group(), items)
    for match in _ENGLISH.finditer(folded):
        items = tuple(re.sub(r"^(?:and|or) ", "", item.strip()) for item in match.group().split(","))
        yield Claim("list", match.start(), match.end(), match.group(), items)
