"""Questions with known answers → the facts by which the product judged its best sentence, and whether it was right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from training.reader_corpora import AskedCorpus
from training.reader_rows import flat, is_same, names
from zhengxie_qa import Assistant
from zhengxie_qa.errors import UsageError
from zhengxie_qa.evaluation import read_gold
from zhengxie_qa.evaluation.judgements import has_fact
from zhengxie_qa.reading import AnswerModel, Candidate, Facts, Source, answer_model
from zhengxie_qa.types import Turn


@dataclass(frozen=True, slots=True)
class Judged:
    """A question's best sentence, as the signals alone or the passage reader as well found it."""

    answerable: bool
    source: Source
    last: bool  # what the product decides by: not where the passage reader reads after the signals
    forbidden: bool  # a rule lets it not be quoted, however likely
    facts: Facts
    right: bool


def judged_of(asked: AskedCorpus, index: Path, trees: Path) -> list[Judged]:
    """Return what the product knew of the best sentence to each record of ``asked``, with other ``trees`` than its own.

    Each is asked of its own document, and of all where it says which one it means; the index is kept in ``index``.
    """
    assistant = Assistant.open(asked.folder, index)
    paths = {Path(path).stem: path for path in assistant.documents}
    judged: list[Judged] = []
    with _standing_in(trees):
        for record in asked.records:
            path = paths.get(str(record["document"]))
            if path is None:
                continue
            views = [assistant.within(documents=[path])]
            views += [assistant] * names(record["question"], assistant.documents[path])
            history = [(turn, "") for turn in record.get("history", [])]
            for view in views:
                judged += _judged(view, record["question"], history, _is_right(record), bool(record["answerable"]))
    return judged


def judged_of_gold(corpus: Path, questions: Path, index: Path, trees: Path) -> list[Judged]:
    """Return the same of a question file by other hands, over the folder that it asks about."""
    assistant = Assistant.open(corpus, index)
    judged: list[Judged] = []
    with _standing_in(trees):
        for gold in read_gold(str(questions)):
            if gold.is_in(assistant.documents):
                said = _says(gold.evidence, gold.facts) if gold.answerable else lambda _: False
                judged += _judged(assistant, gold.asked.question, gold.asked.history, said, gold.answerable)
    return judged


def _standing_in(trees: Path) -> Any:
    """Return what lets ``trees`` decide in place of those that ship."""
    with np.load(trees, allow_pickle=False) as arrays:
        model = AnswerModel({**answer_model().arrays, **dict(arrays)})
    return patch("zhengxie_qa.reading.decision.answer_model", lambda: model)


def _judged(
    assistant: Assistant, question: str, history: Sequence[Turn], right: Callable[[Candidate], bool], answerable: bool
) -> Iterator[Judged]:
    seen: set[Source] = set()
    for again in (True, False):
        try:
            readings = assistant.read(question, history, again=again)
        except UsageError:
            return
        weighed, decision = (readings[0].weighed, readings[0].decision) if readings else (None, None)
        if weighed is None or decision is None or not decision.facts or decision.source in seen:
            continue  # nothing was weighed, or nothing read again
        seen.add(decision.source)
        forbidden = decision.forbidden
        yield Judged(answerable, decision.source, again, forbidden, decision.facts, right(weighed.candidates[0]))


def _is_right(record: Mapping[str, Any]) -> Callable[[Candidate], bool]:
    if not record["answerable"]:
        return lambda _: False
    says = _says(record["evidence"], ())
    return lambda candidate: Path(candidate.hit.passage.document).stem == record["document"] and says(candidate)


def _says(evidence: Sequence[str], facts: Sequence[str]) -> Callable[[Candidate], bool]:
    """Return what tells whether a sentence is the evidence, or says all of the facts."""
    flattened = [flat(text) for text in evidence]

    def says(candidate: Candidate) -> bool:
        same = any(is_same(flat(candidate.text), text) for text in flattened)
        return same or bool(facts and all(has_fact(candidate.text, fact) for fact in facts))

    return says
