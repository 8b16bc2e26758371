"""An answer that is asked for again comes from memory, and never in the place of another."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

from zhengxie_qa import Assistant


def test_what_is_asked_again_is_not_searched_for_again(years: Assistant, searched_here: list[str]) -> None:
    first = years.ask("2024年征集提案多少件呢？")
    count = len(searched_here)
    again = years.ask("2024年征集提案多少件呢？")
    assert count > 0
    assert len(searched_here) == count
    assert (again.answer, again.citations) == (first.answer, first.citations)


def test_another_scope_history_or_explanation_is_another_question(years: Assistant, searched_here: list[str]) -> None:
    question = "征集提案多少件吗？"
    both = years.ask(question)
    older = years.ask(question, years=[2023])
    newer = years.ask(question, years=[2024])
    assert {citation.document for citation in older.citations} == {"yunxi-2023.txt"}
    assert {citation.document for citation in newer.citations} == {"yunxi-2024.txt"}
    assert older.answer != newer.answer
    assert years.ask(question, explain=True).explanation is not None
    assert years.ask(question).explanation is None
    assert years.ask(question).answer == both.answer
    count = len(searched_here)
    years.ask(question, [("2023年呢？", "无。")])
    assert len(searched_here) > count


def test_a_view_is_made_once(years: Assistant) -> None:
    assert years.within(years=[2023]) is years.within(documents=["yunxi-2023.txt"])
    assert years.within(years=[2023]) is not years.within(years=[2024])


def test_a_new_index_brings_new_answers_and_the_old_one_goes(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "甲.txt").write_text("关于提案工作的报告\n\n全年征集提案120件。\n", encoding="utf-8")
    assistant = Assistant.open(corpus, tmp_path / "index")
    assert "120件" in assistant.ask("全年征集提案多少件？").answer
    (corpus / "甲.txt").write_text("关于提案工作的报告\n\n全年征集提案345件。\n", encoding="utf-8")
    gone = weakref.ref(assistant._index)
    gc.disable()
    try:
        assistant = assistant.updated(corpus, tmp_path / "index")
        assert gone() is None
    finally:
        gc.enable()
    assert "345件" in assistant.ask("全年征集提案多少件？").answer
