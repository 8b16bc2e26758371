"""Whatever a model writes, an answer comes out that can be trusted or says that it cannot."""

from __future__ import annotations

import re
import threading
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.model_servers import Script, openai_server, says
from zhengxie_qa import Answer, Assistant
from zhengxie_qa.model_settings import ModelSettings
from zhengxie_qa.writing.author import Author, presentable
from zhengxie_qa.writing.model_choice import Authors

CORPUS = Path(__file__).parents[2] / "corpus"
QUESTION = "十届五次会议以来征集提案多少件？"
HONEST = "十届五次会议以来共收到提案236件，立案188件[1]。其中重点提案11件[1]。"
# What answers are made of, and what goes wrong in them.
_WORDS = (
    "共征集提案236件 立案188件 重点提案13件 《走遍灵石》 “四个必须” 文档里没有说明 2025年 98.5% 近百条 https://a.b/"
)
_MARKERS = "[1] [2] [99] [1 [1,2] [1-3] 【1】 ［1］ (1) 来源1 [^1] †"
_SIGNS = ["，", "。", "；", "\n", "- ", "1. ", "<think>", "</think>", "<", "**", "\u202e", "\x00", "𠮷", "’", " "]
BITS = st.sampled_from([*_WORDS.split(), *_MARKERS.split(), *_SIGNS])
REPLIES = st.one_of(st.lists(BITS, max_size=25).map("".join), st.text(max_size=80))


class Scripted:
    """A writer that says what it is told, in pieces of a few characters."""

    name = "scripted"

    def __init__(self) -> None:
        self.reply = ""

    def write(self, messages: Sequence[tuple[str, str]], deadline: float) -> Generator[str, None, None]:
        for at in range(0, len(self.reply), 7):
            yield self.reply[at : at + 7]


@pytest.fixture(scope="module")
def writer() -> Scripted:
    return Scripted()


@pytest.fixture(scope="module")
def scripted(tmp_path_factory: pytest.TempPathFactory, writer: Scripted) -> Assistant:
    assistant = Assistant.open(CORPUS, tmp_path_factory.mktemp("index"))
    assistant._authors = Authors([Author(writer, 60, 8192)])  # type: ignore[arg-type]
    return assistant


@given(reply=REPLIES)
@settings(max_examples=150)
def test_every_marker_opens_a_verbatim_sentence_and_every_statement_is_accounted_for(
    scripted: Assistant, writer: Scripted, reply: str
) -> None:
    writer.reply = reply
    *growing, answer = scripted.stream(QUESTION)
    assert isinstance(answer, Answer)
    assert not any("没能读懂" in warning for warning in answer.warnings)
    assert not any("<think" in str(text) for text in growing)
    numbers = {citation.n for citation in answer.citations}
    assert {int(n) for n in re.findall(r"\[(\d+)\]", answer.answer)} <= numbers
    for citation in answer.citations:
        assert citation.quote == scripted.documents[citation.document].text[citation.start : citation.end]
    if answer.mode == "extractive":
        assert "236件" in answer.answer
        assert answer.warnings
    assert sum(statement.verdict == "unsupported" for statement in answer.statements) == answer.answer.count(
        "（未核实）"
    )
    reached = 0
    for statement in answer.statements:
        assert reached <= statement.start < statement.end <= len(answer.answer)
        assert set(statement.citations) <= numbers
        reached = statement.end


@given(reply=REPLIES)
@settings(max_examples=200)
def test_no_prefix_of_a_reply_shows_thoughts_or_half_a_marker(reply: str) -> None:
    for end in range(len(reply) + 1):
        shown = presentable(reply[:end])
        assert "<think" not in shown
        assert not re.search(r"[\[【［]\d*$", shown)


def test_a_fault_of_ours_over_a_reply_leaves_the_quotation(
    scripted: Assistant, writer: Scripted, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(text: str) -> None:
        raise IndexError(text)

    writer.reply = HONEST
    monkeypatch.setattr("zhengxie_qa.writing.author.read_draft", broken)
    answer = scripted.ask(QUESTION)
    assert (answer.mode, "236件" in answer.answer) == ("extractive", True)
    assert answer.warnings == ("语言模型的回答没能读懂，现直接引用原文。",)
    assert "IndexError" in caplog.text


@pytest.fixture
def server() -> Iterator[Script]:
    with openai_server() as script:
        yield script


def test_many_may_ask_at_once(tmp_path: Path, server: Script) -> None:
    server.will_say(says(HONEST, pause=0.02))
    assistant = Assistant.open(CORPUS, tmp_path, model=ModelSettings("openai:qwen3", server.url))
    answers: list[Answer] = []
    threads = [threading.Thread(target=lambda: answers.append(assistant.ask(QUESTION))) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.answer for answer in answers] == [HONEST] * 12
