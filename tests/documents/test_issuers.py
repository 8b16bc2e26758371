"""Who issues a paper, by its own words; and which papers are reports of the press, or nothing but tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhengxie_qa.documents import read_document
from zhengxie_qa.types import Metadata

BODY = "会议要求，各单位要认真组织实施，确保取得成效。"


def told(tmp_path: Path, text: str, name: str = "a.txt") -> Metadata:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return read_document(tmp_path, Path(name)).metadata


@pytest.mark.parametrize(
    ("speech", "body"),
    [
        ("现在，我代表甲县人民政府，向大会报告工作，请予审议。", "甲县人民政府"),
        ("现在，我代表省人民政府向大会报告工作，请予审议。", "乙州省人民政府"),
        ("我受政协第九届丙县委员会常务委员会委托，向大会报告工作。", "政协第九届丙县委员会常务委员会"),
        ("现在，我向大会报告工作。", ""),
    ],
)
def test_a_report_is_of_the_body_it_is_given_for(tmp_path: Path, speech: str, body: str) -> None:
    head = "工作报告\n——2025年1月19日在乙州省第十四届人民代表大会第三次会议上\n各位代表：\n"
    assert told(tmp_path, f"{head}{speech}\n{BODY}").organisation == body


@pytest.mark.parametrize(
    ("text", "body"),
    [
        (f"甲委联合印发《某某工作条例》\n{BODY}", "甲委"),
        (f"中共甲市乙区委社会工作部2024年度部门决算\n{BODY}", "中共甲市乙区委社会工作部"),
        (f"提案征集通知\n{BODY}\n教代会筹备小组\n2009年12月30日", "教代会筹备小组"),
        (f"甲县人民政府文件\n甲政发〔2024〕7号\n关于召开会议的通知\n{BODY}", "甲县人民政府"),
        (f"关于学习讲话的通知\n{BODY}\n党政办\n2019年6月10日", "党政办"),
    ],
)
def test_title_and_foot_name_the_body(tmp_path: Path, text: str, body: str) -> None:
    assert told(tmp_path, text).organisation == body


@pytest.mark.parametrize(
    "text",
    [
        f"政协第五届某市委员会常务委员会第十九次会议召开\n2025-12-31 16:15　来源：某地日报　作者：张三\n{BODY}",
        f"某市委员会第十九次会议召开\n发布时间：2025-12-31　作者：\n12月30日上午，会议在某地召开。\n{BODY}",
        f"人民政协事业发展成就综述\n{BODY}\n（来源：新华社）",
        f"政协委员进社区\n{BODY}（某报记者 张三 通讯员 李四）",
    ],
)
def test_a_report_of_the_press_is_news_of_a_body_not_from_it(tmp_path: Path, text: str) -> None:
    found = told(tmp_path, text)
    assert (found.kind, found.organisation) == ("新闻", "")


@pytest.mark.parametrize(
    "text",
    [
        f"某市补贴发放情况\n2026-02-26\n来源：某市民政局\n{BODY}",
        f"2025年政府工作报告\n来源：某地日报\n{BODY}",
        f"党史上的今天\n{BODY}\n资料来源：某研究院网站",
    ],
)
def test_papers_that_a_site_or_a_newspaper_prints_are_no_news(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, text).kind != "新闻"


def test_a_file_of_nothing_but_rows_is_a_table(tmp_path: Path) -> None:
    rows = "地区,2022年,2021年\n" + "".join(f"某{letter}省,{n}1.5,{n}0.2\n" for n, letter in enumerate("甲乙丙丁"))
    assert told(tmp_path, rows, "分省数据.csv").kind == "表格"
    assert told(tmp_path, rows, "2022年提案办理情况公报.csv").kind == "公报"
