"""The tables of a sheet: an empty row ends one, unless the rows after it go on under the same header.

Two that stand side by side, each with a header of its own, are parted by an empty column.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from zhengxie_qa.documents.formats.tables import Cells, begins_anew, name_columns

Shown = Mapping[tuple[int, int], str]  # by row and column: what the cell shows
MOST_MERGED = 2_000  # cells that one merged cell is told to
UNCOMPUTED = "公式未计算"  # what a cell shows whose formula no program has computed
_DEFAULT_NAME = re.compile(r"(?:sheet|工作表|表)\s*\d*", re.IGNORECASE)
WIDEST = 200  # columns: rows are filled up to the longest, and one of a million cells would fill a million rows


@dataclass(frozen=True, slots=True)
class Hidden:
    """The rows and columns of a sheet that a person who opens it does not see, counted as its cells are."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()

    def left_out(self, shown: Shown) -> Shown:
        """Return ``shown`` without these."""
        if not self.rows and not self.columns:
            return shown
        return {(row, column): text for (row, column), text in shown.items() if not self.hides(row, column)}

    def hides(self, row: int, column: int) -> bool:
        """Say whether a cell is not seen."""
        return row in self.rows or column in self.columns

    def notes(self, name: str) -> list[str]:
        """Say what is not read of the sheet called ``name``."""
        counts = ((len(self.rows), "行"), (len(self.columns), "列"))
        told = "、".join(f"{count} {unit}" for count, unit in counts if count)
        return [f"工作表“{name}”隐藏的 {told}"] if told else []


def sheet_tables(shown: Shown) -> list[list[Cells]]:
    """Return the tables of a sheet from top to bottom, without empty rows and columns."""
    filled: dict[int, list[int]] = {}  # the columns of each row
    for row, column in sorted(shown):
        filled.setdefault(row, []).append(column)
    runs = [[row for _, row in run] for _, run in groupby(enumerate(filled), lambda one: one[1] - one[0])]
    tables: list[tuple[list[int], list[int]]] = []  # rows and columns of each
    beside = [block for run in runs for block in _side_by_side(shown, run, filled)]
    for run, columns in beside:
        if tables and _goes_on(shown, run, columns, tables[-1][1]):
            tables[-1][0].extend(run)
        else:
            tables.append((run, columns))
    return [[[shown.get((row, column), "") for column in columns] for row in run] for run, columns in tables]


def is_default_name(name: str) -> bool:
    """Say whether a sheet is called as the program called it, and nobody named it."""
    return _DEFAULT_NAME.fullmatch(name) is not None


def hidden_sheets(names: list[str]) -> list[str]:
    """Say which sheets a workbook hides, and so are not read."""
    return [f"隐藏的工作表：{'、'.join(names)}"] if names else []


def _side_by_side(shown: Shown, run: list[int], filled: Mapping[int, list[int]]) -> list[tuple[list[int], list[int]]]:
    """Return the rows and columns of each table in a run of rows; of one where an empty column parts no two."""
    columns = sorted({column for row in run for column in filled[row]})[:WIDEST]
    groups = [[column for _, column in group] for _, group in groupby(enumerate(columns), lambda one: one[1] - one[0])]
    blocks = [([row for row in run if set(group) & set(filled[row])], group) for group in groups]
    whole = [(run, columns)]
    if len(blocks) < 2 or any(len(group) < 2 for _, group in blocks):
        return whole
    heads = [[shown.get((rows[0], column), "") for column in group] for rows, group in blocks]
    parted = all(len(rows) > 1 for rows, _ in blocks) and all(name_columns(head) for head in heads)
    return blocks if parted else whole


def _goes_on(shown: Shown, run: list[int], columns: list[int], before: list[int]) -> bool:
    """Say whether these rows belong to the table above: they fill its columns and have no header of their own."""
    if len(before) < 2 or len(columns) < 2 or not set(columns) <= set(before):
        return False
    return not begins_anew([[shown.get((row, column), "") for column in columns] for row in run])
