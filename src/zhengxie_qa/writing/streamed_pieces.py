"""What a model's call brings, from the event loop it runs on to the thread that waits for it."""

from __future__ import annotations

import asyncio
import queue
import time

from zhengxie_qa.writing.faults import CallError, fault_of

_STALL = 30.0  # seconds between two pieces of an answer before the server counts as gone
_BREATH = 0.25  # seconds of silence after which the caller is given its turn, so that it can stop
_AHEAD = 64  # pieces that may wait to be read; a fast server is read no faster than its answer is shown


class Pieces:
    """What a call has brought and nobody has read yet; put on the loop's thread, read on the caller's."""

    def __init__(self, deadline: float) -> None:
        self.wanted = True
        self.ended = ""  # why the answer ended, as the server says
        self._deadline = deadline
        self._pieces: queue.SimpleQueue[str | BaseException | None] = queue.SimpleQueue()
        self._last = 0.0  # when the last piece was read; 0: none yet

    async def put(self, piece: str) -> None:
        """Add ``piece``; waits while too many are unread."""
        if piece:
            self._pieces.put(piece)
        while self.wanted and self._pieces.qsize() > _AHEAD:
            await asyncio.sleep(0.002)

    def finish(self, error: BaseException | None) -> None:
        """Say that nothing more comes, and why."""
        self._pieces.put(error)

    def next(self) -> str | None:
        """Return the next piece, "" when none came for a breath, None at the end.

        A model may take all its time for the first piece, but not between two. Raises CallError.
        """
        now = time.monotonic()
        try:
            piece = self._pieces.get(timeout=min(_BREATH, max(0.001, self._deadline - now)))
        except queue.Empty:
            now = time.monotonic()
            if now >= self._deadline:
                raise CallError("语言模型没有在限定时间内答完") from None
            if self._last and now - self._last > _STALL:
                raise CallError("语言模型答到一半没有了回应") from None
            return ""
        if isinstance(piece, BaseException):
            raise fault_of(piece) from None  # not from piece: its text may hold what was sent
        self._last = now
        return piece
