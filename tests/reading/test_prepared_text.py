"""Sentences made ready together are what they are one by one, and the memory they take is bounded."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhengxie_qa.encoders.loading import load_encoder
from zhengxie_qa.reading import prepared_text as prepared
from zhengxie_qa.reading.prepared_text import Sentences
from zhengxie_qa.reading.term_alignment import Alignment
from zhengxie_qa.text.tokenizer import fold, word_spans

TEXTS = [
    "全年征集提案236件，立案188件。",
    "",
    "……",
    "委員的提案是關於養老的",
    "2024年，proposals were handled；办复率98.5%\n另起一行",
    "全年征集提案236件，立案188件。",
]
_SAID = st.lists(st.text(st.sampled_from("全年征集提案委员養老 a1.，。\n𠮷\ud800"), max_size=20), max_size=8)


def same(one: prepared.Text, other: prepared.Text) -> bool:
    return (one.folded, one.words) == (other.folded, other.words) and np.allclose(one.whole, other.whole, atol=1e-6)


@settings(max_examples=60)
@given(_SAID)
def test_texts_made_ready_together_are_what_they_are_alone(texts: list[str]) -> None:
    together = Sentences(load_encoder()).prepare_all(texts)
    assert all(same(each, Sentences(load_encoder()).prepare(text)) for each, text in zip(together, texts, strict=True))


def test_a_text_holds_each_of_its_words_once() -> None:
    text = "提案和Ｐroposals，提案"
    folded = fold(text)
    words = Sentences(load_encoder()).prepare(text).words
    assert words == tuple(dict.fromkeys(folded[start:end] for _, start, end in word_spans(text)))
    assert words.count("提案") == 1


def test_a_word_alone_has_the_vector_it_has_in_a_text() -> None:
    space = load_encoder()
    matrix = space.token_matrix("全年征集提案236件，zzyqx proposals")
    words = [fold("全年征集提案236件，zzyqx proposals")[start:end] for start, end in matrix.spans]
    assert np.allclose(space.word_vectors(words), matrix.vectors, atol=1e-6)
    assert space.word_vectors([]).shape == (0, space.dimension)


def test_what_is_kept_is_bounded_and_what_was_dropped_is_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepared, "_TEXTS_KEPT", 10)
    monkeypatch.setattr(prepared, "_WORDS_KEPT", 10)
    sentences = Sentences(load_encoder())
    alignment = Alignment("征集提案多少件", sentences, lambda _: 1.0)
    first = alignment.match(alignment.prepare(TEXTS[0]))
    for number in range(60):
        alignment.match(sentences.prepare(f"第{number}次会议听取了{number}项汇报"))
    assert len(sentences._texts) <= 10
    assert len(sentences._vectors) <= 20  # of which the latest text's may be more than fit
    again = Alignment("征集提案多少件", sentences, lambda _: 1.0)
    assert np.array_equal(first, again.match(again.prepare(TEXTS[0])))


def test_several_threads_may_prepare_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepared, "_TEXTS_KEPT", 5)
    monkeypatch.setattr(prepared, "_WORDS_KEPT", 5)
    sentences = Sentences(load_encoder())
    expected = {text: sentences.prepare(text) for text in TEXTS}

    def work(turn: int) -> bool:
        mine = [*TEXTS[turn % 6 :], f"第{turn}项"]
        return all(same(a, expected[t]) for a, t in zip(sentences.prepare_all(mine), mine[:-1], strict=False))

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(200)))
