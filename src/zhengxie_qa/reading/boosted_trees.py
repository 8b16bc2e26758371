"""Gradient-boosted decision trees, read from plain arrays and run in numpy.

Friedman, "Greedy function approximation: a gradient boosting machine" (2001). They are learned elsewhere (see
training/README.md). A leaf stands in for itself as both children, so that all trees are walked together, one level
a step.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class BoostedTrees:
    """A sum of trees: arrays of shape (trees, nodes), and the depth of the deepest."""

    feature: NDArray[np.int16]
    threshold: NDArray[np.float32]
    left: NDArray[np.int16]
    right: NDArray[np.int16]
    value: NDArray[np.float32]  # of a leaf; 0 elsewhere
    depth: int

    @classmethod
    def load(cls, arrays: Mapping[str, Any], name: str, columns: Sequence[str]) -> Self:
        """Return the trees kept in ``arrays`` under names that begin with ``name``, for rows with these ``columns``.

        The trees know their signals by name: a signal that was added since they were learned is passed over.
        Raises ValueError where one that they ask for is no longer there.
        """
        places = np.array([columns.index(str(learned)) for learned in arrays[f"{name}_names"]], dtype=np.int16)
        feature, threshold, left, right, value = (
            arrays[f"{name}_{part}"] for part in ("feature", "threshold", "left", "right", "value")
        )
        return cls(places[feature], threshold, left, right, value, int(arrays[f"{name}_depth"]))

    def scores(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the sum of all trees for each row, shape (rows,): the logarithm of the odds."""
        trees = np.arange(len(self.feature))
        node = np.zeros((len(rows), len(trees)), dtype=np.int16)
        row = np.arange(len(rows))[:, None]
        for _ in range(self.depth):
            goes_left = rows[row, self.feature[trees, node]] <= self.threshold[trees, node]
            node = np.where(goes_left, self.left[trees, node], self.right[trees, node])
        total: NDArray[np.float32] = self.value[trees, node].sum(axis=1)
        return total
