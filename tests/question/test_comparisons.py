"""By how much something changed is quoted where a document says it, and computed from both years where none does."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhengxie_qa import Assistant

_REPORT = """政协白水县委员会常务委员会{year}年工作报告

一、提案工作
全年共收到提案{count}件。
"""


def _open(folder: Path, **texts: str) -> Assistant:
    corpus = folder / "corpus"
    corpus.mkdir()
    for name, text in texts.items():
        (corpus / f"{name}.txt").write_text(text, encoding="utf-8")
    return Assistant.open(corpus, folder / "index")


def test_a_change_that_is_said_is_quoted(tmp_path: Path) -> None:
    text = _REPORT.format(year=2024, count="174件，比上年增加12")
    answer = _open(tmp_path, report=text).ask("提案比去年增加了多少件？")
    assert answer.status == "answered"
    assert "比上年增加12件" in answer.answer


def test_a_change_that_is_not_said_is_computed_from_both_years(tmp_path: Path) -> None:
    reports = {f"r{year}": _REPORT.format(year=year, count=count) for year, count in ((2023, 162), (2024, 175))}
    answer = _open(tmp_path, **reports).ask("提案比去年增加了多少件？")
    assert answer.status == "answered"
    assert "2024年比2023年多13件" in answer.answer
    assert [citation.document for citation in answer.citations] == ["r2024.txt", "r2023.txt"]


@pytest.fixture(scope="module")
def counties(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    text = "政协{place}委员会常务委员会2024年工作报告\n\n一、提案工作\n全年收到提案{count}件，办复率{rate}%。\n"
    values = {"泰和县": (174, 100), "白水县": (203, 98.9)}
    texts = {place: text.format(place=place, count=count, rate=rate) for place, (count, rate) in values.items()}
    return _open(tmp_path_factory.mktemp("counties"), **texts)


@pytest.mark.parametrize(
    ("question", "computed"),
    [
        ("泰和县和白水县哪个收到的提案多？", "白水比泰和多29件"),
        ("泰和县比白水县少收到多少件提案？", "白水比泰和多29件"),
        ("泰和县收到的提案比白水县多吗？", "白水比泰和多29件"),
        ("白水县的办复率比泰和县低几个百分点？", "泰和比白水高1.1个百分点"),
        ("泰和县和白水县各收到多少件提案？", ""),
        ("泰和县收到多少件提案，白水县呢？", ""),
    ],
)
def test_two_places_are_answered_side_by_side(counties: Assistant, question: str, computed: str) -> None:
    answer = counties.ask(question)
    assert answer.status == "answered"
    assert sorted(citation.document for citation in answer.citations) == ["泰和县.txt", "白水县.txt"]
    assert computed in answer.answer
