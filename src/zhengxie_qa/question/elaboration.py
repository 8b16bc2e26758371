"""Turns about the answer before them: where it stands, more of it, less of it, the same again.

``lexicon/elaboration.txt`` holds the phrases. As with small talk, nothing else may be in the turn: 还有哪些措施 asks
the documents.
"""

from __future__ import annotations

import re
from typing import Literal

from zhengxie_qa.question.phrase_lists import consists_of, letters, phrases_by_kind
from zhengxie_qa.text import fold

# detail: of a thing that the turn names; unit: the figure in another one
Elaboration = Literal["source", "more", "shorter", "again", "detail", "unit"]

_KINDS: tuple[Elaboration, ...] = ("source", "more", "shorter", "again")
_LONGEST = 30  # characters: whoever says more asks the documents


def elaboration_of(turn: str) -> Elaboration | None:
    """Return what the whole of ``turn`` asks about the answer before it; None: it asks the documents."""
    said = letters(fold(turn))
    if not said or len(said) > _LONGEST:
        return None
    phrases = phrases_by_kind("elaboration")
    around = phrases["around"]
    if consists_of(said, around):
        return None
    return next((kind for kind in _KINDS if consists_of(said, around | phrases[kind])), None)


_DETAILED = re.compile(
    r"(?P<thing>.{2,14}?)(?:这[块项点]|那[块项点]|部分|方面)?[,\s]*(?:能不能|能|可以|请|再)*"
    r"(?:(?:说|讲|介绍|展开)?得?(?:更)?(?:详细|具体)(?:一?[点些])?(?:地)?(?:说|讲|介绍|展开|说明)*(?:一下)?|展开(?:来)?(?:说|讲)(?:一下|说|讲)?|细说)"
    r"(?:吗|吧|呢)?[?。!]*$"
)
_ASKS = re.compile(r"多少|几|哪|什么|谁|怎|如何|是否|有没有|吗")


def detailed_thing(turn: str) -> str:
    """Return what the folded ``turn`` wants told in detail (溪边议事再详细一点), or "": it wants something else."""
    match = _DETAILED.fullmatch(turn)
    return match["thing"] if match and not _ASKS.search(match["thing"]) else ""
