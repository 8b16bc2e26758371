"""Learn the reader's decision: how likely the best sentence answers, and which sentences belong to it.

Gradient-boosted trees over the signals that the package's own reading gives (see ``reader_rows``), split by document
for the measures that are printed, learned on all rows for what is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier  # type: ignore[import-untyped]

_FOLDS = 3
_SEED = 1
_DECISION = {"max_iter": 250, "learning_rate": 0.05, "max_leaf_nodes": 10, "min_samples_leaf": 25}
_MEMBER = {"max_iter": 300, "learning_rate": 0.05, "max_leaf_nodes": 14, "min_samples_leaf": 25}
_SHARED = {"l2_regularization": 5.0, "max_features": 0.4, "random_state": _SEED}


@dataclass(frozen=True, slots=True)
class Examples:
    """What is learned from: rows, what is true of each, and the document each comes from."""

    rows: NDArray[np.float32]
    right: NDArray[np.bool_]
    groups: NDArray[np.str_]


def learn(examples: Examples, settings: dict[str, Any]) -> HistGradientBoostingClassifier:
    """Return trees learned from all of ``examples``."""
    return HistGradientBoostingClassifier(**settings, **_SHARED).fit(examples.rows, examples.right)


def held_out(examples: Examples, settings: dict[str, Any]) -> NDArray[np.float64]:
    """Return for each row the probability given by trees that saw no row of its document."""
    names = np.unique(examples.groups)
    fold_of = dict(zip(np.random.default_rng(_SEED).permutation(names), np.arange(len(names)) % _FOLDS, strict=True))
    folds = np.array([fold_of[group] for group in examples.groups])
    shares = np.zeros(len(examples.right))
    for fold in range(_FOLDS):
        rest = Examples(examples.rows[folds != fold], examples.right[folds != fold], examples.groups[folds != fold])
        shares[folds == fold] = learn(rest, settings).predict_proba(examples.rows[folds == fold])[:, 1]
    return shares


def calibration_error(shares: NDArray[np.float64], right: NDArray[np.bool_], bins: int = 10) -> float:
    """Return the expected calibration error (Naeini et al., 2015) over ``bins`` of equal width."""
    at = np.minimum(bins - 1, (shares * bins).astype(int))
    parts = [(at == n) for n in range(bins) if (at == n).any()]
    return float(sum(abs(shares[part].mean() - right[part].mean()) * part.mean() for part in parts))


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
