"""What a paper is called and of which year it is, from its own head, and from its file's name last."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhengxie_qa.documents import read_document
from zhengxie_qa.types import Metadata

BODY = "为推动工作，制定本文件。各单位要认真组织实施，确保取得成效。"
LONG = (
    "甲省推进某某建设领导小组改革开放执行小组办公室关于印发"
    "加快对接区域经贸新规则、扎实推进高水平开放若干实施意见和分工安排的通知"
)


def told(tmp_path: Path, text: str, name: str = "a.txt") -> Metadata:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return read_document(tmp_path, Path(name)).metadata


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"【某某引证码】 CLI.1.2\n原文链接：https://example.org/a\n{LONG}\n（甲办〔2022〕6号）\n{BODY}", LONG),
        (f"# 留存\n- id: 7\n- title: 关于印发某某办法的通知\n---\n{BODY}", "关于印发某某办法的通知"),
        (f"某某族自治州\n2016年国民经济统计公报\n{BODY}", "某某族自治州2016年国民经济统计公报"),
        (f"某区规划和自然\n资源局\n2024年度部门决算\n目录\n{BODY}", "某区规划和自然资源局2024年度部门决算"),
        (f"某 县 人 民 政 府 文 件\n某政发〔2024〕7号\n关于召开会议的通知\n{BODY}", "关于召开会议的通知"),
        (f"2023年某市统计公报①\n{BODY}", "2023年某市统计公报"),
        (f"某委员的发言：聚力创新\n2026-02-27 10:41　来源：某日报\n{BODY}", "某委员的发言：聚力创新"),
        (
            "——2017年2月11日在某区第十四届人民代表大会第六次会议上\n某区人民政府代区长 张三\n各位代表：\n"
            "现在,我代表某区人民政府向大会作工作报告,请予审议。\n",
            "政府工作报告",
        ),
    ],
)
def test_the_head_of_a_paper_tells_its_title(tmp_path: Path, text: str, title: str) -> None:
    assert told(tmp_path, text).title == title


def test_the_file_name_is_the_title_where_the_paper_prints_none(tmp_path: Path) -> None:
    found = told(tmp_path, f"某州统计局\n2024年5月7日\n{BODY}", "某某州2023年统计公报.txt")
    assert (found.title, found.kind, found.year, found.date) == ("某某州2023年统计公报", "公报", 2023, "2024-05-07")


@pytest.mark.parametrize(
    ("text", "name", "year"),
    [
        (f"某会议召开\n2025-09-30 16:28　来源：某日报\n{BODY}", "a.txt", 2025),
        (f"某某条例\n1993年1月2日 某会议通过\n2012年3月4日 某会议修订\n第一条 {BODY}", "a.txt", 2012),
        (f"某某条例\n第一条 {BODY}", "某某条例(2018-05-24).txt", 2018),
        (f"关于安装路灯的建议\n社情民意信息2022年第25期\n{BODY}", "a.txt", 2022),
        (f"某某行动计划（2021—2023年）\n2021年9月2日\n{BODY}", "a.txt", 2021),
        (f"某某名单\n{BODY}", "2019与2020名单.txt", None),
    ],
)
def test_a_year_comes_from_the_date_line_and_from_the_name_last(
    tmp_path: Path, text: str, name: str, year: int | None
) -> None:
    assert told(tmp_path, text, name).year == year


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"每周一学（2024年3月11日-3月17日）政府工作报告\n{BODY}", "政府工作报告"),
        (
            f"每周一学（3月6日—12日）\n发布时间：2023年3月6日\n某届中央委员会 第二次全体会议公报\n{BODY}",
            "某届中央委员会 第二次全体会议公报",
        ),
        (f"每周一学（3月6日—12日）\n某会议闭幕\n{BODY}", "每周一学（3月6日—12日）"),
    ],
)
def test_a_column_of_a_site_is_no_part_of_the_title(tmp_path: Path, text: str, title: str) -> None:
    assert told(tmp_path, text).title == title
