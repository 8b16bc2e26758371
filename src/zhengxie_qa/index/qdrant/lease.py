"""Who writes in a collection that many processes share: one at a time, for as long as it says that it is there."""

from __future__ import annotations

import os
import socket
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from typing import Any

from zhengxie_qa.errors import PassageIndexError
from zhengxie_qa.index.qdrant.client_points import ClientPoints
from zhengxie_qa.index.qdrant.layout import LEASE, point_id
from zhengxie_qa.index.qdrant.points import Point, Where

_SECONDS = 90  # for which a lease holds: clocks of two machines may differ by as much as a third of it
_RENEWED = 20.0  # seconds between renewals
_ID = point_id(LEASE)


class Lease:
    """The right to write, held by a token."""

    def __init__(self, points: ClientPoints, where: str, clock: Callable[[], float] = time.time) -> None:
        self._points = points
        self._where = where
        self._clock = clock
        self.token = uuid.uuid4().hex

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold it; raises PassageIndexError when another does."""
        self._take()
        done = Event()
        renewing = Thread(target=self._renew, args=(done,), name="zhengxie-lease", daemon=True)
        renewing.start()
        try:
            yield
        finally:
            done.set()
            renewing.join()
            with suppress(PassageIndexError):  # it runs out by itself
                self._points.remove(Where(ids=(_ID,), equal={"token": self.token}))

    def check(self) -> None:
        """Raise PassageIndexError unless it is still ours: after a long silence another may have taken it."""
        holder = self._holder()
        if holder.get("token") != self.token:
            raise PassageIndexError(f"写入权已被另一个进程取得：{self._where}。这次更新没有生效，库保持原样，请重试。")

    def _take(self) -> None:
        self._points.put_if(self._point(), None)
        holder = self._holder()
        if holder.get("token") != self.token and holder.get("until", 0) < self._clock():
            self._points.put_if(self._point(), Where(equal={"token": holder.get("token", "")}))
            holder = self._holder()
        if holder.get("token") != self.token:
            raise PassageIndexError(
                f"另一个进程正在写这个库：{self._where}（{holder.get('who', '?')}）。"
                f"请等它结束再试；它若已异常退出，{_SECONDS} 秒后自动让出。"
            )

    def _renew(self, done: Event) -> None:
        while not done.wait(_RENEWED):
            try:
                self._points.put_if(self._point(), Where(equal={"token": self.token}))
            except PassageIndexError:
                continue  # told where the update itself fails; ``check`` looks again

    def _point(self) -> Point:
        until = int(self._clock()) + _SECONDS
        who = f"{socket.gethostname()} 进程 {os.getpid()}"
        return Point(_ID, {"type": LEASE, "token": self.token, "until": until, "who": who})

    def _holder(self) -> dict[str, Any]:
        found = self._points.take([_ID])
        return dict(found[0].payload) if found else {}
