"""How likely a sentence answers is learned by a command, from what the product itself knew of its best sentences."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from training.certainty import fitted, main
from training.certainty_rows import Judged, judged_of
from training.reader_corpora import AskedCorpus

import zhengxie_qa
from zhengxie_qa.reading import FACTS, Regression

TREES = Path(zhengxie_qa.__file__).parent / "model" / "reader.npz"
COLLECTED = "2024年，白沙县政协共征集提案120件，立案100件。"


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> list[Judged]:
    folder = tmp_path_factory.mktemp("certainty")
    (folder / "corpus").mkdir()
    text = f"政协白沙县委员会常务委员会工作报告\n{COLLECTED}\n民主监督围绕校园食品安全开展。\n"
    (folder / "corpus" / "report.txt").write_text(text, encoding="utf-8")
    common = {"document": "report", "kind": "number"}
    records = (
        common | {"question": "征集提案多少件？", "answerable": True, "evidence": [COLLECTED], "spans": ["120件"]},
        common | {"question": "白沙县立案多少件？", "answerable": True, "evidence": [COLLECTED], "spans": []},
        common | {"question": "办结提案多少件？", "answerable": False, "evidence": []},
        common | {"document": "missing", "question": "提案多少件？", "answerable": False, "evidence": []},
    )
    return judged_of(AskedCorpus(folder / "corpus", records), folder / "index", TREES)


def test_a_sentence_is_right_by_the_evidence(judged: list[Judged]) -> None:
    assert {each.right for each in judged if each.answerable} == {True}
    assert {each.right for each in judged if not each.answerable} == {False}


def test_what_the_product_decides_by_comes_once_for_each_question(judged: list[Judged]) -> None:
    assert sum(each.last for each in judged) == 4  # one names its place, and is asked of all documents too
    for each in judged:
        assert set(FACTS[each.source]) <= set(each.facts)


def test_what_is_learned_tells_right_from_wrong() -> None:
    facts = dict.fromkeys(FACTS["reader"], 0.0)
    rows = [
        Judged(True, "reader", True, False, facts | {"read": float(number % 9 - 4)}, number % 9 > 4)
        for number in range(90)
    ]
    regression = Regression.load(fitted("reader", rows), "reader")
    likely, unlikely = (regression.probability(facts | {"read": said}) for said in (3.0, -3.0))
    assert unlikely < 0.2
    assert likely > 0.8
    assert np.isfinite(regression.weights).all()


def test_the_command_says_what_it_needs(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([])
    assert "--rows" in capsys.readouterr().err
