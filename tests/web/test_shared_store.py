"""A page over a store that others write shows what they wrote, and goes on over what it has while that is away."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("qdrant_client")

from tests.index.stores import LOCAL_MODE, SETTINGS, made, opener
from tests.support.qdrant_server import fake_qdrant
from zhengxie_qa.assistant import Assistant
from zhengxie_qa.encoders import load_encoder
from zhengxie_qa.index import store_of, update_index
from zhengxie_qa.store_settings import StoreSettings
from zhengxie_qa.web import Library
from zhengxie_qa.web.worker_pool import pool_for

pytestmark = LOCAL_MODE
QUESTION = "乙县提案立案多少件？"


def test_what_another_wrote_is_taken(tmp_path: Path) -> None:
    corpus, opened = made(tmp_path), opener(SETTINGS.kind, tmp_path)
    library = Library(Assistant.open(corpus, opened()), corpus, opened())
    began_with = library.assistant
    library.take_newest()
    assert library.assistant is began_with
    (corpus / "乙.txt").write_text("乙县政协工作报告\n\n全年立案提案189件。\n", encoding="utf-8")
    update_index(corpus, opened(), load_encoder())
    library.take_newest()
    assert "189件" in library.assistant.ask(QUESTION).answer
    assert "188件" in began_with.ask(QUESTION).answer
    assert pool_for(library.assistant, opened()) is None


def test_a_server_that_is_away_leaves_the_page_as_it_was(tmp_path: Path) -> None:
    corpus = made(tmp_path)
    with fake_qdrant() as server:
        store = store_of(tmp_path / "index", StoreSettings(SETTINGS.kind, server.uri, seconds=1))
        library = Library(Assistant.open(corpus, store), corpus, store)
        began_with = library.assistant
    library.take_newest()
    assert library.assistant is began_with
