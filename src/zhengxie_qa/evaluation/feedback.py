"""What readers of the page thought of answers, kept on this machine → questions that an office measures itself with."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any, Literal

from zhengxie_qa.errors import UsageError
from zhengxie_qa.types import Answer, Turn

Verdict = Literal["useful", "useless"]

FEEDBACK_FILE = "feedback.jsonl"  # in the folder of the index
_NOTES = {True: "有用", False: "无用：请补上 evidence 和 facts"}
_LARGEST = 50_000_000  # bytes; beyond, nothing is added until somebody has looked


class FeedbackFile:
    """The file of verdicts: lines are only ever added; safe to call from several threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._adding = Lock()

    def add(self, verdict: Verdict, answer: Answer, history: Iterable[Turn], index: str) -> None:
        """Keep ``verdict`` on ``answer``; ``index`` names what it was answered from.

        Raises UsageError when the file is full.
        """
        record = {
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "verdict": verdict,
            "question": answer.question,
            "history": [list(turn) for turn in history],
            "status": answer.status,
            "answer": answer.answer,
            "evidence": list(dict.fromkeys(citation.quote for citation in answer.citations)),
            "doc": list(dict.fromkeys(citation.document for citation in answer.citations)),
            "facts": list(dict.fromkeys(_values(answer))),
            "index": index,
        }
        line = json.dumps(record, ensure_ascii=False) + "\n"
        with self._adding:
            if self._path.exists() and self._path.stat().st_size + len(line.encode()) > _LARGEST:
                raise UsageError("评价记录已满，请管理员导出后清空。")
            with self._path.open("a", encoding="utf-8") as file:
                file.write(line)
                file.flush()
                os.fsync(file.fileno())

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield the last verdict on each answer, in the order of the first ones; broken lines are passed over."""
        last: dict[str, dict[str, Any]] = {}
        for line in self._lines():
            try:
                record = json.loads(line)
            except ValueError:
                continue
            if isinstance(record, dict) and isinstance(record.get("question"), str):
                last[json.dumps([record["question"], record.get("history"), record.get("answer")])] = record
        yield from last.values()

    def _lines(self) -> list[str]:
        try:
            return self._path.read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise UsageError(f"评价记录 {self._path} 无法读取：{error.strerror or error}。") from error


def as_questions(records: Iterable[dict[str, Any]], *, useless: bool = False) -> Iterator[dict[str, Any]]:
    """Yield verdicts as lines of a question file.

    A useful answer gives its quotations as evidence and what was asked for as facts; a useful refusal is a question
    that cannot be answered. ``useless``: those answers too, with nothing filled in, for somebody to complete.
    """
    for number, record in enumerate(records, 1):
        useful = record.get("verdict") == "useful"
        if not (useful or useless):
            continue
        answered = record.get("status") == "answered"
        question: dict[str, Any] = {
            "id": f"F{number:04}",
            "type": "feedback",
            "question": record["question"],
            "evidence": record.get("evidence", []) if useful and answered else [],
            "facts": record.get("facts", []) if useful and answered else [],
            "doc": record.get("doc", []) if useful and answered else [],
            "answerable": answered or not useful,
            "note": f"{_NOTES[useful]}（{record.get('at', '')}，索引 {record.get('index', '')}）",
        }
        if record.get("history"):
            question["history"] = record["history"]
        yield question


def _values(answer: Answer) -> Iterator[str]:
    """Yield what was asked for, as far as the answer says it too."""
    for citation in answer.citations:
        for start, end in citation.focus:
            value = citation.quote[start - citation.start : end - citation.start]
            if value in answer.answer:
                yield value
