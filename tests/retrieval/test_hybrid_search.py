"""Ranking: words and meaning mixed by what each has to say, the right year first."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa import Assistant
from zhengxie_qa.errors import UsageError
from zhengxie_qa.retrieval.hybrid_search import fuse


def test_the_passage_that_says_it_comes_first(years: Assistant) -> None:
    best = years.search("竹木产业调研摸清了哪些堵点？")[0]
    assert "同质竞争" in best.passage.text


@pytest.mark.parametrize(("year", "figure"), [(2023, "218件"), (2024, "245件")])
def test_of_two_reports_worded_alike_the_year_asked_for_wins(years: Assistant, year: int, figure: str) -> None:
    assert figure in years.search(f"{year}年征集了多少件提案？")[0].passage.text


def test_without_a_year_the_newer_report_is_preferred(years: Assistant) -> None:
    assert "245件" in years.search("征集提案多少件？")[0].passage.text


def test_an_english_question_finds_a_chinese_passage(years: Assistant) -> None:
    found = years.search("How many proposals were collected and put on file?", k=5)
    assert any("共征集提案" in hit.passage.text for hit in found)


def test_scores_fall_and_no_passage_comes_twice(years: Assistant) -> None:
    hits = years.search("提案办理", k=20)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({hit.number for hit in hits}) == len(hits)


def test_asking_for_more_passages_than_there_are_gives_each_once(years: Assistant) -> None:
    assert len(years.search("提案", k=10_000)) <= len(years.passages)


@pytest.mark.parametrize("strategy", ["bm25", "dense"])
def test_each_leg_can_be_asked_alone(years: Assistant, strategy: str) -> None:
    hits = years.search("《云溪古桥》收录了多少座古桥？", k=3, strategy=strategy)  # type: ignore[arg-type]
    assert "古桥72座" in hits[0].passage.text


def test_an_unknown_strategy_is_refused_with_the_known_ones(years: Assistant) -> None:
    with pytest.raises(UsageError, match="hybrid"):
        years.search("提案", strategy="magic")  # type: ignore[arg-type]


scores = st.lists(st.floats(0, 1, width=32), min_size=1, max_size=20)


@given(scores, st.floats(0, 1))
def test_the_mix_lies_between_its_legs_and_skips_what_neither_found(bm25: list[float], weight: float) -> None:
    words = np.array(bm25, dtype=np.float32)
    nothing = np.full(len(bm25), -1, dtype=np.float32)
    mixed = fuse(words, nothing, weight)
    assert np.array_equal(np.isfinite(mixed), words > 0)
    assert (mixed[words > 0] <= 1 + 1e-6).all()
