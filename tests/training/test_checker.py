"""The checker's decision is learned by a command, by documents, and what it writes is read back by the package."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import numpy as np
import pytest
from training.checker_rows import Part, parts_of, read_statements

from training import checker
from zhengxie_qa.checking.statement_signals import NAMES as STATEMENT_NAMES
from zhengxie_qa.checking.unit_signals import NAMES as UNIT_NAMES
from zhengxie_qa.reading import BoostedTrees

TOWNS = ("白沙", "青禾", "石门", "云岭", "临江", "北塔")


@pytest.fixture(scope="module")
def statements(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of each town's report two passages, and of each passage a true statement and a lie."""
    records = []
    for number, town in enumerate(TOWNS):
        passages = (
            f"2024年，{town}县政协共收到提案{200 + number}件，立案{150 + number}件，全部办结。",
            f"{town}县政协围绕校园食品安全开展民主监督，形成报告{3 + number}份，县政府应当书面答复。",
        )
        for passage, lies in zip(passages, (f"{151 + number}件", f"{9 + number}份"), strict=True):
            told = passage.replace(f"{150 + number}件", lies).replace(f"{3 + number}份", lies)
            common = {"part": "open", "document": f"report-{number}", "passages": [passage], "note": ""}
            honest = {"statement": f"文件写到，{passage}", "label": "honest", "kind": "", "style": "plain", "words": ""}
            lie = {"statement": told, "label": "lie", "kind": "figure", "style": "", "words": lies}
            records += [common | honest, common | lie]
    path = tmp_path_factory.mktemp("statements") / "statements.jsonl.xz"
    with lzma.open(path, "wt", encoding="utf-8") as packed:
        packed.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    return path


@pytest.fixture(scope="module")
def parts(statements: Path) -> list[Part]:
    return parts_of(read_statements(statements, "open"))


def test_a_lie_is_false_beside_its_own_passages_and_all_is_false_beside_others(parts: list[Part]) -> None:
    assert {part.beside for part in parts} == {"own", "among others", "others", "scripted"}
    own = [part for part in parts if part.beside == "own"]
    assert sum(part.false for part in own) == len(own) / 2
    assert all(part.false for part in parts if part.beside == "others")


def test_the_lying_words_are_the_units_that_lie(parts: list[Part]) -> None:
    for part in (part for part in parts if part.beside == "own" and part.false):
        (lying,) = (unit.text for unit, lies in zip(part.matching.units, part.lies, strict=True) if lies)
        assert lying[-1] in "件份"


def test_the_model_written_is_the_one_that_the_package_reads(
    statements: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "checker.npz"
    checker.main(["--statements", str(statements), "--write", "--out", str(out)])
    told = capsys.readouterr().out
    assert "area under the ROC curve" in told
    assert "contradicted told as such" in told
    with np.load(out, allow_pickle=False) as arrays:
        for name, columns in (("unit", UNIT_NAMES), ("statement", STATEMENT_NAMES), ("stray", STATEMENT_NAMES)):
            scores = BoostedTrees.load(arrays, name, columns).scores(np.zeros((2, len(columns)), dtype=np.float32))
            assert np.isfinite(scores).all()
        assert 0 < float(arrays["threshold"]) <= 1
