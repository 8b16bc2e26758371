"""Rows → boosted trees, in scikit-learn, and these as the plain arrays that ``reading.boosted_trees`` runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier  # type: ignore[import-untyped]
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

FOLDS = 5
SEED = 1
DECISION = {"max_iter": 250, "learning_rate": 0.05, "max_leaf_nodes": 10, "min_samples_leaf": 25}
MEMBER = {"max_iter": 300, "learning_rate": 0.05, "max_leaf_nodes": 14, "min_samples_leaf": 25}
_SHARED = {"l2_regularization": 5.0, "max_features": 0.4, "random_state": SEED}


@dataclass(frozen=True, slots=True)
class Examples:
    """What is learned from: rows, what is true of each, the document each comes from, and how much each counts."""

    rows: NDArray[np.float32]
    right: NDArray[np.bool_]
    groups: NDArray[np.str_]
    weights: NDArray[np.float64] | None = None  # None: all alike

    def where(self, chosen: NDArray[Any]) -> Examples:
        """Return those that are ``chosen``, by a mask or by their numbers."""
        weights = None if self.weights is None else self.weights[chosen]
        return Examples(self.rows[chosen], self.right[chosen], self.groups[chosen], weights)


def learn(examples: Examples, settings: Mapping[str, Any]) -> HistGradientBoostingClassifier:
    """Return trees learned from all of ``examples``."""
    with threadpool_limits(limits=1):  # its threads wait for each other by spinning: on busy cores thirty times as long
        return HistGradientBoostingClassifier(**settings, **_SHARED).fit(
            examples.rows, examples.right, examples.weights
        )


def folds_of(groups: NDArray[np.str_]) -> NDArray[np.int64]:
    """Return the fold of each row, shape (rows,); rows of one document are in one."""
    names, numbers = np.unique(groups, return_inverse=True)
    shuffled = np.random.default_rng(SEED).permutation(len(names)) % min(FOLDS, len(names))
    folds: NDArray[np.int64] = shuffled[numbers]
    return folds


def held_out(examples: Examples, settings: Mapping[str, Any], most: int | None = None) -> NDArray[np.float64]:
    """Return for each row the probability given by trees that saw no row of its document.

    They are learned from ``most`` rows, drawn by chance; from all of the other documents by default.
    """
    folds = folds_of(examples.groups)
    drawn = np.random.default_rng(SEED)
    shares = np.zeros(len(examples.right))
    for fold in np.unique(folds):
        seen = drawn.permutation(np.flatnonzero(folds != fold))[:most]
        model = learn(examples.where(seen), settings)
        shares[folds == fold] = model.predict_proba(examples.rows[folds == fold])[:, 1]
    return shares


def as_arrays(model: HistGradientBoostingClassifier, name: str, columns: Sequence[str]) -> dict[str, NDArray[Any]]:
    """Return the trees as plain arrays under names that begin with ``name``; see ``reading.boosted_trees``."""
    trees = [stage[0].nodes for stage in model._predictors]
    widest = max(map(len, trees))
    arrays: dict[str, NDArray[Any]] = {
        f"{name}_feature": np.zeros((len(trees), widest), dtype=np.int16),
        f"{name}_threshold": np.full((len(trees), widest), np.inf, dtype=np.float32),
        f"{name}_left": np.tile(np.arange(widest, dtype=np.int16), (len(trees), 1)),
        f"{name}_right": np.tile(np.arange(widest, dtype=np.int16), (len(trees), 1)),
        f"{name}_value": np.zeros((len(trees), widest), dtype=np.float32),
        f"{name}_names": np.array(columns),
        f"{name}_depth": np.array(max(int(nodes["depth"].max()) for nodes in trees)),
    }
    for number, nodes in enumerate(trees):
        inner = np.flatnonzero(~nodes["is_leaf"].astype(bool))
        arrays[f"{name}_feature"][number, inner] = nodes["feature_idx"][inner]
        arrays[f"{name}_threshold"][number, inner] = _at_most(nodes["num_threshold"][inner])
        arrays[f"{name}_left"][number, inner] = nodes["left"][inner]
        arrays[f"{name}_right"][number, inner] = nodes["right"][inner]
        leaves = np.flatnonzero(nodes["is_leaf"].astype(bool))
        arrays[f"{name}_value"][number, leaves] = nodes["value"][leaves]
    arrays[f"{name}_value"][0] += float(np.ravel(model._baseline_prediction)[0])
    return arrays


def _at_most(thresholds: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return the largest float32 not above each threshold: a float32 signal lies on the same side of both."""
    rounded = thresholds.astype(np.float32)
    return np.where(rounded > thresholds, np.nextafter(rounded, np.float32(-np.inf)), rounded).astype(np.float32)
