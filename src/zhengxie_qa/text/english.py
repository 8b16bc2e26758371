"""English questions over Chinese documents: terms, dates and place names put into Chinese.

``lexicon/english.txt`` is a glossary written for this project: a phrase and its renderings, the likeliest first.
What it does not know stays English and is met by meaning (the vectors hold both languages in one space).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise, product, takewhile

from zhengxie_qa.text.lexicon import entries, own_lists
from zhengxie_qa.text.synonyms import Expansion

_LONGEST_NAME = 4  # characters of a place name

_ORDINALS = dict(
    zip(
        "first second third fourth fifth sixth seventh eighth ninth tenth".split(),  # noqa: SIM905
        "一二三四五六七八九十",
        strict=True,
    )
)
_MONTHS = dict(
    zip(
        "january february march april may june july august september october november december".split(),  # noqa: SIM905
        range(1, 13),
        strict=True,
    )
)
_SESSION = re.compile(rf"\b({'|'.join(_ORDINALS)})\s+(session|meeting|plenary session)\b")
_MONTH = re.compile(rf"\b({'|'.join(month for month in _MONTHS if month != 'may')})\b|\b(?<=in |of |by )(may)\b")
_WORD = re.compile(r"[a-z]+(?:['&-][a-z0-9]+)*")
_LONGEST_PHRASE = 5  # words


def translated(text: str, names: Mapping[str, str]) -> tuple[str, tuple[Expansion, ...]]:
    """Return the folded English ``text`` in Chinese as far as it goes, and the other renderings of its terms.

    ``names`` maps romanised names (lower case, no spaces) to Chinese ones. Longer phrases of the glossary come
    first; plurals and tenses are known.
    """
    text = text.replace("’", "'")
    text = _SESSION.sub(lambda match: f" {_ORDINALS[match.group(1)]}次会议 ", text)
    text = _MONTH.sub(lambda match: f" {_MONTHS[match.group(1) or match.group(2)]}月 ", text)
    others: list[Expansion] = []
    words = list(_WORD.finditer(text))
    pieces: list[str] = []
    reached = number = 0
    while number < len(words):
        length, renderings = _renderings(words[number : number + _LONGEST_PHRASE], names)
        start, end = words[number].start(), words[number + length - 1].end()
        pieces += [text[reached:start], f" {renderings[0]} " if renderings else text[start:end]]
        if len(renderings) > 1:
            others.append(Expansion(renderings[0], renderings[1:]))
        reached, number = end, number + length
    return "".join([*pieces, text[reached:]]), tuple(others)


def into_chinese(text: str, names: Mapping[str, str]) -> str:
    """Return the folded English ``text`` in Chinese as far as it goes."""
    return translated(text, names)[0]


def _renderings(words: Sequence[re.Match[str]], names: Mapping[str, str]) -> tuple[int, tuple[str, ...]]:
    """Return how many of ``words`` the longest known phrase takes, and its renderings: (1, ()) when none is known.

    The words of a phrase stand side by side.
    """
    glossary = _glossary()
    together = list(takewhile(lambda pair: pair[1].start() - pair[0].end() == 1, pairwise(words[:_LONGEST_PHRASE])))
    forms = [_forms(word.group()) for word in words[: len(together) + 1]]
    for length in range(len(forms), 0, -1):
        for phrase in product(*forms[:length]):
            if found := glossary.get(" ".join(phrase)):
                return length, found
    name = names.get(words[0].group().removesuffix("'s"))
    return 1, (name,) if name else ()


@cache
def _glossary() -> dict[str, tuple[str, ...]]:
    """Return the renderings by phrase; of our own lines the first that has a phrase counts, and the office's before."""
    glossary: dict[str, tuple[str, ...]] = {}
    for line in (*own_lists().get("english", ()), *entries("english")):
        phrase, _, renderings = line.partition("=")
        glossary.setdefault(phrase.strip().lower(), tuple(renderings.split()))
    return glossary


_ENDINGS = (("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"))
_SHORTEST_STEM = 2  # characters before an ending


def _forms(word: str) -> list[str]:
    """Return ``word`` and what it may be a plural or a tense of, itself first.

    A stemmer proper takes collective for collected and them for theme.
    """
    found = [word]
    for ending, instead in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > _SHORTEST_STEM:
            found += [stem + instead] + ([stem[:-1]] if stem[-1] == stem[-2] else [])
    return found


def romanised_names(titles: Iterable[str]) -> dict[str, str]:
    """Return what 2 to 4 characters of ``titles`` are called in pinyin: {"beijing": "北京", …}."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415  (only an English question needs it)

    names: dict[str, str] = {}
    for run in {run for title in titles for run in re.findall(r"[\u4e00-\u9fff]{2,}", title)}:
        syllables = lazy_pinyin(run)
        for length in range(2, _LONGEST_NAME + 1):
            for start in range(len(run) - length + 1):
                names.setdefault("".join(syllables[start : start + length]), run[start : start + length])
    return names


def romanised(name: str) -> str:
    """Return the Chinese ``name`` in pinyin, in one word: beijing."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415  (only an English question needs it)

    return "".join(lazy_pinyin(name))
