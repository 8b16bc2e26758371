"""Other names for a thing: found in a question, never invented, and enough to bridge spoken and written words."""

from __future__ import annotations

from importlib.resources import files

import pytest

from zhengxie_qa import Assistant
from zhengxie_qa.text.synonyms import expansions


def groups() -> list[list[str]]:
    lines = files("zhengxie_qa").joinpath("lexicon", "synonyms.txt").read_text(encoding="utf-8").splitlines()
    return [line.split() for line in lines if line and not line.startswith("#")]


def test_every_group_is_usable() -> None:
    assert len(groups()) > 3000
    for group in groups():
        assert len(group) > 1, group
        assert len(set(group)) == len(group), group
        assert all(len(word) > 1 for word in group[1:]), group  # what people say may be one character


@pytest.mark.parametrize(
    ("question", "phrase", "name"),
    [
        ("电瓶车在哪儿充电？", "电瓶车", "电动自行车"),
        ("電瓶車在哪裡充電？", "电瓶车", "电动自行车"),
        ("马路上堵车怎么办", "堵车", "拥堵"),
    ],
)
def test_a_spoken_word_has_its_written_name(question: str, phrase: str, name: str) -> None:
    found = {expansion.phrase: expansion.alternatives for expansion in expansions(question)}
    assert name in found[phrase]


def test_the_longest_phrase_counts() -> None:
    phrases = [expansion.phrase for expansion in expansions("老年食堂在哪里")]
    assert "老年食堂" in phrases
    assert "食堂" not in phrases


@pytest.mark.parametrize("text", ["", "？！", "abc 123", "\ud800"])
def test_a_text_without_known_phrases_has_none(text: str) -> None:
    assert expansions(text) == ()


def test_a_question_in_spoken_words_finds_the_written_sentence(years: Assistant) -> None:
    answer = years.ask("乡下人收包裹方便些了吗，增设了多少处？")
    assert answer.status == "answered"
    assert "56个" in answer.answer


def test_figures_of_the_economy_are_known_by_their_short_names() -> None:
    names = {each.phrase: each.alternatives for each in expansions("GDP、社零和规上工业增加值")}
    assert "地区生产总值" in names["gdp"]
    assert "社会消费品零售总额" in names["社零"]
    assert "规模以上工业" in names["规上工业"]
