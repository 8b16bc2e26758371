"""What a language model is given to answer a question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from zhengxie_qa.checking import Source
from zhengxie_qa.question import Query
from zhengxie_qa.reading import Findings, Found, allowed_year
from zhengxie_qa.types import Answer, Document, Passage, Turn

_SHOWN = 6  # passages a language model is shown: models of a few billion parameters lose the thread in more


@dataclass(frozen=True, slots=True)
class Task:
    """A question and all that its answer may be written from; ``quoting`` is the answer to fall back on."""

    question: str
    query: Query
    history: Sequence[Turn]
    passages: Sequence[Passage]
    documents: Mapping[str, Document]
    quoting: Answer
    completed: str = ""  # the question with what it leaves out, where it follows up an earlier one

    @property
    def asked(self) -> str:
        """What the model is told is asked."""
        return f"{self.question}（意思是：{self.completed}）" if self.completed else self.question

    @property
    def sources(self) -> list[Source]:
        """The passages as they are cited and checked, numbered from 1."""
        return [_source(n, p, self.documents[p.document]) for n, p in enumerate(self.passages, 1)]


def _source(n: int, passage: Passage, document: Document) -> Source:
    about = document.metadata
    also = "\n".join(filter(None, (about.organisation, about.session, about.date)))
    return Source(n, passage.text, about.title, passage.headings, passage.year, also, about.date)


def writing_task(
    findings: Findings,
    history: Sequence[Turn],
    documents: Mapping[str, Document],
    quoting: Answer,
    completed: str = "",
) -> Task:
    """Return the task of answering what ``findings`` were found for; ``quoting`` is the answer by quotation.

    ``completed`` is the question with what it leaves out, "" for one that stands alone.
    """
    passages = _shown_passages(findings.found, documents)
    return Task(quoting.question, findings.query, history, passages, documents, quoting, completed)


def _shown_passages(found: Mapping[Query, Found], documents: Mapping[str, Document]) -> list[Passage]:
    """Return the passages a model is shown: the best of each part of the question in turn, of the years asked about."""
    columns = []
    for part, each in found.items():
        passages = [hit.passage for hit in each.hits]
        columns.append(
            [p for p in passages if not part.years or allowed_year(p, documents[p.document], part.years)] or passages
        )
    rounds = zip_longest(*columns)
    return list(dict.fromkeys(passage for row in rounds for passage in row if passage is not None))[:_SHOWN]
