"""Turns that take words back, and turns that hold another answer against the one before them."""

from __future__ import annotations

import re

from zhengxie_qa.question.question_words import ASKS
from zhengxie_qa.question.turn_forms import WRONG
from zhengxie_qa.text import alternation_in

_TAKEN_BACK = re.compile(rf"^.{{1,16}}?[,\s](?=(?:{WRONG})[,\s])|^.{{1,40}}?[,.\s](?=no,? i mean\b)")
_LEAD = alternation_in("question_cues", "heard otherwise")
_OTHERWISE = re.compile(rf"(?P<lead>那?(?:{_LEAD}))(?P<other>[^,?]{{1,14}}?)(?P<end>吗|吧|呀|啊|的)?[?。!]*")
_IN_ENGLISH = re.compile(
    r"(?:but )?i (?:heard|thought|read|remember)(?: that)? (?:it|they|he|she|that|there)"
    r" (?:is|was|are|were|takes|took|had|has)\b[^?]{1,40}[.?!]*"
    r"|(?:but )?(?:isn't|wasn't|aren't|weren't) (?:it|that|they|he|she)\b[^?]{1,30}\?"
)


def said_last(turn: str) -> str:
    """Return the folded ``turn`` from where it takes its own words back: 不对 是后一年 of 去年呢 不对 是后一年."""
    return _TAKEN_BACK.sub("", turn)


def holds_otherwise(turn: str) -> bool:
    """Tell whether the folded ``turn`` only holds another answer against the one before it: 不是三个月吗."""
    if _IN_ENGLISH.fullmatch(turn):
        return True
    match = _OTHERWISE.fullmatch(turn)
    if match is None or ASKS.search(match["other"]):
        return False
    return match["end"] is not None or "听说" in match["lead"] or "记得" in match["lead"]
