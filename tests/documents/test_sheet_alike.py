"""A workbook says the same in the old and in the new format."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import openpyxl
import pytest
import xlwt

from zhengxie_qa.documents.formats.lines import Draft
from zhengxie_qa.documents.formats.old_sheet import read_old_sheet
from zhengxie_qa.documents.formats.sheet import read_sheet

Rows = Sequence[Sequence[object]]
TABLE: Rows = [("单位", "件数"), ("教育局", 12), ("水利局", 9)]


def new(sheets: Mapping[str, Rows], merged: Sequence[tuple[int, int, int, int]] = ()) -> Draft:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for top, left, bottom, right in merged:
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    buffer = io.BytesIO()
    book.save(buffer)
    return read_sheet(buffer.getvalue())


def old(sheets: Mapping[str, Rows], merged: Sequence[tuple[int, int, int, int]] = ()) -> Draft:
    book = xlwt.Workbook()
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        covered = {
            (row, column)
            for top, left, bottom, right in merged
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        }
        for r, row in enumerate(rows, 1):
            for c, value in enumerate(row, 1):
                if (r, c) not in covered and value is not None:
                    sheet.write(r - 1, c - 1, value)
        for top, left, bottom, right in merged:
            sheet.write_merge(top - 1, bottom - 1, left - 1, right - 1, rows[top - 1][left - 1])
    buffer = io.BytesIO()
    book.save(buffer)
    return read_old_sheet(buffer.getvalue())


@pytest.mark.parametrize(
    "sheets",
    [
        {"Sheet1": TABLE, "Sheet2": TABLE},
        {"办理情况": TABLE, "Sheet2": TABLE, "工作表3": TABLE},
        {"Sheet1": TABLE, "空": [], "立案": TABLE},
        {"表1": [("县政协提案办理情况",), *TABLE]},
    ],
)
def test_headings_and_numbers_of_tables_are_the_same(sheets: Mapping[str, Rows]) -> None:
    assert old(sheets).lines == new(sheets).lines


def test_a_default_name_is_no_heading_and_an_empty_sheet_keeps_its_number() -> None:
    found = old({"Sheet1": TABLE, "空": [], "立案": TABLE})
    assert [(line.text, line.level) for line in found.lines if line.level] == [("立案", 2)]
    assert [line.row for line in found.lines if line.row] == [(1, 1), (1, 2), (3, 1), (3, 2)]


def test_a_merged_cell_over_thousands_of_rows_is_told_to_as_many_in_both() -> None:
    rows = [("单位", "件数"), *(("教育局" if n == 0 else None, n) for n in range(2_500))]
    merged = [(2, 1, 2_501, 1)]
    found = old({"Sheet1": rows}, merged)
    assert found.lines == new({"Sheet1": rows}, merged).lines
    assert found.lines[1_900].text == "单位：教育局　件数：1900"


def test_an_error_is_no_value() -> None:
    assert [line.text for line in new({"Sheet1": [*TABLE, ("民政局", "#DIV/0!")]}).lines][-1] == "单位：民政局"
