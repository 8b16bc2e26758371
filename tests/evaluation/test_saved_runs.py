"""Two evaluations compared question by question."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from zhengxie_qa.errors import UsageError
from zhengxie_qa.evaluation.metrics import Row
from zhengxie_qa.evaluation.saved_runs import Change, Outcome, compare, load_run, outcomes, save_run


def row(id: str, **fields: Any) -> Row:
    """Return a question that went well, but for ``fields``."""
    well: dict[str, Any] = {"type": "number", "question": f"{id}？", "answerable": True, "answered": True}
    well |= {"has_evidence": True, "rank": 1, "cited": True, "bearing": 1, "verbatim": 1, "citations": 1}
    well |= {"has_facts": True, "missing": (), "figures": 1, "unsupported": (), "characters": 5, "milliseconds": 1.0}
    return Row(**{"id": id, "answer": "", **well, **fields})


def change(better: int, worse: int) -> Change:
    return Change(100, 50, 50 + better - worse, (("b", ""),) * better, (("w", ""),) * worse)


def test_outcomes_count_each_measure_where_it_applies() -> None:
    unanswerable = {"answerable": False, "has_evidence": False, "rank": None, "cited": False}
    rows = [
        row("good"),
        row("poor", missing=("96",), rank=2, cited=False),
        row("refused", answered=False, cited=False),
        row("made up", **unanswerable),
        row("rightly refused", answered=False, **unanswerable),
    ]
    assert [tuple(outcome.values()) for outcome in outcomes(rows).values()] == [
        (True, True, True),
        (False, False, False),
        (False, True, False),
        (False, None, None),
        (True, None, None),
    ]


def test_only_shared_questions_that_count_are_compared() -> None:
    def run(**rights: bool | None) -> dict[tuple[str, str], Outcome]:
        return {(id, ""): {"right": right} for id, right in rights.items()}

    before = run(kept=True, gained=False, lost=True, missed=False, gone=True, silent=None)
    now = run(kept=True, gained=True, lost=False, missed=False, new=True, silent=True)
    assert compare(before, now, "right") == Change(4, 2, 2, (("gained", ""),), (("lost", ""),))


@pytest.mark.parametrize(
    ("better", "worse", "p"),
    [
        (0, 0, 1.0),
        (1, 0, 1.0),
        (5, 5, 1.0),
        (6, 0, 0.03125),
        (0, 6, 0.03125),
        (1, 9, 0.021484375),  # 2 (1 + 10) / 1024
        (2, 10, 0.03857421875),  # 2 (1 + 12 + 66) / 4096
    ],
)
def test_p_is_the_exact_two_sided_binomial_one(better: int, worse: int, p: float) -> None:
    assert change(better, worse).p == pytest.approx(p)


def test_a_run_is_read_back_as_it_was_saved(tmp_path: Path) -> None:
    rows = [row("1"), row("2", answerable=False, has_evidence=False)]
    path = str(tmp_path / "run.json")
    save_run(path, rows)
    assert load_run(path) == outcomes(rows)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"outcomes": 3}', '{"outcomes": [{"id": "1", "question": "?", "right": 1}]}']
)
def test_another_file_is_no_run(text: str, tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"run\.json 不是评测结果。请先用 zhengxie-qa eval"):
        load_run(str(path))


def test_files_that_cannot_be_opened_are_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere\.json 无法读取"):
        load_run(str(tmp_path / "nowhere.json"))
    with pytest.raises(UsageError, match=r"run\.json 无法写入"):
        save_run(str(tmp_path / "nowhere" / "run.json"), [])
