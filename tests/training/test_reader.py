"""The reader's decision is learned by a command, and what it writes is read back without scikit-learn."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import numpy as np
import pytest
from training.reader_corpora import lay_out
from training.reader_measures import calibration_error, learning_curve
from training.reader_rows import Row
from training.reader_store import kept
from training.reader_trees import Examples, as_arrays, folds_of, held_out, learn

from training import reader, reader_corpora
from zhengxie_qa.reading.answer_model import DECISION_NAMES, AnswerModel
from zhengxie_qa.reading.boosted_trees import BoostedTrees

TOWNS = ("白沙县", "青禾县", "石门县")


@pytest.fixture(scope="module")
def questions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three counties' reports, four questions each, one of which nothing answers; one report lies elsewhere."""
    folder = tmp_path_factory.mktemp("questions")
    (folder / "documents").mkdir()
    (folder / "elsewhere").mkdir()
    records = []
    for number, town in enumerate(TOWNS):
        collected = f"2024年，{town}政协共征集提案{120 + number}件，立案{100 + number}件。"
        met = f"常委会全年召开专题协商会{5 + number}次，形成建议案{2 + number}份。"
        lines = [f"政协{town}委员会常务委员会工作报告", f"{collected}{met}", "民主监督围绕校园食品安全开展。"]
        name = f"report-{number}"
        if number == 2:
            (folder / "elsewhere" / f"{name}.txt").write_text("\n".join(lines), encoding="utf-8")
        else:
            numbered = f"[1] {lines[0]}\n\n[2] {collected}\n[3] {met}\n\n[4] {lines[2]}\n"
            (folder / "documents" / f"{name}.txt").write_text(numbered, encoding="utf-8")
        common = {"document": name, "kind": "number", "answerable": True}
        records += [
            common | {"question": f"{town}2024年征集提案多少件？", "evidence": [collected]},
            common | {"question": "召开了几次专题协商会？", "evidence": [met]},
            common | {"question": "那建议案有几份？", "evidence": [met], "history": ["召开了几次专题协商会？"]},
            common | {"question": "食品安全监督的依据是什么？", "evidence": [], "answerable": False},
        ]
    with lzma.open(folder / "records.jsonl.xz", "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    return folder


@pytest.fixture(scope="module")
def learned(questions: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Row], Path]:
    """The rows and the model of one run of the command."""
    folder = tmp_path_factory.mktemp("learned")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "_BUILD", folder / "build")
        given = [str(questions / "elsewhere"), "--questions", str(questions)]
        reader.main([*given, "--rows", str(folder / "rows.npz"), "--out", str(folder / "reader.npz")])
    return kept(folder / "rows.npz"), folder / "reader.npz"


def test_the_best_sentence_is_labelled_by_the_evidence(learned: tuple[list[Row], Path]) -> None:
    rows, _ = learned
    assert {row.group for row in rows} == {"report-0", "report-1", "report-2"}
    own = [row for row in rows if row.alone]
    assert all(row.right[0] for row in own if row.answerable)
    assert not any(row.right.any() for row in own if not row.answerable)


def test_a_question_that_names_its_document_is_asked_of_the_others_too(learned: tuple[list[Row], Path]) -> None:
    rows, _ = learned
    assert {row.group for row in rows if not row.alone} == {"report-0", "report-1", "report-2"}


def test_the_command_writes_a_model_that_the_product_reads(learned: tuple[list[Row], Path]) -> None:
    rows, path = learned
    with np.load(path, allow_pickle=False) as arrays:
        model = AnswerModel(dict(arrays))
    assert 0 < model.probability(rows[0].row) < 1
    assert set(model.effects(np.median([row.row for row in rows], axis=0).astype(np.float32)).values()) == {0.0}


def test_our_own_documents_lose_their_numbers_and_get_their_paragraphs_back(questions: Path, tmp_path: Path) -> None:
    records = reader_corpora.read_records(questions / "records.jsonl.xz")
    corpora = list(lay_out(records, [questions / "documents"], tmp_path))
    texts = {path.stem: path.read_text(encoding="utf-8") for each in corpora for path in each.folder.iterdir()}
    assert set(texts) == {"report-0", "report-1"}
    assert "[" not in texts["report-0"]
    assert "立案100件。常委会全年" in texts["report-0"]
    assert len(texts["report-0"].splitlines()) == 3
    assert sum(len(each.records) for each in corpora) == 8


def made_up(number: int = 600) -> Examples:
    """Rows of whole numbers, so that many lie on a threshold; the first signal decides, the second a little."""
    drawn = np.random.default_rng(3)
    rows = drawn.integers(0, 12, (number, 4)).astype(np.float32)
    chance = 1 / (1 + np.exp(-(rows[:, 0] - 6 + 0.2 * rows[:, 1])))
    groups = np.array([f"document {n % 20}" for n in range(number)])
    return Examples(rows, drawn.random(number) < chance, groups)


def test_the_arrays_compute_what_scikit_learn_computes() -> None:
    examples = made_up()
    model = learn(examples, {"max_iter": 30, "max_leaf_nodes": 6})
    trees = BoostedTrees.load(as_arrays(model, "decision", list("abcd")), "decision", list("abcd"))
    assert trees.scores(examples.rows) == pytest.approx(model.decision_function(examples.rows), abs=1e-4)


def test_no_document_is_on_both_sides_of_a_split() -> None:
    examples = made_up()
    folds = folds_of(examples.groups)
    assert len(set(folds)) > 1
    assert all(len(set(folds[examples.groups == group])) == 1 for group in set(examples.groups))


def test_what_is_held_out_is_told_apart_by_what_was_learned_elsewhere() -> None:
    examples = made_up()
    shares = held_out(examples, {"max_iter": 30, "max_leaf_nodes": 6})
    assert shares[examples.right].mean() > shares[~examples.right].mean() + 0.3
    shuffled = Examples(np.zeros_like(examples.rows), examples.right, examples.groups)
    blind = held_out(shuffled, {"max_iter": 30, "max_leaf_nodes": 6})
    assert abs(blind[examples.right].mean() - blind[~examples.right].mean()) < 0.05


def test_the_calibration_error_is_the_distance_of_what_is_given_from_what_is_right() -> None:
    right = np.array([True, False, True, True])
    assert calibration_error(np.array([0.5, 0.5, 1.0, 1.0]), right) == pytest.approx(0.0)
    assert calibration_error(np.array([0.9, 0.9, 0.9, 0.9]), right) == pytest.approx(0.15)


def test_the_learning_curve_has_a_line_for_each_size_below_all() -> None:
    lines = list(learning_curve(made_up(1200)))
    assert [line.split("|")[1].strip() for line in lines[2:]] == ["300", "1000", "all"]
    assert len(DECISION_NAMES) == len(set(DECISION_NAMES))
