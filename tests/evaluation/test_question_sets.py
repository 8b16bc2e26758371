"""The question sets: every evidence string stands in the documents, every field is what it should be."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from zhengxie_qa.documents import corpus_files, read_document
from zhengxie_qa.evaluation.gold_questions import read_gold
from zhengxie_qa.evaluation.judgements import has_fact, holds

ROOT = Path(__file__).parents[2]
DATA = ROOT / "benchmarks" / "data"
CORPORA = {
    "lingshan": ROOT / "corpus",
    "yunxi": DATA / "yunxi",
    "luting": DATA / "luting",
    "blind-fiction": DATA / "blind-fiction",
}
SETS = sorted(path for path in DATA.glob("*.jsonl") if path.stem != "grounding" and "conversations" not in path.stem)
FIELDS = {"id", "type", "lang", "question", "history", "evidence", "doc", "facts", "answerable", "note"}
REPORT = "lingshan-2025.txt"  # the one document of its set, which names none

PUBLIC = "blind-real"  # its texts are not in this repository

each_set = pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
each_set_with_texts = pytest.mark.parametrize(
    "path", [path for path in SETS if path.stem != PUBLIC], ids=lambda path: path.stem
)


@cache
def texts(corpus: Path) -> dict[str, str]:
    """Return the cleaned texts by file name."""
    return {path.name: read_document(corpus, path).text for path in corpus_files(corpus).files}


def texts_for(path: Path) -> dict[str, str]:
    return texts(CORPORA[next(name for name in CORPORA if path.stem.startswith(name))])


def questions(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@each_set_with_texts
def test_evidence_is_verbatim_in_a_document_the_question_names(path: Path) -> None:
    documents = texts_for(path)
    lost = [
        (question["id"], evidence)
        for question in questions(path)
        for evidence in question["evidence"]
        if not any(holds(documents[name], [evidence]) for name in question.get("doc", [REPORT]))
    ]
    assert lost == []


@each_set_with_texts
def test_a_document_is_named_only_for_evidence_in_it(path: Path) -> None:
    documents = texts_for(path)
    idle = [
        (question["id"], name)
        for question in questions(path)
        for name in question.get("doc", [])
        if not holds(documents[name], question["evidence"])
    ]
    assert idle == []


@each_set
def test_fields_are_known_and_a_question_has_what_its_kind_needs(path: Path) -> None:
    assert all(gold.asked.question.strip() and gold.type for gold in read_gold(str(path)))
    for question in questions(path):
        assert question.keys() <= FIELDS, question["id"]
        assert question["lang"] in {"zh", "en", "zh-Hant"}, question["id"]
        assert bool(question["evidence"]) == bool(question["facts"]) == question["answerable"], question["id"]
        assert question["answerable"] != (question["type"] == "unanswerable"), question["id"]
        assert question["type"] != "followup" or question["history"], question["id"]


def test_the_public_texts_are_named_with_their_sums() -> None:
    listed = json.loads((DATA / f"{PUBLIC}-texts.json").read_text("utf-8"))
    asked = {name for question in questions(DATA / f"{PUBLIC}.jsonl") for name in question.get("doc", [])}
    assert asked <= {one["name"] for one in listed}
    assert all(len(one["sha256"]) == 64 and one["title"] and one["source"] for one in listed)


def test_no_question_stands_twice() -> None:
    asked = [(one["question"], json.dumps(one.get("history"))) for path in SETS for one in questions(path)]
    ids = [one["id"] for path in SETS for one in questions(path)]
    assert [question for question, count in Counter(asked).items() if count > 1] == []
    assert len(ids) == len(set(ids))


def test_both_halves_ask_the_kinds_alike() -> None:
    a, b = (Counter(question["type"] for question in questions(DATA / f"luting-{half}.jsonl")) for half in "ab")
    assert all(abs(a[kind] - b[kind]) <= 1 for kind in a | b)


@pytest.mark.parametrize("half", ["a", "b"])
def test_the_facts_of_the_luting_questions_are_in_their_documents(half: str) -> None:
    path = DATA / f"luting-{half}.jsonl"
    absent = [
        (question["id"], fact)
        for question in questions(path)
        for fact in question["facts"]
        if not any(has_fact(texts_for(path)[name], fact) for name in question["doc"])
    ]
    assert absent == []
