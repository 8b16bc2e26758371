"""Figures that a question takes for granted, of which the passages found know nothing: 为什么确定了15件？"""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhengxie_qa.text import Figure, find_figures, fold
from zhengxie_qa.types import Hit

_FEW = 3  # 两个条例, 这三条: things spoken of are counted in words, and nothing is claimed
_TWO_DIGITS = re.compile(r"\d\d年")  # 16年: a year, as it is said


def figures_not_said(question: str, hits: Sequence[Hit]) -> list[str]:
    """Return the figures supposed by the folded ``question`` that no passage of ``hits`` holds, as they are written."""
    supposed = [figure for figure in find_figures(question) if _is_supposed(figure)]
    if not supposed:
        return []
    texts = [fold(hit.passage.text) for hit in hits]
    said = [figure for text in texts for figure in find_figures(text)]
    return [
        figure.text
        for figure in supposed
        if not any(figure.text in text for text in texts) and not any(_is_same(figure, other) for other in said)
    ]


def _is_supposed(figure: Figure) -> bool:
    if figure.kind not in ("count", "percent", "money") or figure.value is None or not figure.unit:
        return False
    in_words = not re.match(r"\d", figure.text)
    return not (in_words and figure.value <= _FEW) and not _TWO_DIGITS.fullmatch(figure.text)


def _is_same(figure: Figure, other: Figure) -> bool:
    """Tell whether ``other`` says as much of the same: 65周岁 is 65岁."""
    units = figure.unit, other.unit
    return figure.value == other.value and (units[0].endswith(units[1]) or units[1].endswith(units[0]))
