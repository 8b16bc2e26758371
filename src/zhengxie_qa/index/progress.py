"""Who is shown how far the making of an index is: a bar on stderr, and whoever asked to be told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Notify = Callable[[int, int, str], None]  # (files done, files in all, the part of one that takes long, or "")


@dataclass(frozen=True, slots=True)
class Shown:
    """How the work is shown."""

    bar: bool
    notify: Notify | None


def teller(name: str, bar: Any, notify: Notify | None, counts: tuple[int, int]) -> Callable[[str, str, int, int], None]:
    """Return what is told of each part of the file ``name`` that takes long; that the file is begun is told here."""
    if notify:
        notify(*counts, "")

    def told(doing: str, unit: str, part: int, parts: int) -> None:
        at = f"{name} 第 {part}/{parts} {unit}"
        bar.set_postfix_str(f"{doing} {at}")
        if notify:
            notify(*counts, at)

    return told
