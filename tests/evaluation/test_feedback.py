"""Verdicts of readers: kept line by line, the last one counts, exported as questions that ``eval`` reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from zhengxie_qa.cli import main
from zhengxie_qa.errors import UsageError
from zhengxie_qa.evaluation import FEEDBACK_FILE, FeedbackFile, as_questions, feedback, read_gold
from zhengxie_qa.types import Answer, Citation

QUOTE = "全年立案188件。"
CITED = Citation(1, "甲.txt", "甲", "第1段", QUOTE, QUOTE, 10, 19, focus=((14, 18),))
ANSWERED = Answer("立案多少件？", "answered", f"{QUOTE}[1]", "extractive", (CITED,))
REFUSED = Answer("天气如何？", "not_found", "文件中没有。", "extractive")


@pytest.fixture
def kept(tmp_path: Path) -> FeedbackFile:
    return FeedbackFile(tmp_path / FEEDBACK_FILE)


def test_useful_answers_become_questions_with_their_evidence(kept: FeedbackFile, tmp_path: Path) -> None:
    kept.add("useful", ANSWERED, [("提案呢？", "")], "abc")
    kept.add("useful", REFUSED, [], "abc")
    kept.add("useless", Answer("谁？", "answered", "不是[1]。", "extractive", (CITED,)), [], "abc")
    lines = list(as_questions(kept.records()))
    file = tmp_path / "questions.jsonl"
    file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    first, second = read_gold(str(file))
    assert (first.asked.question, first.evidence, first.facts, first.documents) == (
        *("立案多少件？", (QUOTE,), ("188件",), ("甲.txt",)),
    )
    assert first.answerable
    assert (second.answerable, second.evidence) == (False, ())
    assert "abc" in lines[0]["note"]
    useless = list(as_questions(kept.records(), useless=True))[-1]
    assert (useless["question"], useless["evidence"], useless["answerable"]) == ("谁？", [], True)


def test_the_last_verdict_on_an_answer_counts_and_broken_lines_are_passed_over(
    kept: FeedbackFile, tmp_path: Path
) -> None:
    kept.add("useful", ANSWERED, [], "abc")
    with (tmp_path / FEEDBACK_FILE).open("a", encoding="utf-8") as file:
        file.write("{broken\n[1]\n")
    kept.add("useless", ANSWERED, [], "abc")
    assert [record["verdict"] for record in kept.records()] == ["useless"]


def test_a_full_file_takes_no_more(kept: FeedbackFile, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.add("useful", ANSWERED, [], "abc")
    monkeypatch.setattr(feedback, "_LARGEST", 10)
    with pytest.raises(UsageError, match="已满"):
        kept.add("useful", REFUSED, [], "abc")


def test_the_command_prints_what_was_kept(
    kept: FeedbackFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept.add("useful", ANSWERED, [], "abc")
    assert main(["feedback", "--index", str(tmp_path)]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["question"] == "立案多少件？"
    assert main(["feedback", "--index", str(tmp_path / "none")]) == 0
    assert capsys.readouterr().out == ""
