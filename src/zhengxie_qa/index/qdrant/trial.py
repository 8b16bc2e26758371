"""Does a server do all that an index needs of it? Tried in a collection of its own, which is removed afterwards."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from zhengxie_qa.errors import PassageIndexError
from zhengxie_qa.index.qdrant.client_points import OLDEST, ClientPoints, client_of
from zhengxie_qa.index.qdrant.layout import point_id, seen_at
from zhengxie_qa.index.qdrant.points import Point, Points, Search, Where, sparse_of
from zhengxie_qa.store_settings import StoreSettings

_DIMENSION = 8
_PASSAGES = 300
_ASKED = 20  # times, for how long a question waits


@dataclass(frozen=True, slots=True)
class Trial:
    """What was tried, whether it holds, and what was seen."""

    what: str
    holds: bool
    seen: str


def try_server(settings: StoreSettings, points: ClientPoints | None = None) -> Iterator[Trial]:
    """Yield what holds of the server, one after the other; raises PassageIndexError where it cannot be reached."""
    named = replace(settings, collection=f"zhengxie-doctor-{uuid.uuid4().hex[:8]}")
    points = points or ClientPoints(client_of(named), named)
    version = points.version()
    yield Trial("版本", version >= OLDEST, f"{'.'.join(map(str, version))}，需要 {'.'.join(map(str, OLDEST))} 以上")
    yield from _cluster(points)
    try:
        started = time.perf_counter()
        points.create(_DIMENSION)
        yield Trial("建集合", points.exists(), f"{time.perf_counter() - started:.2f} 秒")
        yield from _trials(points)
    finally:
        with suppress(PassageIndexError):
            points.drop()


def _cluster(points: ClientPoints) -> Iterator[Trial]:
    try:
        nodes = points.nodes()
    except PassageIndexError as error:
        yield Trial("集群", True, f"看不到集群状态（{error}）")
        return
    yield Trial("集群", True, f"{nodes} 个节点" if nodes > 1 else "单节点")


def _trials(points: ClientPoints) -> Iterator[Trial]:
    started = time.perf_counter()
    points.put(_made())
    taken = time.perf_counter() - started
    yield Trial("写入", len(list(points.walk(Where()))) == _PASSAGES, f"{_PASSAGES} 段 {taken:.2f} 秒，随即可见")
    yield from (_seen(points, *each) for each in _CHECKS)
    waits = sorted(_timed(lambda: points.search([_search(1), _by_words(1)])) for _ in range(_ASKED))
    yield Trial("应答", True, f"一次检索中位数 {waits[_ASKED // 2] * 1000:.1f} 毫秒，最慢 {waits[-1] * 1000:.1f} 毫秒")


def _made() -> list[Point]:
    """Return passages of three documents, each with a word of its own; the second half is added by generation 2."""
    made = []
    for number in range(1, _PASSAGES + 1):
        vector = np.zeros(_DIMENSION, dtype=np.float32)
        vector[number % _DIMENSION] = 1.0
        born = 1 if number <= _PASSAGES // 2 else 2
        life = {"type": "passage", "document": f"{number % 3}.txt", "born": born, "died": 2**53, "place": "甲县"}
        made.append(Point(number, life, vector, sparse_of([number, 7_000_000], [1.0, 0.1])))
    return made


def _search(number: int, where: Where | None = None) -> Search:
    vector = np.zeros(_DIMENSION, dtype=np.float32)
    vector[number % _DIMENSION] = 1.0
    return Search(vector, where or Where(), 10)


def _by_words(number: int, where: Where | None = None) -> Search:
    return Search(sparse_of([number], [2.0]), where or Where(), 10)


def _finds(points: Points) -> bool:
    near, words = points.search([_search(3), _by_words(5)])
    return all(number % _DIMENSION == 3 for number, _ in near) and words == [(5, 2.0)]


def _filters(points: Points) -> bool:
    (found,) = points.search([_search(3, Where(one_of={"document": ("1.txt",)}))])
    return bool(found) and all(number % 3 == 1 for number, _ in found)


def _hides(points: Points) -> bool:
    hidden, shown = points.search([_by_words(_PASSAGES, seen_at(1)), _by_words(_PASSAGES, seen_at(2))])
    return not hidden and len(shown) == 1


def _keeps_first(points: ClientPoints) -> bool:
    lease = point_id("trial")
    points.put_if(Point(lease, {"token": "a"}), None)
    points.put_if(Point(lease, {"token": "b"}), None)
    return bool(points.take([lease])[0].payload["token"] == "a")


def _changes_if(points: ClientPoints) -> bool:
    lease = point_id("trial")
    points.put_if(Point(lease, {"token": "c"}), Where(equal={"token": "b"}))
    kept = points.take([lease])[0].payload["token"] == "a"
    points.put_if(Point(lease, {"token": "c"}), Where(equal={"token": "a"}))
    return bool(kept and points.take([lease])[0].payload["token"] == "c")


def _removes(points: Points) -> bool:
    points.mark(Where(equal={"document": "0.txt"}), {"died": 2})
    points.remove(Where(at_most={"died": 2}))
    return all(point.payload["document"] != "0.txt" for point in points.walk(Where(equal={"type": "passage"})))


_CHECKS: tuple[tuple[str, Callable[[Any], bool], str], ...] = (
    ("检索", _finds, "按向量、按词都找得到"),
    ("范围", _filters, "只找所选的文档"),
    ("整体切换", _hides, "写入中的新一代看不到"),
    ("唯一写入者", _keeps_first, "已有的写入权不会被覆盖"),
    ("条件写入", _changes_if, "只在条件满足时改写"),
    ("删除", _removes, "移除的文档不再出现"),
)


def _seen(points: ClientPoints, what: str, check: Callable[[Any], bool], seen: str) -> Trial:
    holds = check(points)
    return Trial(what, holds, seen if holds else f"没有做到：{seen}")


def _timed(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started
