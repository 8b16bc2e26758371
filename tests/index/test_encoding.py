"""A model that takes its time: what it encoded is not encoded again, whatever happened in between."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from zhengxie_qa.encoders import load_encoder
from zhengxie_qa.index.building import open_updated
from zhengxie_qa.index.encoding import _AT_ONCE, KeptVectors


class Slow:
    """The bundled model under another name, which counts what it encodes and may be stopped."""

    name, fingerprint, dimension = "slow", "slow", load_encoder().dimension

    def __init__(self, stop_after: int = 10**6) -> None:
        self.encoded: list[str] = []
        self._left = stop_after

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return load_encoder().encode_query(texts)

    def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self._left -= len(texts)
        if self._left < 0:
            raise KeyboardInterrupt
        self.encoded += texts
        return load_encoder().encode_document(texts)


TEXTS = [f"第{number}件提案" for number in range(3 * _AT_ONCE)]


def silent(_done: int, _of: int) -> None:
    pass


def test_what_was_encoded_before_a_stop_is_not_encoded_again(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        KeptVectors(tmp_path, Slow(stop_after=_AT_ONCE)).encode(TEXTS, silent)
    encoder = Slow()
    rows = KeptVectors(tmp_path, encoder).encode(TEXTS, silent)
    assert encoder.encoded == TEXTS[_AT_ONCE:]
    assert np.array_equal(rows, load_encoder().encode_document(TEXTS))


def test_a_record_that_was_cut_off_is_encoded_again(tmp_path: Path) -> None:
    KeptVectors(tmp_path, Slow()).encode(TEXTS[:2], silent)
    [file] = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-3])
    for expected in (TEXTS[1:2], []):
        encoder = Slow()
        rows = KeptVectors(tmp_path, encoder).encode(TEXTS[:2], silent)
        assert encoder.encoded == expected
        assert np.array_equal(rows, load_encoder().encode_document(TEXTS[:2]))


def test_a_text_that_comes_twice_is_encoded_once_and_progress_counts_what_is_new(tmp_path: Path) -> None:
    encoder, told = Slow(), []
    kept = KeptVectors(tmp_path, encoder)
    kept.encode(TEXTS[:3], silent)
    rows = kept.encode([*TEXTS, *TEXTS], lambda done, of: told.append((done, of)))
    assert sorted(encoder.encoded) == sorted(TEXTS)
    assert np.array_equal(rows[: len(TEXTS)], rows[len(TEXTS) :])
    assert told[0] == (0, len(TEXTS) - 3)
    assert len(told) == len({done for done, _ in told})


def test_the_bundled_model_writes_nothing_down(tmp_path: Path) -> None:
    KeptVectors(tmp_path, load_encoder()).encode(TEXTS, silent)
    assert list(tmp_path.iterdir()) == []


def test_of_a_changed_document_only_the_changed_passages_are_encoded(tmp_path: Path) -> None:
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    corpus.mkdir()
    first, second, changed = (f"一、{word}\n\n{word}工作取得新的成效。" * 1 for word in ("提案", "视察", "学习"))
    (corpus / "甲.txt").write_text(f"甲县政协工作报告\n\n{first}\n\n二、{second}\n", encoding="utf-8")
    open_updated(corpus, index, Slow())
    assert list(index.glob("*.encoded")) == []
    (corpus / "甲.txt").write_text(f"甲县政协工作报告\n\n{first}\n\n二、{changed}\n", encoding="utf-8")
    encoder = Slow()
    opened, _ = open_updated(corpus, index, encoder)
    assert [text for text in encoder.encoded if "学习" in text] == encoder.encoded
    assert len(encoder.encoded) < len(opened)
    assert np.array_equal(opened.vectors_of(range(len(opened))), opened_anew(corpus, tmp_path / "other"))


def opened_anew(corpus: Path, index: Path) -> NDArray[np.float32]:
    opened, _ = open_updated(corpus, index, Slow())
    return opened.vectors_of(range(len(opened)))
