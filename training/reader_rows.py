"""Questions with their answering sentences → rows to learn from, made by the package's own reading.

Each question is asked of its own document, or of a folder of documents; what the reader weighs is labelled by the
sentences that the question's record names.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zhengxie_qa import Assistant
from zhengxie_qa.errors import UsageError
from zhengxie_qa.reading import Weighed
from zhengxie_qa.text import fold

_SAME = 0.6  # share of the shorter of two sentences that is one unbroken run in both
_LEAST = 12  # characters of a sentence that is a part of the evidence


@dataclass(frozen=True, slots=True)
class Row:
    """One question as the reader saw it."""

    group: str  # the document: rows of one never stand on both sides of a split
    kind: str
    answerable: bool
    weighed: Weighed
    right: NDArray[np.bool_]  # (candidates,): the sentence is evidence


def rows_of(assistant: Assistant, records: Sequence[Mapping[str, Any]], *, alone: bool) -> Iterator[Row]:
    """Yield a row for each of ``records`` that the reader weighs; each asked of its document ``alone``, or of all."""
    views: dict[str, Assistant] = {}
    for record in records:
        document = _document(assistant, record)
        if document is None and alone:
            continue
        if alone and document not in views:
            views[str(document)] = assistant.within(documents=[str(document)])
        asked = views[str(document)] if alone else assistant
        try:
            readings = asked.read(record["question"], [_turn(turn) for turn in record.get("history", [])])
        except UsageError:
            continue
        for reading in readings[:1]:
            if reading.weighed is not None:
                yield Row(
                    str(document or record["id"]),
                    str(record.get("kind") or record.get("type")),
                    bool(record.get("answerable", True)),
                    reading.weighed,
                    _labels(reading.weighed, record),
                )


def read_records(path: Path) -> list[dict[str, Any]]:
    """Return the records of a file of JSON lines."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _turn(turn: str | Sequence[str]) -> tuple[str, str]:
    return (turn, "") if isinstance(turn, str) else (turn[0], turn[1])


def _stems(record: Mapping[str, Any]) -> set[str]:
    """Return the names, without ending, of the documents that a record is about."""
    names = record.get("document") or record.get("doc") or []
    return {Path(name).stem for name in ([names] if isinstance(names, str) else names)}


def _document(assistant: Assistant, record: Mapping[str, Any]) -> str | None:
    wanted = _stems(record)
    return next((path for path in assistant.documents if Path(path).stem in wanted), None)


def _labels(weighed: Weighed, record: Mapping[str, Any]) -> NDArray[np.bool_]:
    if not record.get("answerable", True):
        return np.zeros(len(weighed.candidates), dtype=np.bool_)
    evidence = [_flat(text) for text in record.get("evidence", [])]
    stems = _stems(record)
    return np.array(
        [
            (not stems or Path(candidate.hit.passage.document).stem in stems)
            and any(_is_same(_flat(candidate.text), text) for text in evidence)
            for candidate in weighed.candidates
        ],
        dtype=np.bool_,
    )


def _is_same(sentence: str, evidence: str) -> bool:
    if evidence in sentence or (sentence in evidence and len(sentence) >= min(_LEAST, 0.3 * len(evidence))):
        return True
    run = SequenceMatcher(None, sentence, evidence, autojunk=False).find_longest_match().size
    return run >= max(_LEAST, _SAME * min(len(sentence), len(evidence)))


def _flat(text: str) -> str:
    return "".join(fold(text).split())
