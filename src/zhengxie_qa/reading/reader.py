"""The extractive reader: a question understood → what was found, what was decided, and the sentences that answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace

from zhengxie_qa.encoders import Encoder, Reranker, load_encoder
from zhengxie_qa.index import PassageIndex
from zhengxie_qa.question import Query, denial_of
from zhengxie_qa.reading.decision import Decision, Reading, read
from zhengxie_qa.reading.prepared_text import Sentences
from zhengxie_qa.reading.rereading import passage_reading
from zhengxie_qa.reading.sentence_ranking import Found, find
from zhengxie_qa.reading.statements import Statement, extract
from zhengxie_qa.reading.table_answers import TableReader
from zhengxie_qa.retrieval import Strategy, search
from zhengxie_qa.types import Hit

_READ = 10  # passages the answerer is given
_RELATED = 0.05  # share of the question that a sentence has to cover before a model is asked: a word or two of it


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found and read for a question and each of its parts, and the statements that answer them."""

    query: Query
    hits: Sequence[Hit]  # for the whole question, best first
    found: Mapping[Query, Found]  # by part
    readings: Sequence[Reading]
    statements: Sequence[Statement]

    @property
    def may_be_written(self) -> bool:
        """Whether a model may answer: some passage bears on the question, and no outline answers it completely."""
        if any(statement.outline for statement in self.statements):
            return False
        if any(statement.spans for statement in self.statements):
            return True
        if all(statement.reason == "year" for statement in self.statements):
            return False
        best = (found.candidates[0].coverage for found in self.found.values() if found.candidates)
        return max(best, default=0.0) >= _RELATED


class Reader:
    """Searches an index and reads what was found; safe to use from several threads."""

    def __init__(self, index: PassageIndex, encoder: Encoder, reranker: Reranker | None) -> None:
        self.index = index
        self.encoder = encoder
        self.reranker = reranker
        self._tables = TableReader()
        self._sentences = Sentences(load_encoder())  # words are compared in the bundled space, whatever the encoder

    def over(self, index: PassageIndex) -> Reader:
        """Return this reader over another index, or a view of its own; what was prepared is kept."""
        reader = copy(self)
        reader.index = index
        return reader

    def search(self, query: Query, k: int, strategy: Strategy = "hybrid") -> list[Hit]:
        """Return the ``k`` best passages, before any sentence of them is read."""
        return search(self.index, self.encoder, query, k, strategy=strategy, reranker=self.reranker)

    def find(self, query: Query, k: int = _READ) -> Found:
        """Return the passages for ``query``, ranked again by their best sentences, and these sentences."""
        return find(self.index, self._sentences, query, self.search, k)

    def read(self, query: Query, whole: Found, *, again: bool = True) -> Findings:
        """Return what answers ``query`` or why nothing does; ``whole`` is what was found for it as a whole.

        With ``again`` the best sentences are read again where the signals leave a doubt.
        """
        return self._read(query, {query: whole}, again=again)

    def reread(self, findings: Findings) -> Findings:
        """Return what was found and read, the best sentences read again where the signals leave a doubt."""
        return self._read(findings.query, findings.found, again=True)

    def _read(self, query: Query, known: Mapping[Query, Found], *, again: bool) -> Findings:
        found = dict(known)
        whole = found[query]

        def find_part(part: Query) -> Found:
            if part not in found:
                found[part] = self.find(part)
            return found[part]

        tables = {part: self._of_table(part, find_part(part), whole.hits) for part in (query, *query.parts)}

        def find_sentences(part: Query) -> Found:
            return find_part(part) if tables[part] else self._tables.without_rows(self.index, part, find_part(part))

        readings = read(self.index, query, find_sentences, again=again and passage_reading())
        statements = extract(self.index, readings)
        of_all = tables[query]
        if of_all and of_all.table and of_all.table.told >= len(query.parts):
            statements, tables = [of_all], dict.fromkeys(tables, of_all)
        else:
            said = {statement.query: statement for statement in statements}
            told = (tables[part] or said.get(part) for part in query.parts or (query,))
            statements = [statement for statement in told if statement]
        readings = [replace(one, decision=Decision("table")) if tables[one.query] else one for one in readings]
        return Findings(query, whole.hits, found, readings, statements)

    def _of_table(self, query: Query, found: Found, hits: Sequence[Hit]) -> Statement | None:
        """Return what the tables in the passages for ``query``, or for the question it is a part of, say to it."""
        if found.front and denial_of(query.text):
            return None  # the others of the list, whole
        answer = self._tables.answer(self.index, query, [*found.hits[:_READ], *hits[:_READ]])
        says_more = found.front or (found.outline and not found.outline.is_text)  # than the table as a whole
        if answer is None or (says_more and not answer.names_rows):
            return None
        return Statement(query, tuple(span for _, span in answer.parts), table=answer)
