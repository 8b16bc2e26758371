"""An index in a folder of its own, on the engine of a Qdrant server inside this process.

As with plain files, each generation is a folder of its own, written beside the present one, to which a pointer moves.
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from zhengxie_qa.errors import PassageIndexError
from zhengxie_qa.index.local_store import folder_lock
from zhengxie_qa.index.passage_index import FORMAT, Manifest, PassageIndex
from zhengxie_qa.index.qdrant.edge_points import EdgePoints
from zhengxie_qa.index.qdrant.layout import LAYOUT, Head, manifest_of, read_blob, read_head
from zhengxie_qa.index.qdrant.stored_index import StoredIndex
from zhengxie_qa.index.qdrant.updating import MANIFEST, StoredUpdate, open_stored, remove_unseen, whole
from zhengxie_qa.index.storage import GENERATION, current_generation, point_to
from zhengxie_qa.index.store import PassageStore

_BESIDE = "qdrant-edge"  # in the folder of the index, where no other is named


class EdgeStore(PassageStore):
    """A folder that one machine writes and reads."""

    def __init__(self, folder: Path, place: Path | None = None) -> None:
        """``place`` holds the generations, where it is not a folder within ``folder``."""
        self.folder = folder
        self._place = place or folder / _BESIDE

    def describe(self) -> str:
        """Return the folder."""
        return str(self._place)

    def _present(self) -> tuple[EdgePoints, Head] | None:
        current = current_generation(self._place)
        if current is None or not current.exists():
            return None
        points = EdgePoints(current)
        head = read_head(points)
        return None if head is None or (head.layout, head.format) != (LAYOUT, FORMAT) else (points, head)

    def manifest(self) -> Manifest | None:
        """Return what the present generation was made from."""
        found = self._present()
        if found is None:
            return None
        points, head = found
        return whole(self.describe(), lambda: manifest_of(read_blob(points, MANIFEST, head.generation)))

    def generation(self) -> str | None:
        """Return the name of the present generation."""
        try:
            current = current_generation(self._place)
        except PassageIndexError:
            return None  # damaged: told where it is opened
        return current.name if current is not None else None

    def open(self) -> StoredIndex:
        """Return a snapshot of the present generation."""
        found = self._present()
        if found is None:
            raise PassageIndexError(f"没有可用的索引：{self._place}。请先运行 zhengxie-qa index。")
        points, head = found
        return whole(self.describe(), lambda: open_stored(points, head))

    @contextmanager
    def writing(self, dimension: int) -> Iterator[None]:
        """Hold the folder's lock."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with folder_lock(self._place):
            yield

    def update(self, opened: PassageIndex | None, dimension: int) -> StoredUpdate:
        """Begin the next generation on a copy of the present one."""
        assert opened is None or isinstance(opened, StoredIndex)
        fresh = self._place / f"{GENERATION}{uuid.uuid4().hex[:12]}"
        current = current_generation(self._place) if opened is not None else None
        try:
            if current is not None:
                shutil.copytree(current, fresh)
            points = EdgePoints(fresh)
            if current is None:
                points.create(dimension)
        except OSError as error:
            shutil.rmtree(fresh, ignore_errors=True)
            raise PassageIndexError(
                f"索引写入失败：{self._place}（{error.strerror or error}）。请检查目录权限和磁盘空间。"
            ) from error
        return StoredUpdate(points, opened, _EdgeWriter(self._place, fresh, points))


class _EdgeWriter:
    """The holder of the folder's lock, and the generation it writes."""

    def __init__(self, place: Path, fresh: Path, points: EdgePoints) -> None:
        self._place = place
        self._fresh = fresh
        self._points = points

    def check(self) -> None:
        """Nothing to do: a lock on a file is not lost."""

    def finish(self, head: Head) -> StoredIndex:
        """Make the generation fast and durable, and point to it."""
        remove_unseen(self._points, head.generation)
        self._points.optimise()
        point_to(self._place, self._fresh.name)
        for old in self._place.glob(f"{GENERATION}*"):
            if old != self._fresh:
                shutil.rmtree(old, ignore_errors=True)
        return whole(str(self._place), lambda: open_stored(self._points, head))

    def give_up(self) -> None:
        """Remove the generation that was begun."""
        self._points.close()
        shutil.rmtree(self._fresh, ignore_errors=True)
