"""What a language model is given to answer a question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zhengxie_qa.questions import Query
from zhengxie_qa.types import Answer, Document, Passage, Turn


@dataclass(frozen=True, slots=True)
class Task:
    """A question and all that its answer may be written from; ``quoting`` is the answer to fall back on."""

    question: str
    query: Query
    history: Sequence[Turn]
    passages: Sequence[Passage]
    documents: Mapping[str, Document]
    quoting: Answer
