"""Questions for what is not so: 哪些提案没有由教育局承办, 除了提案还有哪些. The others of the same list answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from zhengxie_qa.text import alternation, content_spans, word_spans

_ASKED = r"(?:(?<!为)(?:哪(?:一?些|几|个|件|位|家|项|份|种|条|类|名|所|部|届|次|里)?|什么)|谁)"
_DENIES = alternation("set_negations")
_DENIED = re.compile(
    rf"(?P<subject>{_ASKED}[^,。?;]{{0,12}}?)(?P<not>{_DENIES})(?P<denied>[^,。?;]{{2,30}})"
    rf"|(?P<then>{_DENIES})(?P<what>[^,。?;]{{2,24}}?)的(?P<thing>[^,。?;]{{0,8}}?)(?:有|是|包括)?{_ASKED}"
)
_EXCEPT = re.compile(
    r"(?:除了?|除去|不算)(?P<denied>[^,。?;]{2,24}?)(?:以外|之外|外|,|还|另外|其他|其余)(?=.*(?:哪|谁|什么|几|多少))"
)
_YES_OR_NO = re.compile(r"(?:没有|没|吗|不是)$|有没有|是不是|是否|难道")
_AROUND = re.compile(r"^(?:由|被|在|有|是|归|经)|(?:的|过|了|呢|啊|呀|吗)+$")


@dataclass(frozen=True, slots=True)
class Denial:
    """What a question says is not so."""

    words: tuple[str, ...]  # of what is denied: 教育局, 承办
    things: tuple[str, ...]  # what is asked for: 提案
    is_exception: bool = False  # 除了…: a sentence may name it beside the others
    within: tuple[str, ...] = ()  # what an exception is made within: 第112号提案除了甲, 还有谁


@cache
def denial_of(text: str) -> Denial | None:
    """Return what the folded question ``text`` denies of the things it asks for, or None where it denies nothing."""
    plain = text.strip("?。! ")
    if _YES_OR_NO.search(plain):
        return None
    if match := _EXCEPT.search(text):
        denial = _denial(match["denied"], text[match.end() :], is_exception=True)
        return denial and replace(denial, within=tuple(_content(text[: match.start()])))
    if match := _DENIED.search(plain):
        denied, thing = match["denied"] or match["what"], match["subject"] or match["thing"]
        return _denial(denied, thing, is_exception=False)
    return None


def _denial(denied: str, things: str, *, is_exception: bool) -> Denial | None:
    words = _content(_AROUND.sub("", denied))
    asked = _content(re.sub(_ASKED, "", things))
    return Denial(tuple(words), tuple(word for word in asked if word not in words), is_exception) if words else None


def _content(text: str) -> list[str]:
    """Return the words of ``text`` that carry content; a letter by itself belongs to the word behind it: A类."""
    words = [text[start:end] for _, start, end in word_spans(text)]
    kept = set(content_spans(text, words))
    found: list[str] = []
    held = ""
    for number, word in enumerate(words):
        single = len(word) == 1
        if (number not in kept and not (single and (word.isascii() or held))) or word in _REGION:
            held = ""
        elif single and not held:
            held = word
        else:
            found.append(held + word)
            held = ""
    return found


_REGION = ("省", "市", "县", "区", "镇", "乡", "村")
