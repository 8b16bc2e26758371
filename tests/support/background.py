"""A server that runs beside a test, in a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def running(serve: Callable[[], None], stop: Callable[[], None]) -> Iterator[None]:
    """Let ``serve`` run until the end of the block; ``stop`` makes it return."""
    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield
    finally:
        stop()
        thread.join()
