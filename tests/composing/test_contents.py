"""Who asks what there is gets the list of documents; of a single one its outline is meant."""

from __future__ import annotations

import pytest

from tests.support.small_corpus import assistant_over
from zhengxie_qa import Assistant

_REPORT = "政协{place}委员会常务委员会2024年工作报告\n\n一、2023年工作回顾\n一年来，共征集提案{number}件。\n"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    texts = {
        f"{n}.txt": _REPORT.format(place=place, number=n) for n, place in enumerate(("白河县", "青山县"), start=11)
    }
    return assistant_over(tmp_path_factory.mktemp("two"), {**texts, "制度.txt": "学习制度\n\n第一条 每月学习一次。\n"})


@pytest.mark.parametrize(
    "turn",
    [
        "有哪些文件？",
        "这里一共有多少份材料",
        "这些材料都讲了什么？",
        "What is in these documents?",
        "list all documents",
    ],
)
def test_what_there_is_is_listed(assistant: Assistant, turn: str) -> None:
    answer = assistant.ask(turn)
    assert answer.status == "talk"
    assert "3" in answer.answer
    assert "白河县" in answer.answer
    assert "《学习制度》" in answer.answer


@pytest.mark.parametrize(
    "turn", ["包括哪些内容？", "申请时有哪些材料要交？", "有哪些报告是去年作的？", "文件里讲了哪些制度？"]
)
def test_a_question_to_the_documents_is_not_taken_for_it(assistant: Assistant, turn: str) -> None:
    assert assistant.ask(turn).status != "talk"


def test_of_a_single_document_its_outline_is_meant(report: Assistant) -> None:
    answer = report.ask("这些材料都讲了什么？")
    assert answer.status == "answered"
    assert answer.citations
