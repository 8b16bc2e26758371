"""What is asked of a Qdrant engine, wherever it runs: points of one collection, written, found and counted.

The server's client and the engine in this process have the same ideas in other classes; ``client_points.py`` and
``edge_points.py`` put these values into theirs.
"""

from __future__ import annotations

import sys
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

DENSE = "dense"  # the name of the vectors of meaning
WORDS = "words"  # the name of the sparse vectors of words
KEYWORDS = ("type", "document", "kind", "place")  # fields that are filtered by equality
TENANT = "place"  # points of one place are kept together
NUMBERS = ("year", "born", "died")  # fields that are filtered by range or equality
PAGE = 500  # points fetched at a time
Id = int | str


@dataclass(frozen=True, slots=True, eq=False)
class Sparse:
    """A sparse vector."""

    indices: NDArray[np.uint32]
    values: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """What is kept under one id; only passages have vectors."""

    id: Id
    payload: Mapping[str, Any]
    dense: NDArray[np.float32] | None = None
    words: Sparse | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """Conditions on a point that must all hold."""

    equal: Mapping[str, str | int] = field(default_factory=dict)
    one_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    none_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    at_most: Mapping[str, int] = field(default_factory=dict)
    above: Mapping[str, int] = field(default_factory=dict)
    ids: tuple[Id, ...] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """The points nearest to a vector among those that fit."""

    vector: NDArray[np.float32] | Sparse
    where: Where
    limit: int


class Points(ABC):
    """One collection; every method raises PassageIndexError where the engine fails."""

    private: bool  # nobody else writes here: what is no longer seen can be removed at once

    @abstractmethod
    def exists(self) -> bool:
        """Tell whether there is a collection; raises PassageIndexError where it is not one of ours."""

    @abstractmethod
    def create(self, dimension: int) -> None:
        """Make the collection with its vectors and the indexes of its fields."""

    @abstractmethod
    def put(self, points: Sequence[Point]) -> None:
        """Write points, over those with the same ids; they are seen when this returns."""

    @abstractmethod
    def take(self, ids: Sequence[Id], *, vectors: bool = False) -> list[Point]:
        """Return those of the points that there are, in any order."""

    @abstractmethod
    def walk(self, where: Where, *, vectors: bool = False, fields: Sequence[str] = ()) -> Iterator[Point]:
        """Yield the points that fit, by ascending id, with all fields or those named."""

    @abstractmethod
    def search(self, searches: Sequence[Search]) -> list[list[tuple[int, float]]]:
        """Return for each search the ids found and their scores, best first."""

    @abstractmethod
    def mark(self, where: Where, fields: Mapping[str, Any]) -> None:
        """Set ``fields`` of the points that fit."""

    @abstractmethod
    def remove(self, where: Where) -> None:
        """Remove the points that fit."""

    @abstractmethod
    def flush(self) -> None:
        """Return when all that was written is on the disk."""


def sparse_of(indices: Sequence[int], values: Sequence[float]) -> Sparse:
    """Return a sparse vector."""
    return Sparse(np.asarray(indices, dtype=np.uint32), np.asarray(values, dtype=np.float32))


def missing(store: str) -> str:
    """Say what to install for ``store``."""
    return f"存储“{store}”还缺软件包，请运行：{sys.executable} -m pip install 'zhengxie-qa[qdrant]'"
