"""Questions in JSONL files: one object per line; a line that is none costs no other line anything."""

from __future__ import annotations

import json
import sys
from codecs import BOM_UTF8
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zhengxie_qa.errors import UsageError
from zhengxie_qa.types import Turn

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class BatchQuestion:
    """One line of a question file."""

    id: Any  # as it stands in the file: given back unchanged; None where the line has none
    question: str
    history: tuple[Turn, ...]
    fields: Mapping[str, Any]  # the whole object, for those who expect more of it
    where: str  # file and line, for messages


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line of a question file that holds no question that can be asked."""

    id: Any  # as far as the line could be read
    question: str
    error: str  # one line, naming the file and the line


def read_questions(path: str) -> list[BatchQuestion]:
    """Read the questions of the UTF-8 file ``path`` (``-``: standard input); empty lines are passed over.

    Raises UsageError naming the file, and the line where there is one, on the first thing that is wrong.
    """
    questions = []
    for line in read_lines(path):
        if isinstance(line, BadLine):
            raise UsageError(line.error)
        questions.append(line)
    return questions


def read_lines(path: str) -> list[BatchQuestion | BadLine]:
    """Read every line of ``path`` that is not empty, good or bad; raises UsageError when there is none to read."""
    name = "标准输入" if path == STANDARD_INPUT else f"文件 {path} "
    rows = _read(path, name).removeprefix(BOM_UTF8).split(b"\n")
    lines = [_parse(row, f"{name}第{n}行") for n, row in enumerate(rows, start=1) if row.strip()]
    if not lines:
        raise UsageError(f'{name}里没有问题。每行应是一个 JSON 对象，例如 {{"id": "1", "question": "…"}}。')
    return lines


def _read(path: str, name: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if path == STANDARD_INPUT else Path(path).read_bytes()
    except OSError as error:
        raise UsageError(f"{name}无法读取：{error.strerror or error}。") from error


def _parse(row: bytes, where: str) -> BatchQuestion | BadLine:
    fields: object = None
    try:
        fields = _fields(row, where)
        return _asked(fields, where)
    except UsageError as error:
        known = fields if isinstance(fields, dict) else {}
        question = known.get("question")
        return BadLine(known.get("id"), question if isinstance(question, str) else "", str(error))


def _fields(row: bytes, where: str) -> object:
    try:
        return json.loads(row.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise UsageError(f"{where}不是 UTF-8 文字。请把文件另存为 UTF-8。") from error
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{where}不是有效的 JSON：{error}。") from error


def _asked(fields: object, where: str) -> BatchQuestion:
    if not isinstance(fields, dict):
        raise UsageError(f'{where}应是一个 JSON 对象，例如 {{"id": "1", "question": "…"}}。')
    question = fields.get("question")
    if not isinstance(question, str) or not question.strip():
        raise UsageError(f"{where}的 question 应是一句非空的话。")
    return BatchQuestion(fields.get("id"), question, _history(fields, where), fields, where)


def _history(fields: Mapping[str, Any], where: str) -> tuple[Turn, ...]:
    turns = fields.get("history")
    if turns is None:
        return ()
    if not isinstance(turns, list) or not all(_is_turn(turn) for turn in turns):
        raise UsageError(f'{where}的 history 应形如 [["问题", "回答"], …]。')
    return tuple((question, answer) for question, answer in turns)


def _is_turn(turn: object) -> bool:
    return isinstance(turn, list) and len(turn) == 2 and all(isinstance(part, str) for part in turn)
