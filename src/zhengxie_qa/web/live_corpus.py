"""A corpus that is asked while it changes: one assistant at a time, replaced as a whole.

A question that runs goes on over the index it began with: an assistant never changes, and the files of its index
stay readable after a newer one has taken their place.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore, Event, Lock, Thread, get_native_id

from zhengxie_qa.assistant import Assistant
from zhengxie_qa.documents import add_file, check_file, page_picture, reading_report, remove_file
from zhengxie_qa.encoders import Encoder
from zhengxie_qa.errors import UsageError, ZhengxieError
from zhengxie_qa.evaluation import FeedbackFile
from zhengxie_qa.index import PassageStore, as_store
from zhengxie_qa.types import Skipped
from zhengxie_qa.web.worker_pool import WorkerPool, pool_for, wanted

_LOG = logging.getLogger(__name__)
_BUSY = "正在更新索引，请稍候再试。"
_PATIENCE = 10.0  # seconds that a file which has been looked at waits for its turn to be written
_CHECKED_AT_ONCE = 2  # uploaded files, each in a process of its own
_BEHIND = 15  # niceness of what encodes in the background: visitors' questions go first
_LOOKED_AFTER = 15.0  # seconds between looks at a store that others write too
_PICTURES = 40  # pages kept that were shown last, of 200 KB each
_FULL = "正在检查另外几份上传的文件，请稍候再试。"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an update is: ``done`` of ``total`` files; ``error`` is one Chinese line when it failed.

    ``page`` names the scanned page that is recognised.
    """

    running: bool = False
    done: int = 0
    total: int = 0
    error: str = ""
    page: str = ""


