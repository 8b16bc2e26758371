"""A misspelt title still names its book; another title does not."""

from __future__ import annotations

import pytest

from zhengxie_qa.question.titles import corrected
from zhengxie_qa.text import titles_in


def test_titles_are_taken_from_the_texts_once_and_without_their_year() -> None:
    assert titles_in(["出版《古城文史(2025)》。《古城文史》与《茶》", "《古城文史》"]) == ["古城文史"]


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("走便古城这本书讲什么", "《走遍古城》这本书讲什么"),
        ("走遍古城讲什么", "走遍古城讲什么"),
        ("走遍新区讲什么", "走遍新区讲什么"),
        ("走二古城讲什么", "走二古城讲什么"),
    ],
)
def test_one_wrong_character_is_put_right_and_no_more(asked: str, read: str) -> None:
    assert corrected(asked, ["走遍古城"]) == read
