"""Searching by words and meaning together finds no less than by words alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhengxie_qa import Assistant
from zhengxie_qa.evaluation.gold_questions import GoldQuestion, read_gold
from zhengxie_qa.evaluation.judgements import first_rank
from zhengxie_qa.retrieval.hybrid_search import Strategy

ROOT = Path(__file__).parents[1]
DATA = ROOT / "benchmarks" / "data"
CORPORA = {"lingshan-dev": ROOT / "corpus", "yunxi-dev": DATA / "yunxi", "luting-a": DATA / "luting"}
DEPTH = 10


def ranks(assistant: Assistant, asked: list[GoldQuestion], strategy: Strategy) -> list[int]:
    found = (assistant.search(g.asked.question, g.asked.history, DEPTH, strategy=strategy) for g in asked)
    return [first_rank(hits, gold.evidence) or DEPTH + 1 for hits, gold in zip(found, asked, strict=True)]


@pytest.mark.parametrize("name", CORPORA)
def test_hybrid_is_never_below_bm25_alone(name: str, tmp_path: Path) -> None:
    assistant = Assistant.open(CORPORA[name], tmp_path)
    asked = [gold for gold in read_gold(str(DATA / f"{name}.jsonl")) if gold.evidence]
    words, both = ranks(assistant, asked, "bm25"), ranks(assistant, asked, "hybrid")
    for depth in (1, 3, 5, DEPTH):
        assert sum(rank <= depth for rank in both) >= sum(rank <= depth for rank in words), f"hit@{depth}"


@pytest.mark.parametrize("name", CORPORA)
def test_english_questions_are_found_where_words_alone_cannot(name: str, tmp_path: Path) -> None:
    assistant = Assistant.open(CORPORA[name], tmp_path)
    asked = [gold for gold in read_gold(str(DATA / f"{name}.jsonl")) if gold.evidence and gold.type == "english"]
    both = ranks(assistant, asked, "hybrid")
    assert sum(rank <= 5 for rank in both) >= 0.85 * len(asked)
