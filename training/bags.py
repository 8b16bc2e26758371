"""Texts as sparse rows of damped token counts: what the table is multiplied with."""

from __future__ import annotations

from multiprocessing import get_context
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix, vstack  # type: ignore[import-untyped]

from zhengxie_qa.encoders import Vocabulary, damped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from training.pairs import Groups

PROCESSES = 2
_CHUNK = 4000  # texts a task


class Bags(NamedTuple):
    """One group of pairs, ready to be multiplied."""

    queries: csr_matrix  # (n, rows of the table)
    passages: csr_matrix
    passage_ids: NDArray[np.int64]  # equal for equal passages: not each other's negatives
    query_ids: NDArray[np.int64]


_vocabulary: Vocabulary


def _start(vocabulary: Vocabulary) -> None:
    global _vocabulary  # noqa: PLW0603  (one a worker: sent once instead of with every task)
    _vocabulary = vocabulary


def bag(vocabulary: Vocabulary, texts: Sequence[str]) -> csr_matrix:
    """Return float32 CSR (n texts, rows of the table)."""
    columns: list[NDArray[np.int32]] = []
    values: list[NDArray[np.float32]] = []
    ends = [0]
    for text in texts:
        rows, counts = vocabulary.count(text)
        columns.append(rows.astype(np.int32))
        values.append(damped(counts))
        ends.append(ends[-1] + len(rows))
    parts = (np.concatenate(values), np.concatenate(columns), np.array(ends, dtype=np.int32))
    return csr_matrix(parts, shape=(len(texts), len(vocabulary)))


def _work(texts: Sequence[str]) -> csr_matrix:
    return bag(_vocabulary, texts)


def bags(vocabulary: Vocabulary, groups: Groups) -> dict[str, Bags]:
    """Return every group's pairs as bags."""
    with get_context("fork").Pool(PROCESSES, _start, (vocabulary,)) as pool:
        made: dict[str, Bags] = {}
        for name, pairs in groups.items():
            sides = []
            for side in (0, 1):
                chunks = [[pair[side] for pair in pairs[at : at + _CHUNK]] for at in range(0, len(pairs), _CHUNK)]
                sides.append(vstack(pool.map(_work, chunks), format="csr"))
            ids = [np.array([hash(pair[side]) for pair in pairs]) for side in (0, 1)]
            made[name] = Bags(sides[0], sides[1], ids[1], ids[0])
        return made
