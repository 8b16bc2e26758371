"""What the comparison asks, and that every toolkit in it is pinned."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from peers.environments import pinned
from peers.questions import corpora
from zhengxie_qa.evaluation import holds

PEERS = Path(__file__).parents[2] / "benchmarks" / "peers"
ADAPTERS = sorted(PEERS.glob("on_*.py"))


def test_questions_stand_alone_and_their_evidence_is_in_the_text_all_are_given() -> None:
    (corpus,) = corpora(["lingshan"], None)
    assert [name for name, _ in corpus.documents] == ["lingshan-2025.txt"]
    text = corpus.documents[0][1]
    assert len(corpus.questions) > 40
    assert [question.text for question in corpus.questions if not holds(text, question.evidence)] == []
    assert {question.set for question in corpus.questions} == {"lingshan"}


@pytest.mark.parametrize("adapter", ADAPTERS, ids=lambda path: path.stem)
def test_every_adapter_is_short_and_has_its_pins(adapter: Path) -> None:
    assert len(adapter.read_text("utf-8").splitlines()) <= 120
    name = adapter.stem.removeprefix("on_")
    lines = (PEERS / "requirements" / f"{name}.txt").read_text("utf-8").splitlines()
    loose = [line for line in lines if not re.fullmatch(r"#.*|[\w.-]+==[\w.]+", line)]
    assert loose == ([] if name != "zhengxie" else ["-c ../../../constraints.txt", "."])


def test_a_toolkit_is_called_by_the_version_that_is_pinned() -> None:
    assert re.fullmatch(r"\d+(\.\d+)+", pinned("langchain", "langchain-classic"))
