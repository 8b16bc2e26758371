"""Workbooks and lists with separators that other products were reported to misread."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, time
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.documents.test_other_formats import cell, open_sheet, row, sheet
from tests.support.office_files import saved
from tests.support.reported import Report, Reports

REPORTS = Reports()
_GITHUB = "https://github.com"


def book(rows: Sequence[Sequence[object]], formats: dict[str, str] | None = None) -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    for values in rows:
        made.active.append(list(values))
    for place, pattern in (formats or {}).items():
        made.active[place].number_format = pattern
    return made


@REPORTS.add(f"{_GITHUB}/iOfficeAI/OfficeCLI/issues/343", "a.xlsx", [["单位：教育局", "件数：12"]], ["jiaoyu"])
def readings_over_characters_are_no_part_of_a_cell() -> bytes:
    plain = saved(book([("单位", "件数"), ("教育局", 12)]))
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/sharedStrings.xml":
                reading = "<t>教育局</t><rPh sb='0' eb='3'><t>jiaoyu</t></rPh><phoneticPr fontId='0'/>"
                data = data.replace("<t>教育局</t>".encode(), reading.encode())
            new.writestr(name, data)
    return buffer.getvalue()


@REPORTS.add(
    f"{_GITHUB}/yfedoseev/office_oxide/issues/147",
    "a.xlsx",
    [["项目：修路", "工期：18个月", "用时：2.5 days", "投资：12百万"]],
    ["1900"],
)
def words_in_a_number_format_are_shown_and_are_no_date() -> bytes:
    rows = [("项目", "工期", "用时", "投资"), ("修路", 18, 2.5, 12_000_000)]
    return saved(book(rows, {"B2": '0"个月"', "C2": '0.0" days"', "D2": '#,##0,,"百万"'}))


@REPORTS.add(
    f"{_GITHUB}/knowledgestack/excel-parser/pull/13",
    "a.xlsx",
    [["单位：教育局", "件数：12"], ["单位：民政局"]],
    ["作废", "内部编号", "X-1"],
)
def hidden_rows_and_columns_are_not_read() -> bytes:
    rows = [("单位", "内部编号", "件数"), ("教育局", "X-1", 12), ("作废单位", "X-2", 99), ("民政局", "X-3", 21)]
    made = book(rows)
    made.active.row_dimensions[3].hidden = True
    made.active.column_dimensions["B"].hidden = True
    return saved(made)


@REPORTS.add(
    f"{_GITHUB}/bowenliang123/markdown-exporter/issues/73",
    "a.xlsx",
    [["编号：000123"], ["电话：06932169358293"]],
    ["E+12"],
)
def leading_zeros_and_long_numbers_are_kept() -> bytes:
    rows = [("编号", "电话", "件数"), (123, "06932169358293", 5)]
    return saved(book(rows, {"A2": "000000"}))


@REPORTS.add(
    f"{_GITHUB}/microsoft/markitdown/issues/2532",
    "a.xlsx",
    [["项目：甲", "金额：123456789.123"], ["项目：乙", "金额：0.1"], ["项目：丙", "金额：0.3"]],
    ["e+08", "E+08", "0.30000000000000004"],
)
def figures_are_told_with_all_their_digits_and_no_more() -> bytes:
    return saved(book([("项目", "金额"), ("甲", 123456789.123), ("乙", 0.1), ("丙", 0.1 + 0.2)]))


@REPORTS.add(
    f"{_GITHUB}/frictionlessdata/tabulator-py/issues/320",
    "a.xlsx",
    [["甲县", "本期", "一类", "户数", "120"], ["甲县", "下期", "一类", "占比", "9%"]],
)
def three_merged_lines_of_header_name_every_column() -> bytes:
    made = book(
        [
            ("地区", "本期", None, None, None, "下期", None),
            (None, "一类", None, "二类", None, "一类", None),
            (None, "户数", "占比", "户数", "占比", "户数", "占比"),
            ("甲县", 120, "12%", 80, "8%", 90, "9%"),
            ("乙县", 60, "6%", 40, "4%", 50, "5%"),
        ]
    )
    for area in ("A1:A3", "B1:E1", "F1:G1", "B2:C2", "D2:E2", "F2:G2"):
        made.active.merge_cells(area)
    return saved(made)


@REPORTS.add(
    f"{_GITHUB}/1Panel-dev/MaxKB/issues/6355",
    "a.xlsx",
    [["品名：大米", "单价：5.5"], ["品名：面粉", "单价：4.2"]],
)
def cells_that_are_only_formatted_are_not_read() -> bytes:
    made = book([("品名", "单价"), ("大米", 5.5), ("面粉", 4.2)])
    for column in range(3, 600):
        for line in range(1, 60):
            made.active.cell(line, column).number_format = "0.00"
    made.active.cell(20_000, 16_000).number_format = "0.00"
    return saved(made)


@REPORTS.add(
    f"{_GITHUB}/awalker89/openxlsx/issues/40", "a.xlsx", [["会议：常委会", "日期：2024年3月1日"]], ["2020", "2028"]
)
def dates_of_a_workbook_that_counts_from_1904_are_right() -> bytes:
    made = openpyxl.Workbook()
    made.epoch = CALENDAR_MAC_1904
    for values in (("会议", "日期"), ("常委会", date(2024, 3, 1))):
        made.active.append(values)
    made.active["B2"].number_format = 'yyyy"年"m"月"d"日"'
    return saved(made)


@REPORTS.add(
    f"{_GITHUB}/colearendt/xlsx/issues/7",
    "a.xlsx",
    [["单位：教育局", "办复率：98%"], ["单位：水利局", "件数：9"]],
    ["办复率：0"],
)
def an_error_in_a_cell_is_no_zero() -> bytes:
    return saved(
        book([("单位", "办复率", "件数"), ("教育局", "98%", 12), ("水利局", "#DIV/0!", 9), ("民政局", "#N/A", 21)])
    )


@REPORTS.add(
    f"{_GITHUB}/ropensci/readODS/issues/81",
    "a.ods",
    [["单位：教育局", "立案：5", "办结：5"], ["单位：民政局", "立案：7"]],
)
def equal_cells_written_once_stand_in_every_column() -> bytes:
    twice = cell("5", 'table:number-columns-repeated="2"')
    head = row(cell("单位"), cell("立案"), cell("办结"))
    same = row(cell("民政局"), cell("7"), cell("6"), attributes='table:number-rows-repeated="2"')
    return open_sheet(sheet([head, row(cell("教育局"), twice), same]))


@REPORTS.add(f"{_GITHUB}/jazzband/tablib/pull/615", "a.ods", [["单位：教育局", "措施：一是建校", "二是引才"]])
def a_cell_of_several_lines_is_one_cell() -> bytes:
    lines = "<table:table-cell><text:p>一是建校；</text:p><text:p>二是引才。</text:p></table:table-cell>"
    return open_sheet(sheet([row(cell("单位"), cell("措施")), row(cell("教育局"), lines)]))


@REPORTS.add(
    f"{_GITHUB}/thephpleague/csv/issues/586",
    "a.csv",
    [["单位,部门：教育局", "件数：12"], ["单位,部门：水利局", "件数：9"]],
)
def a_mark_before_a_quoted_header_does_no_harm() -> bytes:
    return b"\xef\xbb\xbf" + '"单位,部门",件数\r\n教育局,12\r\n水利局,9\r\n民政局,21\r\n'.encode()


@REPORTS.add(f"{_GITHUB}/adaltas/node-csv-parse/issues/250", "a.csv", [["单位：教育局", "件数：12", "满意率：98%"]])
def text_that_a_workbook_was_saved_as_is_read() -> bytes:
    return "单位\t件数\t满意率\r\n教育局\t12\t98%\r\n水利局\t9\t97%\r\n".encode("utf-16")


@REPORTS.add(f"{_GITHUB}/FourierTransformer/ftcsv/issues/10", "a.csv", [["单位：教育局", "件数：12"], ["单位：水利局"]])
def lines_that_end_as_on_old_machines_are_lines() -> bytes:
    return b"\xef\xbb\xbf" + "单位,件数\r教育局,12\r水利局,9\r".encode()


@REPORTS.add(
    f"{_GITHUB}/objectstack-ai/objectui/issues/2556",
    "a.csv",
    [["单位：教育局", "说明：三所学校，一所扩建"], ["单位：水利局"]],
)
def a_list_in_the_encoding_of_a_chinese_office_is_read() -> bytes:
    return "单位;件数;说明\r\n教育局;12;三所学校，一所扩建\r\n水利局;9;无\r\n".encode("gbk")


@REPORTS.add(
    f"{_GITHUB}/tidyverse/readxl/issues/716",
    "a.xlsx",
    [["会议：常委会", "日期：2024年1月1日", "时间：15:30"]],
    ["0.64", "45292"],
)
def a_time_of_day_is_told_as_one() -> bytes:
    rows = [("会议", "日期", "时间"), ("常委会", date(2024, 1, 1), time(15, 30))]
    return saved(book(rows, {"B2": 'yyyy"年"m"月"d"日"', "C2": "h:mm"}))


@REPORTS.add(
    f"{_GITHUB}/HXLStandard/libhxl-python/issues/90",
    "a.xlsx",
    [["片区：东片", "镇：甲镇", "件数：3"], ["片区：东片", "镇：乙镇", "件数：4"]],
)
def cells_merged_over_rows_of_a_sheet_stand_in_each() -> bytes:
    made = book([("片区", "镇", "件数"), ("东片", "甲镇", 3), (None, "乙镇", 4), ("西片", "丙镇", 5)])
    made.active.merge_cells("A2:A3")
    return saved(made)


@REPORTS.add(
    f"{_GITHUB}/1Panel-dev/MaxKB/issues/1573", "a.xlsx", [["单位：教育局", "说明：一是建校；", "二是引才。"]], ["\n"]
)
def a_cell_of_a_sheet_with_line_breaks_is_one_cell() -> bytes:
    return saved(book([("单位", "说明", "件数"), ("教育局", "一是建校；\n二是引才。", 3), ("水利局", "无", 2)]))


@REPORTS.add(
    f"{_GITHUB}/jferard/fastods/issues/7",
    "a.ods",
    [["片区：东片", "镇：甲镇", "件数：3"], ["片区：东片", "镇：乙镇", "件数：4"]],
)
def covered_cells_of_an_open_sheet_are_those_above() -> bytes:
    head = row(cell("片区"), cell("镇"), cell("件数"))
    first = row(cell("东片", 'table:number-rows-spanned="2"'), cell("甲镇"), cell("3"))
    return open_sheet(sheet([head, first, row("<table:covered-table-cell/>", cell("乙镇"), cell("4"))]))


@REPORTS.add(
    f"{_GITHUB}/adaltas/node-csv-parse/issues/300", "a.csv", [["单位：教育局", "评语：“很好”"], ["单位：水利局"]]
)
def quotes_within_a_field_do_not_swallow_what_follows() -> bytes:
    return '单位;评语;件数\r\n教育局;“很好”;12\r\n水利局;答复"及时";9\r\n民政局;好;3\r\n'.encode()


@pytest.mark.parametrize("report", list(REPORTS), ids=str)
def test_what_others_misread_is_read_right(report: Report, tmp_path: Path) -> None:
    assert report.misread(tmp_path) == []
