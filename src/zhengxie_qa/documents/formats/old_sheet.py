"""Reader of .xls, the workbooks of Excel before 2007: rows as those of .xlsx, values as they are shown."""

from __future__ import annotations

import struct
from itertools import islice, product
from typing import Any

import xlrd

from zhengxie_qa.documents.decoding import UnreadableError
from zhengxie_qa.documents.formats.lines import Draft, Line, one_line
from zhengxie_qa.documents.formats.number_formats import shown_value
from zhengxie_qa.documents.formats.records import sheet_lines, spanning_title
from zhengxie_qa.documents.formats.sheet_blocks import MOST_MERGED, Hidden, hidden_sheets, is_default_name, sheet_tables
from zhengxie_qa.documents.formats.tables import Across


def read_old_sheet(data: bytes) -> Draft:
    """Read a .xls file; raises ``UnreadableError``."""
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True)
        return _draft(book)
    except xlrd.XLRDError as error:
        locked = "encrypted" in str(error).lower()
        reason = "有密码保护，请解除密码后再放入" if locked else "不是完整的 Excel 工作簿，文件可能已损坏"
        raise UnreadableError(reason) from error
    except (xlrd.compdoc.CompDocError, struct.error, ValueError, TypeError, LookupError, AssertionError) as error:
        raise UnreadableError("不是完整的 Excel 工作簿，文件可能已损坏") from error


def _draft(book: Any) -> Draft:
    lines: list[Line] = []
    number = 0
    sheets = [sheet for sheet in book.sheets() if sheet.visibility == 0]
    notes: list[str] = []
    for sheet in sheets:
        hidden = _hidden(sheet)
        notes += hidden.notes(one_line(sheet.name))
        tables = sheet_tables(hidden.left_out(_shown(book, sheet)))
        number += not tables  # an empty sheet keeps its number
        if tables and len(sheets) > 1 and not is_default_name(sheet.name):
            lines.append(Line(one_line(sheet.name), 2))
        for grid in tables:
            number += 1
            lines += sheet_lines(grid, number, lines)
    names = [one_line(sheet.name) for sheet in book.sheets() if sheet.visibility != 0]
    return Draft(lines, title=spanning_title(lines), notes=[*hidden_sheets(names), *notes])


def _hidden(sheet: Any) -> Hidden:
    rows, columns = sheet.rowinfo_map.items(), sheet.colinfo_map.items()
    return Hidden(
        frozenset(n for n, row in rows if row.hidden and not row.outline_level),
        frozenset(n for n, column in columns if column.hidden and not column.outline_level),
    )


def _shown(book: Any, sheet: Any) -> dict[tuple[int, int], str]:
    places = ((row, column) for row in range(sheet.nrows) for column in range(sheet.row_len(row)))
    shown = {place: text for place in places if (text := _text(book, sheet.cell(*place)))}
    for top, bottom, left, right in sheet.merged_cells:
        text = shown.get((top, left), "")
        if text:
            for row, column in islice(product(range(top, bottom), range(left, right)), MOST_MERGED):
                shown[row, column] = Across(text) if column > left else text
    return shown


def _text(book: Any, cell: Any) -> str:
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR):
        return ""
    value: Any = cell.value
    pattern = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        value = bool(value)
    elif cell.ctype == xlrd.XL_CELL_DATE:
        value = xlrd.xldate_as_datetime(value, book.datemode)
    return shown_value(value, pattern)
