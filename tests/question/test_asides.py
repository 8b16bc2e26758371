"""Remarks, errands and questions about the product are told by the words they are made of."""

from __future__ import annotations

import pytest

from zhengxie_qa.question.small_talk import talk_of


@pytest.mark.parametrize(
    ("turn", "kind"),
    [
        ("挺详细的", "praise"),
        ("不赖嘛", "praise"),
        ("讲得很清楚", "praise"),
        ("嚯", "acknowledgement"),
        ("那我先记一下", "acknowledgement"),
        ("没想到这么多啊", "praise"),
        ("下午好，我是甲村的村民", "greeting"),
        ("你会不会把资料发给别人", "privacy"),
        ("用你要收费吗", "cost"),
        ("为什么有时候你说找不到", "misses"),
        ("你支持扫描件吗", "scans"),
        ("你可以用英文回答吗", "languages"),
        ("你的资料是从哪来的", "sources"),
        ("帮我订张去省城的高铁票", "request"),
        ("给我推荐一家好吃的馆子", "request"),
        ("能借我点钱吗，哈哈开玩笑", "request"),
        ("给我画张图", "request"),
    ],
)
def test_asides_are_told_by_their_words(turn: str, kind: str) -> None:
    assert talk_of(turn) == kind


@pytest.mark.parametrize(
    "turn",
    [
        "很高的满意率是多少",
        "这个系统要花多少钱？",
        "系统没账号怎么办？",
        "资料从哪里征集来的",
        "帮我做个提案工作的总结",
        "给我列一下重点提案",
        "给种业技术员什么补助？",
        "口头发言能讲几分钟",
        "我们县征集了多少件提案",
        "原来的呢",
        "原来末班车几点",
        "详细",
        "具体",
        "扫描件要盖章吗",
    ],
)
def test_one_word_more_is_a_question(turn: str) -> None:
    assert talk_of(turn) is None
