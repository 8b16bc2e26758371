"""Among many documents or rows that differ in a number, the right one answers, or none."""

from __future__ import annotations

import pytest

from zhengxie_qa import Assistant

_COUNT = 60


def _code(number: int) -> str:
    return f"K{1000 + number * 37}"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("files")
    (corpus := folder / "corpus").mkdir()
    for number in range(1, _COUNT + 1):
        text = (
            f"第{number}号文件\n\n本文件由办公室编制，供内部使用。\n核定编码为{_code(number)}，金额{number * 3}万元。\n"
        )
        (corpus / f"f{number:03}.txt").write_text(text, encoding="utf-8")
    rows = "".join(f"| {number} | 关于改造{number * 7}号渠的提案 | 农业界 |\n" for number in range(1, _COUNT + 1))
    table = f"# 白水县政协提案一览表\n\n| 提案编号 | 题目 | 提出界别 |\n|---|---|---|\n{rows}"
    (corpus / "提案一览表.md").write_text(table, encoding="utf-8")
    return Assistant.open(corpus, folder / "index")


@pytest.mark.parametrize("number", range(4, _COUNT, 11))
def test_a_question_about_one_of_many_is_answered_from_that_one(files: Assistant, number: int) -> None:
    answer = files.ask(f"第{number}号文件的核定编码是什么？")
    assert answer.status == "answered"
    assert _code(number) in answer.answer
    assert {citation.document for citation in answer.citations} == {f"f{number:03}.txt"}


@pytest.mark.parametrize("number", range(4, _COUNT, 11))
def test_a_numbered_row_answers_by_itself(files: Assistant, number: int) -> None:
    answer = files.ask(f"{number}号提案的题目是什么？")
    assert answer.status == "answered"
    assert f"改造{number * 7}号渠" in answer.answer


def test_a_number_that_no_document_has_is_not_answered_from_another(files: Assistant) -> None:
    assert files.ask("第907号文件的核定编码是什么？").status == "not_found"
