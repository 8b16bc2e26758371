"""Settings → the store they name."""

from __future__ import annotations

from pathlib import Path

from zhengxie_qa.index.local_store import LocalStore
from zhengxie_qa.index.store import PassageStore
from zhengxie_qa.store_settings import LOCAL, StoreSettings


def store_of(folder: Path, settings: StoreSettings | None = None) -> PassageStore:
    """Return the store that ``settings`` name; ``folder`` is the index's own on this machine."""
    if settings is None or settings.kind == LOCAL:
        return LocalStore(folder)
    raise NotImplementedError(settings.kind)


def as_store(index: str | Path | PassageStore) -> PassageStore:
    """Return ``index`` itself, or the files in a folder as a store."""
    return index if isinstance(index, PassageStore) else LocalStore(Path(index))
