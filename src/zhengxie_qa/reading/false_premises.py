"""Does a sentence contradict what a question takes for granted? 为什么确定了15件？ where the text says 11件."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from zhengxie_qa.text import find_figures, fold, list_parts, word_rows, words

_PAIR = 2  # words of a line of opposites
_NOT = r"(?:没有能?|没能|没|未能|未曾|未|不)"
_DENIED = re.compile(rf"{_NOT}(?!是|会|能|得|要)(?P<done>[\u4e00-\u9fff]{{2}})(?P<rest>[\u4e00-\u9fff]*)")


def contradicts(text: str, question: str) -> bool:
    """Tell whether ``text`` says otherwise than the folded ``question`` takes for granted.

    It has another figure where the question has one, affirms what the question denies (为什么没有出版文集), says
    that something rose where the question has it fall, or forbids what it takes to be allowed.
    """
    folded = fold(text)
    return (
        _other_figure(text, question)
        or _affirms(folded, question)
        or _goes_the_other_way(folded, question)
        or any(
            denied.search(folded) and not claimed.search(denied.sub("", folded))
            for claimed, denied in _claims(question)
        )
    )


def _claims(question: str) -> Iterator[tuple[re.Pattern[str], re.Pattern[str]]]:
    """Yield what ``question`` claims of the thing it asks about, each with what denies it."""
    return ((claimed, denied) for claimed, denied in _counterparts() if claimed.search(question))


@cache
def _counterparts() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    parts = list_parts("counterparts_of_claims")
    pairs = ((said, parts[f"{name} denied"]) for name, said in parts.items() if f"{name} denied" in parts)
    return tuple((re.compile("|".join(said)), re.compile("|".join(denied))) for said, denied in pairs)


def _other_figure(text: str, question: str) -> bool:
    said = {(figure.value, figure.unit) for figure in find_figures(text) if figure.value is not None and figure.unit}
    supposed = [(f.value, f.unit) for f in find_figures(question) if f.kind in ("count", "percent", "money") and f.unit]
    return any(one not in said and any(unit == one[1] for _, unit in said) for one in supposed)


def _affirms(folded: str, question: str) -> bool:
    """Tell whether the folded text says, and nowhere denies, what the question says did not happen to some thing."""
    for match in _DENIED.finditer(question):
        done, things = match["done"], [word for word in words(match["rest"]) if len(word) > 1]
        denied = re.search(rf"{_NOT}[\u4e00-\u9fff]{{0,2}}{done}", folded)
        if done in folded and not denied and (not things or any(thing in folded for thing in things)):
            return True
    return False


def _goes_the_other_way(folded: str, question: str) -> bool:
    """Tell whether the text has a word of the opposite direction of one in the question, and not that one."""
    pairs = [row for row in word_rows("opposites") if len(row) == _PAIR]
    both = (*pairs, *((second, first) for first, second in pairs))
    return any(said in question and said not in folded and opposite in folded for said, opposite in both)
