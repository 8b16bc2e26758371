"""The words around the quotes."""

from __future__ import annotations

import pytest

from zhengxie_qa.composing.phrases import phrases_for
from zhengxie_qa.question import Language


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", "全州生产总值〔2〕1329.65亿元[1]"),
        ("zh-Hant", "全州生产总值〔2〕1329.65亿元[1]"),
        ("en", "“全州生产总值〔2〕1329.65亿元” [1]"),
    ],
)
def test_a_mark_of_the_source_s_own_notes_is_not_taken_for_a_citation(language: Language, said: str) -> None:
    assert phrases_for(language).quote("全州生产总值[2]1329.65亿元", 1) == said
