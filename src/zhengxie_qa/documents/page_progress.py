"""Who hears how far a file is that is recognised page by page, and how many of its pages are wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

Told = Callable[[int, int], None]  # (page that is begun, pages in all)


def _nobody(_page: int, _pages: int) -> None:
    return


@dataclass(frozen=True, slots=True)
class Watch:
    """Who is told of pages, and how many of a file are recognised; None: all."""

    told: Told = _nobody
    most: int | None = None


_watch: ContextVar[Watch] = ContextVar("watch", default=Watch())  # noqa: B039 - it never changes


@contextmanager
def watched_pages(told: Told = _nobody, most: int | None = None) -> Iterator[None]:
    """Tell ``told`` of each page that is recognised inside the block, and recognise ``most`` of a file at most."""
    token = _watch.set(Watch(told, most))
    try:
        yield
    finally:
        _watch.reset(token)


def current_watch() -> Watch:
    """Return who watches here."""
    return _watch.get()
