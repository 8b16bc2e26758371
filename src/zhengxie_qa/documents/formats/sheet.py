"""Reader of .xlsx: every row of every visible sheet, each cell named by its header and written as it is shown."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import islice, product
from typing import Any

import openpyxl
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from zhengxie_qa.documents.archives import checked_archive
from zhengxie_qa.documents.decoding import UnreadableError
from zhengxie_qa.documents.formats.formulas import Formulas
from zhengxie_qa.documents.formats.lines import Draft, Line, one_line
from zhengxie_qa.documents.formats.number_formats import shown_value
from zhengxie_qa.documents.formats.records import sheet_lines, spanning_title
from zhengxie_qa.documents.formats.sheet_blocks import (
    MOST_MERGED,
    UNCOMPUTED,
    WIDEST,
    Hidden,
    hidden_sheets,
    is_default_name,
    sheet_tables,
)
from zhengxie_qa.documents.formats.tables import Across, Cells

_SMALL = 4 * 2**20  # bytes unpacked, up to which a workbook is read whole: only then are its merged cells known
_UNCOMPUTED = re.compile(rb"<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>|</c>)")


def read_sheet(data: bytes) -> Draft:
    """Read a .xlsx file; raises ``UnreadableError``."""
    with checked_archive(data) as archive:
        size = sum(info.file_size for info in archive.infolist() if info.filename.endswith(".xml"))
        uncomputed = size <= _SMALL and _has_uncomputed(archive)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=size > _SMALL, data_only=True)
        written = openpyxl.load_workbook(io.BytesIO(data)) if uncomputed else None
        try:
            return _draft(book, written)
        finally:
            book.close()
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, InvalidFileException) as error:
        raise UnreadableError("不是完整的 Excel 工作簿，文件可能已损坏") from error


def _has_uncomputed(archive: zipfile.ZipFile) -> bool:
    """Say whether a sheet has a formula without the value that a program computed when it saved the file."""
    names = (name for name in archive.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml"))
    return any(_UNCOMPUTED.search(archive.read(name)) for name in names)


def _draft(book: Any, written: Any) -> Draft:
    lines: list[Line] = []
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    number = 0
    notes: list[str] = []
    for sheet in sheets:
        hidden = _hidden(sheet)
        notes += hidden.notes(one_line(sheet.title))
        tables = _tables(sheet, written[sheet.title] if written is not None else None, hidden)
        number += not tables  # an empty sheet keeps its number
        if tables and len(sheets) > 1 and not is_default_name(sheet.title):
            lines.append(Line(one_line(sheet.title), 2))
        for grid in tables:
            number += 1
            lines += sheet_lines(grid, number, lines)
    names = [one_line(sheet.title) for sheet in book.worksheets if sheet.sheet_state != "visible"]
    properties = {"title": one_line(book.properties.title or "")}
    return Draft(lines, title=spanning_title(lines), properties=properties, notes=[*hidden_sheets(names), *notes])


def _hidden(sheet: Any) -> Hidden:
    """Return what a person who opens the sheet does not see; rows that a filter or a closed group hides are seen."""
    rows = getattr(sheet, "row_dimensions", {})
    columns = getattr(sheet, "column_dimensions", {})
    filtered = sheet.auto_filter if rows else None
    kept = range(0)
    if filtered is not None and filtered.ref and filtered.filterColumn:
        _, first, _, last = range_boundaries(filtered.ref)
        kept = range(first or 0, (last or 0) + 1)
    return Hidden(
        frozenset(n for n, row in rows.items() if row.hidden and not row.outlineLevel and n not in kept),
        frozenset(
            n
            for column in columns.values()
            if column.hidden and not column.outlineLevel
            for n in range(column.min or 0, min(column.max or 0, WIDEST) + 1)
        ),
    )


def _tables(sheet: Any, written: Any, hidden: Hidden) -> list[list[Cells]]:
    shown = {(cell.row, cell.column): text for cell in _cells(sheet) if (text := _shown(cell))}
    if written is not None:
        shown |= _computed(sheet, written)
    merged = getattr(sheet, "merged_cells", None)
    for area in merged.ranges if merged is not None else ():
        text = shown.get((area.min_row, area.min_col), "")
        if text:
            places = product(range(area.min_row, area.max_row + 1), range(area.min_col, area.max_col + 1))
            for row, column in islice(places, MOST_MERGED):
                shown[row, column] = Across(text) if column > area.min_col else text
    return sheet_tables(hidden.left_out(shown))


def _computed(sheet: Any, written: Any) -> dict[tuple[int, int], str]:
    """Return what the cells show whose formulas no program has computed; ``written`` is the sheet with formulas."""
    values = {(cell.row, cell.column): cell.value for cell in _cells(written)}
    known = {(cell.row, cell.column): cell.value for cell in _cells(sheet) if cell.value is not None}
    formulas = Formulas({**values, **known})
    found: dict[tuple[int, int], str] = {}
    for cell in _cells(written):
        place = (cell.row, cell.column)
        if place not in known and cell.data_type == "f":
            value = formulas.value(place)
            found[place] = UNCOMPUTED if value is None else shown_value(value, str(cell.number_format or "General"))
    return found


def _cells(sheet: Any) -> Iterator[Any]:
    """Yield the cells that the file has; a sheet says of itself that it is a million rows long, and has ten."""
    stored = getattr(sheet, "_cells", None)
    yield from (
        stored.values() if stored is not None else (cell for row in sheet.iter_rows() for cell in row if cell.value)
    )


def _shown(cell: Any) -> str:
    """Return the cell's value as Excel shows it; an error says nothing of what was meant."""
    if getattr(cell, "data_type", "") == "e":
        return ""
    return shown_value(cell.value, str(getattr(cell, "number_format", None) or "General"))
