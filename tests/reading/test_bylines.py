"""Who gave a report, and when: the lines under its title answer, of the report that is asked of."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhengxie_qa import Assistant
from zhengxie_qa.documents import read_document
from zhengxie_qa.reading.bylines import byline_of

_GOVERNMENT = """政府工作报告

——{year}年2月{day}日在白水县第十五届人民代表大会第{session}次会议上

白水县人民政府县长　　{giver}

各位代表：

现在，我代表县人民政府向大会报告工作，请予审议。

一、{before}年工作回顾

全县地区生产总值完成74.4亿元，增长6.1%。县长{other}到企业走访，看望了各位代表。
"""
_COMMITTEE = """政协第九届白水县委员会常务委员会工作报告

（{day}在政协第九届白水县委员会第四次会议上）

何文山

各位委员：

我受常务委员会委托，向大会报告2024年工作。

2024年，县政协提交提案132件。
"""


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("reports")
    (corpus := folder / "corpus").mkdir()
    for year, day, session, giver, other in (
        (2016, 19, "五", "杜兴和", "杜兴和"),
        (2017, 11, "六", "杨国清", "杜兴和"),
    ):
        text = _GOVERNMENT.format(year=year, before=year - 1, day=day, session=session, giver=giver, other=other)
        (corpus / f"政府{year}.txt").write_text(text, encoding="utf-8")
    (corpus / "政协2024.txt").write_text(_COMMITTEE.format(day="2025年1月7日"), encoding="utf-8")
    return Assistant.open(corpus, folder / "index")


_FIFTH = ["白水县人民政府县长　　杜兴和", "2016年2月19日在白水县第十五届人民代表大会第五次会议上"]
_SIXTH = ["白水县人民政府县长　　杨国清", "2017年2月11日在白水县第十五届人民代表大会第六次会议上"]
_FOURTH = ["何文山", "2025年1月7日在政协第九届白水县委员会第四次会议上"]


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("2016年白水县政府工作报告是谁作的？", _FIFTH),
        ("白水县2017年的政府工作报告由谁向大会报告？", _SIXTH),
        ("2017年的政府工作报告是哪天作的？", _SIXTH[1:]),
        ("在第十五届人民代表大会第五次会议上作政府工作报告的是谁？", _FIFTH),
        ("Who delivered the government work report in 2017?", _SIXTH),
        ("2024年的常委会工作报告是谁作的？", _FOURTH),
    ],
)
def test_the_lines_under_the_title_answer(reports: Assistant, question: str, lines: list[str]) -> None:
    assert [citation.quote for citation in reports.ask(question).citations] == lines


def test_another_paper_of_the_session_does_not(reports: Assistant) -> None:
    assert "何文山" not in reports.ask("2024年的提案工作报告是谁作的？").answer


_GIVEN = "2025年1月15日在青川市第十六届人民代表大会第三次会议上"
_WITHIN = "2025年1月15日龚海正市长在青川市第十六届人民代表大会第三次会议的政府工作报告"


@pytest.mark.parametrize(
    ("head", "giver"),
    [
        (f"——{_WITHIN}\n来源：某报", _WITHIN),
        (f"——{_GIVEN}\n各位代表：", ""),
        (f"——{_GIVEN}\n目 录", ""),
        (f"——{_GIVEN}\n青川市代理市长 嘎玛多吉扎西", "青川市代理市长 嘎玛多吉扎西"),
    ],
)
def test_a_byline_is_a_name_or_nothing(tmp_path: Path, head: str, giver: str) -> None:
    (tmp_path / "报告.txt").write_text(f"政府工作报告\n{head}\n一、回顾\n全年工作平稳。\n", encoding="utf-8")
    document = read_document(tmp_path, tmp_path / "报告.txt")
    byline = byline_of(document)
    assert byline is not None
    assert (document.text[slice(*byline.giver)] if byline.giver else "") == giver
