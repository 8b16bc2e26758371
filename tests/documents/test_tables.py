"""A table row is one line that names each of its cells by the header above it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.documents.formats.tables import table_lines
from zhengxie_qa.text.sentences import sentences


def texts(grid: list[list[str]], header_rows: int | None = None) -> list[str]:
    return [line.text for line in table_lines(grid, 1, header_rows)]


def test_a_row_names_its_cells_by_their_header() -> None:
    grid = [["序号", "任务", "完成时限"], ["1", "修订规程", "2024年10月10日前"], ["2", "定稿", "9月底"]]
    lines = table_lines(grid, 3)
    assert [line.text for line in lines] == [
        "序号：1　任务：修订规程　完成时限：2024年10月10日前",
        "序号：2　任务：定稿　完成时限：9月底",
    ]
    assert [line.row for line in lines] == [(3, 1), (3, 2)]
    assert {line.level for line in lines} == {0}


@pytest.mark.parametrize(
    ("grid", "expected"),
    [
        ([["项目", "数量"], ["提案", "236件"]], ["项目：提案　数量：236件"]),
        ([["", "2023年", "2024年"], ["立案", "188", "190"]], ["立案　2023年：188　2024年：190"]),
        (
            [["姓名", "职务"], ["张三", "主席"], ["李四", "秘书长"]],
            ["姓名：张三　职务：主席", "姓名：李四　职务：秘书长"],
        ),
        ([["案由", "关于充电设施的提案"], ["提案者", "某支部"]], ["案由：关于充电设施的提案", "提案者：某支部"]),
        (
            [["会议名称", "主席会议", "时间", "9月12日"], ["主持", "张三", "记录", "李四"]],
            ["会议名称：主席会议　时间：9月12日", "主持：张三　记录：李四"],
        ),
        ([["236", "188"], ["12", "13"]], ["236　188", "12　13"]),
        ([["项目", "责任单位", "备注"]], ["项目　责任单位　备注"]),
        ([["项目", "数量"], ["提案", ""]], ["项目　数量", "项目：提案"]),
        ([["第一段文字。\n第二段文字。"]], ["第一段文字。", "第二段文字。"]),
    ],
)
def test_headers_forms_and_tables_without_either_are_told_apart(grid: list[list[str]], expected: list[str]) -> None:
    assert texts(grid) == expected


def test_a_header_of_two_rows_is_joined_by_column() -> None:
    grid = [["单位", "提案", "提案"], ["单位", "件数", "办复率"], ["教育局", "12", "100%"], ["水利局", "8", "98%"]]
    assert texts(grid) == ["单位：教育局　提案件数：12　提案办复率：100%", "单位：水利局　提案件数：8　提案办复率：98%"]


def test_cells_that_span_the_table_are_lines_above_the_rows() -> None:
    grid = [
        ["任务分工表"] * 2,
        ["任务", "单位"],
        ["一、协商"] * 2,
        ["调研", "提案委"],
        ["任务", "单位"],
        ["座谈", "经科委"],
    ]
    lines = table_lines(grid, 1)
    assert [line.text for line in lines] == [
        "任务分工表",
        "一、协商",
        "任务：调研　单位：提案委",
        "任务：座谈　单位：经科委",  # the header, repeated on the next page, is no row
    ]
    assert [line.row for line in lines] == [None, None, (1, 1), (1, 2)]


def test_the_format_knows_better_where_the_header_is() -> None:
    grid = [["甲", "乙"], ["丙", "丁"]]
    assert texts(grid, 1) == ["甲：丙　乙：丁"]


def test_a_row_is_one_sentence_whatever_marks_are_in_its_cells() -> None:
    row = "任务：调研。座谈；走访　责任单位：提案委；经科委　完成时限：12月5日前"
    text = f"分工如下：\n{row}\n会议要求。会后落实。"
    assert [text[start:end] for start, end in sentences(text)] == ["分工如下：", row, "会议要求。", "会后落实。"]


cells = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=12)


@given(st.integers(2, 5).flatmap(lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), max_size=6)))
def test_every_cell_is_found_in_the_lines(grid: list[list[str]]) -> None:
    lines = table_lines(grid, 1)
    whole = "".join("\n".join(line.text for line in lines).split())
    heads = [row for row in grid if any(cell.strip() for cell in row)]
    for row in heads:
        for cell in row:
            assert "".join(cell.split()).rstrip("：:") in whole or heads.count(row) > 1
    assert [line.row for line in lines if line.row] == [
        (1, n + 1) for n in range(sum(line.row is not None for line in lines))
    ]
