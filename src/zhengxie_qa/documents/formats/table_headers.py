"""Where the header of a table ends, and what each column is called by all of its rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from zhengxie_qa.documents.formats.cells import Across, Cells, even, filled, is_across
from zhengxie_qa.text import alternation_in

LONGEST_LABEL = 20  # characters of a header's cell; a longer one is content
_LABEL = re.compile(  # what a header's cells end with, and what a form writes before a value
    rf".{{0,12}}(?:{alternation_in('table_words', 'header endings')})(?:\s?[（(][^（）()]{{1,12}}[)）])?"
)
_DATA = re.compile(r".*\d{4}年\d.*|[\d０-９.,，%％\-—~～+/:：\s]+[^\W\d_]{0,3}|.*[。；！？].*|.*\S\s*[：:]\s*\S.*")
_PART = re.compile(r"其中\s*[：:]?\s*")  # a header of its own, not a field
_PERIOD = re.compile(r"\d{4}\s?年度?|\d{1,2}\s?月份?|第?[一二三四1-4]季度")  # a header of columns over time
_DEEPEST = 5  # rows
_MOST = 0.6  # share of the cells that must look like labels


def is_data(cell: str) -> bool:
    """Say whether ``cell`` holds a value rather than a name."""
    return _DATA.fullmatch(_PART.sub("", cell, count=1)) is not None


def header_rows(rows: list[Cells], marked: int | None) -> int:
    """Say how many of the first rows are a header; ``marked`` is how many the format says, which may be too few."""
    if marked:
        count = marked
    elif len(rows) < 2 or not _is_header(rows):
        return 0
    else:
        count = 2 if _has_second(rows) else 1
    while 1 <= count < min(_DEEPEST, len(rows) - 1) and _divided(rows[count - 1], rows[count]):
        count += 1
    return count


def with_spans(rows: list[Cells]) -> list[Cells]:
    """Return ``rows`` with the gaps of a first row that names several columns at once filled from the left.

    2023年 | (empty) over 立案 | 办结: formats that cannot merge cells leave the second one empty.
    """
    if len(rows) < 3:
        return rows
    first, second = list(rows[0]), list(rows[1])
    for column in range(1, len(first)):
        beside, under = second[column - 1], second[column]
        named = under and beside and not is_data(under) and not is_data(beside) and under != beside
        if not first[column] and first[column - 1] and named:
            first[column] = Across(first[column - 1])
    if first == rows[0] or any(is_data(cell) for cell in filled(second)) or not all(first[1:]):
        return rows
    second = [below or above for above, below in zip(first, second, strict=True)]
    return [first, second, *rows[2:]]


def column_names(heads: Sequence[Cells]) -> Cells:
    """Join the header's rows by column: 2024年 over 立案数 becomes 2024年立案数.

    其中：女 beside 委员 becomes 委员其中女. No name holds a colon: it would end there in the row's line.
    """
    names: Cells = []
    whole = ""
    for column in zip(*heads, strict=True):
        name = "".join(dict.fromkeys(filter(None, column)))
        part = _PART.match(name)
        whole = whole if part else name
        rest = name[part.end() :] if part else ""
        name = f"{whole}其中{rest}" if part and rest and whole else name
        name = re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", name)  # 产　量, spaced to fill its cell
        names.append(re.sub(r"(?<=\S)[：:](?=\S)", "", name).strip("：: "))
    return names


def begins_anew(rows: Sequence[Cells]) -> bool:
    """Say whether ``rows``, found under an empty row, have a header of their own, below a caption or not."""
    captions = next((n for n, row in enumerate(rows) if len(set(filter(None, row))) > 1), 0)
    body = even(rows[captions:])
    if len(body) < 2 or not _is_header(body):
        return False
    columns = [[cell for cell in column if cell] for column in zip(*body[1:], strict=True)]
    return are_labels(body[0]) or any(column and all(map(is_data, column)) for column in columns)


def name_columns(row: Cells) -> bool:
    """Say whether every cell of ``row`` may name a column."""
    return all(cell and len(cell) <= LONGEST_LABEL and not is_data(cell) for cell in row)


def are_labels(cells: Cells) -> bool:
    """Say whether most of ``cells`` are names of values."""
    full = [cell.replace(" ", "") for cell in cells if cell]
    labels = sum(len(cell) <= LONGEST_LABEL and _LABEL.fullmatch(cell) is not None for cell in full)
    return bool(full) and labels >= _MOST * len(full)


def _has_second(rows: list[Cells]) -> bool:
    """Say whether the second row goes on with a header whose first has merged cells."""
    first, second = rows[0], rows[1]
    merged = any(left and left == right for left, right in pairwise(first))
    below = [cell for above, cell in zip(first, second, strict=True) if cell and cell != above]
    return merged and len(rows) > 2 and not any(map(is_data, below))


def _divided(head: Cells, below: Cells) -> bool:
    """Say whether the row ``below`` names the columns under a cell of ``head`` that spans several."""
    pairs = zip(pairwise(head), pairwise(below), strict=True)
    divides = any(left and left == right and under != beside for (left, right), (under, beside) in pairs)
    new = [cell for above, cell in zip(head, below, strict=True) if cell and cell != above]
    return divides and not any(map(is_data, new))


def _is_header(rows: list[Cells]) -> bool:
    head = [cell for cell in rows[0] if cell]
    columns = [[cell for cell in column if cell] for column in zip(*rows[1:], strict=True)]
    if len(head) == 1 and len(rows[0]) == 2 and rows[0][1] and not is_data(head[0]) and all(map(is_data, columns[1])):
        return bool(columns[1])  # the rows' names stand under nothing
    if len(set(head)) < 2 or len(head) < len(rows[0]) - 1:
        return False
    if any(len(cell) > LONGEST_LABEL or (is_data(cell) and not _PERIOD.fullmatch(cell)) for cell in head):
        return False
    figures_below = any(column and all(map(is_data, column)) for column in columns)
    return figures_below or len(rows[0]) > 2 or are_labels(head)


def is_spanning(row: Cells) -> bool:
    """Say whether one cell spans the whole row."""
    if len(row) > 1 and all(is_across(cell) for cell in row[1:]):
        return True
    return len(set(row)) == 1 and not is_data(row[0])
