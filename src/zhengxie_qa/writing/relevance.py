"""Does what a model wrote answer the question, or is it only true? Sentences that are quoted are asked more of this.

A unit that is not known here is not asked for: 化解了多少桩 is answered by 212件.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhengxie_qa.question import Query
from zhengxie_qa.reading import figure_fit, knows_unit, mentions, names_holder, role_asked
from zhengxie_qa.text import find_figures, fold


def bears_on(query: Query, written: str, read: Sequence[str]) -> bool:
    """Tell whether ``written``, after ``read``, holds what some part of ``query`` asks for.

    A figure or date has to be there where one is asked for, and the holder of an office; and what the question names
    has to be named in what was written or read.
    """
    return any(_bears_on(part, written, read) for part in query.parts or (query,))


def _bears_on(query: Query, written: str, read: Sequence[str]) -> bool:
    everything = fold("\n".join((written, *read)))
    if query.names and not any(mentions(everything, name) for name in query.names):
        return False
    role = role_asked(query)
    if role and not names_holder(role, everything):
        return False
    return _has_value(query, written)


def _has_value(query: Query, written: str) -> bool:
    figures = find_figures(written)
    if query.kind == "date":
        return bool(figures)
    if query.kind != "number":
        return True
    if not any(map(knows_unit, query.units)) or query.language == "en":
        return bool(figures) or re.search(r"\d", written) is not None
    bare = re.search(r"\d(?![\d.]*[%\u4e00-\u9fff])", fold(written))  # a cell of a table: 圆桌（场）：9
    return bare is not None or any(not figure.unit or figure_fit(query, figure) > 0 for figure in figures)
