"""BM25 over character and bigram tokens, on tantivy (k1 = 1.2, b = 0.75, its fixed constants).

The text reaches tantivy already cut by ``tokens.grams`` and joined with spaces, so its whitespace tokenizer
only splits. Scores: Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009).
"""

from __future__ import annotations

import math
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

import numpy as np
import tantivy
from numpy.typing import NDArray

from zhengxie_qa.index.passage_index import Scored
from zhengxie_qa.text import grams

# Query weights. A bigram says the most; its two characters repeat it; a number or Latin word has no bigram to
# repeat it. nDCG@10 with (1, 1, 1): 0.9824 on CMRC dev, 0.9664 on XQuAD-zh; with these: 0.9842 and 0.9700.
_BIGRAM_WEIGHT = 1.0
_CHARACTER_WEIGHT = 0.5
_ALPHANUMERIC_WEIGHT = 1.5
_WRITER_BYTES = 50_000_000  # tantivy asks for at least 15 MB a thread; one thread keeps the document order


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("grams", stored=False, tokenizer_name="whitespace", index_option="freq")
    builder.add_unsigned_field("number", stored=True, indexed=True, fast=True)
    return builder.build()


class Bm25:
    """A keyword index over n numbered texts, kept in a folder."""

    def __init__(self, index: tantivy.Index, size: int, allowed: tantivy.Query | None = None) -> None:
        self._index = index
        self._searcher = index.searcher()
        self._size = size
        self._allowed = allowed  # what a text has to fit to be found; None: all are

    def within(self, numbers: Sequence[int]) -> Bm25:
        """Return the same index, in which only the texts with these numbers are found; their scores stay."""
        ranges = [
            (
                tantivy.Occur.Should,
                tantivy.Query.range_query(self._index.schema, "number", tantivy.FieldType.Unsigned, first, last),
            )
            for first, last in _runs(numbers)
        ]
        allowed = tantivy.Query.boolean_query(ranges) if ranges else tantivy.Query.empty_query()
        return Bm25(self._index, self._size, tantivy.Query.const_score_query(allowed, 0.0))

    @classmethod
    def build(cls, texts: Iterable[str], folder: Path) -> Bm25:
        """Index ``texts`` into ``folder`` (made here) and open the result."""
        folder.mkdir(parents=True)
        index = tantivy.Index(_schema(), path=str(folder))
        writer = index.writer(heap_size=_WRITER_BYTES, num_threads=1)
        size = 0
        for size, text in enumerate(texts, start=1):
            document = tantivy.Document(grams=" ".join(grams(text)))
            document.add_unsigned("number", size - 1)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        return cls(index, size)

    @classmethod
    def open(cls, folder: Path, size: int) -> Bm25:
        """Open the index in ``folder`` over ``size`` texts; raises ValueError if it holds another number.

        Nothing is written there: it may belong to somebody else.
        """
        opened = cls(_opened(folder), size)
        if opened._searcher.num_docs != size:
            raise ValueError(f"{folder}: {opened._searcher.num_docs} texts instead of {size}")
        return opened

    def __len__(self) -> int:
        return self._size

    def idf(self, token: str) -> float:
        """Return the inverse document frequency of ``token``, ln(1 + (n - df + 0.5) / (df + 0.5))."""
        frequency = self._searcher.doc_freq("grams", token)
        return math.log(1 + (self._size - frequency + 0.5) / (frequency + 0.5))

    def knows(self, token: str) -> bool:
        """Tell whether any text holds ``token``."""
        return bool(self._searcher.doc_freq("grams", token))

    def scores(self, question: str, limit: int) -> NDArray[np.float32]:
        """Return the BM25 score of every text, shape (n,); zero outside the best ``limit``."""
        return self.found(question, limit).over(np.arange(self._size), 0.0)

    def found(self, question: str, limit: int) -> Scored:
        """Return the ``limit`` best texts."""
        return self._best(self._query(Counter(grams(question))), limit)

    def found_by_either(self, names: Iterable[str], limit: int) -> Scored:
        """Return the best texts by each one's best score among ``names``: other names of one thing do not add up."""
        queries = [query for name in names if (query := self._query(Counter(grams(name)))) is not None]
        return self._best(tantivy.Query.disjunction_max_query(queries) if queries else None, limit)

    def _best(self, query: tantivy.Query | None, limit: int) -> Scored:
        if query is None or not self._size:
            return Scored.of([], [])
        hits = self._searcher.search(query, min(limit, self._size), count=False).hits
        return Scored.of(
            [self._searcher.doc(address)["number"][0] for _, address in hits], [score for score, _ in hits]
        )

    def _query(self, counts: Counter[str]) -> tantivy.Query | None:
        schema = self._index.schema
        terms: Sequence[tuple[tantivy.Occur, tantivy.Query]] = [
            (tantivy.Occur.Should, self._term(schema, token, count)) for token, count in counts.items()
        ]
        if not terms:
            return None
        query = tantivy.Query.boolean_query(terms)
        if self._allowed is None:
            return query
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, self._allowed)])

    @staticmethod
    def _term(schema: tantivy.Schema, token: str, count: int) -> tantivy.Query:
        term = tantivy.Query.term_query(schema, "grams", token, "freq")
        return tantivy.Query.boost_query(term, count * weight(token))


def _opened(folder: Path) -> tantivy.Index:
    """Open the index in ``folder`` from another place, for tantivy puts a lock beside what it opens.

    The files stay mapped when their links are gone.
    """
    with tempfile.TemporaryDirectory(prefix="zhengxie-", ignore_cleanup_errors=True) as aside:
        for path in folder.iterdir():
            if not path.name.startswith("."):
                _linked(path.resolve(), Path(aside, path.name))
        return tantivy.Index.open(aside)


def _linked(path: Path, link: Path) -> None:
    try:
        link.symlink_to(path)
    except OSError:  # Windows allows links to few
        shutil.copyfile(path, link)


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of each run of successive numbers; the numbers ascend."""
    for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        together = [number for _, number in run]
        yield together[0], together[-1]


def weight(token: str) -> float:
    """Return what ``token`` counts in a question."""
    if token.isascii():
        return _ALPHANUMERIC_WEIGHT
    return _BIGRAM_WEIGHT if len(token) > 1 else _CHARACTER_WEIGHT
