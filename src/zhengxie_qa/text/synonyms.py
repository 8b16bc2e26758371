"""What else a thing is called: the spoken word of a question and the written word of a document.

``lexicon/synonyms.txt`` holds groups of near-synonyms, one a line. It was written for this project, from the
language and the genre, and bridges what word vectors trained on formal text know little of: 电瓶车 and 电动自行车,
砍掉 and 精简.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from zhengxie_qa.text.content_words import is_generic, is_stop_word
from zhengxie_qa.text.lexicon import word_rows
from zhengxie_qa.text.tokenizer import fold, word_spans


@dataclass(frozen=True, slots=True)
class Expansion:
    """A phrase of a question and what else it may be called."""

    phrase: str
    alternatives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Lexicon:
    groups: tuple[tuple[str, ...], ...]
    of: dict[str, tuple[int, ...]]  # numbers of the groups that hold a word
    longest: int


@cache
def _lexicon() -> _Lexicon:
    groups = word_rows("synonyms")
    of: dict[str, tuple[int, ...]] = {}
    for number, group in enumerate(groups):
        for word in group:
            of[word] = (*of.get(word, ()), number)
    return _Lexicon(groups, of, max(map(len, of), default=0))


def expansions(text: str) -> tuple[Expansion, ...]:
    """Return the phrases of ``text`` that have other names, with those names, in reading order."""
    folded = fold(text)
    lexicon = _lexicon()
    return tuple(
        Expansion(phrase, names)
        for phrase in dict.fromkeys(_phrases(folded, lexicon))
        if (names := _names(phrase, lexicon))
    )


def _phrases(folded: str, lexicon: _Lexicon) -> Iterator[str]:
    """Yield the longest phrases at each place that begin or end where a word does; a single character is a word."""
    spans = word_spans(folded)
    starts, ends = {start for _, start, _ in spans}, {end for _, _, end in spans}
    reached = 0
    for start in range(len(folded)):
        for end in range(min(len(folded), start + lexicon.longest), start, -1):
            phrase = folded[start:end]
            whole = start in starts and end in ends
            if phrase in lexicon.of and (whole or (len(phrase) > 1 and (start in starts or end in ends))):
                if end > reached and not (is_generic(phrase) or is_stop_word(phrase)):
                    yield phrase
                reached = max(reached, end)
                break


def _names(phrase: str, lexicon: _Lexicon) -> tuple[str, ...]:
    names = (word for number in lexicon.of[phrase] for word in lexicon.groups[number])
    return tuple(name for name in dict.fromkeys(names) if name != phrase and len(name) > 1)
