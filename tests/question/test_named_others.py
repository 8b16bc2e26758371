"""The persons and bodies that a turn names anew."""

from __future__ import annotations

import pytest

from zhengxie_qa.question.named_others import names_another


@pytest.mark.parametrize(
    ("turn", "before", "another"),
    [
        ("李金明哪年当的主席", "王建国哪年当的主席", True),
        ("李金明哪年当的主席", "李金明是谁", False),
        ("全国政协有哪些协商形式", "什么叫专门协商机构", True),
        ("提案多少件", "立案多少件", False),
        ("高明的办法有哪些", "办法有哪些", False),
    ],
)
def test_a_name_that_was_not_said_before_is_another(turn: str, before: str, another: bool) -> None:
    assert names_another(turn, before) is another
