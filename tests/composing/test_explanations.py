"""An answer can say why it is as it is, by the same values it was made from."""

from __future__ import annotations

import json
from typing import get_args

import pytest

from zhengxie_qa import Assistant
from zhengxie_qa.composing.reason_phrases import Reasons
from zhengxie_qa.config import READER_VARIABLE
from zhengxie_qa.explanation import PartExplanation
from zhengxie_qa.question import Language
from zhengxie_qa.reading import ASPECTS, Fault, Rule


def why(assistant: Assistant, question: str, history: list[tuple[str, str]] | None = None) -> list[PartExplanation]:
    explanation = assistant.ask(question, history or [], explain=True).explanation
    assert explanation is not None
    return list(explanation.parts)


def test_nothing_is_explained_unless_asked(years: Assistant) -> None:
    answer = years.ask("2023年征集了多少件提案？")
    assert answer.explanation is None
    assert "explanation" not in answer.as_json()


def test_explaining_changes_nothing_else(years: Assistant) -> None:
    question = "2023年征集提案多少件？立案多少件？"
    plain, explained = years.ask(question).as_json(), years.ask(question, explain=True).as_json()
    assert {name: explained[name] for name in plain if name != "ms"} == {k: v for k, v in plain.items() if k != "ms"}
    assert set(explained) - set(plain) == {"explanation"}
    json.dumps(explained)


def test_the_question_is_shown_as_it_was_understood(years: Assistant) -> None:
    (part,) = why(years, "2023年征集了多少件提案？")
    understood = part.understood
    assert (understood.kind, understood.units, understood.years) == ("数量或金额", ("件",), (2023,))
    assert not understood.leans
    (part,) = why(years, "其中立案多少件？", [("2023年征集了多少件提案？", "218件[1]。")])
    assert part.understood.leans


def test_another_name_that_a_sentence_uses_is_shown(years: Assistant) -> None:
    (part,) = why(years, "电瓶车火灾有多少起？")
    assert ("电瓶车", "电动自行车") in part.understood.other_names


def test_the_quoted_sentence_is_marked_and_its_confidence_is_the_sum_of_the_signals(years: Assistant) -> None:
    (part,) = why(years, "2023年征集了多少件提案？")
    (quoted,) = [sentence for sentence in part.sentences if sentence.quoted]
    assert "218件" in quoted.text
    assert {"征集", "提案"} <= set(quoted.met)
    assert quoted.left_out == ""
    assert part.answered
    assert part.confidence is not None
    assert part.confidence == pytest.approx(sum(s.value * s.weight for s in part.signals), abs=0.005)
    assert part.odds is not None
    assert part.odds.probability >= part.odds.least
    assert f"{part.odds.probability:.0%}" in part.reason
    assert part.odds.sureness in part.reason


def test_every_text_is_verbatim_and_in_its_place(years: Assistant) -> None:
    (part,) = why(years, "提案立案多少件？")
    assert 1 < len(part.sentences) <= 8
    for sentence in part.sentences:
        assert years.documents[sentence.document].text[sentence.start : sentence.end] == sentence.text
    assert [passage.rank for passage in part.passages] == [*range(1, len(part.passages) + 1)]
    scores = [passage.score for passage in part.passages]
    assert scores == sorted(scores, reverse=True)


def test_a_refusal_for_the_year_shows_the_passages_of_other_years(years: Assistant) -> None:
    (part,) = why(years, "2019年征集提案多少件？")
    assert not part.answered
    assert "2019年" in part.reason
    assert part.passages
    assert {passage.left_out for passage in part.passages} == {"讲的是别的年份"}


def test_a_refusal_for_the_place_counts_the_sentences_of_other_places(years: Assistant) -> None:
    (part,) = why(years, "白水县征集提案多少件？")
    assert not part.answered
    assert {sentence.left_out for sentence in part.sentences} == {"讲的是别的地方"}
    assert "句讲的是别的地方" in part.reason


