"""Reader of .csv: encoding and delimiter are found out, rows read as those of a sheet."""

from __future__ import annotations

import csv
import io
from collections import Counter
from itertools import islice

from zhengxie_qa.documents.decoding import UnreadableError, decode
from zhengxie_qa.documents.formats.lines import Draft, visible
from zhengxie_qa.documents.formats.records import record_title, sheet_lines
from zhengxie_qa.documents.formats.sheet_blocks import WIDEST
from zhengxie_qa.documents.formats.tables import Cells

_DELIMITERS = (",", "\t", ";", "|")
_SAMPLE = 50  # rows that the delimiter is judged by
_DECLARATION = "sep="  # the first line with which Excel is told the delimiter


def read_delimited(data: bytes) -> Draft:
    """Read a .csv file; raises ``UnreadableError``."""
    text = visible(decode(data))
    declared = ""
    if text.lower().startswith(_DECLARATION) and text[len(_DECLARATION) + 1 :].startswith("\n"):
        declared, text = text[len(_DECLARATION)], text[len(_DECLARATION) + 2 :]
    csv.field_size_limit(len(text) + 1)  # a cell may hold a whole report
    try:
        rows = _rows(text, declared or _delimiter(text))
    except csv.Error as error:
        raise UnreadableError("不是完整的 CSV 表格，文件可能已损坏") from error
    width = max(map(len, rows), default=0)
    grid = [[*row, *[""] * (width - len(row))] for row in rows]
    title = record_title(grid, 1) if len(grid) == 2 else ""
    return Draft(sheet_lines(grid, 1), title=title)


def _rows(text: str, delimiter: str) -> list[Cells]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    return [cells for row in rows if any(cells := [cell.strip() for cell in row[:WIDEST]])]


def _delimiter(text: str) -> str:
    """Return the sign that cuts the most rows into equally many cells, more cells before fewer."""

    def evenness(delimiter: str) -> tuple[float, int]:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
        widths = Counter(len(row) for row in islice(rows, _SAMPLE) if row)
        width, count = max(widths.items(), key=lambda one: (one[1], one[0]), default=(1, 0))
        return (count / widths.total() if width > 1 else 0.0), width

    return max(_DELIMITERS, key=evenness)
