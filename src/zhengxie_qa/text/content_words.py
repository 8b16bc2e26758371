"""Which words of a question carry content, and which only ask."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhengxie_qa.text.lexicon import alternation, word_list, word_rows

_ASKING_WORDS = re.compile(
    r"多少|什么时候|什么样|什么|哪一?[些里儿个位家天年次条项本部篇册类种]|几(?=[^乎经何番])|怎么样|怎么|怎样|如何|有没有|是否|请问|了没有?|没有?(?=[?。]*$)|吗|呢|咋"
)


_SPOKEN_WHERE = {  # what is the spoken form of a question word only in its place
    "在哪里": r"(?:在|到|去|上|从)哪(?=[?。,]|$)",
    "为什么": r"咋(?=不|还|没|就|会)",
    "什么": r"(?<![什怎那这多要])么事",
    "多少": r"多少个?(?=钱)",
}


def _spoken(written: str, said: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join([*map(re.escape, said), *filter(None, [_SPOKEN_WHERE.get(written)])]))


_SPOKEN_WORDS = tuple((_spoken(written, said), written) for written, *said in word_rows("spoken_forms"))


def written_asking(text: str) -> str:
    """Return the folded ``text`` with spoken question words as they are written: 啥时候 is 什么时候."""
    for pattern, written in _SPOKEN_WORDS:
        text = pattern.sub(written, text)
    return text


def search_words(text: str) -> str:
    """Return the folded ``text`` without the words that ask: no passage is found by 多少 or 哪些."""
    return _ASKING_WORDS.sub(" ", text)


_STOP_WORDS = frozenset(word_list("stop_words"))


_GENERIC = frozenset(word_list("generic_words"))


def is_stop_word(word: str) -> bool:
    """Tell whether ``word`` carries no content of its own."""
    return word in _STOP_WORDS


def is_generic(word: str) -> bool:
    """Tell whether ``word`` names a kind of thing rather than a thing."""
    return word in _GENERIC


def asking_clause(text: str) -> tuple[str, str]:
    """Return (the last clause of ``text`` that asks, the other clauses)."""
    clauses = text.split(",")
    asking = [i for i, clause in enumerate(clauses) if _ASKING_WORDS.search(clause)]
    if not asking or len(clauses) == 1:
        return text, ""
    return clauses[asking[-1]], ",".join(clause for i, clause in enumerate(clauses) if i != asking[-1])


def content_spans(question: str, words: Sequence[str]) -> list[int]:
    """Return the positions of those ``words`` of the folded ``question`` that carry content."""
    left = search_words(question)
    return [
        i
        for i, word in enumerate(words)
        if word not in _STOP_WORDS and word in left and not re.fullmatch(r"(?:19|20)\d{2}年?|[\W_]+", word)
    ]


_FUNCTION_WORDS = re.compile(
    rf"{alternation('function_words')}|哪[些里儿个位家一二三四五六七八九十几两]?|[?,。!:;、\s]"
)


def content_of(text: str) -> str:
    """Return the characters of the folded ``text`` that carry content."""
    return _FUNCTION_WORDS.sub("", text)