def test_a_sentence_without_a_figure_is_left_out_where_one_is_asked_for(report: Assistant) -> None:
    (part,) = why(report, "提案工作有多少亿元经费？")
    assert not part.answered
    assert "没有所问的那类内容" in {sentence.left_out for sentence in part.sentences}


def test_too_little_probability_is_told_with_what_would_be_enough(report: Assistant) -> None:
    (part,) = why(report, "春天开哪些花？")
    assert not part.answered
    assert part.odds is not None
    assert part.odds.probability < part.odds.least
    assert f"{part.odds.least:.0%}" in part.reason
    assert "宁可不答" in part.reason


def test_what_the_passage_reader_changed_is_told(report: Assistant) -> None:
    (part,) = why(report, "春天开哪些花？")
    assert part.odds is not None
    assert "读过以后" in part.odds.decided
    assert f"{part.odds.probability:.0%}" in part.odds.decided


def test_what_was_not_read_again_says_so(report: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(READER_VARIABLE, "off")
    (part,) = why(report, "夏天开哪些花？")
    assert part.odds is not None
    assert "没有再读" in part.odds.decided


def test_a_rule_that_forbids_an_answer_is_told_as_what_decided(report: Assistant) -> None:
    (part,) = why(report, "卫健局收到多少件提案？")
    assert not part.answered
    assert "卫健局" in part.reason
    assert part.odds is not None
    assert "规则" in part.odds.decided


def test_what_decided_the_probability_is_told_in_words(report: Assistant) -> None:
    (right,) = why(report, "提案立案多少件？")
    (wrong,) = why(report, "春天开哪些花？")
    assert right.odds is not None
    assert wrong.odds is not None
    assert right.odds.probability > wrong.odds.probability
    assert "所问的词大多说到" in right.odds.speaks_for
    assert "所问的词有的没有说到" in wrong.odds.speaks_against


@pytest.mark.parametrize("language", get_args(Language))
def test_every_rule_fault_and_aspect_has_words(language: Language) -> None:
    reasons = Reasons(language)
    values = {"sureness": "", "probability": 0.5, "least": 0.1, "years": "", "role": "", "why": ""}
    told = [reasons.outcome(rule, **values, word="") for rule in get_args(Rule)]
    told += [reasons.fault(fault) for union in get_args(Fault) for fault in get_args(union)]
    told += [words(aspect) for aspect in ASPECTS for words in (reasons.speaks_for, reasons.speaks_against)]
    assert all(told)
    assert len(set(told)) >= len(told) - 1  # none can answer, whether a value or a statement was asked for


def test_each_part_of_a_question_is_explained(years: Assistant) -> None:
    first, second = why(years, "2023年和2024年征集提案各多少件？")
    assert (first.understood.years, second.understood.years) == ((2023,), (2024,))
    assert first.answered
    assert second.answered


def test_a_sentence_left_to_the_other_question_says_so(years: Assistant) -> None:
    parts = why(years, "建议每个充电端口补助多少元？实际每个充电端口补助多少元？")
    left = {s.text for part in parts for s in part.sentences if s.left_out == "已用来回答另一问"}
    quoted = [{s.text for s in part.sentences if s.quoted} for part in parts]
    assert len(left) == 1
    assert left in quoted
    assert quoted[0].isdisjoint(quoted[1])


@pytest.mark.parametrize(
    ("question", "line"),
    [("这份报告是在哪次会议上作的？", "取自文首"), ("2025年做了哪些工作？", "取自文中的标题")],
)
def test_front_matter_and_outlines_say_where_they_come_from(report: Assistant, question: str, line: str) -> None:
    (part,) = why(report, question)
    assert part.answered
    assert line in part.reason


def test_it_is_told_in_the_language_of_the_question(report: Assistant) -> None:
    (english,) = why(report, "How many proposals were collected in 2019?")
    (traditional,) = why(report, "2019年徵集了多少件提案？")
    assert english.understood.kind == "a number or amount"
    assert english.reason == "None of the passages found is about 2019."
    assert traditional.understood.kind == "數量或金額"
    assert "別的年份" in traditional.passages[0].left_out
