"""Questions in English made word by word from Chinese ones: the encoder reads no grammar, so a gloss is enough."""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from training import corpus
from training.cutting import cut
from training.pairs import Pair
from zhengxie_qa.text import fold, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from training.pairs import Groups

Lexicon = dict[str, tuple[list[str], list[float]]]  # Chinese word → English words and their chances

# Groups whose queries are glossed, and the names of the groups that makes.
GLOSSED = {
    name: f"gloss_{name}"
    for name in (
        "cmrc2018", "drcd", "security_mrc", "crud_qa", "tipdm_topic_detail", "stard", "xwlb_title",
        "title_body", "report_leads", "law_heading_article", "crud_lead_rest", "clause_news",
        "clause_read",
    )
}  # fmt: skip
LONGEST_CHINESE = 6  # characters: longer meanings explain more than they translate
_ITEM = re.compile(r"[^\u4e00-\u9fff]+")
_ENGLISH = re.compile(r"[a-z]+")


def english_counts(pairs: Iterable[Pair]) -> Counter[str]:
    """Count the stems of the pairs' English sides."""
    counts: Counter[str] = Counter()
    for pair in pairs:
        counts.update(_ENGLISH.findall(pair.query.lower()))
    stems: Counter[str] = Counter()
    for word, count in counts.items():
        stems[stem(word)] += count
    return stems


def lexicon(data: Path, counts: Counter[str]) -> Lexicon:
    """Return the dictionary turned round, single words only.

    A translation's chance follows the square root of its count in ``counts``, and falls with the place of the
    Chinese word among the meanings of its entry.
    """
    turned: dict[str, dict[str, float]] = defaultdict(dict)
    for row in corpus.rows(data, corpus.DICTIONARY):
        english = stem(row["en"].lower())
        if not counts[english] or not _ENGLISH.fullmatch(english):
            continue
        items = [item for item in _ITEM.split(fold(row["zh"])) if item]
        for place, item in enumerate(items, start=1):
            word = item.rstrip("的地") if len(item) > 2 else item
            if len(word) <= LONGEST_CHINESE:
                chance = counts[english] ** 0.5 / place
                turned[word][english] = max(chance, turned[word].get(english, 0))
    return {word: (list(found), list(found.values())) for word, found in turned.items()}


def gloss(text: str, meanings: Lexicon, chance: random.Random) -> str:
    """Return the English of ``text`` word by word; what the dictionary does not hold is left out."""
    english: list[str] = []
    for word in cut(text):
        if word.isascii():
            english.append(word)
        elif word in meanings:
            english += chance.choices(*meanings[word])
    return " ".join(english)


def glossed(pairs: Sequence[Pair], meanings: Lexicon, seed: int) -> Iterator[Pair]:
    """Yield the pairs whose query has an English gloss of at least two words, with it in the query's place."""
    chance = random.Random(seed)
    for pair in pairs:
        english = gloss(pair.query, meanings, chance)
        if " " in english:
            yield Pair(english, pair.passage)


def glossed_groups(data: Path, groups: Groups, seed: int) -> Groups:
    """Return the glossed groups of ``groups``."""
    aligned = (pair for name in ("en_law", "en_docs", "en_wiki", "en_tatoeba") for pair in groups[name])
    meanings = lexicon(data, english_counts(aligned))
    return {made: list(glossed(groups[name], meanings, seed)) for name, made in GLOSSED.items()}
