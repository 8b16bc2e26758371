"""The processes that share a server's work: each answers over the same index, on a core of its own.

Python lets one thread of a process compute at a time, and the server's is busy enough with its visitors. A question
goes to a process that is free, else to the server itself, which answers one at a time while it has others to do it.
"""

from __future__ import annotations

import contextlib
import logging
import os
import select
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from zhengxie_qa.assistant import Assistant
from zhengxie_qa.child_process import end_child, start_child
from zhengxie_qa.composing import Errand
from zhengxie_qa.errors import ZhengxieError
from zhengxie_qa.index import LocalStore, Manifest, PassageStore, as_store
from zhengxie_qa.types import Answer
from zhengxie_qa.web.pool_worker import receive, send

_LOG = logging.getLogger(__name__)
_MOST = 4  # processes; the server itself keeps up with no more
_PATIENCE = 0.5  # seconds that a question waits for one who is free before the server answers it beside others
_OPENING = 120.0  # seconds a process may take to open the index
_ANSWERING = 20.0  # seconds an answer may take; none takes more than one by itself
_LOSSES = 5  # processes that may be lost before no other is started
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


class LostWorkerError(Exception):
    """A process ended, hangs or speaks nonsense."""


class WorkerPool:
    """The processes, and the one question that the server itself answers beside them."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        """``manifest`` is what the index in ``folder`` must be made from: another than the server's is of no use."""
        self._folder = folder
        self._manifest = manifest
        self._changed = threading.Condition()
        self._opening: list[_Worker] = []
        self._workers: list[_Worker] = []
        self._free: list[_Worker | None] = [None]  # None: the server itself; taken from the end
        self._losses = 0
        self._closed = False

    @property
    def size(self) -> int:
        """How many processes answer."""
        return len(self._workers)

    def start(self, wanted: int) -> None:
        """Start as many processes, one after the other; each answers as soon as it can."""
        for _ in range(wanted):
            self._add()

    def answer(self, errand: Errand, here: Callable[[], Answer]) -> Answer:
        """Return the answer of whoever is free; ``here`` answers in this process. Raises what answering raises."""
        with self._taken() as worker:
            if worker is not None:
                try:
                    told = worker.ask(errand)
                except LostWorkerError:
                    self._replace(worker)
                else:
                    if isinstance(told, ZhengxieError):
                        raise told
                    if isinstance(told, Answer):
                        return told
            return here()

    def close(self) -> None:
        """End all processes; who asks afterwards is answered here."""
        with self._changed:
            self._closed = True
            leaving, self._workers, self._free = [*self._workers, *self._opening], [], []
            self._changed.notify_all()
        for worker in leaving:
            worker.end()

    @contextmanager
    def _taken(self) -> Iterator[_Worker | None]:
        with self._changed:
            self._changed.wait_for(lambda: self._free or not self._workers, _PATIENCE)
            beside = not self._free or not self._workers
            worker = None if beside else self._free.pop()
        try:
            yield worker
        finally:
            with self._changed:
                if worker is None and not beside:
                    self._free.insert(0, None)
                elif worker in self._workers:
                    self._free.append(worker)
                self._changed.notify()

    def _add(self) -> None:
        try:
            worker = _Worker(self._folder)
        except OSError as error:
            _LOG.warning("回答进程无法启动（%s），由服务本身回答。", error.strerror or error)
            return
        with self._changed:
            self._opening.append(worker)
        try:
            made_from = worker.told(_OPENING) if not self._closed else None
        except LostWorkerError:
            made_from = None
        with self._changed:
            self._opening.remove(worker)
            useful = made_from == self._manifest and not self._closed
            if useful:
                self._workers.append(worker)
                self._free.append(worker)
                self._changed.notify()
        if not useful:  # another index has taken the place of this one, or it could not be opened
            worker.end()

    def _replace(self, worker: _Worker) -> None:
        """Let a lost process go, and start another unless too many were lost."""
        worker.end()
        with self._changed:
            if worker not in self._workers:
                return
            self._workers.remove(worker)
            self._losses += 1
            again = self._losses < _LOSSES
        _LOG.warning("一个回答进程意外结束，%s。", "正在重新启动" if again else "不再重新启动，由服务本身回答")
        if again:
            threading.Thread(target=self._add, name="zhengxie-workers", daemon=True).start()


class _Worker:
    """One process."""

    def __init__(self, folder: Path) -> None:
        """Start it; raises OSError. The first that it tells is what the index in ``folder`` was made from."""
        self._process = start_child("zhengxie_qa.web.pool_worker", str(folder), environment=_ONE_THREAD)

    def ask(self, errand: Errand) -> object:
        """Return the answer, a ZhengxieError, or None where it could not be answered there."""
        assert self._process.stdin is not None
        try:
            send(self._process.stdin, errand)
        except OSError as error:
            raise LostWorkerError("进程已结束") from error
        return self.told(_ANSWERING)

    def end(self) -> None:
        """Stop it, whatever it does."""
        end_child(self._process)

    def told(self, seconds: float) -> object:
        """Return its next message; raises LostWorkerError where there is none in as many ``seconds``."""
        assert self._process.stdout is not None
        try:
            if hasattr(select, "poll"):  # elsewhere a process that hangs is waited for
                ready = select.poll()
                ready.register(self._process.stdout, select.POLLIN)
                if not ready.poll(seconds * 1000):
                    raise LostWorkerError("进程没有回应")
            return receive(self._process.stdout)
        except (EOFError, OSError, ValueError) as error:
            raise LostWorkerError("进程已结束") from error


def pool_for(assistant: Assistant, index: Path | PassageStore) -> WorkerPool | None:
    """Return a pool without processes yet, or None where its processes could not answer as ``assistant`` does."""
    store = as_store(index)
    own = isinstance(store, LocalStore)  # another store is opened with a key, which is not passed on
    return WorkerPool(store.folder, assistant.manifest) if own and assistant.is_bundled else None


def wanted() -> int:
    """Return how many processes to start: one core is the server's, and memory is left for as much again."""
    left, own = _memory_left(), _own_memory()
    fitting = int(left // (2 * own)) if left is not None and own else _MOST
    return max(0, min(_cores() - 1, fitting, _MOST))


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _memory_left() -> int | None:
    """Return how many bytes may still be used, by this machine and by this container; None where nothing tells."""
    told = []
    with contextlib.suppress(OSError, ValueError, IndexError):
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        told.append(next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")))
    with contextlib.suppress(OSError, ValueError):  # "max" where there is no limit
        limit = int(Path("/sys/fs/cgroup/memory.max").read_text(encoding="ascii"))
        told.append(limit - int(Path("/sys/fs/cgroup/memory.current").read_text(encoding="ascii")))
    return min(told, default=None)


def _own_memory() -> int:
    """Return how many bytes this process holds; none of its workers will need more."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return 0
