"""Remarks on answers, questions about the product and errands, told by the words they are made of.

``lexicon/asides.txt`` holds the words. As long as one word of a turn is none of them, it is a question.
"""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Literal, get_args

from zhengxie_qa.question.phrase_lists import consists_of, letters, phrases_by_kind

ProductMatter = Literal["scans", "cost", "privacy", "speed", "misses", "sources", "languages"]
Aside = ProductMatter | Literal["praise", "acknowledgement", "request"]

_MATTERS: tuple[ProductMatter, ...] = get_args(ProductMatter)
_OF_ITSELF: tuple[ProductMatter, ...] = ("scans",)  # no document says 支持扫描件吗
_INTERJECTION = re.compile(r"[啊呀哦喔噢哟嘛哎唉欸嗯嚯哇呃额嘻嘿嗬诶咦唔哼呜嗷耶呵哈]+")
_ERRAND = re.compile(
    r"(?:请|麻烦|顺便|再|你|您|能不能|能否|可不可以|可以|能|那|就|快|来)*(?:帮忙|[帮给替陪教借]我?们?(?:忙)?)(?:再|也|来|去|随便)*(?:一下|下)?(?P<task>.+)"
)
_LONGEST_DAILY = 20  # characters: who says more may be asking about a report all the same


def aside_of(folded: str) -> Aside | None:
    """Return what kind of aside the whole of the folded turn is; None: something is asked of the documents."""
    said = letters(folded)
    if _INTERJECTION.fullmatch(said):
        return "acknowledgement"
    if _is_remark(said):
        return "praise"
    if matter := _matter(said):
        return matter
    return "request" if _is_errand(said) else None


def _words(*kinds: str) -> Set[str]:
    return frozenset().union(*(phrases_by_kind("asides")[kind] for kind in kinds))


def _is_remark(said: str) -> bool:
    """Tell whether ``said`` says how something is, and of nothing but the answer."""
    parts = _words("degree", "particle")
    return (
        len(said) > 1
        and consists_of(said, parts | _words("quality"))
        and not consists_of(said, parts)
        and said not in _words("quality") - _words("degree")
        and not said.endswith(("吗", "么", "不"))
    )


def _matter(said: str) -> ProductMatter | None:
    around = _words("around", "addressee")
    addressed = any(word in said for word in _words("addressee"))
    for matter in _MATTERS:
        own = _words(matter)
        if (addressed or matter in _OF_ITSELF) and consists_of(said, around | own) and not consists_of(said, around):
            return matter
    return None


def _is_errand(said: str) -> bool:
    if len(said) <= _LONGEST_DAILY and any(word in said for word in _words("daily")):
        return not any(word in said for word in ("提案", "报告", "政协", "委员", "年"))
    if any(word in said for word in _words("paper")):
        return False
    errand = _ERRAND.fullmatch(said)
    return errand is not None and errand["task"].startswith(tuple(_words("errand")))
