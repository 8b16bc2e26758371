"""Answers from tables: a cell, a list over the rows, a count, an extreme, a total, a comparison.

Only what the question's own words point out is answered; otherwise the sentences are read as ever.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from operator import attrgetter

from zhengxie_qa.index import PassageIndex
from zhengxie_qa.question import Query
from zhengxie_qa.reading.sentence_ranking import Found
from zhengxie_qa.reading.table_conditions import TableWords
from zhengxie_qa.reading.table_forms import TableAnswer, say
from zhengxie_qa.reading.table_match import match
from zhengxie_qa.reading.table_question import Match, Question
from zhengxie_qa.reading.table_rows import caption_starts, tables_of
from zhengxie_qa.types import Document, Hit

_MOST_TABLES = 3  # that fit a question alike
_VALUES = ("number", "who", "date", "list")  # kinds of questions that a cell answers, or all rows that fit
_AS_GOOD = 1.0  # characters of the question by which a table has to account for more than another


class TableReader:
    """The tables of documents, read when they are first asked; safe to use from several threads."""

    def __init__(self) -> None:
        self._tables: dict[tuple[str, str], dict[int, TableWords]] = {}
        self._lines: dict[tuple[str, str], frozenset[int]] = {}

    def answer(self, index: PassageIndex, query: Query, hits: Sequence[Hit]) -> TableAnswer | None:
        """Return what the tables found in ``hits`` say to ``query``; None where it is not certain that they do."""
        if query.language == "en":
            return None
        question = Question(query)
        matches = [found for words in self._found(index, hits) if (found := match(question, words))]
        ranked = sorted(matches, key=lambda found: -found.score)
        best = _newest([one for one in ranked if one.score > ranked[0].score - _AS_GOOD])
        answers = [(one, said) for one in best[: _MOST_TABLES + 1] if (said := say(index, question, one))]
        return _one_of(answers) if len(answers) == len(best) else None

    def without_rows(self, index: PassageIndex, query: Query, found: Found) -> Found:
        """Return what was found without the rows of tables and their captions, where the question wants a value.

        A row holds several values, and what picks the right one is its column: where no table answers, a row that
        merely shares words with the question must not.
        """
        if query.kind not in _VALUES or query.language == "en":
            return found
        passed = {path: self._lines_of(index.documents[path]) for path in {h.passage.document for h in found.hits}}
        kept = tuple(one for one in found.candidates if one.start not in passed[one.hit.passage.document])
        return replace(found, candidates=kept)

    def _found(self, index: PassageIndex, hits: Sequence[Hit]) -> Iterator[TableWords]:
        """Yield the tables of which a row stands in one of the best passages."""
        seen: set[tuple[str, int]] = set()
        for hit in hits:
            document = index.documents[hit.passage.document]
            at = bisect_left(document.rows, hit.passage.start, key=attrgetter("start"))
            for row in islice(document.rows, at, bisect_left(document.rows, hit.passage.end, key=attrgetter("start"))):
                if (document.path, row.table) not in seen:
                    seen.add((document.path, row.table))
                    yield self._tables_of(document)[row.table]

    def _lines_of(self, document: Document) -> frozenset[int]:
        """Return where the lines of the document's tables begin, captions included."""
        key = (document.path, document.sha256)
        if key not in self._lines:
            self._lines[key] = caption_starts(document) | {row.start for row in document.rows}
        return self._lines[key]

    def _tables_of(self, document: Document) -> dict[int, TableWords]:
        key = (document.path, document.sha256)
        if key not in self._tables:
            self._tables[key] = {table.number: TableWords(table) for table in tables_of(document)}
        return self._tables[key]


def _newest(matches: Sequence[Match]) -> list[Match]:
    """Return the matches of the newest of the documents that speak of a year."""
    years = [one.words.table.document.metadata.year or 0 for one in matches]
    return [one for one, year in zip(matches, years, strict=True) if year == max(years)]


def _one_of(answers: Sequence[tuple[Match, TableAnswer]]) -> TableAnswer | None:
    """Return the answer; where several tables answer differently, all with what tells them apart."""
    if not answers:
        return None
    told = {tuple(text for text, _ in answer.parts): (found, answer) for found, answer in reversed(answers)}
    if len(told) == 1:
        return answers[0][1]
    if len(told) > _MOST_TABLES or any(answer.lead or answer.tail for _, answer in told.values()):
        return None
    names = [_table_name(found) for found, _ in told.values()]
    if "" in names or len(set(names)) < len(names):
        return None
    parts = [
        (f"{name}中，{text}", span)
        for name, (_, answer) in zip(names, told.values(), strict=True)
        for text, span in answer.parts
    ]
    return TableAnswer("", tuple(parts[::-1]))


def _table_name(found: Match) -> str:
    table = found.words.table
    title = table.document.metadata.title
    return f"“{table.name}”" if table.name else f"《{title}》" if title else ""
