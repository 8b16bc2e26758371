"""Questions turned into ones that none of their sentences answers: another year, another place, another word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from random import Random

import numpy as np

from training.passage_reader.example import Example
from training.passage_reader.weights import E5File, tokenizer

_YEAR = re.compile(r"(20[0-3]\d)(?=年)")
_PLACE = re.compile(r"([\u4e00-\u9fff]{2,4}?)(?:省|市|县|区|州|镇|乡)")
_WORD = re.compile(r"[\u4e00-\u9fff]{2,}")
_AWAY = (-3, -2, -1, 1, 2, 3)  # years
_FREQUENT, _SELDOM = 30_000, 20  # a word changed is less frequent, the one in its place more
_LEAST_LIKE, _MOST_LIKE = 0.30, 0.62  # cosine of the two
_LIKE, _TRIED = 25, 3  # words looked at, and words of the question


class Twins:
    """Makes twins out of the vocabulary and the places of all documents."""

    def __init__(self, e5: E5File, keep: Sequence[int], counts: Counter[int], places: Iterable[str]) -> None:
        self._places = sorted(set(places))
        self._forms, self._cutter = e5.forms, tokenizer(e5, keep)
        self._words = [e5.pieces[number].lstrip("▁") for number in keep]
        self._counts = [counts[number] for number in keep]
        vectors = e5.words(keep)
        self._vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        self._whole = np.array([n for n, word in enumerate(self._words) if _WORD.fullmatch(word)])
        self._is_whole = set(self._whole.tolist())

    def of(self, example: Example, rng: Random) -> list[str]:
        """Return the twins of an answerable question."""
        known = example.year + "".join(each.text + each.around for each in example.sentences if not each.elsewhere)
        right = "".join(each.text for each in example.sentences if each.right)
        question = example.question
        made = (
            _other_year(question, known, rng),
            self._other_place(question, example.title, known, rng),
            self._other_word(question, right, known, rng),
        )
        return [each for each in made if each]

    def _other_place(self, question: str, title: str, known: str, rng: Random) -> str | None:
        place = place_in(title)
        if not place or place not in question:
            return None
        others = [other for other in self._places if other not in known and other != place]
        return question.replace(place, rng.choice(others), 1) if others else None

    def _other_word(self, question: str, right: str, known: str, rng: Random) -> str | None:
        shared = [
            number
            for number in self._cutter.encode(question.translate(self._forms)).ids
            if number in self._is_whole
            and self._words[number] in question
            and self._words[number] in right
            and self._counts[number] < _FREQUENT
        ]
        rng.shuffle(shared)
        for number in shared[:_TRIED]:
            if others := self._like(number, known):
                return question.replace(self._words[number], rng.choice(others), 1)
        return None

    def _like(self, number: int, known: str) -> list[str]:
        """Return words of like meaning and length that share no character and stand nowhere in ``known``."""
        likeness = self._vectors[self._whole] @ self._vectors[number]
        word = self._words[number]
        return [
            self._words[other]
            for at in np.argsort(-likeness)[1:_LIKE]
            if _LEAST_LIKE < likeness[at] < _MOST_LIKE
            and self._counts[other := int(self._whole[at])] > _SELDOM
            and len(self._words[other]) == len(word)
            and self._words[other] not in known
            and not set(self._words[other]) & set(word)
        ]


def place_in(title: str) -> str | None:
    """Return the first name of a place in ``title``."""
    match = _PLACE.search(title)
    return match[1] if match else None


def _other_year(question: str, known: str, rng: Random) -> str | None:
    match = _YEAR.search(question)
    if not match:
        return None
    years = [year for away in _AWAY if (year := str(int(match[1]) + away)) not in known]
    return question[: match.start()] + rng.choice(years) + question[match.end() :] if years else None
