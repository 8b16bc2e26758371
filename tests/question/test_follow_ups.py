"""What a turn leaves out is said in the words of the question before it, and nothing is added to what stands alone."""

from __future__ import annotations

import pytest

from zhengxie_qa.question.follow_ups import wordings
from zhengxie_qa.question.turn_forms import leans
from zhengxie_qa.question.wording import Earlier


def texts(turn: str, before: str, year: int = 2025) -> list[str]:
    return [wording.text for wording in wordings(turn, Earlier(before, 1, year))]


def test_the_first_is_called_so_in_both_ways() -> None:
    assert texts("第一届呢", "书画展第二届展出多少件")[:2] == ["书画展第一届展出多少件", "书画展首届展出多少件"]


@pytest.mark.parametrize(
    ("before", "turn", "completed"),
    [
        ("2024年征集了多少件提案?", "那2023年呢?", "2023年征集了多少件提案?"),
        ("2024年征集了多少件提案?", "前一年呢", "2023年征集了多少件提案?"),
        ("征集了多少件提案?", "去年呢", "2024年征集了多少件提案?"),
        ("去年征集了多少件提案?", "去年呢", "2023年征集了多少件提案?"),
        ("培训班办了几期", "2026年的呢", "2026年培训班办了几期"),
        ("how many proposals were filed in 2025?", "and in 2024?", "how many proposals were filed in 2024?"),
    ],
)
def test_a_year_alone_asks_the_same_of_another_year(before: str, turn: str, completed: str) -> None:
    assert texts(turn, before)[0] == completed


@pytest.mark.parametrize(
    ("before", "turn", "completed"),
    [
        ("办法第八条怎么规定的", "第十条呢", "办法第十条怎么规定的"),
        ("第023号提案是谁提的", "那第057号呢?", "第057号提案是谁提的"),
        ("《甲地茶事》有多少字", "《甲地古桥》呢", "《甲地古桥》有多少字"),
        ("条例第三十二条讲了什么", "下一条呢", "条例第三十三条讲了什么"),
        ("条例第三十条讲了什么", "上一条呢", "条例第二十九条讲了什么"),
        ("第047号提案是谁提的", "后一号呢", "第048号提案是谁提的"),
        ("书画展第二届展出多少件", "上届呢", "书画展第一届展出多少件"),
    ],
)
def test_another_number_or_title_takes_the_place_of_the_first(before: str, turn: str, completed: str) -> None:
    assert texts(turn, before)[0] == completed


@pytest.mark.parametrize(
    ("before", "turn", "completed"),
    [
        ("2025年征集了多少件提案", "重点提案呢", "2025年征集了多少件重点提案"),
        ("征集了多少件提案", "立案的呢", "征集了多少件立案的提案"),
        ("水资源方面有什么打算", "民生方面呢", "民生方面有什么打算"),
        ("《走遍甲地》出版了吗", "那文史丛书呢", "文史丛书出版了吗"),
    ],
)
def test_a_thing_takes_the_place_of_what_is_like_it(before: str, turn: str, completed: str) -> None:
    assert completed in texts(turn, before)


@pytest.mark.parametrize(
    ("before", "turn", "completed"),
    [
        ("2025年立案了多少件提案", "社情民意信息呢", "2025年社情民意信息多少"),
        ("2025年立案了多少件提案", "办复率", "2025年办复率多少"),
        ("第047号提案是谁提的", "执笔人呢", "第047号执笔人是谁"),
        ("第047号提案是谁提的", "提交时间呢", "第047号提交时间是什么时候"),
        ("how many proposals were filed in 2025?", "what about key proposals?", "how many in 2025 key proposals"),
    ],
)
def test_of_a_thing_is_asked_what_goes_with_it_or_what_was_asked(before: str, turn: str, completed: str) -> None:
    assert completed in texts(turn, before)


@pytest.mark.parametrize(
    ("before", "turn", "completed"),
    [
        ("《甲地茶事》有多少字", "收录了多少篇文章", "《甲地茶事》收录了多少篇文章"),
        ("《甲地茶事》有多少字", "这本书印了多少册", "《甲地茶事》印了多少册"),
        ("第057号提案办得怎么样", "主办单位是哪家", "第057号主办单位是哪家"),
        ("2023年征集了多少件提案", "其中立案的有几件", "2023年立案的有几件"),
    ],
)
def test_a_question_without_its_subject_takes_it_over(before: str, turn: str, completed: str) -> None:
    assert completed in texts(turn, before)


def test_what_stands_alone_is_first_of_all_itself() -> None:
    before = Earlier("办法第八条怎么规定的", 1, 2025)
    first, *others = wordings("委员联络站有多少个", before)
    assert first.text == "委员联络站有多少个"
    assert all(wording.prior < 0 for wording in others)


def test_a_year_said_before_may_be_meant_by_a_question_that_names_none() -> None:
    first, *others = wordings("委员联络站有多少个", Earlier("2023年征集了多少件提案", 1, 2025))
    assert first.text == "2023年委员联络站有多少个"
    assert [(taken.slot, taken.value) for taken in first.taken] == [("year", "2023年")]
    assert others[0].text == "委员联络站有多少个"


def test_what_happened_later_is_of_no_year_said_before() -> None:
    assert not any("2023" in text for text in texts("后来怎么样了", "2023年查找了多少个问题"))


def test_a_long_turn_has_said_it_all() -> None:
    turn = "请问在老旧小区电动自行车集中充电设施建设方面,市住房和城乡建设局牵头制定的实施方案是哪一年印发的"
    assert texts(turn, "2024年征集了多少件提案") == [turn]


@pytest.mark.parametrize(
    "turn", ["那立案呢", "他去了哪里", "办复率", "收录了多少篇", "其中集体提案有几件", "what about it?"]
)
def test_a_turn_that_is_no_whole_question_leans(turn: str) -> None:
    assert leans(turn)


@pytest.mark.parametrize("turn", ["委员联络站有多少个", "党组会议召开了几次", "how many proposals were filed?"])
def test_a_whole_question_does_not_lean(turn: str) -> None:
    assert not leans(turn)


@pytest.mark.parametrize(
    ("before", "turn", "completed"),
    [
        ("第023号提案是谁提的", "57号呢", "第057号提案是谁提的"),
        ("办法第八条怎么规定的", "十条呢", "办法第十条怎么规定的"),
        ("茶叙2025年开展了多少场", "明年的目标呢", "茶叙2026年计划开展多少场"),
        ("全区有多少个托位", "占多大比例", "托位占多大比例"),
    ],
)
def test_numbers_plans_and_shares_are_of_the_question_before(before: str, turn: str, completed: str) -> None:
    assert completed in texts(turn, before)


def test_the_tasks_of_a_year_are_asked_for_by_themselves_too() -> None:
    assert "2025年任务有哪些" in texts("2025年任务有哪些", "主要体会是什么")
