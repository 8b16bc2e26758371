"""No question, no conversation and no document takes the processor for long: others are waiting."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from tests.support.growth import too_slow
from zhengxie_qa import Assistant
from zhengxie_qa.cli import main
from zhengxie_qa.question import MAX_HISTORY, bounded
from zhengxie_qa.question.understanding import MAX_QUESTION

PIECES = [
    "1",
    "一",
    "亿",
    "点",
    "年",
    "，",
    "《",
    "“",
    " ",
    "a",
    "1,",
    "约1",
    "提案",
    "多少",
    "第1",
    "a1 ",
    "在哪",
    "1亿提 年，",
]
CORPUS = Path(__file__).resolve().parents[1] / "corpus"
_AT_MOST = 3.0  # seconds of processor on a busy machine; 0.3 on a quiet one


@pytest.mark.parametrize("piece", PIECES)
def test_a_question_takes_time_in_proportion(report: Assistant, piece: str) -> None:
    def ask(text: str) -> None:
        report.ask(f"提案{text}多少件？")

    assert too_slow(ask, piece, (120, 480, MAX_QUESTION - 40)) == ""


@pytest.mark.parametrize("piece", PIECES)
def test_a_conversation_takes_time_in_proportion(report: Assistant, piece: str) -> None:
    def ask(text: str) -> None:
        report.ask("那提案多少件？", [("提案", text)])
        report.ask("提案呢？", [(text[:MAX_QUESTION], text[MAX_QUESTION:])])

    assert too_slow(ask, piece, (1_200, 4_800, MAX_HISTORY - 40)) == ""


def test_a_conversation_is_read_from_its_end_as_far_as_it_may_go_whoever_sends_it(report: Assistant) -> None:
    turns = [("甲" * 15_000, "乙"), ("征集提案多少件？", "共有[1]。"), ("提案\ud800", "丙" * 9_000)]
    assert bounded(turns) == [("征集提案多少件？", "共有[1]。"), ("提案?", "丙" * 9_000)]
    assert bounded([("甲" * 15_000, "乙" * 15_000)]) == []
    assert report.understand("那委员呢？", [("甲" * 15_000, "乙" * 15_000)]).context == ""
    assert len(report.understand("那委员呢？", [("甲" * 9_000, "乙" * 9_000)]).context) < 9_000


def test_the_command_line_reads_no_more_of_a_conversation(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    last = ["《走遍灵石》出版了吗？", "出版了[1]。"]
    lines = [{"id": "long", "question": "什么时候？", "history": [["甲" * 15_000, "乙" * 9_000], last]}]
    lines += [{"id": "short", "question": "什么时候？", "history": [last]}]
    batch = tmp_path / "batch.jsonl"
    batch.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    options = ["--corpus", str(CORPUS), "--index", str(tmp_path / "index")]
    assert main(["ask", "--batch", str(batch), "--json", *options]) == 0
    long, short = map(json.loads, capsys.readouterr().out.splitlines())
    assert (long["answer"], long["citations"]) == (short["answer"], short["citations"])


def test_a_document_of_runs_slows_no_question(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "报告.txt").write_text("关于提案工作的报告\n\n全年征集提案120件，立案98件。\n", encoding="utf-8")
    for number, piece in enumerate(PIECES):
        text = f"关于提案多少的报告{number}\n\n提案" + piece * (100_000 // len(piece)) + "件。\n"
        (corpus / f"{number}.txt").write_text(text, encoding="utf-8")
    assistant = Assistant.open(corpus, tmp_path / "index")
    started = time.process_time()
    assert "120件" in assistant.ask("全年征集提案多少件？").answer
    assert time.process_time() - started < _AT_MOST
