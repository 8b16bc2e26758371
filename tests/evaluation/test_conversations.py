"""A conversation is played turn by turn, with all that was said before."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from zhengxie_qa.errors import UsageError
from zhengxie_qa.evaluation import is_conversation_file, play, read_conversations, shares_by_kind
from zhengxie_qa.types import Answer, Citation, Turn

_CITED = Citation(1, "甲.txt", "工作报告", "第1段", "立案188件。", "立案188件", 0, 6)


class Echo:
    """Answers every turn with how many went before it, and the same figure."""

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        if question == "错":
            raise UsageError("请输入问题。")
        return Answer(question, "answered", f"第{len(history) + 1}轮：立案１８８件[1]。", "extractive", (_CITED,))


def written(folder: Path, *turns: dict[str, Any]) -> str:
    path = folder / "talk.jsonl"
    path.write_text(json.dumps({"id": "一", "corpus": "甲", "turns": turns}, ensure_ascii=False) + "\n", "utf-8")
    return str(path)


def turn(kind: str = "plain", question: str = "问", **expect: Any) -> dict[str, Any]:
    return {"question": question, "kind": kind, "expect": {"status": "answered", **expect}}


def test_each_turn_comes_after_all_before_it_and_is_held_to_what_is_expected(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        turn(contains=[["第1轮"], ["188件", "一百"]], document="报告"),
        turn("follow-up", contains=[["第2轮"], ["88件"]]),
        turn("talk", absent=["188"]),
        turn("talk", status="talk"),
        turn(document="乙"),
    )
    (conversation,) = read_conversations(path)
    played = list(play(Echo(), conversation))
    assert [each.faults for each in played] == [
        (),
        ("lacks 88件",),
        ("holds 188",),
        ("status answered",),
        ("does not cite 乙",),
    ]
    shares = shares_by_kind(played)
    assert {kind: (share.count, share.total) for kind, share in shares.items()} == {
        "follow-up": (0, 1),
        "plain": (1, 2),
        "talk": (0, 2),
        "": (1, 5),
    }


def test_a_turn_refused_with_an_error_is_a_bad_one_and_the_talk_goes_on(tmp_path: Path) -> None:
    (conversation,) = read_conversations(written(tmp_path, turn(question="错"), turn(contains=[["第1轮"]])))
    assert [each.faults for each in play(Echo(), conversation)] == [("error",), ()]


def test_conversations_are_told_from_questions(tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"question": "几件？", "answerable": true}\n', "utf-8")
    assert not is_conversation_file(str(questions))
    assert not is_conversation_file(str(tmp_path / "none.jsonl"))
    assert is_conversation_file(written(tmp_path, turn()))


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1, "corpus": "a"}', '{"id": 1, "corpus": "a", "turns": [{}]}'])
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(line + "\n", "utf-8")
    with pytest.raises(UsageError, match="第1行"):
        read_conversations(str(path))
