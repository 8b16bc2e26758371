"""Tables of web pages, and of the HTML inside Markdown, as cells."""

from __future__ import annotations

from typing import Any

from lxml import etree
from lxml import html as lxml_html

from zhengxie_qa.documents.formats.lines import one_line
from zhengxie_qa.documents.formats.superscripts import write_raised
from zhengxie_qa.documents.formats.tables import Cells, across

_WIDEST = 64  # columns that a cell may span, and rows
_MOST_COLUMNS = 200  # of a table


def source_grid(source: str) -> tuple[list[Cells], int | None]:
    """Return the cells of the first table in a piece of HTML, and how many rows head it; none where there is none."""
    parser = lxml_html.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True, no_network=True)
    try:
        tree = lxml_html.fragment_fromstring(source, create_parent="div", parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return [], None
    write_raised(tree)
    table = tree.find(".//table")
    return ([], None) if table is None else table_grid(table)


def table_grid(table: Any) -> tuple[list[Cells], int | None]:
    """Return the cells of a table row by row, and how many of its first rows the page marks as header."""
    grid: list[Cells] = []
    down: dict[int, tuple[int, str]] = {}  # by column: how many rows a cell above still reaches, and its text
    marked = 0
    for row in table.iter("tr"):
        cells: Cells = []
        for cell in row.iter("td", "th"):
            _fill(cells, down)
            text = one_line(" ".join("".join(cell.itertext()).split()))
            for part in across(text, min(_spanned(cell, "colspan"), _MOST_COLUMNS - len(cells))):
                down[len(cells)] = (_spanned(cell, "rowspan") - 1, part)
                cells.append(part)
        _fill(cells, down)
        is_head = row.getparent().tag == "thead" or (row.find("th") is not None and row.find("td") is None)
        marked += is_head and marked == len(grid)
        grid.append(cells)
    return grid, marked or None


def _fill(cells: Cells, down: dict[int, tuple[int, str]]) -> None:
    """Put the cells that reach down from above where they stand next in the row."""
    while down.get(len(cells), (0, ""))[0] > 0:
        left, text = down[len(cells)]
        down[len(cells)] = (left - 1, text)
        cells.append(text)


def _spanned(cell: Any, attribute: str) -> int:
    value = (cell.get(attribute) or "1").strip()
    return max(1, min(int(value), _WIDEST)) if value.isascii() and value.isdigit() else 1
