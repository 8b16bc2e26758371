"""Conversations whose good answers are known, from JSONL files: one conversation per line.

``{"id", "corpus", "turns": [{"question", "kind", "expect"}, …]}``; ``corpus`` names the documents it is held over.
``expect`` holds ``status`` (answered, not_found, talk), ``contains`` (lists of alternatives, of each of which one has
to stand in the answer), ``absent`` (what may not), and ``document`` (part of the title or path of a cited document).
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, get_args

from zhengxie_qa.errors import UsageError, ZhengxieError
from zhengxie_qa.evaluation.judgements import has_fact, without_markers
from zhengxie_qa.evaluation.metrics import Share
from zhengxie_qa.text import fold
from zhengxie_qa.types import Answer, Status, Turn


class Answering(Protocol):
    """The part of an assistant that is talked to."""

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """Answer a question after earlier turns."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a good answer to a turn is."""

    status: Status
    contains: tuple[tuple[str, ...], ...] = ()  # of each, one alternative
    absent: tuple[str, ...] = ()
    document: str = ""


@dataclass(frozen=True, slots=True)
class ScriptedTurn:
    """What is said next, of which kind it is, and what has to come of it."""

    question: str
    kind: str
    expect: Expectation


@dataclass(frozen=True, slots=True)
class Conversation:
    """Turns that follow one another, over the documents named ``corpus``."""

    id: str
    corpus: str
    turns: tuple[ScriptedTurn, ...]


@dataclass(frozen=True, slots=True)
class PlayedTurn:
    """How one turn went; ``faults`` is empty for a good one."""

    conversation: str
    number: int  # from 1
    turn: ScriptedTurn
    answer: str
    faults: tuple[str, ...]


def is_conversation_file(path: str) -> bool:
    """Tell whether the first line of ``path`` is a conversation and not a question; False where it cannot be read."""
    try:
        with Path(path).open(encoding="utf-8-sig") as file:
            first = json.loads(next((line for line in file if line.strip()), ""))
    except (OSError, ValueError):
        return False
    return isinstance(first, dict) and "turns" in first


def read_conversations(path: str) -> list[Conversation]:
    """Read a conversation file; raises UsageError naming the file and the line of the first bad conversation."""
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"文件 {path} 无法读取：{error}。") from error
    return [_conversation(line, f"文件 {path} 第{n}行") for n, line in enumerate(lines, start=1) if line.strip()]


def play(assistant: Answering, conversation: Conversation) -> Iterator[PlayedTurn]:
    """Say the turns one after the other, each with all that was said before, and yield how each went."""
    history: list[Turn] = []
    for number, turn in enumerate(conversation.turns, start=1):
        try:
            answer = assistant.ask(turn.question, tuple(history))
        except ZhengxieError as error:  # a turn that is refused with an error is a bad turn, and the talk goes on
            yield PlayedTurn(conversation.id, number, turn, str(error), ("error",))
            continue
        history.append((turn.question, answer.answer))
        yield PlayedTurn(conversation.id, number, turn, answer.answer, tuple(_faults(turn.expect, answer)))


def shares_by_kind(played: Iterable[PlayedTurn]) -> dict[str, Share]:
    """Return the share of good turns of each kind, and of all under ""."""
    groups: dict[str, list[bool]] = {}
    for each in played:
        for name in (each.turn.kind, ""):
            groups.setdefault(name, []).append(not each.faults)
    return {kind: Share(sum(good), len(good)) for kind, good in sorted(groups.items(), key=lambda item: item[0] or "~")}


def _faults(expect: Expectation, answer: Answer) -> Iterator[str]:
    text = unicodedata.normalize("NFKC", without_markers(answer))
    if answer.status != expect.status:
        yield f"status {answer.status}"
    for alternatives in expect.contains:
        if not any(has_fact(text, unicodedata.normalize("NFKC", choice)) for choice in alternatives):
            yield f"lacks {'|'.join(alternatives)}"
    yield from (f"holds {string}" for string in expect.absent if has_fact(text, unicodedata.normalize("NFKC", string)))
    wanted = fold(expect.document)
    cited = [fold(f"{citation.document} {citation.title}") for citation in answer.citations]
    if wanted and not any(wanted in names for names in cited):
        yield f"does not cite {expect.document}"


def _conversation(line: str, where: str) -> Conversation:
    try:
        body = json.loads(line)
        turns = tuple(_turn(item) for item in body["turns"])
        return Conversation(str(body["id"]), str(body["corpus"]), turns)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(
            f"{where}不是一段对话：{error!r}。应有 id、corpus、turns，每轮有 question、kind、expect。"
        ) from error


def _turn(item: Mapping[str, Any]) -> ScriptedTurn:
    expect = item["expect"]
    if expect["status"] not in get_args(Status):
        raise ValueError(f"status {expect['status']}")
    expected = Expectation(
        status=expect["status"],
        contains=tuple(tuple(map(str, choices)) for choices in expect.get("contains") or () if choices),
        absent=tuple(map(str, expect.get("absent") or ())),
        document=str(expect.get("document") or ""),
    )
    return ScriptedTurn(str(item["question"]), str(item["kind"]), expected)