class Library:
    """The corpus that a server answers from, its present assistant, and how it is brought up to date."""

    def __init__(
        self,
        assistant: Assistant,
        corpus: Path,
        index: Path | PassageStore,
        *,
        uploads: bool = False,
        feedback: FeedbackFile | None = None,
    ) -> None:
        """``uploads``: visitors may add files to ``corpus`` and remove them. ``feedback`` keeps what they think."""
        self._assistant = assistant
        self._corpus = corpus
        self._index = as_store(index)
        self._changing = Lock()  # held by whoever changes the corpus or the index
        self._checking = BoundedSemaphore(_CHECKED_AT_ONCE)
        self._progress = Progress()
        self._drawing = Lock()  # one picture at a time: each takes a process
        self._pictures: dict[tuple[str, int], bytes] = {}
        self._pool: WorkerPool | None = None
        self._has_workers = False
        self._leaving = Event()
        self.uploads = uploads
        self.feedback = feedback

    def start_workers(self) -> None:
        """Let other processes answer too, from when they can; of each index henceforth, until ``end_workers``."""
        self._has_workers = True
        self._assistant = self._with_workers(self._assistant)

    def follow(self) -> None:
        """Take what others write to a store that is shared, from when it is there, until ``end_workers``."""
        if self._index.shared:
            Thread(target=self._follow, name="zhengxie-follow", daemon=True).start()

    def _follow(self) -> None:
        while not self._leaving.wait(_LOOKED_AFTER):
            self.take_newest()

    def take_newest(self) -> None:
        """Take the present generation of the store, unless it is the one at hand; where it is away, keep that."""
        if not self._changing.acquire(blocking=False):
            return  # it is being written here
        try:
            fresh = self._assistant.reopened(self._index)
            if fresh is not None:
                self._assistant = self._with_workers(fresh)
        except ZhengxieError as error:
            _LOG.warning("%s", error)
        finally:
            self._changing.release()

    def end_workers(self) -> None:
        """End the processes that answer."""
        self._leaving.set()
        self._has_workers = False
        if self._pool is not None:
            self._pool.close()

    def _with_workers(self, assistant: Assistant) -> Assistant:
        """Return the same with processes of its own; those of another index go once their questions are answered."""
        before, self._pool = self._pool, pool_for(assistant, self._index) if self._has_workers else None
        if before is not None:
            before.close()
        if self._pool is None:
            return assistant
        Thread(target=self._pool.start, args=(wanted(),), name="zhengxie-workers", daemon=True).start()
        return assistant.helped(self._pool.answer)

    @property
    def assistant(self) -> Assistant:
        """The assistant over the newest index: take it once for each question."""
        return self._assistant

    @property
    def skipped(self) -> Sequence[Skipped]:
        """The files that are not indexed, and why."""
        return self._assistant.skipped

    @property
    def progress(self) -> Progress:
        """How far the present update is, or how the last one ended."""
        return self._progress

    def has_changed(self) -> bool:
        """Tell whether the corpus is another than the one indexed; raises CorpusError when it cannot be read."""
        return self._assistant.is_outdated(self._corpus)

    def update(self) -> None:
        """Bring the index up to date and answer from it henceforth; the present one goes on where that fails.

        Raises UsageError when another update runs, CorpusError and PassageIndexError.
        """
        self._begin()
        self._run()
        if self._progress.error:
            raise UsageError(self._progress.error)

    def start_update(self) -> None:
        """Begin ``update`` in the background; ``progress`` says how it goes. UsageError when one runs already."""
        self._begin()
        Thread(target=self._run, name="zhengxie-update", daemon=True).start()

    def search_with(self, encoder: Encoder) -> Thread:
        """Encode the corpus with ``encoder`` in the background, and search with it from when that is done.

        Until then the present one answers; files may be added and removed meanwhile.
        """
        switching = Thread(target=self._switch, args=(encoder,), name="zhengxie-encoder", daemon=True)
        switching.start()
        return switching

    def _switch(self, encoder: Encoder) -> None:
        if hasattr(os, "setpriority") and sys.platform == "linux":  # of this thread and those it starts
            os.setpriority(os.PRIO_PROCESS, get_native_id(), _BEHIND)
        _LOG.warning("正在后台用 %s 编码 %d 段，完成前用自带的模型检索。", encoder.name, len(self._assistant.passages))
        try:
            self._assistant.encoded_ahead(self._index, encoder)
        except (OSError, ZhengxieError):
            _LOG.exception("the corpus could not be encoded with %s", encoder.name)
            return
        self._changing.acquire()
        self._progress = Progress(running=True)
        self._run(encoder)

    def explain(self, document: str) -> list[str]:
        """Say what is read from an indexed document's file, and what is left out; raises DocumentError."""
        return reading_report(self._corpus, Path(document))

    def page_picture(self, path: str, page: int) -> bytes:
        """Return the picture of a scanned page of an indexed document as a JPEG; raises DocumentError."""
        document = self._assistant.documents[path]
        key = (document.sha256, page)
        with self._drawing:
            if key not in self._pictures:
                while len(self._pictures) >= _PICTURES:
                    del self._pictures[next(iter(self._pictures))]
                self._pictures[key] = page_picture(self._corpus, document, page)
            return self._pictures[key]

    def add(self, name: str, data: bytes) -> str:
        """Put a file into the corpus and return its path; see :func:`~zhengxie_qa.documents.add_file`.

        While it is looked at, however long that takes, the corpus and its index may change.
        """
        if not self._checking.acquire(blocking=False):
            raise UsageError(_FULL)
        try:
            check_file(self._corpus, name, data)
        finally:
            self._checking.release()
        with self._own_turn(patience=_PATIENCE):
            return add_file(self._corpus, name, data)

    def remove(self, path: str) -> None:
        """Take a document's file out of the corpus; see :func:`~zhengxie_qa.documents.remove_file`."""
        with self._own_turn():
            remove_file(self._corpus, path, self._assistant.documents)

    def _begin(self) -> None:
        if not self._changing.acquire(blocking=False):
            raise UsageError(_BUSY)
        self._progress = Progress(running=True)

    def _run(self, encoder: Encoder | None = None) -> None:
        """Update with the lock held, and let it go."""
        try:
            fresh = self._assistant.updated(self._corpus, self._index, self._note, encoder)
            fresh.warm_up()
            self._assistant = self._with_workers(fresh)
            self._progress = Progress()
        except ZhengxieError as error:
            self._progress = Progress(error=str(error))
        except Exception:
            _LOG.exception("an update of the index failed")
            self._progress = Progress(error="索引没有更新成。请再试一次；若仍不行，请告知管理员查看服务日志。")
        finally:
            self._changing.release()

    def _note(self, done: int, total: int, page: str) -> None:
        self._progress = Progress(True, done, total, page=page)

    @contextmanager
    def _own_turn(self, patience: float = 0.0) -> Iterator[None]:
        if not self._changing.acquire(timeout=patience):
            raise UsageError(_BUSY)
        try:
            yield
        finally:
            self._changing.release()
