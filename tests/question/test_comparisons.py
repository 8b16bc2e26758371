"""By how much something changed is quoted where a document says it, and computed from both years where none does."""

from __future__ import annotations

from pathlib import Path

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
    assert "相差13件" in answer.answer
    assert [citation.document for citation in answer.citations] == ["r2024.txt", "r2023.txt"]
