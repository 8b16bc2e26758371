"""Contrastive learning of the table: symmetric InfoNCE over in-batch negatives, sparse Adam."""

from __future__ import annotations

import contextlib
import ctypes
import logging
import time
import warnings
from typing import TYPE_CHECKING

import numpy as np
import torch
from scipy.sparse import csr_matrix, vstack  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from training.bags import Bags
    from training.recipe import Recipe

log = logging.getLogger(__name__)
_EPSILON = 1e-8
_M_TRIM_THRESHOLD, _M_MMAP_MAX = -1, -4  # of malloc.h


class SparseAdam:
    """Adam (Kingma & Ba 2015) on the rows that a batch touches; the others rest, moments and all."""

    def __init__(self, table: torch.Tensor, beta1: float = 0.9, beta2: float = 0.999) -> None:
        self.table = table
        self._mean = torch.zeros_like(table)
        self._square = torch.zeros_like(table)
        self._betas = (beta1, beta2)
        self._steps = torch.zeros(len(table))

    def step(self, rows: torch.Tensor, gradient: torch.Tensor, rate: float) -> None:
        """Move ``rows`` (k,) of the table against ``gradient`` (k, d)."""
        beta1, beta2 = self._betas
        self._steps[rows] += 1
        steps = self._steps[rows, None]
        mean = self._mean[rows].lerp_(gradient, 1 - beta1)
        square = self._square[rows].lerp_(gradient.square_(), 1 - beta2)
        self._mean[rows], self._square[rows] = mean, square
        width = square.div_(1 - beta2**steps).sqrt_().add_(_EPSILON)
        self.table.index_add_(0, rows, mean.div_(1 - beta1**steps).div_(width), alpha=-rate)


def schedule(recipe: Recipe, groups: dict[str, Bags]) -> Iterator[tuple[str, np.ndarray]]:
    """Yield (group, pair numbers) for every batch: each group its share of passes, all mixed."""
    random = np.random.default_rng(recipe.seed)
    batches: list[tuple[str, np.ndarray]] = []
    for name, group in groups.items():
        size = group.queries.shape[0]
        wanted = int(recipe.passes(name) * size * recipe.length)
        order = np.concatenate([random.permutation(size) for _ in range(-(-wanted // size))] or [np.array([], int)])
        order = order[:wanted]
        pieces = max(1, round(len(order) / recipe.batch)) if len(order) else 0
        batches += [(name, piece) for piece in (np.array_split(order, pieces) if pieces else [])]
    for at in random.permutation(len(batches)):
        yield batches[at]


def _tensor(matrix: csr_matrix) -> torch.Tensor:
    parts = (torch.from_numpy(matrix.indptr), torch.from_numpy(matrix.indices), torch.from_numpy(matrix.data))
    return torch.sparse_csr_tensor(*parts, matrix.shape)


def info_nce(sums: torch.Tensor, same: torch.Tensor, scale: float) -> tuple[float, torch.Tensor]:
    """Return the symmetric InfoNCE loss of ``sums`` (2n, d), queries above passages, and its gradient (2n, d).

    ``same`` (n, n) marks the off-diagonal pairs that are no negatives. Written out rather than left to
    autograd: cosines are bounded, so one exponential without a row maximum serves both directions.
    """
    lengths = sums.norm(dim=1, keepdim=True).clamp_min_(_EPSILON)
    unit = sums / lengths
    queries, passages = unit.bfloat16().chunk(2)
    size = len(queries)
    odds = ((scale * queries) @ passages.T).float().sub_(scale).exp_().masked_fill_(same, 0)
    by_query, by_passage = odds.sum(1), odds.sum(0)
    right = odds.diagonal()
    loss = (by_query.log() + by_passage.log() - 2 * right.log()).mean() / 2
    pull = odds.mul_(by_query.reciprocal()[:, None] + by_passage.reciprocal())
    pull.diagonal().sub_(2)
    pull = pull.mul_(scale / (2 * size)).bfloat16()
    gradient = torch.cat((pull @ passages, pull.T @ queries)).float()
    # Through the normalisation: what points along the vector changes nothing.
    gradient -= (gradient * unit).sum(1, keepdim=True) * unit
    return loss.item(), gradient.div_(lengths)


def _same(group: Bags, chosen: np.ndarray) -> torch.Tensor:
    passages, queries = group.passage_ids[chosen], group.query_ids[chosen]
    same = (passages[:, None] == passages) | (queries[:, None] == queries)
    np.fill_diagonal(same, False)
    return torch.from_numpy(same)


def _keep_memory() -> None:
    """Have malloc keep what is freed: handing big blocks back and clearing them anew takes two thirds of a step."""
    with contextlib.suppress(OSError, AttributeError):  # glibc only; elsewhere it is merely slower
        libc = ctypes.CDLL(None)
        libc.mallopt(_M_MMAP_MAX, 0)
        libc.mallopt(_M_TRIM_THRESHOLD, 2**31 - 1)


def learn(
    table: torch.Tensor,
    groups: dict[str, Bags],
    recipe: Recipe,
    watch: Callable[[torch.Tensor], object],
) -> None:
    """Train ``table`` (rows, d) in place; ``watch`` is called with it a few times on the way."""
    warnings.filterwarnings("ignore", message="Sparse")
    _keep_memory()
    batches = list(schedule(recipe, groups))
    optimiser = SparseAdam(table)
    began, losses = time.perf_counter(), []
    for number, (name, chosen) in enumerate(batches):
        group = groups[name]
        both = vstack([group.queries[chosen], group.passages[chosen]], format="csr")
        used, local = np.unique(both.indices, return_inverse=True)
        both = csr_matrix((both.data, local.astype(np.int32), both.indptr), shape=(both.shape[0], len(used)))
        rows = torch.from_numpy(used.astype(np.int64))
        sums = _tensor(both) @ table[rows]
        loss, towards = info_nce(sums, _same(group, chosen), recipe.scale)
        gradient = _tensor(both.T.tocsr()) @ towards
        optimiser.step(rows, gradient, recipe.rate_at(number / len(batches)))
        losses.append(loss)
        if number % 200 == 199 or number + 1 == len(batches):
            mean, seconds = np.mean(losses[-200:]), time.perf_counter() - began
            log.info("batch %d of %d, loss %.3f, %.0f s", number + 1, len(batches), mean, seconds)
        if number % (len(batches) // 4 + 1) == len(batches) // 4:
            watch(table)
