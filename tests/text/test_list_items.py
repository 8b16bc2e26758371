"""Items: the shortest cuts of a sentence, each with the figure that belongs to it."""

from __future__ import annotations

import pytest

from zhengxie_qa.text.sentences import list_items


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "召开党组会议19次、常委会会议6次，集中学习22次。",
            ["召开党组会议19次、", "常委会会议6次，", "集中学习22次。"],
        ),
        ("共三项：调研、视察； 协商", ["共三项：", "调研、", "视察；", "协商"]),
        ("没有标点", ["没有标点"]),
        ("", []),
    ],
)
def test_an_item_ends_at_every_mark_within_a_sentence(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in list_items(text)] == expected
