"""Rows that are parts of another: 其中：女委员 under 委员 is named 委员其中：女委员, to be understood alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from zhengxie_qa.documents.formats.cells import Cells

_PART = re.compile(r"其中\s*[：:]|#")
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_COLUMNS = 2  # first ones in which a row may be called a part
_LONGEST = 20  # characters of a whole's name
_NEAR = Decimal("0.001")  # of the whole: what rounding may take from the sum of its parts


def with_wholes(grid: Sequence[Cells]) -> list[Cells]:
    """Return ``grid`` with each part named after its whole, where it is certain which row that is.

    It is the row above that is no part. Rows that add up to a whole with the parts before them are parts too, though
    they do not say so: 其中：城镇, 乡村, 其中：男性.
    """
    column = next(
        (n for n in range(_COLUMNS) if any(_PART.match(row[n].strip()) for row in grid if n < len(row))), None
    )
    if column is None:
        return list(grid)
    told: list[Cells] = []
    whole: Cells = []  # the row of which parts were named
    since: list[Cells] = []  # the rows after it
    last: Cells = []  # the last row that does not say it is a part, and may be a whole
    for row in grid:
        name = row[column].strip() if column < len(row) else ""
        is_part = _PART.match(name) is not None
        if not is_part:
            told.append(row)
            last = whole if whole and _completes(whole, since, row, column) else row if name else last
            since = [] if last is whole else [*since, row]
            continue
        if not whole or last is whole or _exceeds(last, whole, column):
            whole, since = last, [] if last is not whole else since
            fits = whole and 0 < len(whole[column].strip()) <= _LONGEST
            told.append([*row[:column], whole[column].strip() + name, *row[column + 1 :]] if fits else row)
        else:
            told.append(row)
        since = [*since, row]
    return told


def _exceeds(row: Cells, whole: Cells, column: int) -> bool:
    """Say whether ``row`` cannot be a part of ``whole``, since its first figure is larger."""
    for large, small in zip(row[column + 1 :], whole[column + 1 :], strict=False):
        first, second = _number(large), _number(small)
        if first is not None and second is not None:
            return first > second
    return False


def _completes(whole: Cells, since: Sequence[Cells], row: Cells, column: int) -> bool:
    """Say whether ``row`` makes up ``whole`` together with the rows right before it."""
    for place in range(column + 1, len(row)):
        total, left = _number(whole[place]) if place < len(whole) else None, _number(row[place])
        if not total or left is None:
            continue
        for other in reversed(since):
            left += _number(other[place]) or 0
            if abs(left - total) <= _NEAR * abs(total):
                return True
    return False


def _number(cell: str) -> Decimal | None:
    text = cell.strip()
    return Decimal(text.replace(",", "")) if _NUMBER.fullmatch(text) else None
