"""A figure is only right with its subject: how much of the question the clause that holds the figure speaks of.

全年召开党组会议19次、常委会会议6次，集中学习22次 holds three figures; asked how often they studied, one is right.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from zhengxie_qa.question import Query
from zhengxie_qa.reading.term_alignment import Alignment
from zhengxie_qa.reading.value_fit import figure_fit
from zhengxie_qa.text import find_figures, list_items

_BEFORE_WORTH = 0.6  # of a subject named in a clause before
_CONTEXT_WORTH = 0.6  # of one named in the headings or the sentence before, beside what that counts already


def value_coverage(query: Query, text: str, context: NDArray[np.float32], alignment: Alignment) -> float:
    """Return 0 to 1: the share of the question that the best figure of ``text`` stands beside.

    ``context`` is how well what the sentence stands under meets each term, shape (terms,).
    """
    fitting = [(figure, worth) for figure in find_figures(text) if (worth := figure_fit(query, figure)) > 0]
    best = 0.0
    before = context * _CONTEXT_WORTH
    for start, end in list_items(text):
        own = alignment.match(alignment.prepare(text[start:end]))
        inside = [worth for figure, worth in fitting if start <= figure.start < end]
        if inside:
            best = max(best, max(inside) * alignment.coverage([own, before]))
        before = np.maximum(before, own * _BEFORE_WORTH)
    return best
