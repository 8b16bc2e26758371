"""Settings → the store they name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from zhengxie_qa.index.local_store import LocalStore
from zhengxie_qa.index.store import PassageStore
from zhengxie_qa.store_settings import EDGE, LOCAL, StoreSettings

if TYPE_CHECKING:
    from zhengxie_qa.index.qdrant.trial import Trial


def store_of(folder: Path, settings: StoreSettings | None = None) -> PassageStore:
    """Return the store that ``settings`` name; ``folder`` is the index's own on this machine."""
    if settings is None or settings.kind == LOCAL:
        return LocalStore(folder)
    if settings.kind == EDGE:
        from zhengxie_qa.index.qdrant.edge_store import EdgeStore  # noqa: PLC0415 - nobody else needs them

        return EdgeStore(folder, Path(settings.uri).expanduser() if settings.uri else None)
    from zhengxie_qa.index.qdrant.server_store import ServerStore  # noqa: PLC0415

    return ServerStore(folder, settings)


def try_server(settings: StoreSettings) -> Iterator[Trial]:
    """Yield what holds of the server that ``settings`` name; raises PassageIndexError where it cannot be reached."""
    from zhengxie_qa.index.qdrant import trial  # noqa: PLC0415

    return trial.try_server(settings)


def as_store(index: str | Path | PassageStore) -> PassageStore:
    """Return ``index`` itself, or the files in a folder as a store."""
    return index if isinstance(index, PassageStore) else LocalStore(Path(index))
