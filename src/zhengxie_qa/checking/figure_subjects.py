"""What a figure counts: the words around it, and how well the words around two figures agree.

In one report the same number stands for different things, so a figure is only right with its subject.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from zhengxie_qa.claims import Amount
from zhengxie_qa.text import fold, is_stop_word, word_list
from zhengxie_qa.text import words as cut

_FAR = 0.35  # worth of a word met elsewhere in the sentence, against one right beside the figure
_BORROWED = 0.4  # weight of a word between two figures that the first of them has the better claim to
_PARTIAL = 0.8  # of a word of which only some bigrams are met
_LIGHT_WEIGHT = 0.2  # of 开展, 组织, 共 …: any figure may stand with them
_SPAN = 40  # characters looked at on either side

_BREAK = re.compile(r"[,;。:、!?()\n]|\b(?:and|of which|while|with|including)\b")
_RESPECTIVELY = re.compile(r"([^,;。:\n]{4,80}?)(?:数量?|总数)?,?分别(?:有|是|为|达到?|共)?")
_ITEMS = re.compile(r"[、和与及]|以及")
_LIGHT = frozenset(word_list("formulaic_words"))


@dataclass(frozen=True, slots=True)
class Subject:
    """The words around a figure: ``near`` beside it, ``far`` in the rest of its sentence (both folded)."""

    near: str
    far: str
    borrowed: str = ""  # a part of ``near`` that belongs rather to the figure before


@lru_cache(maxsize=4096)  # a statement is held against one passage after the other
def words(folded: str) -> tuple[str, ...]:
    """Return the words of a folded text."""
    return tuple(cut(folded))


def weight_of(word: str) -> float:
    """Return how much a word says about what is counted or claimed."""
    if is_stop_word(word) or not re.search(r"[a-z\u3400-\u9fff]", word):
        return 0.0
    return _LIGHT_WEIGHT if word in _LIGHT else 1.0


def met(word: str, text: str) -> float:
    """Return how far ``text`` has ``word``: whole, or by its bigrams, 0 to 1."""
    if word in text:
        return 1.0
    pairs = [word[i : i + 2] for i in range(len(word) - 1)]
    if len(pairs) < 2 or word.isascii():
        return 0.0
    return _PARTIAL * sum(pair in text for pair in pairs) / len(pairs)


def subjects_of(folded: str, amounts: Sequence[Amount], start: int, end: int) -> list[Subject]:
    """Return what each of ``amounts``, all within the sentence ``folded[start:end]``, counts."""
    listed = _respectively(folded, amounts, start, end)
    found: list[Subject] = []
    last_before = ""
    for i, amount in enumerate(amounts):
        low = amounts[i - 1].end if i else start
        high = amounts[i + 1].start if i + 1 < len(amounts) else end
        before, after = _segment(folded, amount, low, high)
        touches = bool(i) and amount.start - len(before) <= low
        owed = before if touches and not _content(last_before) else ""  # 236件提案中有188件…: the 提案 are the 236
        last_before = before
        far = folded[start:end]
        near = listed.get(i) or f"{before} {after}"
        if not _content(near):  # 共236件: the clause before says of what
            near = _clause_before(folded[start : amount.start]) + near
        found.append(Subject(near, far, owed))
    return found


def _segment(folded: str, amount: Amount, low: int, high: int) -> tuple[str, str]:
    """Return the words before and after the figure in its own clause."""
    low, high = max(low, amount.start - _SPAN), min(high, amount.end + _SPAN)
    breaks = [match.end() for match in _BREAK.finditer(folded, low, amount.start)]
    stop = _BREAK.search(folded, amount.end, high)
    return folded[breaks[-1] if breaks else low : amount.start], folded[amount.end : stop.start() if stop else high]


def _clause_before(text: str) -> str:
    """Return the last clause of ``text`` that says something."""
    return next((clause for clause in reversed(re.split(r"[,;。:!?\n]", text)) if _content(clause)), "")


def _content(text: str) -> bool:
    return any(weight_of(word) > _LIGHT_WEIGHT for word in words(text))


def _respectively(folded: str, amounts: Sequence[Amount], start: int, end: int) -> dict[int, str]:
    """Return the items of 甲、乙和丙分别为1件、2件和3件, by the position of their figures."""
    match = _RESPECTIVELY.search(folded, start, end)
    if match is None:
        return {}
    items = [item for item in _ITEMS.split(match.group(1)) if item.strip()]
    behind = [i for i, amount in enumerate(amounts) if amount.start >= match.end() - 1]
    return dict(zip(behind, items, strict=False)) if len(items) <= len(behind) and len(items) > 1 else {}


class SubjectWords:
    """The words of a figure's subject in an answer, to be looked for around the figures of passages."""

    def __init__(self, subject: Subject) -> None:
        near = {word: weight_of(word) for word in words(subject.near)}
        for word in words(subject.borrowed):
            near[word] = min(near.get(word, 0.0), _BORROWED * weight_of(word))
        self._near = {word: weight for word, weight in near.items() if weight}
        self.total = sum(self._near.values())

    def likeness(self, subject: Subject) -> float:
        """Return the share of the words that stand around the other figure, 0 to 1."""
        if not self.total:
            return 0.0
        got = sum(
            weight * max(met(word, subject.near), _FAR * met(word, subject.far)) for word, weight in self._near.items()
        )
        return got / self.total


def folded_words(text: str) -> dict[str, float]:
    """Return the words of ``text`` that say something, with their weights."""
    return {word: weight for word in words(fold(text)) if (weight := weight_of(word))}


@lru_cache(maxsize=1024)
def statement_words(text: str) -> Mapping[str, float]:
    """Return what is left to be covered: the words of a statement but for its Latin ones when it is English."""
    found = folded_words(text)
    chinese = {word: weight for word, weight in found.items() if not word.isascii()}
    return chinese if len(chinese) * 2 < len(found) or len(chinese) == len(found) else found
