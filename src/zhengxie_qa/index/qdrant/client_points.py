"""A collection on a Qdrant server or cluster, by the package qdrant-client: requests that wait for what may pass."""

from __future__ import annotations

import re
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

import numpy as np

from zhengxie_qa.errors import ConfigError, PassageIndexError
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
from zhengxie_qa.index.qdrant.server_faults import WAITED_FOR, told
from zhengxie_qa.store_settings import SERVER, StoreSettings

if TYPE_CHECKING:
    from qdrant_client import QdrantClient

_Told = TypeVar("_Told")
OLDEST = (1, 17)  # version of a server that writes only if there is none, or if a condition holds
_EF = 256  # neighbours looked at: more than are asked for
_READ_AGAIN = (0.2,)  # seconds before a question's request is sent once more: somebody waits
_WRITE_AGAIN = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 15.0, 15.0)  # a minute: a node restarts, a write queue empties


class ClientPoints(Points):
    """One collection of a server; safe to use from several threads, as its client is."""

    private = False

    def __init__(
        self, client: QdrantClient, settings: StoreSettings, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        """``sleep`` waits between tries."""
        from qdrant_client import models  # noqa: PLC0415 - of an extra

        self.client = client
        self._models = models
        self._settings = settings
        self._name = settings.collection
        self._sleep = sleep
        self._given_up = False  # the server was waited for in vain: what clears up after that does not wait again

    def exists(self) -> bool:
        """Tell whether there is the collection; raises PassageIndexError where it is laid out in another way."""
        if not self.asked(lambda: self.client.collection_exists(self._name)):
            return False
        params = self.asked(lambda: self.client.get_collection(self._name)).config.params
        vectors, sparse = params.vectors, params.sparse_vectors or {}
        if not isinstance(vectors, dict) or DENSE not in vectors or WORDS not in sparse:
            raise PassageIndexError(
                f"集合“{self._name}”不是 zhengxie-qa 建的（向量的名称不同）：{where(self._settings)}。"
                "请用 store_collection 另取一个名称。"
            )
        return True

    def version(self) -> tuple[int, ...]:
        """Return the version of the server."""
        told = str(self.asked(self.client.info).version)
        return tuple(int(part) for part in re.findall(r"\d+", told)[:2])

    def nodes(self) -> int:
        """Return how many nodes the cluster has: one where it is none."""
        return len(getattr(self.asked(self.client.cluster_status), "peers", None) or {"": None})

    def drop(self) -> None:
        """Remove the collection."""
        self.asked(lambda: self.client.delete_collection(self._name))

    def create(self, dimension: int) -> None:
        """Make the collection: vectors in 8 bits in memory and whole on the disk, fields indexed."""
        m = self._models
        eight = m.ScalarQuantization(scalar=m.ScalarQuantizationConfig(type=m.ScalarType.INT8, always_ram=True))
        self._written(
            lambda: self.client.create_collection(
                self._name,
                vectors_config={DENSE: m.VectorParams(size=dimension, distance=m.Distance.DOT, on_disk=True)},
                sparse_vectors_config={WORDS: m.SparseVectorParams()},
                quantization_config=eight,
                on_disk_payload=True,
            )
        )
        fields: dict[str, Any] = dict.fromkeys(KEYWORDS, m.PayloadSchemaType.KEYWORD)
        fields |= dict.fromkeys(NUMBERS, m.PayloadSchemaType.INTEGER)
        fields[TENANT] = m.KeywordIndexParams(type=m.KeywordIndexType.KEYWORD, is_tenant=True)
        for name, schema in fields.items():
            self._written(partial(self.client.create_payload_index, self._name, name, schema))

    def put(self, points: Sequence[Point]) -> None:
        """Write points; the next are sent when these are written, so that a slow server is not flooded."""
        made = [self._models.PointStruct(id=p.id, vector=self._vectors(p), payload=dict(p.payload)) for p in points]
        self._written(lambda: self.client.upsert(self._name, made, wait=True))

    def put_if(self, point: Point, condition: Where | None) -> None:
        """Write ``point`` if there is none with its id, or if the one there fits ``condition``."""
        m = self._models
        made = [m.PointStruct(id=point.id, vector=self._vectors(point), payload=dict(point.payload))]
        if condition is None:
            how: dict[str, Any] = {"update_mode": m.UpdateMode.INSERT_ONLY}
        else:
            how = {"update_filter": self._filter(condition)}
        strong = m.WriteOrdering.STRONG
        self._written(lambda: self.client.upsert(self._name, made, wait=True, ordering=strong, **how))

    def _vectors(self, point: Point) -> dict[str, Any]:
        vectors: dict[str, Any] = {}
        if point.dense is not None:
            vectors[DENSE] = point.dense.tolist()
        if point.words is not None:
            vectors[WORDS] = self._sparse(point.words)
        return vectors

    def _sparse(self, vector: Sparse) -> Any:
        return self._models.SparseVector(indices=vector.indices.tolist(), values=vector.values.tolist())

    def take(self, ids: Sequence[Id], *, vectors: bool = False) -> list[Point]:
        """Return those of the points that there are."""
        found = self.asked(lambda: self.client.retrieve(self._name, list(ids), with_payload=True, with_vectors=vectors))
        return [_point(each) for each in found]

    def walk(self, where: Where, *, vectors: bool = False, fields: Sequence[str] = ()) -> Iterator[Point]:
        """Yield the points that fit."""
        wanted = self._filter(where)
        offset: Any = None
        while True:
            page = {"limit": PAGE, "offset": offset, "with_payload": list(fields) or True, "with_vectors": vectors}
            found, offset = self.asked(partial(self.client.scroll, self._name, wanted, **page))
            yield from map(_point, found)
            if offset is None:
                return

    def search(self, searches: Sequence[Search]) -> list[list[tuple[int, float]]]:
        """Return for each search the ids found and their scores."""
        requests = [self._request(each) for each in searches]
        answers = self.asked(lambda: self.client.query_batch_points(self._name, requests))
        return [[(int(hit.id), float(hit.score)) for hit in answer.points] for answer in answers]

    def _request(self, search: Search) -> Any:
        m = self._models
        by_words = isinstance(search.vector, Sparse)
        vector = self._sparse(search.vector) if isinstance(search.vector, Sparse) else search.vector.tolist()
        again = m.QuantizationSearchParams(rescore=True, oversampling=2.0)
        params = None if by_words else m.SearchParams(hnsw_ef=_EF, quantization=again)
        return m.QueryRequest(
            query=m.NearestQuery(nearest=vector),
            using=WORDS if by_words else DENSE,
            filter=self._filter(search.where),
            limit=search.limit,
            params=params,
            with_payload=False,
        )

    def mark(self, where: Where, fields: Mapping[str, Any]) -> None:
        """Set fields of the points that fit."""
        self._written(lambda: self.client.set_payload(self._name, dict(fields), self._filter(where), wait=True))

    def remove(self, where: Where) -> None:
        """Remove the points that fit."""
        self._written(lambda: self.client.delete(self._name, self._filter(where), wait=True))

    def flush(self) -> None:
        """Nothing to do: the server has written what it has acknowledged to its log."""

    def asked(self, request: Callable[[], _Told]) -> _Told:
        """Return what the server tells; raises PassageIndexError."""
        return self._tried(request, _READ_AGAIN)

    def _written(self, request: Callable[[], Any]) -> None:
        self._tried(request, () if self._given_up else _WRITE_AGAIN)

    def _tried(self, request: Callable[[], _Told], pauses: Sequence[float]) -> _Told:
        for pause in (*pauses, None):
            try:
                answer = request()
                self._given_up = False
                return answer
            except (PassageIndexError, KeyboardInterrupt):
                raise
            except Exception as error:  # the client raises its own, httpx's and pydantic's classes
                fault = told(error, where(self._settings), self._settings.seconds)
                if pause is None or fault.fault not in WAITED_FOR:
                    self._given_up = fault.fault in WAITED_FOR and pauses is not _READ_AGAIN
                    raise PassageIndexError(fault.line) from error
            self._sleep(pause)
        raise AssertionError("unreachable")

    def _filter(self, where: Where) -> Any:
        m = self._models
        must: list[Any] = [m.FieldCondition(key=k, match=m.MatchValue(value=v)) for k, v in where.equal.items()]
        must += [m.FieldCondition(key=k, match=m.MatchAny(any=list(v))) for k, v in where.one_of.items()]
        must += [m.FieldCondition(key=k, range=m.Range(lte=v)) for k, v in where.at_most.items()]
        must += [m.FieldCondition(key=k, range=m.Range(gt=v)) for k, v in where.above.items()]
        if where.ids is not None:
            must.append(m.HasIdCondition(has_id=list(where.ids)))
        never = [m.FieldCondition(key=k, match=m.MatchAny(any=list(v))) for k, v in where.none_of.items()]
        return m.Filter(must=must or None, must_not=never or None)


def _point(record: Any) -> Point:
    vectors = record.vector if isinstance(record.vector, dict) else {}
    dense, words = vectors.get(DENSE), vectors.get(WORDS)
    return Point(
        record.id if isinstance(record.id, int) else str(record.id),
        record.payload or {},
        None if dense is None else np.asarray(dense, dtype=np.float32),
        None if words is None else sparse_of(words.indices, words.values),
    )


def where(settings: StoreSettings) -> str:
    """Return the address of the server without what may be secret in it, and the collection."""
    parts = urlsplit(settings.uri or "")
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}（集合 {settings.collection}）"


def client_of(settings: StoreSettings) -> QdrantClient:
    """Return a client of the server; raises PassageIndexError where the package is missing, ConfigError."""
    try:
        from qdrant_client import QdrantClient  # noqa: PLC0415 - of an extra
    except ImportError as error:
        raise PassageIndexError(missing(SERVER)) from error
    if not settings.uri:
        raise ConfigError('store = "qdrant" 还要写明服务的地址，例如 ZHENGXIE_STORE_URI=http://127.0.0.1:6333')
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a key without TLS: ``doctor --store`` says it in Chinese
            return QdrantClient(
                url=settings.uri, api_key=settings.key, timeout=settings.seconds, check_compatibility=False
            )
    except (ValueError, TypeError) as error:
        raise ConfigError(f"store_uri 应形如 http://主机:6333，实为 {settings.uri!r}。") from error
