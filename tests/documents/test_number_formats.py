"""Numbers as a workbook shows them; rows and columns that it hides."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest

from tests.support.office_files import saved
from zhengxie_qa.documents.formats.number_formats import shown_value
from zhengxie_qa.documents.formats.sheet import read_sheet

ACCOUNTING = r'_ * #,##0.00_ ;_ * \-#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "pattern", "shown"),
    [
        (0.985, "0.0%", "98.5%"),
        (12345, r'0\.0,"万"', "1.2万"),
        (12_000_000, '#,##0,,"百万"', "12百万"),
        (18, '0"个月"', "18个月"),
        (7, '"第"0"号"', "第7号"),
        (123, "000000", "000123"),
        (12345678, "0000-0000", "1234-5678"),
        (-1234, r"#,##0;[Red]\(#,##0\)", "-1,234"),
        (-1234, "#,##0;[Red]#,##0", "-1,234"),
        (-5.5, ACCOUNTING, "-5.50"),
        (0, ACCOUNTING, "-"),
        (1234.5, "[$¥-804]#,##0.00", "¥1,234.50"),
        (120_000, '[>=10000]0.0,"千";0', "120.0千"),
        (5, '[>=10000]0.0,"千";0', "5"),
        (1.5, "0.##", "1.5"),
        (0.5, "# ?/?", "0.5"),
        (0.1 + 0.2, "General", "0.3"),
        (1e15, "General", "1000000000000000"),
        (-0.001, "0.0", "0.0"),
        (date(2024, 3, 1), 'yyyy"年"m"月"d"日"', "2024年3月1日"),
        (True, "General", "是"),
    ],
)
def test_a_number_is_told_as_it_is_shown(value: object, pattern: str, shown: str) -> None:
    assert shown_value(value, pattern) == shown


def test_what_is_hidden_is_said_and_what_is_filtered_or_folded_away_is_read() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (("单位", "编号", "件数"), ("教育局", "X1", 12), ("水利局", "X2", 9), ("民政局", "X3", 21)):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    draft = read_sheet(saved(book))
    assert [line.text for line in draft.lines] == ["单位：教育局　件数：12", "单位：民政局　件数：21"]
    assert draft.notes == ["工作表“Sheet”隐藏的 1 行、1 列"]

    sheet.auto_filter.ref = "A1:C4"
    sheet.auto_filter.add_filter_column(0, ["教育局", "民政局"])
    sheet.column_dimensions.group("B", hidden=True)
    draft = read_sheet(saved(book))
    assert [line.text for line in draft.lines][1] == "单位：水利局　编号：X2　件数：9"
    assert draft.notes == []
