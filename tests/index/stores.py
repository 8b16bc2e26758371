"""The stores that are held to one contract, and what is put into them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from zhengxie_qa.index import PassageStore
from zhengxie_qa.index.local_store import LocalStore
from zhengxie_qa.index.qdrant.client_points import ClientPoints
from zhengxie_qa.index.qdrant.edge_store import EdgeStore
from zhengxie_qa.index.qdrant.server_store import ServerStore
from zhengxie_qa.store_settings import StoreSettings

SETTINGS = StoreSettings("qdrant", "http://127.0.0.1:6333")
KINDS = ("local", "qdrant-edge", "qdrant")
# What the client's local mode cannot do, and says each time.
LOCAL_MODE = [
    pytest.mark.filterwarnings("ignore:Payload indexes have no effect"),
    pytest.mark.filterwarnings("ignore:Local mode performs exact"),
]
REPORT = """甲县政协常务委员会工作报告

2024年工作回顾

一、提案工作。全年征集提案120件，立案98件。《甲县老街保护规划》已经印发。

二、协商议政。开展双周协商会12场。围绕老街保护提出建议36条。
"""
OTHER = """乙县政协常务委员会工作报告

2025年工作回顾

一、提案工作。全年征集提案236件，立案188件。

二、文史工作。编印《乙县文史资料》第八辑。
"""


def made(folder: Path) -> Path:
    """Return a corpus of two reports."""
    corpus = folder / "corpus"
    corpus.mkdir()
    (corpus / "甲.txt").write_text(REPORT, encoding="utf-8")
    (corpus / "乙.txt").write_text(OTHER, encoding="utf-8")
    return corpus


def opener(kind: str, folder: Path) -> Callable[[], PassageStore]:
    """Return what opens the store of that kind, as another process would."""
    if kind == "local":
        return lambda: LocalStore(folder / "index")
    if kind == "qdrant-edge":
        pytest.importorskip("qdrant_edge")
        return lambda: EdgeStore(folder / "index")
    qdrant_client = pytest.importorskip("qdrant_client")
    client = qdrant_client.QdrantClient(":memory:")
    return lambda: ServerStore(folder / "index", SETTINGS, ClientPoints(client, SETTINGS))
