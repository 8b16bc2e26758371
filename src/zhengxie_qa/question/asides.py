"""Remarks on answers, questions about the product and errands, told by the words they are made of.

``lexicon/asides.txt`` holds the words. As long as one word of a turn is none of them, it is a question.
"""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Literal, get_args

from zhengxie_qa.question.phrase_lists import consists_of, letters, phrases_by_kind

ProductMatter = Literal["scans", "cost", "privacy", "speed", "misses", "sources", "languages", "usage"]
Aside = ProductMatter | Literal["praise", "acknowledgement", "request"]

_MATTERS: tuple[ProductMatter, ...] = get_args(ProductMatter)
_OF_ITSELF: tuple[ProductMatter, ...] = ("scans", "usage")  # no document says 支持扫描件吗
_INTERJECTION = re.compile(r"[啊呀哦喔噢哟嘛哎唉欸嗯嚯哇呃额嘻嘿嗬诶咦唔哼呜嗷耶呵哈]+")
_NO_WISH = r"(?!.*(?:想知道|想问|想了解|想看|想查|想找|想要|多少|几|哪|什么|谁|怎|如何|是否|有没有|吗|呢|请|告诉|介绍))"
# What the speaker is up to: 那我先记一下, 我去跟领导汇报
_OWN_DOINGS = re.compile(
    rf"{_NO_WISH}(?:好的?|行|嗯+|那|哦+|ok|可以)*(?:我们?|咱们?)(?:就|先|再|也|这就|回头|待会儿?|等下|明天|今天|刚才?|还|都|已经|自己|得|要|该)*"
    r"(?:看看|看一下|看下|想想|想一下|记一下|记下|记着|去|回去|汇报|试试|试一下|学习|研究|消化|走|忙|下班|吃饭|休息|睡|抄|复制|收藏|截图|转发|转给|发给|整理|打印|懂|明白|知道|理解|忘|弄错|搞错|看错|记错|说错|打错|放心|第一次)"
    r".{0,10}"
)
_SURPRISE = re.compile(
    rf"{_NO_WISH}(?:哇|哎呀|天哪|啊|哦+)*(?:没想到|想不到|原来是?(?:这样|如此|这么)|怪不得|难怪|竟然这么|居然这么|果然是?这?样?)(?!.*的$).{{0,10}}"
)
_ERRAND = re.compile(
    r"(?:请|麻烦|顺便|再|你|您|能不能|能否|可不可以|可以|能|那|就|快|来)*(?:帮忙|[帮给替陪教借]我们?(?:忙|个忙)?)(?:再|也|来|去|随便)*(?:一下|下)?(?P<task>.+)"
)
_LONGEST_DAILY = 20  # characters: who says more may be asking about a report all the same


def aside_of(folded: str) -> Aside | None:
    """Return what kind of aside the whole of the folded turn is; None: something is asked of the documents."""
    said = letters(folded)
    if _INTERJECTION.fullmatch(said) or _OWN_DOINGS.fullmatch(said):
        return "acknowledgement"
    if _is_remark(said) or _SURPRISE.fullmatch(said):
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
        and not said.endswith(("吗", "么", "不", "呢", "点"))  # 详细一点 is a wish
    )


def _matter(said: str) -> ProductMatter | None:
    around = _words("around", "addressee")
    addressed = any(word in said for word in _words("addressee"))
    for matter in _MATTERS:
        own = _words(matter)
        named = (addressed or matter in _OF_ITSELF) and any(word in said for word in own)
        if named and consists_of(said, around | own):
            return matter
    return None


def _is_errand(said: str) -> bool:
    if len(said) <= _LONGEST_DAILY and any(word in said for word in _words("daily")):
        return not any(word in said for word in ("提案", "报告", "政协", "委员", "年"))
    if any(word in said for word in _words("paper")):
        return False
    errand = _ERRAND.fullmatch(said)
    return errand is not None and errand["task"].startswith(tuple(_words("errand")))
