"""Of files with the same text one is searched and cited: the one with the plainest name."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhengxie_qa import Assistant

TEXT = "甲县政协常委会工作报告\n\n2024年全年征集提案120件，立案98件。\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    names = (
        "00 甲县政协常委会工作报告最终版2",
        "甲县政协常委会工作报告",
        "甲县政协常委会工作报告(1)",
        "报告 - 副本",
        "b",
    )
    for name in names:
        (folder / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    (folder / "乙.txt").write_text("乙县政协工作报告\n\n全年开展调研9次。\n", encoding="utf-8")
    return folder


def test_the_plainest_of_several_copies_is_cited(corpus: Path, tmp_path: Path) -> None:
    assistant = Assistant.open(corpus, tmp_path / "index")
    answer = assistant.ask("立案多少件？")
    assert [one.document for one in answer.citations] == ["甲县政协常委会工作报告.txt"]
    found = {hit.passage.document for hit in assistant.search("征集提案")}
    assert found <= {"甲县政协常委会工作报告.txt", "乙.txt"}
    assert len(assistant.documents) == 6


def test_a_copy_that_is_chosen_is_searched(corpus: Path, tmp_path: Path) -> None:
    answer = Assistant.open(corpus, tmp_path / "index").ask("立案多少件？", documents=["报告 - 副本.txt"])
    assert [one.document for one in answer.citations] == ["报告 - 副本.txt"]


def test_files_with_one_text_of_two_years_are_no_copies(corpus: Path, tmp_path: Path) -> None:
    for name in ("2021甲县名单", "2022甲县名单"):
        (corpus / f"{name}.txt").write_text("甲县政协委员名单\n\n张三、李四、王五。\n", encoding="utf-8")
    assistant = Assistant.open(corpus, tmp_path / "index")
    found = {hit.passage.document for hit in assistant.search("委员名单")}
    assert {"2021甲县名单.txt", "2022甲县名单.txt"} <= found
