"""What decided a probability: its signals in a handful of aspects that a person can judge, each with what it did.

An aspect's effect is the difference that its signals make against a typical question's: the logarithm of the odds as
they are, less that with the aspect's signals as they are in the median of the questions learned from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from zhengxie_qa.reading.boosted_trees import BoostedTrees

Aspect = Literal["words", "asked", "value", "time", "rivals", "place", "form", "question"]
ASPECTS: tuple[Aspect, ...] = get_args(Aspect)
_SIGNALS: Mapping[Aspect, str] = {
    "words": "coverage own context shared cosine said run rare_shared missing own_missing own_missing2 spread score",
    "asked": "rarest rarest_near heads opens asked_left asked_right asked_left_near asked_right_near defined article "
    "article_other",
    "value": "fit value figures dates percents person list_marks defines cause means done will fitting_figures quoted",
    "time": "plan_agrees year_agrees year_said year_unknown other_year",
    "rivals": "lead lead_over_five left_out left_out_by",
    "place": "search rank position first before after best_of_passage passage_shared passage_coverage title_coverage "
    "heading_coverage in_heading",
    "form": "length heading_like lead_in item leads ends_sentence",
}
_ASPECT_OF: Mapping[str, Aspect] = {name: aspect for aspect, names in _SIGNALS.items() for name in names.split()}


def aspect_of(signal: str) -> Aspect:
    """Return the aspect that a signal of the decision belongs to."""
    if signal.endswith("_behind") or (signal.startswith(("next_", "best_")) and signal not in _ASPECT_OF):
        return "rivals"  # what other sentences have of the same
    return _ASPECT_OF.get(signal, "question")


def effects(
    trees: BoostedTrees, names: Sequence[str], row: NDArray[np.float32], typical: NDArray[np.float32]
) -> dict[Aspect, float]:
    """Return what each aspect of ``row`` adds to the logarithm of the odds; ``names`` are those of its signals."""
    belongs = np.array([[aspect_of(name) == aspect for name in names] for aspect in ASPECTS])
    without = np.where(belongs, typical, row).astype(np.float32)
    scores = trees.scores(np.vstack([row[None], without]))
    return {aspect: float(scores[0] - score) for aspect, score in zip(ASPECTS, scores[1:], strict=True)}
