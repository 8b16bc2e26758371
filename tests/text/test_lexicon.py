"""The word lists: plain text files, read in order, comments left out."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from zhengxie_qa.text.lexicon import alternation, entries, word_list, word_rows

_NAMES = sorted(path.name.removesuffix(".txt") for path in files("zhengxie_qa").joinpath("lexicon").iterdir())
_WORDS_ALONE = [name for name in _NAMES if name not in ("english", "small_talk")]  # these two have a form of their own


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


def test_a_list_that_is_not_there_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        word_list("no_such_list")
