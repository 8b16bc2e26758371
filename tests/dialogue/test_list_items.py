"""What an answer listed is called by its numbers, however many turns later, as long as its paper is spoken of."""

from __future__ import annotations

import pytest

from tests.dialogue.test_dialogue import talk
from tests.support.small_corpus import assistant_over
from zhengxie_qa import Assistant
from zhengxie_qa.dialogue.list_items import GivenList, ListedItem, listed_item

_REPORT = """政协第五届南泉县委员会常务委员会工作报告
（2026年1月8日在政协第五届南泉县委员会第五次会议上）
2025年工作回顾
一、强化思想引领
（一）抓实学习。召开党组会议20次，举办“泉边书会”12场。
（二）抓严作风。开展警示教育5次。
二、助推民生改善
（一）提案工作。全年收到提案150件，立案130件。
（二）民主监督。对食堂开展民主监督，走访学校18所，发现问题26个。
三、加强文史工作
编辑出版《南泉古井》，收录古井35口。
2026年工作安排
一、抓好理论学习
“泉边书会”办15场。
二、抓好民生工作
“泉水茶叙”不少于50场，办好养老服务专项监督。
"""
_RULES = """南泉县政协委员履职办法
第一章 总则
第一条 为了规范委员履职，制定本办法。
第二章 考核
第二条 委员每年参加调研不少于6次。
第三条 连续两年不合格的，劝其辞职。
第三章 附则
第四条 本办法自2024年3月1日起施行。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    texts = {"report.txt": _REPORT, "rules.txt": _RULES}
    return assistant_over(tmp_path_factory.mktemp("lists"), texts)


_WHOLE = "工作报告主要讲了什么"
_PLAN = "2026年的安排主要讲了什么"


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        ((_PLAN, "第一部分归纳一下"), "15场"),
        ((_PLAN, "第一部分归纳一下", "那第二部分呢"), "50场"),
        ((_PLAN, "第二条展开说说"), "养老服务"),
        ((_PLAN, "泉水茶叙要办多少场", "第一点呢"), "15场"),
        ((_WHOLE, "归纳一下第二部分"), "抓好民生工作"),
        ((_WHOLE, "第三部分讲了什么"), "古井35口"),
        ((_WHOLE, "最后一部分呢", "第二点呢"), "50场"),
    ],
)
def test_an_item_is_told_of_the_list_it_is_counted_in(assistant: Assistant, turns: tuple[str, ...], said: str) -> None:
    answer = talk(assistant, *turns)
    assert answer.status == "answered"
    assert said in answer.answer


def test_an_article_is_one_of_the_paper_whatever_was_listed(assistant: Assistant) -> None:
    assert "不少于6次" in talk(assistant, "履职办法主要规定了什么", "第二条呢").answer


def test_a_number_means_the_list_above_when_counted_as_that_was() -> None:
    parts = GivenList(("学习", "民生", "文史"), "report.txt")
    points = GivenList(("书会", "宣讲"), "report.txt", above=ListedItem("学习", parts, "部分"))
    found = {turn: listed_item(points, turn) for turn in ("第二点呢", "第二部分呢", "第三点", "第三个问题", "第四点")}
    assert {turn: item and item.name for turn, item in found.items()} == {
        "第二点呢": "宣讲",
        "第二部分呢": "民生",
        "第三点": "文史",
        "第三个问题": "文史",
        "第四点": None,
    }


@pytest.mark.parametrize("turn", ["第二部分有多少件提案", "第二次会议呢", "第三名是谁", "二"])
def test_what_asks_for_more_than_an_item_calls_none(turn: str) -> None:
    assert listed_item(GivenList(("学习", "民生", "文史"), "report.txt"), turn) is None


def test_a_turn_of_nothing_but_such_words_is_told_at_once() -> None:
    known = GivenList(("学习", "民生"), "report.txt")
    assert listed_item(known, "说说" * 5000 + "第二") is None
    assert listed_item(known, "第二点" + "说说讲讲" * 5000 + "。多少") is None
