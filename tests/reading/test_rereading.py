"""The passage reader: what it is shown, what it says, and what follows from it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from zhengxie_qa import Assistant
from zhengxie_qa.config import READER_VARIABLE
from zhengxie_qa.reading import rereading
from zhengxie_qa.reading.passage_reader import Read, passage_reader
from zhengxie_qa.reading.rereading import Heard, passage_reading
from zhengxie_qa.reading.word_pieces import WordPieces


def test_a_text_is_cut_into_its_most_probable_pieces() -> None:
    pieces = WordPieces(
        ["<s>", "<pad>", "</s>", "<unk>", "▁", "提", "案", "提案", "办"], [0, 0, 0, 0, -2, -3, -3, -4, -3], {}
    )
    assert pieces.encode("提案办", 9) == [4, 7, 8]
    assert pieces.encode("提案办", 2) == [4, 7]


def test_a_run_of_unknown_characters_is_one_piece() -> None:
    pieces = WordPieces(["<s>", "<pad>", "</s>", "<unk>", "▁", "办"], [0, 0, 0, 0, -2, -3], {ord("辦"): "办"})
    assert pieces.encode("辦㐂㐂办", 9) == [4, 5, 3, 5]


def _odds(question: str, reads: Sequence[Read]) -> list[float]:
    reader = passage_reader()
    asked = reader.question(question)
    return [reader.answering(asked, read) for read in reads]


def test_the_sentence_that_answers_is_told_from_its_neighbours() -> None:
    reads = [
        Read("会议期间共收到提案218件。", "政协工作报告"),
        Read("委员们围绕乡村振兴开展调研。", "政协工作报告"),
        Read("全年办理来信来访46件。", "政协工作报告"),
    ]
    odds = _odds("收到多少件提案？", reads)
    assert odds[0] > 0 > max(odds[1:])


@pytest.mark.parametrize(("said", "reads"), [("off", False), ("0", False), ("on", True), ("", True)])
def test_the_setting_switches_it_off(monkeypatch: pytest.MonkeyPatch, said: str, *, reads: bool) -> None:
    monkeypatch.setenv(READER_VARIABLE, said)
    assert passage_reading() is reads


def test_the_best_sentence_is_the_one_that_the_reader_puts_first(
    years: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "zhengxie_qa.reading.decision.read_again",
        lambda _index, _query, candidates, _faults: Heard(
            {n: float(n) for n in range(len(candidates))}, tuple(range(len(candidates)))[::-1]
        ),
    )
    (reading,) = years.read("2023年征集了多少件提案？")
    monkeypatch.setenv(READER_VARIABLE, "off")
    (plain,) = years.read("2023年征集了多少件提案？")
    readable = [each.candidate for each in plain.judged if each.fault in (None, "value", "subject")][: rereading.MOST]
    assert reading.candidates[0].text == readable[-1].text


def test_without_the_reader_the_signals_decide(years: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(READER_VARIABLE, "off")
    monkeypatch.setattr("zhengxie_qa.reading.decision.read_again", lambda *_: pytest.fail("read again"))
    assert years.ask("2023年征集了多少件提案？").status == "answered"
