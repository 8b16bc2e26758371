"""What head and foot say of a paper: number, issuing body, day of issue, day of effect, who signs."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.documents import read_document
from zhengxie_qa.documents.metadata.imprint import read_imprint
from zhengxie_qa.types import Metadata

NOTICE = """某某县人民政府办公室文件
某政办发〔2024〕15号　　　　签发人：赵　明
某某县人民政府办公室关于印发老年人优待办法的通知
各乡镇人民政府，县政府各部门：
《老年人优待办法》已经县政府同意，现印发给你们，请认真贯彻执行。
某某县人民政府办公室
2024年3月1日
老年人优待办法
第一条　为保障老年人合法权益，根据《老年人权益保障条例》（自2013年1月1日起施行），制定本办法。
第二条　本办法自2024年5月1日起施行，有效期5年。
某某县人民政府办公室　2024年3月5日印发"""

ORDER = """某某市停车场管理办法
某某市人民政府令
第179号
《某某市停车场管理办法》已经市政府常务会议通过，现予公布，自2021年5月1日起施行。
市　长：钱国辉
2021年1月29日
某某市停车场管理办法
第一条　为加强停车场管理，制定本办法。"""

STATUTE = """某某市信访条例
1993年10月22日 某某市第十届人民代表大会常务委员会第五次会议通过
2018年5月24日 某某市第十五届人民代表大会常务委员会第四次会议修正
第一章 总则
第一条 为了规范信访工作，制定本条例。
第二条 本条例自公布之日起施行。"""

REPORT = """政协某某县第九届委员会常务委员会工作报告
——2025年1月7日在政协某某县第九届委员会第四次会议上
某某县政协主席　孙　向　阳
各位委员：
现在，我代表常务委员会报告工作。"""


def told(tmp_path: Path, text: str) -> Metadata:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    return read_document(tmp_path, Path("a.txt")).metadata


def test_a_notice_says_its_number_body_days_and_who_approves_it(tmp_path: Path) -> None:
    found = told(tmp_path, NOTICE)
    assert found.document_number == "某政办发〔2024〕15号"
    assert found.organisation == "某某县人民政府办公室"
    assert (found.date, found.effective_date) == ("2024-03-01", "2024-05-01")
    assert found.signatory == "赵明"


def test_an_order_says_whose_it_is_and_who_signs_it(tmp_path: Path) -> None:
    found = told(tmp_path, ORDER)
    assert (found.document_number, found.organisation) == ("某某市人民政府令第179号", "某某市人民政府")
    assert (found.date, found.effective_date, found.signatory) == ("2021-01-29", "2021-05-01", "钱国辉")


def test_a_statute_is_in_force_from_the_day_on_which_its_last_version_was_passed(tmp_path: Path) -> None:
    found = told(tmp_path, STATUTE)
    assert (found.date, found.effective_date) == ("2018-05-24", "2018-05-24")
    assert found.organisation == "某某市第十五届人民代表大会常务委员会"


def test_a_report_is_signed_by_who_gives_it_and_its_session_is_no_body(tmp_path: Path) -> None:
    found = told(tmp_path, REPORT)
    assert (found.signatory, found.document_number, found.effective_date) == ("孙向阳", "", "")
    assert found.organisation == "政协某某县第九届委员会常务委员会"


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("（皖某办秘〔2021〕82号）", "皖某办秘〔2021〕82号"),
        ("某协发[2023] 7 号", "某协发[2023]7号"),
        ("索引号：11440/2024　文号：某府办规〔2024〕13号　发布日期：2024-09-12", "某府办规〔2024〕13号"),
        ("某某市财政局公告2024年第3号", "某某市财政局公告2024年第3号"),
        ("根据某政办发〔2019〕3号文件精神，现通知如下。", ""),
        ("第12号提案", ""),
    ],
)
def test_only_a_number_of_its_own_counts(line: str, number: str) -> None:
    assert read_imprint(["关于做好工作的通知", line, "各单位："]).number == number


def test_what_another_paper_says_of_its_own_effect_does_not_count() -> None:
    assert read_imprint(["《老年人权益保障法》自2013年7月1日起施行，各地认真贯彻。"]).effective == ""


def test_several_bodies_that_sign_together_are_all_named() -> None:
    found = read_imprint(["关于开展督查的通知", "某县教育局", "某县财政局　某县民政局", "2024年3月1日"])
    assert (found.body, found.issued) == ("某县教育局、某县财政局、某县民政局", "2024-03-01")


@given(
    st.lists(
        st.text(st.sampled_from("某县政府办公室〔〕（）2024年月日第号令自起施行本办法、：　 \t"), max_size=60),
        max_size=12,
    )
)
def test_any_lines_can_be_read(texts: list[str]) -> None:
    read_imprint([" ".join(text.split()) for text in texts])


def test_a_long_line_is_read_in_linear_time() -> None:
    for line in ("本办法自" * 100_000, "自公布之日起" * 100_000, "某" * 400_000, "第一" * 200_000):
        assert read_imprint([line, "2024年3月1日"]).number == ""
