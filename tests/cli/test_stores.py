"""The commands with the passages in an engine of this process or on a server."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("qdrant_edge")

from tests.index.stores import LOCAL_MODE, made
from tests.support.qdrant_server import KEY, fake_qdrant
from zhengxie_qa.cli import main

pytestmark = LOCAL_MODE
QUESTION = "乙县提案立案多少件？"


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = made(tmp_path)
    monkeypatch.chdir(tmp_path)
    return folder


def test_index_ask_and_doctor_work_on_an_engine_in_the_process(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ZHENGXIE_STORE", "qdrant-edge")
    assert main(["index"]) == 0
    assert (corpus.parent / "index" / "qdrant-edge" / "CURRENT").exists()
    assert main(["ask", QUESTION]) == 0
    assert "188件" in capsys.readouterr().out
    assert main(["doctor", "--store"]) == 0
    told = capsys.readouterr().out
    assert "✓ 存储·内容：2 份文档" in told
    assert main(["doctor"]) == 0
    assert "✓ 索引：2 份文档" in capsys.readouterr().out


def test_index_ask_and_doctor_work_on_a_server(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with fake_qdrant() as server:
        server.key = KEY
        (corpus.parent / "zhengxie-qa.toml").write_text(f'store = "qdrant"\nstore_uri = "{server.uri}"\n')
        assert main(["index"]) == 1
        assert "ZHENGXIE_STORE_KEY" in capsys.readouterr().err
        monkeypatch.setenv("ZHENGXIE_STORE_KEY", KEY)
        assert main(["index"]) == 0
        assert main(["ask", QUESTION, "--corpus", "nowhere"]) == 0
        assert "188件" in capsys.readouterr().out
        assert main(["doctor", "--store"]) == 0
        told = capsys.readouterr().out
        assert "✓ 存储·唯一写入者" in told
        assert "✓ 存储·内容：2 份文档" in told
        assert KEY not in told


def test_a_server_that_is_away_is_one_line(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with fake_qdrant() as server:
        monkeypatch.setenv("ZHENGXIE_STORE_URI", server.uri)
    monkeypatch.setenv("ZHENGXIE_STORE", "qdrant")
    assert main(["ask", QUESTION]) == 1
    told = capsys.readouterr().err.strip()
    assert told.startswith("错误：连不上 Qdrant 服务")
    assert "\n" not in told
    assert main(["doctor", "--store"]) == 1


@pytest.mark.parametrize(("name", "value"), [("STORE", "milvus"), ("STORE_SECONDS", "0")])
def test_a_wrong_setting_is_named(
    name: str, value: str, corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(f"ZHENGXIE_{name}", value)
    assert main(["ask", QUESTION]) == 2
    assert f"ZHENGXIE_{name}" in capsys.readouterr().err
