"""Questions to tables: a cell, a list over the rows, a count, an extreme, a total, a comparison, or no answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.small_corpus import assistant_over
from zhengxie_qa import Assistant

TEXT = """# 云岭县政协2024年工作统计

## 一、医保参保

表1 2024年各乡镇医保参保情况

单位：万元

| 乡镇 | 参保人数（人） | 参保率 | 财政补助 |
|---|---|---|---|
| 桥头镇 | 12345 | 98.2% | 691.3 |
| 柳河镇 | 8321 | 97.5% | 466 |
| 高坪乡 | 5120 | 96.4% | 286.7 |
| 合计 | 25786 | 97.6% | 1444 |

## 二、重点提案

表2 2024年重点提案办理情况

| 提案号 | 案由 | 提案者 | 承办单位 | 协办单位 | 办理结果 | 答复时间 |
|---|---|---|---|---|---|---|
| 12 | 关于扩建桥头小学的提案 | 致公党支部 | 县教育局 | 县财政局 | 已解决 | 2024年6月12日 |
| 27 | 关于治理柳河岸线的提案 | 农业界 | 县水利局 | 县自然资源局、县财政局 | 正在解决 | 2024年7月3日 |
| 31 | 关于规范校园周边停车的提案 | 秦望舒等3名委员 | 县教育局 | 县公安局 | 列入计划 | 2024年5月28日 |

## 三、机关经费

表3 机关经费支出（单位：万元）

| 项目 | 2023年 | 2024年 |
|---|---|---|
| 会议费 | 42.5 | 40.1 |
| 调研费 | 68 | 71.3 |
| 其中：外出考察 | 20 | 20 |
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("tables"), {"统计.md": TEXT})


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("桥头镇的参保人数是多少？", "桥头镇的参保人数是12345人[1]。"),
        ("桥头镇财政补助多少亿元？", "桥头镇的财政补助是691.3万元[1]。"),
        ("柳河镇的参保率和财政补助分别是多少？", "柳河镇的参保率是97.5%，财政补助是466万元[1]。"),
        ("27号提案的题目是什么？", "提案号27的案由是关于治理柳河岸线的提案[1]。"),
        ("谁承办第27号提案？", "提案号27的承办单位是县水利局[1]。"),
        ("扩建桥头小学的提案是谁提的？", "关于扩建桥头小学的提案的提案者是致公党支部[1]。"),
        ("2024年会议费支出多少？", "会议费2024年是40.1万元[1]。"),
        ("全县参保人数合计多少？", "合计的参保人数是25786人[1]。"),
        ("柳河岸线提案由县教育局承办吗？", "关于治理柳河岸线的提案的承办单位是县水利局[1]。"),
    ],
)
def test_a_cell_is_named_by_its_row_and_column(office: Assistant, question: str, expected: str) -> None:
    answer = office.ask(question)
    assert answer.answer == expected
    assert not answer.warnings


def test_the_row_is_quoted_as_it_stands(office: Assistant) -> None:
    (citation,) = office.ask("桥头镇的参保人数是多少？").citations
    assert citation.quote == "乡镇：桥头镇　参保人数（人）：12345　参保率：98.2%　财政补助（万元）：691.3"
    assert office.documents[citation.document].text[citation.start : citation.end] == citation.quote


def test_the_cells_that_were_asked_for_are_the_focus(office: Assistant) -> None:
    answer = office.ask("柳河镇的参保率和财政补助分别是多少？")
    text = office.documents[answer.citations[0].document].text
    assert [text[start:end] for start, end in answer.citations[0].focus] == ["97.5%", "466"]


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("由县教育局承办的提案有哪些？", ["扩建桥头小学", "校园周边停车"]),
        ("没有由县教育局承办的提案有哪些？", ["治理柳河岸线"]),
        ("除了县水利局承办的，还有哪些提案？", ["扩建桥头小学", "校园周边停车"]),
        ("县财政局协办了哪些提案？", ["扩建桥头小学", "治理柳河岸线"]),
        ("县教育局承办的提案有几件？", ["共2项", "扩建桥头小学", "校园周边停车"]),
        ("重点提案有哪些？", ["共3项", "扩建桥头小学", "治理柳河岸线", "校园周边停车"]),
        ("财政补助超过300万元的乡镇有哪些？", ["共2项", "桥头镇", "柳河镇"]),
        ("秦望舒委员提了什么提案？", ["规范校园周边停车"]),
    ],
)
def test_a_list_holds_every_row_that_fits_and_no_other(office: Assistant, question: str, items: list[str]) -> None:
    answer = office.ask(question).answer
    assert all(item in answer for item in items)
    others = {"扩建桥头小学", "治理柳河岸线", "规范校园周边停车", "桥头镇", "柳河镇", "高坪乡"}
    assert not [one for one in others if one in answer and not any(item in one or one in item for item in items)]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("参保人数最多的是哪个乡镇？", "参保人数最多的是桥头镇，参保人数是12345人[1]。"),
        ("哪个乡镇参保率最低？", "参保率最低的是高坪乡，参保率是96.4%[1]。"),
        ("参保人数前两位的乡镇是哪些？", "参保人数前2位：桥头镇（12345人）[1]；柳河镇（8321人）[2]。"),
        ("哪件提案答复最早？", "答复时间最早的是关于规范校园周边停车的提案，答复时间是2024年5月28日[1]。"),
    ],
)
def test_the_largest_is_found_among_all_rows(office: Assistant, question: str, expected: str) -> None:
    assert office.ask(question).answer.replace("“", "").replace("”", "") == expected


