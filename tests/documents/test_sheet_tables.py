"""A sheet may hold several tables, and a header several rows."""

from __future__ import annotations

import openpyxl

from tests.support.office_files import saved
from zhengxie_qa.documents.formats.sheet import read_sheet

Rows = list[list[str | int | None]]


def texts(rows: Rows, *merged: str) -> list[str]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    return [line.text for line in read_sheet(saved(book)).lines]


FIRST: Rows = [["界别", "提案数"], ["农业界", 31]]


def test_an_empty_row_ends_a_table() -> None:
    second: Rows = [["乡镇", "站长", "人数"], ["青石镇", "甲", 8]]
    assert texts([*FIRST, [None], *second]) == ["界别：农业界　提案数：31", "乡镇：青石镇　站长：甲　人数：8"]
    caption: Rows = [["各乡镇联络站"]]
    assert texts([*FIRST, [None], *caption, *second], "A4:C4")[1:] == [
        "各乡镇联络站",
        "乡镇：青石镇　站长：甲　人数：8",
    ]


def test_rows_without_a_header_go_on_under_the_one_above() -> None:
    assert texts([*FIRST, [None], ["教育界", 26], ["医卫界", 8]]) == [
        "界别：农业界　提案数：31",
        "界别：教育界　提案数：26",
        "界别：医卫界　提案数：8",
    ]


def test_a_group_under_an_empty_row_keeps_the_header_above() -> None:
    assert texts([*FIRST, [None], ["其他界别", "其他界别"], ["教育界", 26]])[1:] == [
        "其他界别",
        "界别：教育界　提案数：26",
    ]


def test_all_rows_of_a_header_name_a_column() -> None:
    rows: Rows = [
        ["单位", "2023年", None, None, None],
        [None, "提案", None, "信息", None],
        [None, "提交", "立案", "报送", "采用"],
        ["某支部", 12, 10, 30, 8],
        ["另一支部", 9, 7, 22, 5],
    ]
    assert texts(rows, "A1:A3", "B1:E1", "B2:C2", "D2:E2")[0] == (
        "单位：某支部　2023年提案提交：12　2023年提案立案：10　2023年信息报送：30　2023年信息采用：8"
    )
