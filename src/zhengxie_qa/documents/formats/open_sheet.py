"""Reader of .ods: rows of every visible sheet as the program shows them, numbers in their formats."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product
from typing import Any

from lxml import etree

from zhengxie_qa.documents.archives import checked_archive
from zhengxie_qa.documents.decoding import UnreadableError
from zhengxie_qa.documents.formats.lines import Draft, Line, one_line
from zhengxie_qa.documents.formats.records import sheet_lines, spanning_title
from zhengxie_qa.documents.formats.sheet_blocks import (
    MOST_MERGED,
    UNCOMPUTED,
    Hidden,
    hidden_sheets,
    is_default_name,
    sheet_tables,
)
from zhengxie_qa.documents.formats.tables import Across

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_MOST_REPEATED = 200  # times that a filled row or cell is repeated; empty ones fill the sheet's million rows
_MOST_CELLS = 1_000_000

_Shown = dict[tuple[int, int], str]


def read_open_sheet(data: bytes) -> Draft:
    """Read a .ods file; raises ``UnreadableError``."""
    with checked_archive(data) as archive:
        try:
            if b"encryption-data" in archive.read("META-INF/manifest.xml"):
                raise UnreadableError("有密码保护，请解除密码后再放入")
            content = archive.read("content.xml")
        except KeyError as error:
            raise UnreadableError("不是完整的 ODS 工作簿，文件可能已损坏") from error
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.LxmlError as error:
        raise UnreadableError("不是完整的 ODS 工作簿，文件可能已损坏") from error
    return _draft(root)


def _draft(root: Any) -> Draft:
    hidden_styles = {
        style.get(f"{_STYLE}name")
        for style in root.iter(f"{_STYLE}style")
        if any(one.get(f"{_TABLE}display") == "false" for one in style)
    }
    sheets = list(root.iter(f"{_TABLE}table"))
    visible = [sheet for sheet in sheets if sheet.get(f"{_TABLE}style-name") not in hidden_styles]
    lines: list[Line] = []
    number = 0
    notes: list[str] = []
    for sheet in visible:
        hidden = _hidden(sheet)
        notes += hidden.notes(one_line(sheet.get(f"{_TABLE}name") or ""))
        tables = sheet_tables(hidden.left_out(_shown(sheet)))
        number += not tables
        name = one_line(sheet.get(f"{_TABLE}name") or "")
        if tables and len(visible) > 1 and not is_default_name(name):
            lines.append(Line(name, 2))
        for grid in tables:
            number += 1
            lines += sheet_lines(grid, number, lines)
    names = [one_line(sheet.get(f"{_TABLE}name") or "") for sheet in sheets if sheet not in visible]
    return Draft(lines, title=spanning_title(lines), notes=[*hidden_sheets(names), *notes])


def _hidden(sheet: Any) -> Hidden:
    """Return the rows and columns that are hidden; those that a filter hides are said to be filtered."""
    found: list[frozenset[int]] = []
    for name in ("row", "column"):
        places: list[int] = []
        start = 0
        for element in sheet.iter(f"{_TABLE}table-{name}"):
            times = _count(element, f"number-{name}s-repeated")
            if element.get(f"{_TABLE}visibility") == "collapse":
                places += range(start, start + min(times, _MOST_REPEATED))
            start += times
        found.append(frozenset(places))
    return Hidden(*found)


def _shown(sheet: Any) -> _Shown:
    shown: _Shown = {}
    row = 0
    for element in sheet.iter(f"{_TABLE}table-row"):
        cells = list(_cells(element))
        times = _count(element, "number-rows-repeated")
        for again in range(min(times, _MOST_REPEATED) if cells else 0):
            for column, cell, text in cells:
                _spread(shown, row + again, column, cell, text)
            if len(shown) > _MOST_CELLS:
                raise UnreadableError("工作表过大，请拆分后再放入")
        row += times
    return shown


def _cells(row: Any) -> Iterator[tuple[int, Any, str]]:
    """Yield column, element and text of the filled cells of a row."""
    column = 0
    for cell in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
        times = _count(cell, "number-columns-repeated")
        text = _text(cell) if cell.tag == f"{_TABLE}table-cell" else ""
        if text:
            yield from ((column + again, cell, text) for again in range(min(times, _MOST_REPEATED)))
        column += times


def _text(cell: Any) -> str:
    """Return what the cell shows; a formula that no program has computed says so."""
    paragraphs = [one_line("".join(one.itertext())) for one in cell.iterchildren(f"{_TEXT}p")]
    text = " ".join(filter(None, paragraphs))
    if not text and cell.get(f"{_TABLE}formula"):
        return cell.get(f"{_OFFICE}value") or UNCOMPUTED
    return text


def _spread(shown: _Shown, row: int, column: int, cell: Any, text: str) -> None:
    """Put ``text`` into all places that a merged cell covers."""
    rows, columns = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
    for down, right in islice(product(range(rows), range(columns)), MOST_MERGED):
        shown[row + down, column + right] = Across(text) if right else text


def _count(element: Any, attribute: str) -> int:
    value = element.get(f"{_TABLE}{attribute}") or "1"
    return max(1, int(value)) if value.isascii() and value.isdigit() and len(value) < 10 else 1