def test_what_is_compared_is_told_and_computed(office: Assistant) -> None:
    assert office.ask("桥头镇和柳河镇的财政补助哪个多？").answer == (
        "桥头镇的财政补助是691.3万元[1]；柳河镇的财政补助是466万元[2]。桥头镇比柳河镇多225.3万元（由691.3−466算得）。"
    )
    assert office.ask("会议费2024年比2023年少多少？").answer == (
        "会议费2023年是42.5万元，2024年是40.1万元[1]。2024年比2023年少2.4万元（由42.5−40.1算得）。"
    )


@pytest.mark.parametrize(
    "question",
    [
        "柳河镇2023年参保人数是多少？",  # another year
        "柳河镇的人口是多少？",  # another thing
        "柳河乡的参保人数是多少？",  # another place
        "东山镇的参保人数是多少？",
        "第28号提案由谁承办？",
        "柳河镇的参保人数占全县多少？",  # a share that stands nowhere
        "会议费2024年增加多少？",
        "桥头镇的副镇长是谁？",
        "县公安局承办了哪些提案？",  # it only helps
    ],
)
def test_what_the_table_does_not_hold_is_not_answered_by_a_neighbour(office: Assistant, question: str) -> None:
    assert office.ask(question).status == "not_found"


def test_an_answer_from_a_table_says_so(office: Assistant) -> None:
    explanation = office.ask("桥头镇的参保人数是多少？", explain=True).explanation
    assert explanation is not None
    assert "表格的行和列与所问逐词对上" in explanation.parts[0].reason


def test_a_follow_up_keeps_the_column(office: Assistant) -> None:
    turns = [("桥头镇的参保人数是多少？", "桥头镇的参保人数是12345人[1]。")]
    assert office.ask("高坪乡呢？", turns).answer == "高坪乡的参保人数是5120人[1]。"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("柳河镇和高坪乡谁的参保率高？", "柳河镇比高坪乡高1.1个百分点（由97.5−96.4算得）"),
        ("参保率低于97%的乡镇有哪些？", "参保率低于97%的是高坪乡[1]。"),
        ("各乡镇的财政补助分别是多少？", "桥头镇（财政补助：691.3万元）[1]；柳河镇（财政补助：466万元）[2]"),
        ("7月答复的提案有哪些？", "关于治理柳河岸线的提案[1]。"),
    ],
)
def test_shares_months_and_each_row(office: Assistant, question: str, expected: str) -> None:
    assert expected in office.ask(question).answer


def test_a_month_that_only_bounds_is_no_month_asked_for(office: Assistant) -> None:
    assert "表中" not in office.ask("哪些提案是7月以后答复的？").answer


def test_the_table_of_a_district_does_not_answer_for_its_city(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    table = "| 项目 | 收入决算数（万元） |\n|---|---|\n| 一般公共预算收入 | 9746.5 |\n| 其他收入 | 12.4 |\n"
    accounts = f"# 江陵市桥东区财政局2024年度部门决算\n\n表1 江陵市财政局2024年收入决算总表\n\n{table}"
    (corpus / "决算.md").write_text(accounts, encoding="utf-8")
    speech = "各位代表：现在，我代表江陵市人民政府向大会报告工作。\n2024年，全市一般公共预算收入达到374.2亿元。\n"
    (corpus / "报告.txt").write_text(f"2025年江陵市政府工作报告\n{speech}", encoding="utf-8")
    answer = Assistant.open(corpus, tmp_path / "index").ask("江陵市2024年一般公共预算收入达到多少？")
    assert "374.2亿元" in answer.answer
    assert "9746.5" not in answer.answer
