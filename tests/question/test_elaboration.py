"""A turn about the answer before it is told from one about the documents."""

from __future__ import annotations

import pytest

from zhengxie_qa.question.elaboration import detailed_thing, elaboration_of


@pytest.mark.parametrize(
    ("turn", "kind"),
    [
        ("出处呢？", "source"),
        ("原文在哪一部分？", "source"),
        ("这个数据是从哪里来的", "source"),
        ("Where does it say so?", "source"),
        ("还有呢", "more"),
        ("能详细一点吗？", "more"),
        ("请具体说说", "more"),
        ("tell me more", "more"),
        ("简单点说", "shorter"),
        ("用一句话概括一下", "shorter"),
        ("in short", "shorter"),
        ("再说一遍", "again"),
    ],
)
def test_what_is_asked_about_the_answer(turn: str, kind: str) -> None:
    assert elaboration_of(turn) == kind


@pytest.mark.parametrize(
    "turn",
    [
        "还有哪些措施",
        "详细介绍提案工作",
        "资金来源是什么",
        "信息来源有哪些渠道",
        "具体情况怎么样的提案最多",
        "第几条规定了请假",
        "那2023年呢",
        "吗",
        "",
    ],
)
def test_what_is_asked_of_the_documents(turn: str) -> None:
    assert elaboration_of(turn) is None


@pytest.mark.parametrize(
    ("turn", "thing"),
    [
        ("溪边议事再详细一点", "溪边议事"),
        ("委员队伍这块展开讲讲", "委员队伍"),
        ("提案办理能说得具体点吗", "提案办理"),
        ("提案有多少件", ""),
        ("哪些提案办得更具体", ""),
        ("详细一点", ""),
    ],
)
def test_a_thing_may_be_named_of_which_more_is_wanted(turn: str, thing: str) -> None:
    assert detailed_thing(turn) == thing
