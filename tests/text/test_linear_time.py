"""Reading takes time in proportion to the text, whatever stands in it: a run of one character, or of a few mixed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.support.growth import too_slow
from zhengxie_qa.checking import read_draft, uniform_markers
from zhengxie_qa.claims import find_amounts
from zhengxie_qa.question.places import places_in
from zhengxie_qa.text import (
    clauses,
    content_of,
    enumeration_at,
    find_figures,
    grams,
    list_items,
    search_words,
    sentences,
    sessions_in,
    translated,
    word_spans,
    written_asking,
)

PIECES = [
    *"1一十百亿点第届年月提的几，。、：( 《“\"'-%a\n",
    "1,",
    "1.",
    "约1",
    "十亿点",
    "1一",
    "分之",
    "百分之",
    "数十",
]
PIECES += ["数十", "第1", "一是", "1年", "a1 ", "12届3次", "1点", "《》", "1亿提 年，"]
READERS: list[Callable[[str], object]] = [
    clauses,
    content_of,
    enumeration_at,
    find_amounts,
    find_figures,
    grams,
    list_items,
    places_in,
    read_draft,
    search_words,
    sentences,
    sessions_in,
    lambda text: translated(text, {}),
    uniform_markers,
    word_spans,
    written_asking,
]


@pytest.mark.parametrize("read", READERS, ids=lambda read: getattr(read, "__name__", ""))
def test_reading_takes_time_in_proportion(read: Callable[[str], object]) -> None:
    assert [fault for piece in PIECES if (fault := too_slow(read, piece))] == []


@pytest.mark.parametrize("read", READERS, ids=lambda read: getattr(read, "__name__", ""))
def test_a_hundred_thousand_characters_of_everything_mixed_take_no_longer(read: Callable[[str], object]) -> None:
    assert too_slow(read, "".join(PIECES), (6_250, 25_000, 100_000)) == ""
