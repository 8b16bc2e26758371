"""The tables of a sheet: an empty row ends one, unless the rows after it go on under the same header."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from zhengxie_qa.documents.formats.tables import Cells, begins_anew

Shown = Mapping[tuple[int, int], str]  # by row and column: what the cell shows
MOST_MERGED = 2_000  # cells that one merged cell is told to
WIDEST = 200  # columns: rows are filled up to the longest, and one of a million cells would fill a million rows


def sheet_tables(shown: Shown) -> list[list[Cells]]:
    """Return the tables of a sheet from top to bottom, without empty rows and columns."""
    filled: dict[int, list[int]] = {}  # the columns of each row
    for row, column in sorted(shown):
        filled.setdefault(row, []).append(column)
    runs = [[row for _, row in run] for _, run in groupby(enumerate(filled), lambda one: one[1] - one[0])]
    tables: list[tuple[list[int], list[int]]] = []  # rows and columns of each
    for run in runs:
        columns = sorted({column for row in run for column in filled[row]})[:WIDEST]
        if tables and _goes_on(shown, run, columns, tables[-1][1]):
            tables[-1][0].extend(run)
        else:
            tables.append((run, columns))
    return [[[shown.get((row, column), "") for column in columns] for row in run] for run, columns in tables]


def _goes_on(shown: Shown, run: list[int], columns: list[int], before: list[int]) -> bool:
    """Say whether these rows belong to the table above: they fill its columns and have no header of their own."""
    if len(before) < 2 or len(columns) < 2 or not set(columns) <= set(before):
        return False
    return not begins_anew([[shown.get((row, column), "") for column in columns] for row in run])
