"""Counting the texts and choosing what gets a row of its own: characters, grams, English stems, numbers, pieces."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files
from itertools import pairwise
from multiprocessing import get_context
from typing import TYPE_CHECKING, NamedTuple

from training.cutting import cut, cutter, terms
from zhengxie_qa.encoders import LONGEST_GRAM, in_order, pieces
from zhengxie_qa.text import fold, runs, stem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from training.recipe import Recipe

PROCESSES = 2
_CHUNK = 60_000  # texts a task: few, because counts are added up at the end
LEAST_CHARACTER_COUNT = 5  # rarer characters share the hashed rows
LEAST_WORD_COUNT = 4  # a word seen more rarely is as often a slip of the cutter as a word
LEAST_TERM_COUNT = 50  # what a CPPCC term counts at least: the texts are about government more than about the CPPCC
LONGEST_WORD = 8  # characters: longer entries are fixed phrases whose parts are wanted too


class Counts(NamedTuple):
    """How often everything stands in the texts counted."""

    words: Counter[str]  # Chinese, as jieba cuts
    characters: Counter[str]
    bigrams: Counter[str]
    stems: Counter[str]
    numbers: Counter[str]


def count(texts: Sequence[str]) -> Counts:
    """Count ``texts`` in parallel."""
    cutter()  # loaded once, before the processes part
    chunks = [texts[at : at + _CHUNK] for at in range(0, len(texts), _CHUNK)]
    with get_context("fork").Pool(PROCESSES) as pool:
        parts = pool.map(_count, chunks, chunksize=1)
    return Counts(*(sum(kind, Counter()) for kind in zip(*parts, strict=True)))


def _count(texts: Sequence[str]) -> Counts:
    counts = Counts(Counter(), Counter(), Counter(), Counter(), Counter())
    for text in texts:
        counts.words.update(word for word in cut(text) if not word.isascii())
        for run, _, _ in runs(fold(text)):
            if not run.isascii():
                counts.characters.update(run)
                counts.bigrams.update(map("".join, pairwise(run)))
            elif run[0].isdigit():
                counts.numbers[run] += 1
            else:
                counts.stems[stem(run)] += 1
    return counts


def choose(counts: Counts, recipe: Recipe) -> tuple[list[str], list[float]]:
    """Return the tokens that get a row of their own, in order, and each one's share of all tokens."""
    words = Counter({word: n for word, n in counts.words.items() if 2 <= len(word) <= LONGEST_GRAM})
    trigrams: Counter[str] = Counter()
    for token in counts.stems:
        trigrams.update(pieces(token))
    chosen = {character: n for character, n in counts.characters.items() if n >= LEAST_CHARACTER_COUNT}
    chosen |= dict(words.most_common(recipe.words))
    chosen |= dict(counts.bigrams.most_common(recipe.bigrams))
    chosen |= {term: max(words[term], LEAST_TERM_COUNT) for term in terms() if len(term) <= LONGEST_GRAM}
    chosen |= dict(counts.stems.most_common(recipe.stems))
    chosen |= dict(counts.numbers.most_common(recipe.numbers))
    chosen |= dict(trigrams.most_common(recipe.pieces))
    total = counts.characters.total() + counts.stems.total()
    tokens = in_order(list(chosen))
    return tokens, [chosen[token] / total for token in tokens]


def write_words(words: Counter[str], path: Path) -> int:
    """Write ``word count`` lines for ``zhengxie_qa.text``, most frequent first; return how many.

    The beginnings of words that are no words themselves count 0.
    """
    kept = {
        word: n for word, n in words.items() if len(word) <= LONGEST_WORD and (n >= LEAST_WORD_COUNT or len(word) == 1)
    }
    kept |= {term: max(words[term], LEAST_TERM_COUNT) for term in terms()}
    kept |= {word[:end]: 0 for word in kept for end in range(1, len(word)) if word[:end] not in kept}
    ordered = sorted(kept.items(), key=lambda item: (-item[1], item[0]))
    path.write_text("".join(f"{word} {n}\n" for word, n in ordered), encoding="utf-8")
    path.with_name("tags.txt").write_text(tags([word for word, n in ordered if n]), encoding="utf-8")
    return len(ordered)


_LETTERS = {"nr": "R", "nrt": "R", "nrfg": "R", "ns": "S", "nt": "T", "nz": "Z", "vn": "V", "zg": "-", "uj": "u"}


def tags(words: Sequence[str]) -> str:
    """Return a letter for each of ``words``: its part of speech in jieba's dictionary, R for persons, S for places."""
    known = dict(line.split()[::2] for line in files("jieba").joinpath("dict.txt").read_text("utf-8").splitlines())
    return "".join(_LETTERS.get(known.get(word, "-"), known.get(word, "-")[0]) for word in words)
