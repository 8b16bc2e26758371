"""How much of a question a text covers, term by term.

Late interaction (MaxSim of Khattab & Zaharia, "ColBERT", 2020) over words: every content word of the question
is matched by the best thing in the text: the word itself, most of its characters, or a word near in meaning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from zhengxie_qa.encoders import StaticModel
from zhengxie_qa.reading.prepared_text import Sentences, Text
from zhengxie_qa.text import Expansion, asking_clause, content_spans, fold, grams, is_generic

_PARTIAL_WORTH = 0.85  # of a word of which all bigrams but not the whole stand in the text
_SYNONYM_WORTH = 0.85  # of a word met by another name for it
_SOFT_WORTH = 0.7  # of a word met in meaning only
_GENERIC_WORTH = 0.6  # of 课题, 内容, 问题…: they name the kind of thing asked for, which the answer need not repeat
_LEARNED_POWER = 0.5  # of the weight the model learned for a word, beside its rarity in the collection
_PREAMBLE_WEIGHT = 0.6  # of a word in a clause that does not ask itself (…印发了办法，共建成多少处？)
_CONTEXT_WEIGHT = 0.4  # a word of an earlier turn against one of the question itself
_SOFT_FROM, _SOFT_FULL = 0.25, 0.5  # cosines: 99 of 100 word pairs lie below the first, synonyms at the second


class Alignment:
    """The content words of a question, ready to be looked for; weights sum to 1."""

    def __init__(
        self,
        question: str,
        sentences: Sentences,
        idf: Callable[[str], float],
        context: str = "",
        expansions: Sequence[Expansion] = (),
    ) -> None:
        space = sentences.space
        self.prepare, self.spans = sentences.prepare, sentences.spans
        self._sentences = sentences
        self._cosines: dict[str, NDArray[np.float32]] = {}  # of the words met so far with each term
        self._matches: dict[str, NDArray[np.float32]] = {}  # of the texts met so far, by what they are folded
        self._whole = space.encode_query([f"{question} {context}"])[0]
        asking, preamble = asking_clause(question)
        own, earlier = _Terms.of(asking, space, idf), _Terms.of(context, space, idf)
        own = own.with_more(_Terms.of(preamble, space, idf), _PREAMBLE_WEIGHT)
        both = own.with_more(earlier, _CONTEXT_WEIGHT)
        self.terms: tuple[str, ...] = tuple(both.words)
        self._names = _other_names(self.terms, expansions)
        self._vectors, raw = both.vectors, both.weights
        self.weights: NDArray[np.float32] = raw / raw.sum() if raw.size else raw
        self._pairs = [[gram for gram in grams(term) if len(gram) > 1] for term in self.terms]

    def prepare_all(self, texts: Iterable[str]) -> None:
        """Make ``texts`` ready together, which takes a fraction of the time one by one takes."""
        ready = self._sentences.prepare_all(texts)
        self._meet(ready)
        self._match_all({text.folded: text for text in ready if text.words and text.folded not in self._matches})

    def _meet(self, texts: Iterable[Text]) -> None:
        """Compare the terms with those words of ``texts`` that are new."""
        fresh = [word for word in dict.fromkeys(w for text in texts for w in text.words) if word not in self._cosines]
        if fresh:
            cosines = self._sentences.vectors(fresh) @ self._vectors.T
            self._cosines.update(zip(fresh, cosines, strict=True))

    def match(self, text: Text) -> NDArray[np.float32]:
        """Return how well each term is met by ``text``, shape (terms,), 0 to 1; not to be changed."""
        if text.folded not in self._matches:
            if not self.terms or not text.words:
                return self._literally(text)
            self._meet((text,))
            self._match_all({text.folded: text})
        return self._matches[text.folded]

    def _literally(self, text: Text) -> NDArray[np.float32]:
        literal = map(_literal, self.terms, self._pairs, self._names, repeat(text.folded))
        return np.fromiter(literal, dtype=np.float32, count=len(self.terms))

    def _match_all(self, texts: Mapping[str, Text]) -> None:
        """Match ``texts``, by what they are folded, of which the words have been met: what numpy does, once for all."""
        if not self.terms or not texts:
            return
        words = np.array([self._literally(text) for text in texts.values()])
        firsts = np.cumsum([0, *(len(text.words) for text in texts.values())])[:-1]
        each = np.array([self._cosines[word] for text in texts.values() for word in text.words])
        cosines = np.maximum.reduceat(each, firsts, axis=0)
        soft = np.clip((cosines - _SOFT_FROM) / (_SOFT_FULL - _SOFT_FROM), 0, 1) * _SOFT_WORTH
        self._matches.update(zip(texts, np.maximum(words, soft.astype(np.float32)), strict=True))

    def said(self, text: Text) -> float:
        """Return the share of the question whose very words stand in ``text``, 0 to 1."""
        literal = [_literal(term, pairs, (), text.folded) for term, pairs in zip(self.terms, self._pairs, strict=True)]
        return float(np.array(literal, dtype=np.float32) @ self.weights) if literal else 0.0

    def other_names(self, text: Text) -> Iterator[tuple[str, str]]:
        """Yield the terms that ``text`` calls otherwise, each with the name it has there."""
        for term, names in zip(self.terms, self._names, strict=True):
            said = {name: worth for name, worth in names if name in text.folded}
            if said and term not in text.folded:
                yield term, max(said, key=lambda name: said[name])

    def cosine(self, text: Text) -> float:
        """Return the cosine of ``text`` with the whole question."""
        return float(text.whole @ self._whole)

    def coverage(self, matches: Sequence[NDArray[np.float32]] | NDArray[np.float32]) -> float:
        """Return the covered share of the question, given one or several ``match`` results."""
        if not self.terms:
            return 0.0
        best = matches if isinstance(matches, np.ndarray) and matches.ndim == 1 else reduce(np.maximum, matches)
        return float(best @ self.weights)


@dataclass(frozen=True, slots=True)
class _Terms:
    """The content words of a text, each once, with vectors (n, d) and raw weights (n,)."""

    words: list[str]
    vectors: NDArray[np.float32]
    weights: NDArray[np.float32]

    @classmethod
    def of(cls, text: str, space: StaticModel, idf: Callable[[str], float]) -> _Terms:
        matrix = space.token_matrix(text)
        folded = fold(text)
        surfaces = [folded[start:end] for start, end in matrix.spans]
        first = {matrix.tokens[i]: i for i in reversed(content_spans(folded, surfaces))}
        rows = sorted(first.values())
        words = [matrix.tokens[i] for i in rows]
        rarity = np.array([_rarity(word, idf) for word in words], dtype=np.float32)
        generic = np.array([_GENERIC_WORTH if is_generic(word) else 1.0 for word in words], dtype=np.float32)
        weights = rarity * generic * matrix.weights[rows] ** _LEARNED_POWER
        return cls(words, matrix.vectors[rows], weights)

    def with_more(self, more: _Terms, weight: float) -> _Terms:
        """Return these terms and those of ``more`` that are new, the latter at a share of their weight."""
        fresh = [i for i, word in enumerate(more.words) if word not in self.words]
        return _Terms(
            [*self.words, *(more.words[i] for i in fresh)],
            np.concatenate([self.vectors, more.vectors[fresh]]),
            np.concatenate([self.weights, more.weights[fresh] * weight]),
        )


def _rarity(term: str, idf: Callable[[str], float]) -> float:
    """Return how rare the pieces of a term are in the collection."""
    pieces = [gram for gram in grams(term) if len(gram) > 1] or grams(term) or [term]
    return max(0.1, sum(idf(piece) for piece in pieces) / len(pieces))


def _other_names(terms: Sequence[str], expansions: Sequence[Expansion]) -> list[list[tuple[str, float]]]:
    """Return for each term its other names, each with what meeting it is worth."""
    names: list[list[tuple[str, float]]] = []
    for term in terms:
        within = [(e, 1.0) for e in expansions if term in e.phrase]
        around = [(e, len(e.phrase) / len(term)) for e in expansions if e.phrase in term and e.phrase != term]
        names.append([(name, share * _SYNONYM_WORTH) for e, share in [*within, *around] for name in e.alternatives])
    return names


def _literal(term: str, pairs: Sequence[str], names: Sequence[tuple[str, float]], folded: str) -> float:
    """Return how well ``term`` stands in the text: 1, a share of its bigrams ``pairs``, or by another name."""
    if term in folded:
        return 1.0
    named = max((worth for name, worth in names if name in folded), default=0.0)
    if len(pairs) < 2:
        return named
    return max(named, _PARTIAL_WORTH * sum(pair in folded for pair in pairs) / len(pairs))
