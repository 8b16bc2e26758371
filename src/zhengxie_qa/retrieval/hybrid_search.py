"""Hybrid ranking of passages: BM25 and vectors mixed by how much each has to say, years as a strong prior."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from zhengxie_qa.encoders import Encoder, Reranker
from zhengxie_qa.errors import UsageError
from zhengxie_qa.index import Ask, Either, Near, PassageIndex, Scored, Words, indexed_text
from zhengxie_qa.question import Query, is_about, means
from zhengxie_qa.text import Identifier, grams, identifiers, search_words, spellings
from zhengxie_qa.types import Document, Hit, Passage

Strategy = Literal["hybrid", "bm25", "dense"]

_DEPTH = 200  # passages each leg contributes; the evidence was never below rank 60 in either leg
_BM25_SHARE = 0.8  # of the mix when the collection knows the question's words (table in benchmarks/README.md)
_KNOWN = 0.5  # share of a question's words, by weight, from which BM25 has its whole share
_SYNONYM_WEIGHT = 0.4  # of the best other name of a word, on top of the word itself
_CONTEXT_WEIGHT = 0.5  # of an earlier turn against the question itself
_RERANKED = 30  # passages a cross-encoder looks at: about 3 s for a base model on two cores
_OTHER_YEAR = 0.35  # taken off a passage of another year: more than any difference between near-twins
_OTHER_PLACE = 0.35  # taken off a passage of another place than the one named
_OTHER_NUMBER = 0.35  # taken off a passage of another number (第8号文件) than the one asked about
_NUMBER_UNKNOWN = 0.05  # taken off a passage that nothing near it numbers
_YEAR_UNKNOWN = 0.05  # taken off a passage that speaks of no year
_OLDER = 0.02  # per year, when no year is asked for: of two equal passages the newer one comes first
_MAX_OLDER = 0.1


def search(
    index: PassageIndex,
    encoder: Encoder,
    query: Query,
    k: int = 10,
    *,
    strategy: Strategy = "hybrid",
    reranker: Reranker | None = None,
) -> list[Hit]:
    """Return the ``k`` best passages, best first; scores compare within one answer only."""
    if strategy not in get_args(Strategy):
        raise UsageError(f"未知的检索方式：{strategy}。可用：{'、'.join(get_args(Strategy))}。")
    if not len(index):
        return []
    found = _found(index, encoder, query, strategy)
    passages = index.read(found.numbers.tolist())
    scores = found.scores
    if strategy == "hybrid":
        scores = scores + _priors(index, query, passages)
    order = np.argsort(-scores, kind="stable")
    if reranker is not None and strategy == "hybrid":
        order = _rerank(index, reranker, query, [passages[n] for n in found.numbers.tolist()], order)
    best = ((int(found.numbers[place]), float(scores[place])) for place in order[:k])
    return [Hit(passages[number], number, round(score, 4)) for number, score in best]


def _found(index: PassageIndex, encoder: Encoder, query: Query, strategy: Strategy) -> Scored:
    """Return the passages that either leg finds, and what the legs together give them."""
    words = [] if strategy == "dense" else _words(query)
    near = [] if strategy == "bm25" else [Near(_vector(encoder, query))]
    asks = [*(ask for ask, _ in words), *near]
    told = [view.found(asks, _DEPTH) for view in _views(index, query)]
    numbers = np.unique(np.concatenate([each.numbers for one in told for each in one]))
    if strategy != "dense":
        weights = [weight for _, weight in words]
        bm25 = np.maximum.reduce([_summed(one[: len(words)], weights, numbers) for one in told])
    if strategy != "bm25":
        dense = np.maximum.reduce([one[-1].over(numbers, -1.0) for one in told])
    if strategy == "bm25":
        return Scored(numbers, bm25)
    if strategy == "dense":
        return Scored(numbers, dense)
    return Scored(numbers, fuse(bm25, dense, _bm25_weight(index, query)))


def _summed(legs: Sequence[Scored], weights: Sequence[float], numbers: NDArray[np.int64]) -> NDArray[np.float32]:
    scores = np.zeros(len(numbers), dtype=np.float32)
    for leg, weight in zip(legs, weights, strict=True):
        scores = scores + weight * leg.over(numbers, 0.0)
    return scores


def _views(index: PassageIndex, query: Query) -> list[PassageIndex]:
    """Return the index, and the documents about the places asked about by themselves: they are read as deep as all."""
    if not query.places:
        return [index]
    about = frozenset(path for path, document in index.documents.items() if is_about(query.places, document))
    return [index, index.within(about)] if 0 < len(about) < len(index.documents) else [index]


def fuse(bm25: NDArray[np.float32], dense: NDArray[np.float32], weight: float) -> NDArray[np.float32]:
    """Mix two score lists convexly after min-max scaling; -inf where neither leg found the passage.

    Bruch, Gai & Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval" (2022).
    """
    found = (bm25 > 0) | (dense > -1)
    mixed = weight * _scaled(bm25, found) + (1 - weight) * _scaled(np.maximum(dense, 0), found)
    return np.where(found, mixed, -np.inf)


def _scaled(scores: NDArray[np.float32], found: NDArray[np.bool_]) -> NDArray[np.float32]:
    values = scores[found]
    if not values.size or values.max() <= values.min():
        return np.zeros_like(scores)
    scaled: NDArray[np.float32] = (scores - values.min()) / (values.max() - values.min())
    return scaled


def _searched(query: Query) -> str:
    """Return the words to search for: without those that ask, and without the years, which the prior weighs."""
    return _without_years(search_words(query.text), query.years) or query.text


def _without_years(text: str, years: Sequence[int]) -> str:
    for year in years:
        text = re.sub(rf"{year}年?", " ", text)
    return text.strip()


def _words(query: Query) -> list[tuple[Ask, float]]:
    """Return what BM25 is asked, and what each counts."""
    asks: list[tuple[Ask, float]] = [(Words(_searched(query)), 1.0)]
    asks += [(Either(tuple(expansion.alternatives)), _SYNONYM_WEIGHT) for expansion in query.expansions]
    asks += [(Either(tuple(spellings(asked))), _SYNONYM_WEIGHT) for asked in identifiers(query.text)]
    if query.context:
        asks.append((Words(search_words(query.context)), _CONTEXT_WEIGHT))
    return asks


def _vector(encoder: Encoder, query: Query) -> NDArray[np.float32]:
    texts = [_searched(query)]
    if query.language == "en":
        texts.append(_without_years(query.asked, query.years))  # both its English and its Chinese: better than either
    vector = encoder.encode_query(texts).sum(axis=0)
    if query.context:
        vector = _unit(vector) + _CONTEXT_WEIGHT * encoder.encode_query([query.context])[0]
    return _unit(vector)


def _unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    norm = float(np.linalg.norm(vector))
    return vector / norm if norm else vector


def _bm25_weight(index: PassageIndex, query: Query) -> float:
    """Return BM25's share of the mix: it follows how much of the question the collection has words for.

    A Chinese question shares more than 0.58 of its words, by weight, with the collection in 19 of 20 (XQuAD). An
    English one shares what the glossary knows, and what BM25 finds is mostly noise where that is little.
    """
    tokens = set(grams(f"{_searched(query)} {query.context}"))
    known = sum(idf for token in tokens if index.knows(token) and (idf := index.idf(token)))
    total = sum(index.idf(token) for token in tokens)
    return _BM25_SHARE * min(1.0, known / total / _KNOWN) if total else 0.0


def _priors(index: PassageIndex, query: Query, found: Mapping[int, Passage]) -> NDArray[np.float32]:
    """Return what is added to the scores of the passages ``found`` for their year and place, shape (m,)."""
    priors = np.zeros(len(found), dtype=np.float32)
    identified = identifiers(query.text)
    for place, passage in enumerate(found.values()):
        document = index.documents[passage.document]
        elsewhere = bool(query.places) and not is_about(query.places, document, passage.text)
        priors[place] = _year_penalty(passage, query.years, index.newest) - _OTHER_PLACE * elsewhere
        priors[place] -= sum(_number_penalty(asked, document, passage) for asked in identified)
    return priors


def _number_penalty(asked: Identifier, document: Document, passage: Passage) -> float:
    verdict = means(asked, document, passage)
    return _NUMBER_UNKNOWN if verdict is None else _OTHER_NUMBER * (not verdict)


def _year_penalty(passage: Passage, years: tuple[int, ...], newest: int | None) -> float:
    if not years:
        return -min(_MAX_OLDER, _OLDER * max(0, newest - passage.year)) if newest and passage.year else 0.0
    if passage.year in years or any(f"{year}年" in passage.text for year in years):
        return 0.0
    return -_OTHER_YEAR if passage.year else -_YEAR_UNKNOWN


def _rerank(
    index: PassageIndex, reranker: Reranker, query: Query, found: Sequence[Passage], order: NDArray[np.intp]
) -> NDArray[np.intp]:
    head = order[:_RERANKED]
    texts = [indexed_text(found[n], index.documents[found[n].document].metadata.title) for n in head]
    best = np.argsort(-reranker.scores(query.text, texts), kind="stable")
    return np.concatenate([head[best], order[_RERANKED:]])
