"""Who is shown how far the making of an index is: a bar on stderr, and whoever asked to be told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Notify = Callable[[int, int, str], None]  # (files done, files in all, the scanned page that is recognised or "")


@dataclass(frozen=True, slots=True)
class Shown:
    """How the work is shown."""

    bar: bool
    notify: Notify | None


def page_teller(name: str, bar: Any, notify: Notify | None, counts: tuple[int, int]) -> Callable[[int, int], None]:
    """Return what is told of each page of the file ``name`` that is recognised; that it is begun is told here."""
    if notify:
        notify(*counts, "")

    def told(page: int, pages: int) -> None:
        at = f"{name} 第 {page}/{pages} 页"
        bar.set_postfix_str(f"识别 {at}")
        if notify:
            notify(*counts, at)

    return told
