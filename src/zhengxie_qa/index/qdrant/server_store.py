"""An index on a Qdrant server or cluster, which many processes and machines read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from zhengxie_qa.errors import PassageIndexError
from zhengxie_qa.index.passage_index import FORMAT, Manifest, PassageIndex
from zhengxie_qa.index.qdrant.client_points import OLDEST, ClientPoints, client_of, where
from zhengxie_qa.index.qdrant.layout import LAYOUT, Head, manifest_of, read_blob, read_head
from zhengxie_qa.index.qdrant.lease import Lease
from zhengxie_qa.index.qdrant.stored_index import StoredIndex
from zhengxie_qa.index.qdrant.updating import MANIFEST, StoredUpdate, open_stored, recover, whole
from zhengxie_qa.index.store import PassageStore
from zhengxie_qa.store_settings import StoreSettings


class ServerStore(PassageStore):
    """One collection of a server."""

    shared = True

    def __init__(self, folder: Path, settings: StoreSettings, points: ClientPoints | None = None) -> None:
        """``points``: the collection, where it was opened before."""
        self.folder = folder
        self._settings = settings
        self._points = points or ClientPoints(client_of(settings), settings)
        self._lease: Lease | None = None

    def describe(self) -> str:
        """Return the address and the collection."""
        return where(self._settings)

    @property
    def points(self) -> ClientPoints:
        """The collection."""
        return self._points

    def head(self) -> Head | None:
        """Return the present generation; raises PassageIndexError where it is of another version of this program."""
        if not self._points.exists():
            return None
        head = read_head(self._points)
        if head is not None and head.layout != LAYOUT:
            raise PassageIndexError(
                f"{self.describe()} 是另一版 zhengxie-qa 建的（布局 {head.layout}，本版是 {LAYOUT}）。"
                "请用同一版，或用 store_collection 另取一个名称重建。"
            )
        return head

    def manifest(self) -> Manifest | None:
        """Return what the present generation was made from."""
        head = self.head()
        if head is None or head.format != FORMAT:
            return None
        return whole(self.describe(), lambda: manifest_of(read_blob(self._points, MANIFEST, head.generation)))

    def generation(self) -> str | None:
        """Return the number of the present generation."""
        head = self.head()
        return str(head.generation) if head else None

    def open(self) -> StoredIndex:
        """Return a snapshot of the present generation."""
        head = self.head()
        if head is None:
            raise PassageIndexError(f"库里还没有索引：{self.describe()}。请先运行 zhengxie-qa index。")
        return whole(self.describe(), lambda: open_stored(self._points, head))

    @contextmanager
    def writing(self, dimension: int) -> Iterator[None]:
        """Hold the lease of the collection, which is made where it is missing."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if (version := self._points.version()) < OLDEST:
            raise PassageIndexError(
                f"Qdrant 服务的版本是 {'.'.join(map(str, version))}，写入需要 {'.'.join(map(str, OLDEST))} 以上："
                f"{self.describe()}。请升级服务。"
            )
        if not self._points.exists():
            self._points.create(dimension)
        self._lease = Lease(self._points, self.describe())
        with self._lease.held():
            yield

    def update(self, opened: PassageIndex | None, dimension: int) -> StoredUpdate:
        """Begin the next generation."""
        assert self._lease is not None
        assert opened is None or isinstance(opened, StoredIndex)
        return StoredUpdate(self._points, opened, _ServerWriter(self, self._lease))


class _ServerWriter:
    """The holder of the lease."""

    def __init__(self, store: ServerStore, lease: Lease) -> None:
        self._store = store
        self._lease = lease

    def check(self) -> None:
        """Look whether the lease is still ours."""
        self._lease.check()

    def finish(self, head: Head) -> StoredIndex:
        """Open what was written."""
        return whole(self._store.describe(), lambda: open_stored(self._store.points, head))

    def give_up(self) -> None:
        """Clear up; where the server is gone the next writer does."""
        with suppress(PassageIndexError):
            recover(self._store.points, read_head(self._store.points))
