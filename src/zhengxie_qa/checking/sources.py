"""Numbered passages, read once so that many statements can be held against them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from zhengxie_qa.checking.figure_subjects import Subject, met, subjects_of
from zhengxie_qa.claims import Amount, find_amounts
from zhengxie_qa.text import fold, sentences

_MOST_SENTENCES = 3  # of one passage that one statement may rest on


@dataclass(frozen=True, slots=True)
class Source:
    """Passage ``n`` as an answer may cite it.

    ``also`` holds what is true of its whole document and may be named: session, body, date.
    """

    n: int
    text: str
    title: str = ""
    headings: tuple[str, ...] = ()
    year: int | None = None
    also: str = ""
    date: str = ""  # of its document, as it is written there


@dataclass(frozen=True, slots=True)
class Mention:
    """An amount in a passage, the sentence it stands in, and what it counts."""

    amount: Amount
    sentence: int
    subject: Subject


@dataclass(frozen=True, slots=True)
class Cover:
    """How much of a statement's words some sentences of a passage hold, heading and title included."""

    share: float
    sentences: tuple[int, ...]


class Reading:
    """A source made ready: its sentences, amounts and the forms in which it is compared."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.folded = fold(source.text)
        self.spans: tuple[tuple[int, int], ...] = tuple(sentences(source.text)) or ((0, len(source.text)),)
        self.parts: tuple[str, ...] = tuple(self.folded[start:end] for start, end in self.spans)
        self.frame = fold("\n".join((source.title, *source.headings)))

    @property
    def scope(self) -> tuple[str, int | None]:
        """The document and year spoken of: within one scope, one thing has one figure."""
        return self.source.title, self.source.year

    def speaks_of(self, year: int) -> bool:
        """Tell whether the passage is of ``year``, or names it."""
        return year in self.years or str(year) in self.folded

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """The amounts of the text, in order."""
        found: list[Mention] = []
        amounts = find_amounts(self.source.text)
        for number, (start, end) in enumerate(self.spans):
            inside = [amount for amount in amounts if start <= amount.start < end]
            subjects = subjects_of(self.folded, inside, start, end)
            found += [Mention(a, number, s) for a, s in zip(inside, subjects, strict=True)]
        return tuple(found)

    @cached_property
    def named_amounts(self) -> tuple[Amount, ...]:
        """The dates and ordinals of title, headings and front matter."""
        return tuple(find_amounts("\n".join((self.source.title, *self.source.headings, self.source.also))))

    @cached_property
    def years(self) -> frozenset[int]:
        """The years that the passage as a whole speaks of."""
        said = re.findall(r"(?<!\d)((?:19|20)\d{2})(?=年|\D|$)", self.frame)
        return frozenset(map(int, said)) | ({self.source.year} if self.source.year else set())

    @cached_property
    def squeezed(self) -> str:
        """Text, title, headings and front matter without white space and punctuation."""
        return squeeze("\n".join((self.source.text, self.source.title, *self.source.headings, self.source.also)))

    @cached_property
    def squeezed_parts(self) -> tuple[str, ...]:
        """The sentences, squeezed."""
        return tuple(map(squeeze, self.parts))

    def cover(self, words: Mapping[str, float], first: Iterable[int] = ()) -> Cover:
        """Return how much of ``words`` the best sentences hold, those of ``first`` taken in any case."""
        total = sum(words.values())
        if not total:
            return Cover(1.0, tuple(sorted(set(first))))
        held = {word: met(word, self.frame) for word in words}
        chosen = sorted(set(first))
        table = [{word: met(word, part) for word in words} for part in self.parts]
        for number in chosen:
            held = _better(held, table[number])
        while len(chosen) < _MOST_SENTENCES:
            gains = [_gain(words, held, row) / total for row in table]
            best = max(range(len(gains)), key=gains.__getitem__)
            if gains[best] < (_WORTH_ADDING if chosen else 0.01):
                break
            chosen.append(best)
            held = _better(held, table[best])
        share = sum(weight * held[word] for word, weight in words.items()) / total
        return Cover(share, tuple(sorted(chosen)))

    def slice(self, numbers: Sequence[int]) -> tuple[int, int]:
        """Return the span of the text from the first to the last of these sentences."""
        return self.spans[min(numbers)][0], self.spans[max(numbers)][1]


_WORTH_ADDING = 0.15  # share of a statement's words that one more sentence has to add


def _better(held: Mapping[str, float], row: Mapping[str, float]) -> dict[str, float]:
    return {word: max(value, row[word]) for word, value in held.items()}


def _gain(words: Mapping[str, float], held: Mapping[str, float], row: Mapping[str, float]) -> float:
    return sum(weight * max(0.0, row[word] - held[word]) for word, weight in words.items())


_NOT_SAID = re.compile(r"[^\w%]|_")


def squeeze(text: str) -> str:
    """Return ``text`` folded, without white space and punctuation: what a quotation is compared by."""
    return _NOT_SAID.sub("", fold(text))
