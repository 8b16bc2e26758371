"""Texts → sentences, and the sentences of other documents that share words with a question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from training.passage_reader.example import BEFORE, TITLE, Sentence

_ENDS = "。！？；!?;\n"
_CLOSING = "”’」』）》\"')"
_SHORTEST, _LONGEST = 12, 260  # characters of a sentence that may mislead
_COMMON = 0.1  # share of the sentences from which on a bigram says nothing
_SEEN, _MOST = 8, 6  # sentences looked at, and taken


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of ``text`` starts and ends."""
    start = at = 0
    while at < len(text):
        at += 1
        if text[at - 1] not in _ENDS:
            continue
        while at < len(text) and text[at] in _CLOSING:
            at += 1
        if text[start:at].strip():
            yield start, at
        start = at
    if text[start:].strip():
        yield start, len(text)


def bigrams(text: str) -> set[str]:
    """Return the pairs of neighbouring characters in ``text``."""
    return {text[at : at + 2] for at in range(len(text) - 1)}


class Elsewhere:
    """The sentences of a folder of documents, found by the bigrams that they share with a question."""

    def __init__(self, folder: Path) -> None:
        self._sentences: list[Sentence] = []
        names: list[str] = []
        for path in sorted(folder.glob("*.txt")):
            own = list(_sentences_of(path))
            self._sentences += own
            names += [path.name] * len(own)
        self._names = np.array(names)
        holding: dict[str, list[int]] = defaultdict(list)
        for number, sentence in enumerate(self._sentences):
            for gram in _chinese(sentence.text):
                holding[gram].append(number)
        few = _COMMON * len(self._sentences)
        self._holding = {gram: np.array(numbers) for gram, numbers in holding.items() if len(numbers) < few}

    def nearest(self, question: str, document: str) -> list[Sentence]:
        """Return the sentences outside ``document`` (a file name) most like ``question``."""
        scores = np.zeros(len(self._sentences), dtype=np.float32)
        for gram in _chinese(question):
            numbers = self._holding.get(gram)
            if numbers is not None:
                scores[numbers] += np.log(len(scores) / len(numbers))
        scores[self._names == document] = 0
        best = np.argsort(-scores, kind="stable")[:_SEEN]
        return [self._sentences[number] for number in best[:_MOST] if scores[number] > 0]


def _sentences_of(path: Path) -> Iterator[Sentence]:
    text = path.read_text(encoding="utf-8", errors="ignore")
    title = text.strip().split("\n")[0][:TITLE]
    before = ""
    for start, end in sentences(text):
        sentence = text[start:end].strip()
        if _SHORTEST <= len(sentence) <= _LONGEST:
            around = " ".join(filter(None, (title, before[-BEFORE:])))
            yield Sentence(sentence, around, elsewhere=True)
        before = sentence


def _chinese(text: str) -> set[str]:
    return {gram for gram in bigrams(text) if "\u4e00" <= gram[0] <= "\u9fff"}
