"""The same table written in every format that can hold one."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import docx
import openpyxl
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from tests.support.office_files import saved
from zhengxie_qa.documents.formats.html import read_html
from zhengxie_qa.documents.formats.lines import Draft
from zhengxie_qa.documents.formats.markdown import read_markdown
from zhengxie_qa.documents.formats.pdf import read_pdf
from zhengxie_qa.documents.formats.sheet import read_sheet
from zhengxie_qa.documents.formats.word import read_word

LEFT, ABOVE = "<", "^"  # a cell that goes on from its left, or from above
_FONT = "STSong-Light"


@dataclass(frozen=True)
class Written:
    """A table: ``rows`` of cells, some of which only go on; the lines above it and below it."""

    name: str
    rows: Sequence[Sequence[str]]
    above: Sequence[str] = ()
    below: Sequence[str] = ()


def rows_of(draft: Draft) -> list[str]:
    """Return the lines of a draft that are rows of tables."""
    return [line.text for line in draft.lines if line.row is not None]


def word(table: Written) -> Draft:
    """Write ``table`` with Word and read it."""
    document = docx.Document()
    for line in table.above:
        document.add_paragraph(line)
    grid = document.add_table(rows=len(table.rows), cols=len(table.rows[0]))
    for row, column, text in _cells(table):
        grid.cell(row, column).text = text
    for top, left, bottom, right in _areas(table):
        text = grid.cell(top, left).text
        grid.cell(top, left).merge(grid.cell(bottom, right)).text = text
    for line in table.below:
        document.add_paragraph(line)
    return read_word(saved(document))


def sheet(table: Written) -> Draft:
    """Write ``table`` as a workbook, its lines in the first column above and below, and read it."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for line in table.above:
        page.append([line])
    first = len(table.above) + 1
    for row, column, text in _cells(table):
        page.cell(first + row, column + 1, text or None)
    for top, left, bottom, right in _areas(table):
        page.merge_cells(start_row=first + top, start_column=left + 1, end_row=first + bottom, end_column=right + 1)
    for place, line in enumerate(table.below):
        page.cell(first + len(table.rows) + place, 1, line)
    return read_sheet(saved(book))


def html(table: Written) -> Draft:
    """Write ``table`` as a web page and read it."""
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in _areas(table)}
    rows: dict[int, list[str]] = {}
    for row, column, text in _cells(table):
        down, over = spans.get((row, column), (1, 1))
        rows.setdefault(row, []).append(f'<td rowspan="{down}" colspan="{over}">{text}</td>')
    body = "".join(f"<tr>{''.join(rows.get(n, []))}</tr>" for n in range(len(table.rows)))
    above, below = ("".join(f"<p>{line}</p>" for line in lines) for lines in (table.above, table.below))
    page = f'<html><head><meta charset="utf-8"></head><body>{above}<table>{body}</table>{below}</body></html>'
    return read_html(page.encode())


def pdf(table: Written) -> Draft:
    """Print ``table`` with ruled lines and read it."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    style = ParagraphStyle("body", fontName=_FONT, fontSize=10, leading=16)
    width = len(table.rows[0])
    grid = [[""] * width for _ in table.rows]
    for row, column, text in _cells(table):
        grid[row][column] = text
    drawn = Table(grid, colWidths=[760 / width] * width)
    spans = [("SPAN", (left, top), (right, bottom)) for top, left, bottom, right in _areas(table)]
    drawn.setStyle([("FONT", (0, 0), (-1, -1), _FONT, 9), ("GRID", (0, 0), (-1, -1), 0.5, colors.black), *spans])
    above, below = ([Paragraph(line, style) for line in lines] for lines in (table.above, table.below))
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pagesize=landscape(A4)).build([*above, drawn, *below])
    return read_pdf(buffer.getvalue())


def markdown(table: Written) -> Draft:
    """Write ``table`` in Markdown, which merges no cells: what goes on sideways is empty, downwards is repeated."""
    told: list[list[str]] = []
    for cells in table.rows:
        above = told[-1] if told else []
        told.append([("" if c == LEFT else above[n] if c == ABOVE else c) for n, c in enumerate(cells)])
    lines = [f"| {' | '.join(cells)} |" for cells in told]
    rule = f"|{'---|' * len(table.rows[0])}"
    return read_markdown("\n\n".join([*table.above, "\n".join([lines[0], rule, *lines[1:]]), *table.below]).encode())


FORMATS: dict[str, Callable[[Written], Draft]] = {
    "docx": word,
    "xlsx": sheet,
    "html": html,
    "pdf": pdf,
    "md": markdown,
}


def _cells(table: Written) -> Iterator[tuple[int, int, str]]:
    for row, cells in enumerate(table.rows):
        for column, text in enumerate(cells):
            if text not in (LEFT, ABOVE):
                yield row, column, text


def _areas(table: Written) -> Iterator[tuple[int, int, int, int]]:
    """Yield top, left, bottom and right of each merged cell."""
    rows = table.rows
    for row, column, _ in _cells(table):
        right = column
        while right + 1 < len(rows[row]) and rows[row][right + 1] == LEFT:
            right += 1
        bottom = row
        while bottom + 1 < len(rows) and rows[bottom + 1][column] == ABOVE:
            bottom += 1
        if (bottom, right) != (row, column):
            yield row, column, bottom, right
