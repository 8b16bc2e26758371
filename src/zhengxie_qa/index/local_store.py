"""The index as files of one machine: vectors, keywords and texts in a folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from zhengxie_qa.errors import PassageIndexError
from zhengxie_qa.index.local_index import LocalIndex
from zhengxie_qa.index.passage_index import Manifest, PassageIndex
from zhengxie_qa.index.pieces import Piece
from zhengxie_qa.index.storage import current_generation, open_index, read_manifest, write_generation
from zhengxie_qa.index.store import PassageStore, Update

_LOCK = ".lock"
_LOCK_SECONDS = 30.0  # how long to wait for another writer before saying so


class LocalStore(PassageStore):
    """A folder that one machine writes and reads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def describe(self) -> str:
        """Return the folder."""
        return str(self.folder)

    def manifest(self) -> Manifest | None:
        """Return what the present generation was made from."""
        return read_manifest(self.folder)

    def generation(self) -> str | None:
        """Return the name of the present generation."""
        try:
            current = current_generation(self.folder)
        except PassageIndexError:
            return None  # damaged: told where it is opened
        return current.name if current is not None else None

    def open(self) -> LocalIndex:
        """Read the present generation into memory."""
        return open_index(self.folder)

    @contextmanager
    def writing(self, dimension: int) -> Iterator[None]:
        """Hold the folder's lock."""
        with folder_lock(self.folder):
            yield

    def update(self, opened: PassageIndex | None, dimension: int) -> LocalUpdate:
        """Begin the next generation."""
        assert opened is None or isinstance(opened, LocalIndex)
        return LocalUpdate(self.folder, opened)


class LocalUpdate(Update):
    """The next generation, gathered in memory and written when it is complete."""

    def __init__(self, folder: Path, opened: LocalIndex | None) -> None:
        self._folder = folder
        self._opened = opened
        self._pieces: list[Piece] = []

    def keep(self, path: str) -> None:
        """Take over a document with its passages and their vectors."""
        assert self._opened is not None
        numbers = self._opened.numbers_of(path)
        passages = [self._opened.passages[number] for number in numbers]
        self._pieces.append(Piece(self._opened.documents[path], passages, self._opened.vectors_of(numbers)))

    def add(self, piece: Piece) -> None:
        """Add a document."""
        self._pieces.append(piece)

    def abandon(self) -> None:
        """Let go of what was gathered."""
        self._pieces.clear()

    def commit(self, manifest: Manifest) -> LocalIndex:
        """Write all of it beside the present generation and point to it."""
        return write_generation(
            self._folder,
            manifest,
            [piece.document for piece in self._pieces],
            [passage for piece in self._pieces for passage in piece.passages],
            np.concatenate([piece.vectors for piece in self._pieces]),
        )


@contextmanager
def folder_lock(folder: Path) -> Iterator[None]:
    """Be the only process that writes in ``folder``, which is made here; PassageIndexError when another does."""
    from filelock import FileLock, Timeout  # noqa: PLC0415 - only where an index is written

    lock = FileLock(folder / _LOCK, timeout=_LOCK_SECONDS)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise PassageIndexError(f"另一个进程正在写索引：{folder}。请稍候再试。") from error
    except OSError as error:
        reason = error.strerror or error
        raise PassageIndexError(f"索引目录不可写：{folder}（{reason}）。请检查权限或换一个目录。") from error
    try:
        yield
    finally:
        lock.release()
