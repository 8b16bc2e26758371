"""What decided a probability: the signals that made the difference against a typical question, by aspect."""

from __future__ import annotations

import numpy as np
import pytest

from zhengxie_qa.reading.answer_model import DECISION_NAMES, answer_model
from zhengxie_qa.reading.boosted_trees import BoostedTrees
from zhengxie_qa.reading.decision_aspects import ASPECTS, aspect_of, effects


def stumps(*each: tuple[int, float, float]) -> BoostedTrees:
    """Trees of one split at 0.5: (feature, value up to it, value above it)."""
    number = len(each)
    return BoostedTrees(
        feature=np.array([[feature, 0, 0] for feature, _, _ in each], dtype=np.int16),
        threshold=np.tile(np.array([0.5, np.inf, np.inf], dtype=np.float32), (number, 1)),
        left=np.tile(np.array([1, 1, 2], dtype=np.int16), (number, 1)),
        right=np.tile(np.array([2, 1, 2], dtype=np.int16), (number, 1)),
        value=np.array([[0, low, high] for _, low, high in each], dtype=np.float32),
        depth=1,
    )


def test_an_aspect_has_the_effect_of_its_own_signals_against_a_typical_row() -> None:
    names = ["coverage", "lead", "year_agrees"]
    trees = stumps((0, -1.0, 2.0), (1, 0.0, 0.7), (2, -3.0, 0.0))
    row, typical = np.array([1, 1, 0], dtype=np.float32), np.array([0, 1, 1], dtype=np.float32)
    found = effects(trees, names, row, typical)
    assert found == pytest.approx({**dict.fromkeys(ASPECTS, 0.0), "words": 3.0, "time": -3.0})


def test_a_typical_row_has_no_effects() -> None:
    model = answer_model()
    typical = model._typical
    assert set(model.effects(typical).values()) == {0.0}


def test_every_aspect_has_signals_and_every_signal_of_other_sentences_is_a_rival() -> None:
    assert {aspect_of(name) for name in DECISION_NAMES} == set(ASPECTS)
    rivals = {name for name in DECISION_NAMES if aspect_of(name) == "rivals"}
    assert {"lead", "own_behind", "next_fit", "best_own"} <= rivals
    assert aspect_of("best_of_passage") == "place"
