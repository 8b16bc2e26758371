"""Hours are one however they are written: in digits, in words, with 点 or 时."""

from __future__ import annotations

import pytest

from zhengxie_qa.claims import find_amounts


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("会议11:40结束", (11, 40)),
        ("会议十一点四十结束", (11, 40)),
        ("上午8时30分报到", (8, 30)),
        ("晚上七点二十五分", (19, 25)),
        ("早上八点零五分出发", (8, 5)),
        ("下午3时至5时", (15, 0)),
    ],
)
def test_an_hour_is_read_with_its_minutes(text: str, hour: tuple[int, int]) -> None:
    first = next(amount for amount in find_amounts(text) if amount.kind == "time")
    assert first.key == hour


@pytest.mark.parametrize("text", ["用时8小时30分钟", "投资八点五亿元", "三点不足", "届时将有12人参加"])
def test_what_is_no_hour_is_not_taken_for_one(text: str) -> None:
    assert all(amount.kind != "time" for amount in find_amounts(text))
