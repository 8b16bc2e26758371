"""去年 and 今年 of a report given early in the year after the one it reviews."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhengxie_qa import Assistant

_GIVEN_IN_2024 = """青石县政府工作报告（2024年）

2023年工作回顾

一、经济运行稳中有进。新修农村公路120公里，改造老旧小区29个，接待游客210万人次。
二、民生持续改善。新增停车泊位1800个，新建公办幼儿园3所，完成社区食堂12家。

2024年工作安排

一、扩大有效投资。改造升级农村公路86公里，改造老旧小区41个，力争接待游客260万人次。
二、办好民生实事。新建社区食堂20家，扩建县医院门诊楼，新增充电桩500个。
"""
_GIVEN_IN_2023 = """青石县政府工作报告（2023年）

2022年工作回顾

一、经济运行稳中有进。新修农村公路95公里，改造老旧小区17个，接待游客150万人次。

2023年工作安排

一、扩大有效投资。改造升级农村公路110公里，改造老旧小区25个。
"""


def _opened(folder: Path, *reports: str) -> Assistant:
    (corpus := folder / "corpus").mkdir()
    for number, report in enumerate(reports):
        (corpus / f"报告{number}.txt").write_text(report, encoding="utf-8")
    return Assistant.open(corpus, folder / "index")


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("去年接待游客多少人次？", "210万人次"),  # 2022 is told of nowhere
        ("今年改造老旧小区多少个？", "29个"),  # the year under review, where it says something
        ("今年准备改造老旧小区多少个？", "41个"),  # ahead
        ("今年要改造老旧小区多少个？", "41个"),
        ("今年新增充电桩多少个？", "500个"),  # in the plan alone
        ("今年改造了多少个老旧小区？", "29个"),  # behind
        ("明年改造老旧小区多少个？", "41个"),
    ],
)
def test_last_year_and_this_year_are_read_as_the_report_tells_them(tmp_path: Path, question: str, says: str) -> None:
    assert says in _opened(tmp_path, _GIVEN_IN_2024).ask(question).answer


def test_last_year_is_the_one_before_where_a_report_tells_of_it(tmp_path: Path) -> None:
    both = _opened(tmp_path, _GIVEN_IN_2024, _GIVEN_IN_2023)
    assert "150万人次" in both.ask("去年接待游客多少人次？").answer


def test_a_year_in_figures_stays_what_it_is(tmp_path: Path) -> None:
    assert _opened(tmp_path, _GIVEN_IN_2024).ask("2022年接待游客多少人次？").status == "not_found"
