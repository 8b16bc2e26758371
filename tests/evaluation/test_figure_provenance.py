"""A figure of an answer counts as supported only where the answer says it is from."""

from __future__ import annotations

import pytest

from zhengxie_qa.evaluation.figure_provenance import FigureAudit, audit_figures
from zhengxie_qa.types import Answer, Citation, Document, Metadata

FIRST = "全年共征集提案211件，立案九十六件，服务群众1.2万人次。"
SECOND = "编印《禾川茶事》，首印３０００册，参与委员近百名。"
DOCUMENTS = {"report.txt": Document("report.txt", FIRST + SECOND, Metadata(year=2025), (), "")}


def cited(n: int, passage: str) -> Citation:
    return Citation(n, "report.txt", "工作报告", "2025年工作回顾 › 第3段", passage, passage, 0, len(passage))


def audit(text: str, asked: str = "几件？") -> FigureAudit:
    reply = Answer(asked, "answered", text, "generated", (cited(1, FIRST), cited(2, SECOND)))
    return audit_figures(reply, DOCUMENTS, asked)


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("征集提案211件[1]。", 1),
        ("征集提案２１１件，立案96件[1]。", 2),
        ("服务群众12000人次[1]；首印3000册[2]。", 2),
        ("所引见首印3000册、征集211件[1][2]。", 2),
        ("2025年：征集提案211件[1]。", 2),
        ("参与委员近百名[2]。", 1),
        ("1. 征集提案211件[1]\n2. 首印3000册[2]", 2),
        ("一批提案落地[1]。", 0),
        ("没有数字[1]。", 0),
    ],
)
def test_a_figure_is_supported_in_whatever_numerals_and_by_the_document_year(text: str, total: int) -> None:
    assert audit(text) == FigureAudit(total, ())


@pytest.mark.parametrize(
    ("text", "unsupported"),
    [
        ("征集提案212件[1]。", "212件"),
        ("首印3000册[1]。", "3000册"),  # another passage's
        ("征集提案11件[1]。", "11件"),  # inside another figure
        ("征集提案211条[1]。", "211条"),
        ("参与委员百名[2]。", "百名"),
        ("征集提案211件[1]，比上年多27件。", "27件"),
        ("共有38件。", "38件"),  # nothing cited
        ("2024年：征集提案211件[1]。", "2024年"),
    ],
)
def test_a_figure_from_elsewhere_is_not(text: str, unsupported: str) -> None:
    assert audit(text).unsupported == (unsupported,)


def test_a_difference_is_supported_when_it_is_said_to_be_computed() -> None:
    assert audit("征集211件[1]。\n两者相差27件（由211−184算得）。").unsupported == ()
    assert audit("征集211件[1]。\n两者相差27件。").unsupported == ("27件",)


def test_an_answer_may_count_what_it_goes_on_to_list() -> None:
    assert audit("主要有以下三个方面：\n征集211件[1]。").unsupported == ()
    assert audit("主要有三个问题。\n征集211件[1]。").unsupported == ("三个",)


def test_a_heading_is_held_by_the_title_and_place_of_what_follows() -> None:
    assert audit("《工作报告》中“2025年工作回顾”第3段：\n征集211件[1]。").unsupported == ()
    assert audit("《工作报告》中“2024年工作回顾”：\n征集211件[1]。").unsupported == ("2024年",)


def test_words_of_the_question_may_be_repeated_in_quotation_marks_only() -> None:
    asked = "征集几件，早上7点前走吗？"
    assert audit("征集211件[1]。关于“早上7点前走吗”，文档里没有说明。", asked).unsupported == ()
    assert audit("征集211件[1]。早上7点前走。", asked).unsupported == ("7点",)


def test_a_refusal_has_no_figures() -> None:
    reply = Answer("2019年几件？", "not_found", "文档里没有2019年的相关内容。", "extractive")
    assert audit_figures(reply, DOCUMENTS, "2019年几件？") == FigureAudit(0, ())


@pytest.mark.parametrize(("said", "unsupported"), [("5.2%", ()), ("5.2万吨", ("5.2万吨",)), ("5.3%", ("5.3%",))])
def test_a_cell_has_its_figure_in_the_unit_of_its_header(said: str, unsupported: tuple[str, ...]) -> None:
    row = "产品：玉米\u3000产量（万吨）：365.54\u3000比上年增长（%）：5.2"
    reply = Answer("几？", "answered", f"玉米比上年增长{said}[1]。", "extractive", (cited(1, row),))
    assert audit_figures(reply, DOCUMENTS, "几？").unsupported == unsupported
