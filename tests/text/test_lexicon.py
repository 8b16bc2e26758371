"""The word lists: plain text files, read in order, comments left out."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from zhengxie_qa.text.lexicon import (
    alternation,
    alternation_in,
    entries,
    list_parts,
    word_list,
    word_rows,
    words_by_head,
)

_NAMES = sorted(path.name.removesuffix(".txt") for path in files("zhengxie_qa").joinpath("lexicon").iterdir())
_IN_PARTS = [name for name in _NAMES if any(line.startswith("[") for line in entries(name))]
_WORDS_ALONE = [name for name in _NAMES if name not in ("english", *_IN_PARTS)]


@pytest.mark.parametrize("name", _NAMES)
def test_every_list_says_what_it_is_and_holds_words(name: str) -> None:
    text = files("zhengxie_qa").joinpath("lexicon", f"{name}.txt").read_text(encoding="utf-8")
    assert text.startswith("#")
    assert entries(name)
    assert not any(line.startswith("#") for line in entries(name))


@pytest.mark.parametrize("name", _WORDS_ALONE)
def test_a_list_holds_no_regular_expression(name: str) -> None:
    assert not [word for word in word_list(name) if re.search(r"[\[\]|?*+\\^$]", word)]


@pytest.mark.parametrize("name", _WORDS_ALONE)
def test_no_word_of_one_line_stands_twice(name: str) -> None:
    rows = [row[1:] for row in word_rows(name)]  # 什么时候 heads its row and stands in it: no part of it is spoken
    assert not [row for row in rows if len(set(row)) < len(row)]


def test_order_is_kept_and_each_word_stands_once() -> None:
    units = word_list("units")
    assert units[:2] == ("人(次)", "场(次)")
    assert len(units) == len(set(units))


def test_rows_keep_together_what_one_line_holds() -> None:
    row = next(row for row in word_rows("spoken_forms") if row[0] == "怎么")
    assert row == ("怎么", "咋个", "咋")


def test_an_alternation_matches_its_words_literally() -> None:
    pattern = re.compile(alternation("units"))
    assert pattern.fullmatch("人(次)")
    assert not pattern.fullmatch("人次次")


@pytest.mark.parametrize("name", _NAMES)
def test_the_guide_says_that_the_list_may_be_added_to(name: str) -> None:
    guide = Path(__file__).parents[2] / "docs" / "guide" / "word-lists.md"
    rows = [line for line in guide.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    said = re.search(rf"`{name}`(（部分|（行)?", "\n".join(rows))
    assert said is not None
    assert (said[1] == "（部分") == (name in _IN_PARTS)


@pytest.mark.parametrize("name", _IN_PARTS)
def test_a_list_in_parts_has_words_in_each_and_none_outside(name: str) -> None:
    assert "" not in list_parts(name)
    assert all(list_parts(name).values())
    phrases = [(part, phrase) for part, said in list_parts(name).items() for phrase in said]
    assert not [(part, phrase) for part, phrase in phrases if phrase != phrase.strip() or not phrase]


def test_a_longer_word_is_tried_before_its_beginning() -> None:
    assert re.match(alternation_in("page_chrome", "button"), "打印本页")[0] == "打印本页"  # type: ignore[index]


def test_lines_that_begin_alike_are_one_entry() -> None:
    assert words_by_head("ambiguous_units")["人(次)"] == ("人次", "人")


def test_a_list_that_is_not_there_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        word_list("no_such_list")
