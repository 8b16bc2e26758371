"""How good probabilities are: told apart, calibrated, and better with more questions? As tables in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import log_loss, roc_auc_score  # type: ignore[import-untyped]

from training.reader_trees import DECISION, Examples, held_out

_BINS = 10
_SIZES = (300, 1000, 2000, 4000, 8000)


def calibration_error(shares: NDArray[np.float64], right: NDArray[np.bool_], bins: int = _BINS) -> float:
    """Return the expected calibration error over ``bins`` of equal width.

    Naeini, Cooper & Hauskrecht, "Obtaining well calibrated probabilities using Bayesian binning" (2015).
    """
    parts = _parts(shares, bins)
    return float(sum(abs(shares[part].mean() - right[part].mean()) * part.mean() for part in parts))


def area(shares: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Return the area under the ROC curve: how often a right one has the higher share than a wrong one.

    NaN where all are right or none is.
    """
    return float(roc_auc_score(right, shares)) if 0 < right.sum() < len(right) else float("nan")


def reliability(shares: NDArray[np.float64], right: NDArray[np.bool_]) -> Iterator[str]:
    """Yield the reliability table: of the sentences given so much, how many are right."""
    yield "| probability given | sentences | mean given | right |"
    yield "|---|---|---|---|"
    for part in _parts(shares, _BINS):
        low = int(shares[part].min() * _BINS) / _BINS
        cells = (
            f"{low:.1f}–{low + 1 / _BINS:.1f}",
            part.sum(),
            f"{shares[part].mean():.3f}",
            f"{right[part].mean():.3f}",
        )
        yield f"| {' | '.join(map(str, cells))} |"


def learning_curve(examples: Examples) -> Iterator[str]:
    """Yield what the decision is worth on unseen documents, learned from more and more rows."""
    yield "| rows learned from | area under the ROC curve | log loss | calibration error |"
    yield "|---|---|---|---|"
    sizes: Sequence[int | None] = [size for size in _SIZES if size < len(examples.right)]
    for size in [*sizes, None]:
        shares = held_out(examples, DECISION, size)
        loss = log_loss(examples.right, shares, labels=[False, True])
        cells = (area(shares, examples.right), loss, calibration_error(shares, examples.right))
        yield f"| {size or 'all'} | {' | '.join(f'{cell:.3f}' for cell in cells)} |"


def _parts(shares: NDArray[np.float64], bins: int) -> list[NDArray[np.bool_]]:
    at = np.minimum(bins - 1, (shares * bins).astype(int))
    return [at == number for number in range(bins) if (at == number).any()]
