"""The settings of what holds the passages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

Kind = Literal["local", "qdrant-edge", "qdrant"]
KINDS: tuple[str, ...] = get_args(Kind)
LOCAL: Kind = "local"
EDGE: Kind = "qdrant-edge"
SERVER: Kind = "qdrant"
COLLECTION = "zhengxie"


@dataclass(frozen=True, slots=True)
class StoreSettings:
    """Which store, where it is, and what opens it."""

    kind: str = LOCAL  # one of KINDS
    uri: str | None = None  # of a server: http://… or https://…; of an engine in the process: its folder
    key: str | None = field(default=None, repr=False)  # of a server
    collection: str = COLLECTION  # on a server, which may hold several
    seconds: int = 10  # a request to a server may take
