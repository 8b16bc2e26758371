"""A sheet may hold several tables, and a header several rows."""

from __future__ import annotations

import datetime

import openpyxl
import pytest
import xlwt

from tests.support.office_files import saved
from zhengxie_qa.documents.decoding import UnreadableError
from zhengxie_qa.documents.formats.old_sheet import read_old_sheet
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


def test_an_old_workbook_shows_what_excel_shows() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    sheet.write_merge(0, 0, 0, 2, "办理情况表")
    for column, text in enumerate(("单位", "满意率", "日期")):
        sheet.write(1, column, text)
    sheet.write(2, 0, "住建局")
    sheet.write(2, 1, 0.985, xlwt.easyxf(num_format_str="0.0%"))
    sheet.write(2, 2, datetime.date(2024, 11, 15), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    data = saved(book)
    assert [line.text for line in read_old_sheet(data).lines] == [
        "办理情况表",
        "单位：住建局　满意率：98.5%　日期：2024-11-15",
    ]
    with pytest.raises(UnreadableError, match="已损坏"):
        read_old_sheet(data[: len(data) // 2])


def test_an_empty_column_parts_tables_side_by_side() -> None:
    rows: Rows = [
        ["乡镇", "人数", None, "站点", "场次"],
        ["青石镇", 18, None, "北站", 6],
        ["白沙镇", 12, None, "南站", 4],
    ]
    assert texts(rows) == [
        "乡镇：青石镇　人数：18",
        "乡镇：白沙镇　人数：12",
        "站点：北站　场次：6",
        "站点：南站　场次：4",
    ]
    gap: Rows = [["乡镇", "人数", None, "备注"], ["青石镇", 18, None, "新设"]]
    assert texts(gap) == ["乡镇：青石镇　人数：18　备注：新设"]
