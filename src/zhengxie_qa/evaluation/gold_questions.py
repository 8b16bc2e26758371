"""Questions whose answers are known, from JSONL files.

One object per line: ``question``, ``answerable``, ``evidence`` (verbatim strings that support the answer),
``facts`` (strings every right answer holds, ``a|b`` for alternatives), and where wanted ``id``, ``type``,
``history`` and ``doc`` (the files the evidence is in). Other fields are passed over.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from zhengxie_qa.errors import UsageError
from zhengxie_qa.question import BatchQuestion, read_questions


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question with what a right answer rests on."""

    asked: BatchQuestion
    type: str
    answerable: bool
    evidence: tuple[str, ...]
    facts: tuple[str, ...]
    documents: tuple[str, ...]  # file names; empty: any

    def is_in(self, documents: Iterable[str]) -> bool:
        """Tell whether every file the question needs is among these paths, under any folder."""
        return {file_name(name) for name in self.documents} <= {file_name(path) for path in documents}


def read_gold(path: str) -> list[GoldQuestion]:
    """Read a question file; raises UsageError naming the file and line of the first bad question."""
    return [_gold(asked) for asked in read_questions(path)]


def file_name(path: str) -> str:
    """Return the last part of a document path."""
    return PurePosixPath(path).name


def _gold(asked: BatchQuestion) -> GoldQuestion:
    answerable = asked.fields.get("answerable")
    if not isinstance(answerable, bool):
        raise UsageError(f"{asked.where}的 answerable 应为 true 或 false。")
    return GoldQuestion(
        asked=asked,
        type=str(asked.fields.get("type", "")),
        answerable=answerable,
        evidence=_strings(asked, "evidence"),
        facts=_strings(asked, "facts"),
        documents=_strings(asked, "doc"),
    )


def _strings(asked: BatchQuestion, key: str) -> tuple[str, ...]:
    values = asked.fields.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) and value.strip() for value in values):
        raise UsageError(f"{asked.where}的 {key} 应是由非空文字组成的列表。")
    return tuple(values)
