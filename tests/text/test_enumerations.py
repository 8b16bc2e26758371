"""Enumerations: where the items of a list begin, and which sentences go on with one."""

from __future__ import annotations

import pytest

from zhengxie_qa import Assistant
from zhengxie_qa.text.enumerations import enumeration_at, goes_on
from zhengxie_qa.text.sessions import sessions_in


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("存在三个问题：一是资金不足，二是人手不足；三是意识不强。", "一是"),
        ("建议：其一，打造市集；其二，开展改造。", "其一"),
        ("（一）明确分工；（二）加强督办。", "（一）"),
    ],
)
def test_an_enumeration_begins_with_its_first_item(text: str, start: str) -> None:
    at = enumeration_at(text)
    assert at is not None
    assert text[at:].startswith(start)


@pytest.mark.parametrize(
    "text", ["", "这是一件事，也是一是一、二是二的事", "一是资金不足。", "2.5万人参加，3.1万人次受益"]
)
def test_one_item_is_no_enumeration(text: str) -> None:
    assert enumeration_at(text) is None


@pytest.mark.parametrize(
    ("text", "expected"), [("二是加强督办。", True), ("其三，", True), ("一是加强。", False), ("全年", False)]
)
def test_a_later_item_goes_on(text: str, expected: bool) -> None:
    assert goes_on(text) is expected


def test_a_list_is_quoted_whole(years: Assistant) -> None:
    answer = years.ask("建议从哪几个方面加快电动自行车集中充电设施建设？")
    assert answer.status == "answered"
    for citation in answer.citations:
        assert citation.quote in citation.passage


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("十届五次会议以来", [(10, 5)]),
        ("政协第九届云溪市委员会第三次会议", [(9, 3)]),
        ("第三十三次主席会议", []),
        ("", []),
    ],
)
def test_sessions_are_told_by_term_and_meeting(text: str, pairs: list[tuple[int, int]]) -> None:
    assert sessions_in(text) == pairs
