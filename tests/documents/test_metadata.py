"""What a document says it is: its kind, its place and its term, by the words that official titles are made of."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.samples import written
from zhengxie_qa.composing.citations import locator
from zhengxie_qa.documents import KINDS, read_document
from zhengxie_qa.documents.metadata.document_kinds import find_kind
from zhengxie_qa.documents.metadata.places import find_place, find_term
from zhengxie_qa.structure.passages import split_passages
from zhengxie_qa.types import Document

YUNXI = Path(__file__).parents[2] / "benchmarks" / "data" / "yunxi"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("政协某某县委员会常务委员会工作报告（摘要）", "工作报告"),
        ("关于提案工作情况的报告", "工作报告"),
        ("关于加快充电设施建设的提案", "提案"),
        ("关于第047号提案的答复", "复函"),
        ("某某局关于商请支持调研的函", "其他"),
        ("对市政协十届三次会议第12号提案的复函", "复函"),
        ("第三十三次主席会议纪要", "纪要"),
        ("某某市政协协商工作规则（试行）", "法规"),
        ("某某县饮用水水源保护条例", "法规"),
        ("全国人民代表大会代表法", "法规"),
        ("调查研究的方法", "其他"),
        ("关于印发《某某办法》的通知", "通知"),
        ("某市2023年国民经济和社会发展统计公报", "公报"),
        ("某局2024年度部门决算", "预决算"),
        ("某委员的发言：聚力创新", "发言"),
        ("六次会议闭幕 张三出席 李四讲话", "其他"),
        ("社情民意信息", "信息"),
        ("2025年度协商计划", "计划"),
        ("2025年工作要点", "计划"),
        ("在全会开幕式上的讲话", "发言"),
        ("关于发展银发经济的大会发言", "发言"),
        ("关于县域医共体建设情况的调研报告", "调研报告"),
        ("赴某地学习考察报告", "调研报告"),
        ("一条窄巷子，议出车位", "其他"),
    ],
)
def test_a_title_tells_the_kind(title: str, kind: str) -> None:
    assert find_kind(title, []) == kind
    assert kind in KINDS


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("《政协信息》2024年第31期　发布时间：2024-11-20", "信息"),
        ("社情民意信息专报 第12期", "信息"),
        ("案由：关于充电设施", "提案"),
        ("主席会议纪要〔2024〕10号", "纪要"),
    ],
)
def test_the_head_of_the_paper_tells_the_kind_where_the_title_does_not(line: str, kind: str) -> None:
    assert find_kind("一条窄巷子，议出车位", ["一条窄巷子，议出车位", "", line]) == kind


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("中国人民政治协商会议某某县委员会常务委员会", "某某县"),
        ("政协第十届甲县委员会第六次会议", "甲县"),
        ("政协乙市委员会2025年度协商计划", "乙市"),
        ("民盟乙州市总支部", "乙州市"),
        ("甲州市第五届人民代表大会第三次会议", "甲州市"),
        ("乙市住房和城乡建设局关于第047号提案的答复", "乙市"),
        ("政协某某省甲乙族自治州丙县委员会", "丙县"),
        ("甲市乙区政协", "乙区"),
        ("某某县政协网", "某某县"),
        ("2023年某某市国民经济和社会发展统计公报", "某某市"),
        ("2023年度某某区政府工作报告", "某某区"),
        ("2024年全市国民经济和社会发展统计公报", ""),
        ("市政协办公室", ""),
        ("关于加快老旧小区充电设施建设的提案", ""),
        ("柳荫社区委员联络站", ""),
    ],
)
def test_a_name_tells_the_place(name: str, place: str) -> None:
    assert find_place("", name) == place


@pytest.mark.parametrize(
    ("name", "term"), [("政协第九届某市委员会", "第九届"), ("十届三次会议", "第十届"), ("换届工作", "")]
)
def test_a_name_tells_the_term(name: str, term: str) -> None:
    assert find_term(name) == term


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("yunxi-2023.txt", ("工作报告", "云溪市", "第九届", 2023, "2024-01-09")),
        ("yunxi-2024.txt", ("工作报告", "云溪市", "第九届", 2024, "2025-01-07")),
        ("yunxi-brief.html", ("信息", "云溪市", "", 2024, "2024-11-20")),
        ("yunxi-minutes.docx", ("纪要", "云溪市", "第九届", 2024, "2024-09-14")),
        ("yunxi-plan.pdf", ("计划", "云溪市", "", 2025, "2025-02-14")),
        ("yunxi-proposal.md", ("提案", "云溪市", "", 2024, "2024-01-08")),
    ],
)
def test_documents_of_every_format_know_what_they_are(name: str, expected: tuple[object, ...]) -> None:
    found = read_document(YUNXI, Path(name)).metadata
    assert (found.kind, found.place, found.term, found.year, found.date) == expected


# Locators


RULES = "第一章 总则\n第一条 为了规范协商工作，制定本规则。\n第二条 本规则适用于本会。\n本会各专门委员会参照执行。\n"


def places(document: Document) -> list[str]:
    return [passage.locator for passage in split_passages(document)]


def test_an_article_of_one_paragraph_is_cited_by_its_number_alone() -> None:
    document = written(RULES)
    assert locator(document, RULES.index("为了")) == "第一章 总则 › 第一条"
    assert locator(document, RULES.index("适用")) == "第一章 总则 › 第二条 › 第1段"
    assert locator(document, RULES.index("参照")) == "第一章 总则 › 第二条 › 第2段"
    assert places(document) == ["第一章 总则 › 第一条", "第一章 总则 › 第二条 › 第1–2段"]


def test_rows_are_counted_by_table_and_paragraphs_without_them(tmp_path: Path) -> None:
    table = "| 项目 | 数量 |\n|--|--|\n| 提案 | 236件 |\n| 信息 | 102篇 |\n"
    (tmp_path / "a.md").write_text(f"## 工作情况\n甲段。\n\n{table}\n乙段。\n\n{table}\n", encoding="utf-8")
    document = read_document(tmp_path, Path("a.md"))
    text = document.text
    assert locator(document, text.index("甲段")) == "工作情况 › 第1段"
    assert locator(document, text.index("数量：236")) == "工作情况 › 表1 第1行"
    assert locator(document, text.index("乙段")) == "工作情况 › 第2段"
    assert locator(document, text.rindex("数量：102")) == "工作情况 › 表2 第2行"
    assert places(document) == ["工作情况 › 第1段起"]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("政协政和县委员会常务委员会2024年工作报告", "政和县"),
        ("政协和平县第十届委员会", "和平县"),
        ("中国人民政治协商会议江西省泰和县委员会", "泰和县"),
        ("云和县2024年国民经济和社会发展统计公报", "云和县"),
        ("政协呼和浩特市委员会", "呼和浩特市"),
        ("政协青山市和白水县委员会", "青山市"),
        ("关于在全市和县政府", ""),
    ],
)
def test_a_place_may_hold_a_letter_that_joins_elsewhere(name: str, place: str) -> None:
    assert find_place(name) == place
