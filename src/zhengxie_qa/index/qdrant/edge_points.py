"""A collection inside this process: the server's own engine and files, from the package qdrant-edge-py."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from zhengxie_qa.errors import PassageIndexError
from zhengxie_qa.index.qdrant.points import (
    DENSE,
    KEYWORDS,
    NUMBERS,
    PAGE,
    TENANT,
    WORDS,
    Id,
    Point,
    Points,
    Search,
    Sparse,
    Where,
    missing,
    sparse_of,
)

_HNSW_FROM = 10_000  # kB of vectors: below, some 10,000 passages of 256 dimensions, every vector is compared


class EdgePoints(Points):
    """A folder that one process writes before others read it."""

    private = True

    def __init__(self, folder: Path) -> None:
        """Open what is in ``folder``, if anything is."""
        self._engine = edge()
        self._folder = folder
        self._shard: Any = None
        if folder.exists():
            try:
                self._shard = self._engine.EdgeShard.load(str(folder))
            except Exception as error:  # the engine's own class of error is Exception itself
                self._fail(error)

    def exists(self) -> bool:
        """Tell whether there is a shard."""
        return self._shard is not None

    def create(self, dimension: int) -> None:
        """Make the folder."""
        q = self._engine
        config = q.EdgeConfig(
            vectors={DENSE: q.EdgeVectorParams(size=dimension, distance=q.Distance.Dot)},
            sparse_vectors={WORDS: q.EdgeSparseVectorParams()},
            optimizers=q.EdgeOptimizersConfig(indexing_threshold=_HNSW_FROM),
            wal_enabled=False,  # a generation is written once and flushed; with a log only one process could open it
        )
        self._folder.mkdir(parents=True)
        self._shard = self._done(lambda: q.EdgeShard.create(str(self._folder), config))
        for name in KEYWORDS:
            params = q.KeywordIndexParams(is_tenant=True) if name == TENANT else q.PayloadSchemaType.Keyword
            self._update(q.UpdateOperation.create_field_index(name, params))
        for name in NUMBERS:
            self._update(q.UpdateOperation.create_field_index(name, q.PayloadSchemaType.Integer))

    def put(self, points: Sequence[Point]) -> None:
        """Write points."""
        q = self._engine
        made = [q.Point(point.id, self._vectors(point), dict(point.payload)) for point in points]
        self._update(q.UpdateOperation.upsert_points(made))

    def _vectors(self, point: Point) -> dict[str, Any]:
        vectors: dict[str, Any] = {}
        if point.dense is not None:
            vectors[DENSE] = point.dense.tolist()
        if point.words is not None:
            vectors[WORDS] = self._engine.SparseVector(point.words.indices.tolist(), point.words.values.tolist())
        return vectors

    def take(self, ids: Sequence[Id], *, vectors: bool = False) -> list[Point]:
        """Return those of the points that there are."""
        shard = self._opened()
        return [_point(each) for each in self._done(lambda: shard.retrieve(list(ids), True, vectors))]

    def walk(self, where: Where, *, vectors: bool = False, fields: Sequence[str] = ()) -> Iterator[Point]:
        """Yield the points that fit."""
        shard, q = self._opened(), self._engine
        offset: Any = None
        while True:
            page = {"limit": PAGE, "offset": offset, "with_payload": list(fields) or True, "with_vector": vectors}
            found, offset = self._done(partial(shard.scroll, q.ScrollRequest(filter=self._filter(where), **page)))
            yield from map(_point, found)
            if offset is None:
                return

    def search(self, searches: Sequence[Search]) -> list[list[tuple[int, float]]]:
        """Return for each search the ids found and their scores."""
        shard, q = self._opened(), self._engine
        requests = [self._request(each) for each in searches]
        told = self._done(lambda: shard.query_batch(q.QueryBatchRequest(requests)))
        return [[(int(hit.id), float(hit.score)) for hit in hits] for hits in told]

    def _request(self, search: Search) -> Any:
        q = self._engine
        if isinstance(search.vector, Sparse):
            vector: Any = q.SparseVector(search.vector.indices.tolist(), search.vector.values.tolist())
            near = q.Query.Nearest(vector, using=WORDS)
        else:
            near = q.Query.Nearest(search.vector.tolist(), using=DENSE)
        return q.QueryRequest(query=near, filter=self._filter(search.where), limit=search.limit, with_payload=False)

    def mark(self, where: Where, fields: Mapping[str, Any]) -> None:
        """Set fields of the points that fit."""
        self._update(self._engine.UpdateOperation.set_payload_by_filter(self._filter(where), dict(fields)))

    def remove(self, where: Where) -> None:
        """Remove the points that fit."""
        self._update(self._engine.UpdateOperation.delete_points_by_filter(self._filter(where)))

    def flush(self) -> None:
        """Write everything to the disk."""
        self._done(self._opened().flush)

    def optimise(self) -> None:
        """Build what makes searching fast, and clear what was removed."""
        self._done(self._opened().optimize)
        self.flush()

    def close(self) -> None:
        """Let go of the files."""
        if self._shard is not None:
            self._done(self._shard.close)
            self._shard = None

    def _opened(self) -> Any:
        if self._shard is None:
            raise PassageIndexError(f"没有可用的索引：{self._folder}。请先运行 zhengxie-qa index。")
        return self._shard

    def _update(self, operation: Any) -> None:
        shard = self._opened()
        self._done(lambda: shard.update(operation))

    def _done(self, act: Any) -> Any:
        try:
            return act()
        except Exception as error:  # the engine's own class of error is Exception itself
            self._fail(error)

    def _fail(self, error: Exception) -> NoReturn:
        line = str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__
        raise PassageIndexError(
            f"qdrant-edge 出错：{self._folder}（{line}）。请检查磁盘空间和权限，或删除该目录后重建。"
        ) from error

    def _filter(self, where: Where) -> Any:
        q = self._engine
        must: list[Any] = [q.FieldCondition(key, match=q.MatchValue(value)) for key, value in where.equal.items()]
        must += [q.FieldCondition(key, match=q.MatchAny(list(values))) for key, values in where.one_of.items()]
        must += [q.FieldCondition(key, range=q.RangeFloat(lte=value)) for key, value in where.at_most.items()]
        must += [q.FieldCondition(key, range=q.RangeFloat(gt=value)) for key, value in where.above.items()]
        if where.ids is not None:
            must.append(q.HasIdCondition(set(where.ids)))
        never: list[Any] = [
            q.FieldCondition(key, match=q.MatchAny(list(values))) for key, values in where.none_of.items()
        ]
        return q.Filter(must=must or None, must_not=never or None) if must or never else None


def _point(record: Any) -> Point:
    vectors = record.vector if isinstance(record.vector, dict) else {}
    dense, words = vectors.get(DENSE), vectors.get(WORDS)
    return Point(
        record.id if isinstance(record.id, int) else str(record.id),
        record.payload or {},
        None if dense is None else np.asarray(dense, dtype=np.float32),
        None if words is None else sparse_of(words.indices, words.values),
    )


def edge() -> Any:
    """Return the engine's module; raises PassageIndexError, with what to install, where it is missing."""
    try:
        import qdrant_edge  # noqa: PLC0415 - of an extra
    except ImportError as error:
        raise PassageIndexError(missing("qdrant-edge")) from error
    return qdrant_edge
