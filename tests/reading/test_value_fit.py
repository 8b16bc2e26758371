"""A figure fits the unit asked for, the same quantity in another unit, and no other quantity."""

from __future__ import annotations

import pytest

from zhengxie_qa.question.understanding import understand
from zhengxie_qa.reading.value_fit import fit


@pytest.mark.parametrize(
    ("question", "fits", "does_not"),
    [
        ("港口完成多少标箱？", "吞吐量1.2万标箱。", "港口建设全面推进。"),
        ("新装路灯多少盏？", "新装路灯1200盏。", "改造道路36公里。"),
        ("粮食产量多少公斤？", "粮食总产394万吨。", "粮食播种面积965万亩。"),
        ("核桃产量多少吨？", "品种：核桃　单位：吨　产量：1075", "品种：核桃　单位：元　产值：1075"),
        ("收到提案多少件？", "收到提案174件。", "参会委员174名。"),
        ("补助多少钱？", "每人补助2000元。", "补助学生2000名。"),
    ],
)
def test_a_unit_excludes_only_another_quantity(question: str, fits: str, does_not: str) -> None:
    query = understand(question)
    assert fit(query, fits) > 0
    assert fit(query, does_not) == 0


def test_growth_is_told_beside_a_word_of_growth() -> None:
    query = understand("旅游收入增长多少？")
    assert fit(query, "旅游收入12.4亿元，同比增长8%。") > fit(query, "旅游收入12.4亿元。")


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("五届60次主席会议是哪天开的？", "3月5日，市政协召开五届60次主席会议。"),
        ("教育大会是哪天开的？", "5 月24 日，市委召开全市教育大会。"),
        ("第一次座谈会是什么时候开的？", "2013年10月22日，召开首次座谈会。"),
    ],
)
def test_a_number_in_the_question_leaves_the_dates_of_the_text(question: str, text: str) -> None:
    assert fit(understand(question), text) > 0


def test_how_often_is_told_by_the_time_between() -> None:
    query = understand("党支部多久开一次主题党日？")
    assert fit(query, "党支部应当每月开展1次主题党日。") == 1
    assert fit(query, "党支部开展了主题党日。") == 0
