"""Questions with their answering sentences → rows to learn from, made by the package's own reading.

Each question is asked of its own document, and of all documents around it where it says which one it means; what the
reader weighs is labelled by the sentences that the question's record names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.reader_corpora import AskedCorpus
from zhengxie_qa import Assistant
from zhengxie_qa.errors import UsageError
from zhengxie_qa.reading import Reading, Weighed, confidence
from zhengxie_qa.text import fold
from zhengxie_qa.types import Document

_SAME = 0.6  # share of the shorter of two sentences that is one unbroken run in both
_LEAST = 12  # characters of a sentence that is a part of the evidence
_NAMED = 3  # characters of a document's place and title in a question that says which document it means
_NO_NAME = re.compile(r"[《》（）()\s]")


@dataclass(frozen=True, slots=True)
class Row:
    """One question as the reader saw it."""

    group: str  # the document: rows of one never stand on both sides of a split
    kind: str
    answerable: bool
    alone: bool  # asked of its own document, not of all
    rule: str  # by which the reader decided
    confidence: float  # the weighted sum of its signals; 0 where it was not asked
    row: NDArray[np.float32]  # of the best sentence
    members: NDArray[np.float32]  # of the others
    right: NDArray[np.bool_]  # (1 + others,): the sentence is evidence


def rows_of(asked: AskedCorpus, index: Path) -> Iterator[Row]:
    """Yield a row for each record of ``asked`` that the reader weighs; its index is kept in ``index``."""
    assistant = Assistant.open(asked.folder, index)
    paths = {Path(path).stem: path for path in assistant.documents}
    views: dict[str, Assistant] = {}
    for record in asked.records:
        path = paths.get(str(record["document"]))
        if path is None:
            continue
        if path not in views:
            views[path] = assistant.within(documents=[path])
        if row := _row(views[path], record, alone=True):
            yield row
        if names(record["question"], assistant.documents[path]) and (row := _row(assistant, record, alone=False)):
            yield row


def _row(assistant: Assistant, record: Mapping[str, Any], *, alone: bool) -> Row | None:
    try:
        readings = assistant.read(record["question"], [(turn, "") for turn in record.get("history", [])], again=False)
    except UsageError:
        return None
    first = readings[0]
    if first.weighed is None:
        return None
    return Row(
        group=str(record["document"]),
        kind=str(record["kind"]),
        answerable=bool(record["answerable"]),
        alone=alone,
        rule=first.decision.rule,
        confidence=_confidence(first),
        row=first.weighed.row,
        members=first.weighed.members,
        right=labels(first.weighed, record),
    )


def _confidence(reading: Reading) -> float:
    return confidence(reading.decision.signals) if reading.decision.signals else 0.0


def names(question: str, document: Document) -> bool:
    """Tell whether a question has enough of a document's place and title to mean that document."""
    name = _NO_NAME.sub("", document.metadata.place + document.metadata.title)
    return SequenceMatcher(None, name, question, autojunk=False).find_longest_match().size >= _NAMED


def labels(weighed: Weighed, record: Mapping[str, Any]) -> NDArray[np.bool_]:
    """Return which of the sentences weighed are evidence, shape (1 + others,)."""
    evidence = [flat(text) for text in record["evidence"]] if record["answerable"] else []
    return np.array(
        [
            Path(candidate.hit.passage.document).stem == record["document"]
            and any(is_same(flat(candidate.text), text) for text in evidence)
            for candidate in weighed.candidates
        ],
        dtype=np.bool_,
    )


def is_same(sentence: str, evidence: str) -> bool:
    """Tell whether a sentence is the evidence, or most of it (both as :func:`flat` gives them)."""
    if evidence in sentence or (sentence in evidence and len(sentence) >= min(_LEAST, 0.3 * len(evidence))):
        return True
    run = SequenceMatcher(None, sentence, evidence, autojunk=False).find_longest_match().size
    return run >= max(_LEAST, _SAME * min(len(sentence), len(evidence)))


def flat(text: str) -> str:
    """Return ``text`` folded, without spaces."""
    return "".join(fold(text).split())
