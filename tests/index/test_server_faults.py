"""A server that is away, slow, full, old or another's is told in one line; nothing of an index is ever half there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("qdrant_client")

from tests.index.stores import LOCAL_MODE, made
from tests.support.qdrant_server import KEY, FakeQdrant, fake_qdrant
from zhengxie_qa.assistant import Assistant
from zhengxie_qa.encoders import load_encoder
from zhengxie_qa.errors import ConfigError, PassageIndexError
from zhengxie_qa.index import PassageIndex, open_updated, store_of, update_index
from zhengxie_qa.index.qdrant import client_points
from zhengxie_qa.index.qdrant.client_points import ClientPoints, client_of
from zhengxie_qa.index.qdrant.lease import Lease
from zhengxie_qa.index.qdrant.server_store import ServerStore
from zhengxie_qa.index.qdrant.trial import try_server
from zhengxie_qa.store_settings import StoreSettings

pytestmark = LOCAL_MODE
QUESTION = "乙县提案立案多少件？"


@pytest.fixture
def server() -> Iterator[FakeQdrant]:
    with fake_qdrant() as fake:
        yield fake


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return made(tmp_path)


def store(server: FakeQdrant, folder: Path, key: str | None = None) -> ServerStore:
    """Return the store as a process opens it; it waits for nothing between its tries."""
    settings = StoreSettings("qdrant", server.uri, key, seconds=1)
    return ServerStore(folder, settings, ClientPoints(client_of(settings), settings, sleep=lambda _: None))


def build(server: FakeQdrant, corpus: Path) -> PassageIndex:
    return open_updated(corpus, store(server, corpus.parent / "index"), load_encoder(), look_at="skipped")[0]


def failing_writes(server: FakeQdrant, after: int, status: int) -> None:
    """Let every write of points fail after so many."""
    left = [after]

    def faulty(method: str, path: str) -> int | None:
        if (method, path.endswith("/points")) != ("PUT", True):
            return None
        left[0] -= 1
        return status if left[0] < 0 else None

    server.faults.status = faulty


def test_answers_come_from_the_server(server: FakeQdrant, corpus: Path) -> None:
    build(server, corpus)
    asked = Assistant.open(corpus, store(server, corpus.parent / "other"))
    assert "188件" in asked.ask(QUESTION).answer


def test_a_server_that_is_away_is_named(server: FakeQdrant, corpus: Path) -> None:
    index = build(server, corpus)
    server.stop()
    with pytest.raises(PassageIndexError, match="连不上 Qdrant 服务：http://127"):
        Assistant(index, load_encoder()).ask(QUESTION)
    with pytest.raises(PassageIndexError, match="连不上"):
        store(server, corpus.parent / "index").manifest()


def test_a_server_that_hangs_is_not_waited_for(server: FakeQdrant, corpus: Path) -> None:
    build(server, corpus)
    server.faults.hangs = True
    with pytest.raises(PassageIndexError, match="1 秒内没有回应"):
        store(server, corpus.parent / "index").manifest()


def test_a_server_that_stays_away_is_waited_for_once(server: FakeQdrant, corpus: Path) -> None:
    settings, waited = StoreSettings("qdrant", server.uri, seconds=1), list[float]()
    points = ClientPoints(client_of(settings), settings, sleep=waited.append)
    server.stop()
    for _ in range(3):  # a write, and what clears up after it
        with pytest.raises(PassageIndexError, match="连不上"):
            points.put([])
    assert 30 < sum(waited) < 90


@pytest.mark.parametrize("passing", [429, 503])
def test_what_passes_is_tried_again(server: FakeQdrant, corpus: Path, passing: int) -> None:
    failed = []

    def sometimes(_method: str, path: str) -> int | None:
        failed.append(path)
        return passing if len(failed) % 2 else None

    server.faults.status = sometimes
    assert len(build(server, corpus).documents) == 2


@pytest.mark.parametrize("after", range(5))  # the lease, the documents, the manifest, the words, the head
def test_a_server_that_dies_in_an_update_keeps_the_index_it_had(server: FakeQdrant, corpus: Path, after: int) -> None:
    before = build(server, corpus)
    said = {path: document.text for path, document in before.documents.items()}
    (corpus / "甲.txt").write_text("甲县政协工作报告\n\n全年征集提案121件。\n", encoding="utf-8")
    failing_writes(server, after, 500)
    with pytest.raises(PassageIndexError, match="500"):
        build(server, corpus)
    server.faults.status = lambda _method, _path: None
    again = store(server, corpus.parent / "index").open()
    assert {path: document.text for path, document in again.documents.items()} == said
    assert "120件" in Assistant(again, load_encoder()).ask("甲县征集提案多少件？").answer
    assert "121件" in Assistant(build(server, corpus), load_encoder()).ask("甲县征集提案多少件？").answer


def test_a_full_disk_is_told_at_once(server: FakeQdrant, corpus: Path) -> None:
    build(server, corpus)
    (corpus / "丙.txt").write_text("丙县政协工作报告\n\n开展民主监督9次。\n", encoding="utf-8")
    server.faults.body = b'{"status":{"error":"Service internal error: No space left on device"}}'
    failing_writes(server, 1, 500)
    with pytest.raises(PassageIndexError, match="磁盘或内存满了"):
        build(server, corpus)


def test_a_wrong_key_is_told_and_never_shown(server: FakeQdrant, corpus: Path) -> None:
    server.key = KEY
    with pytest.raises(PassageIndexError, match="ZHENGXIE_STORE_KEY") as caught:
        store(server, corpus.parent / "index", "falsch-2").manifest()
    assert "falsch-2" not in str(caught.value)
    assert store(server, corpus.parent / "index", KEY).manifest() is None


def test_another_s_collection_is_left_alone(server: FakeQdrant, corpus: Path) -> None:
    from qdrant_client import models

    plain = models.VectorParams(size=4, distance=models.Distance.COSINE)
    server.engine.create_collection("zhengxie", vectors_config=plain)
    with pytest.raises(PassageIndexError, match="不是 zhengxie-qa 建的"):
        build(server, corpus)


def test_another_layout_is_refused(server: FakeQdrant, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(server, corpus)
    monkeypatch.setattr("zhengxie_qa.index.qdrant.server_store.LAYOUT", 2)
    with pytest.raises(PassageIndexError, match="另一版 zhengxie-qa"):
        store(server, corpus.parent / "index").open()


def test_an_old_server_is_not_written_to(server: FakeQdrant, corpus: Path) -> None:
    server.faults.version = "1.9.2"
    with pytest.raises(PassageIndexError, match=r"版本是 1\.9"):
        build(server, corpus)


def test_another_encoder_does_not_make_a_shared_index_anew(server: FakeQdrant, corpus: Path) -> None:
    build(server, corpus)

    class Other:
        name, fingerprint, dimension = "另一个", "x", 256

    for look_at in ("changed", "all"):
        with pytest.raises(PassageIndexError, match="检索模型"):
            open_updated(corpus, store(server, corpus.parent / "index"), Other(), look_at=look_at)  # type: ignore[arg-type]


def test_who_asks_takes_what_is_there_whatever_the_files_here(server: FakeQdrant, corpus: Path, tmp_path: Path) -> None:
    build(server, corpus)
    opened, report = open_updated(tmp_path / "nowhere", store(server, tmp_path / "index"), load_encoder())
    assert not report.rebuilt
    assert len(opened.documents) == 2


def test_a_writer_that_died_gives_way_when_its_time_is_up(server: FakeQdrant, corpus: Path) -> None:
    build(server, corpus)
    points = store(server, corpus.parent).points
    dead = Lease(points, "测试", clock=lambda: 0.0)
    dead._take()
    with pytest.raises(PassageIndexError, match="另一个进程正在写"), Lease(points, "测试", clock=lambda: 60.0).held():
        pass
    with Lease(points, "测试", clock=lambda: 1000.0).held(), pytest.raises(PassageIndexError, match="另一个进程取得"):
        dead.check()


def test_two_who_serve_and_one_who_writes(server: FakeQdrant, corpus: Path) -> None:
    build(server, corpus)
    one, other = (Assistant.open(corpus, store(server, corpus.parent / name)) for name in ("s1", "s2"))
    (corpus / "乙.txt").write_text("乙县政协工作报告\n\n全年立案提案189件。\n", encoding="utf-8")
    update_index(corpus, store(server, corpus.parent / "index"), load_encoder())
    assert "188件" in one.ask(QUESTION).answer  # it began with that
    fresh = other.reopened(store(server, corpus.parent / "s2"))
    assert fresh is not None
    assert "189件" in fresh.ask(QUESTION).answer
    assert fresh.reopened(store(server, corpus.parent / "s2")) is None


def test_what_a_server_can_do_is_tried_and_cleared_away(server: FakeQdrant) -> None:
    settings = StoreSettings("qdrant", server.uri, seconds=5)
    trials = list(try_server(settings))
    assert all(trial.holds for trial in trials), trials
    assert {"版本", "整体切换", "唯一写入者", "条件写入"} <= {trial.what for trial in trials}
    assert not server.engine.get_collections().collections


def test_an_address_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="ZHENGXIE_STORE_URI"):
        store_of(tmp_path, StoreSettings("qdrant"))


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "qdrant_client", None)
    with pytest.raises(PassageIndexError, match=r"zhengxie-qa\[qdrant\]"):
        client_points.client_of(StoreSettings("qdrant", "http://127.0.0.1:1"))
