"""Markdown as offices have it: with HTML tables, tables without bars around them, notes and front matter."""

from __future__ import annotations

from pathlib import Path

from zhengxie_qa.documents import read_document
from zhengxie_qa.documents.formats.markdown import read_markdown


def texts(source: str) -> list[str]:
    return [line.text for line in read_markdown(source.encode()).lines if line.text]


def test_a_table_written_in_html_is_a_table() -> None:
    source = """# 分工

<table>
<thead><tr><th>单位</th><th colspan="2">提案</th></tr></thead>
<tr><td rowspan="2">教育局</td><td>立案</td><td>12件</td></tr>
<tr><td>办结</td><td>11件</td></tr>
</table>

各单位抓好落实。"""
    assert texts(source) == [
        "分工",
        "单位：教育局　提案：立案　提案：12件",
        "单位：教育局　提案：办结　提案：11件",
        "各单位抓好落实。",
    ]


def test_an_html_table_that_is_not_closed_is_read_to_the_end() -> None:
    assert texts("<table><tr><td>单位</td><td>件数</td></tr>\n<tr><td>教育局</td><td>12</td></tr>") == [
        "单位：教育局　件数：12"
    ]


def test_a_table_without_bars_around_its_rows_is_a_table() -> None:
    source = "下表为办理情况。\n\n单位 | 件数\n--- | ---:\n教育局 | 12\n水利局 | 9\n\n以上|以下均含本数。"
    assert texts(source) == [
        "下表为办理情况。",
        "单位：教育局　件数：12",
        "单位：水利局　件数：9",
        "以上|以下均含本数。",
    ]


def test_a_bar_that_is_escaped_parts_no_cell() -> None:
    assert texts("| 单位 | 分类 |\n|---|---|\n| 教育局 | 甲\\|乙 |") == ["单位：教育局　分类：甲|乙"]


def test_notes_stand_below_the_sentence_that_calls_them() -> None:
    source = """全年征集提案236件[^1]，立案188件。

办复率100%[^2]。

[^1]: 含并案的**12件**，
    不含撤案。
[^2]: 截至12月底。
[^3]: 没有引用。"""
    assert texts(source) == [
        "全年征集提案236件，立案188件。",
        "含并案的12件， 不含撤案。",
        "办复率100%。",
        "截至12月底。",
    ]


def test_a_mark_without_a_note_stays() -> None:
    assert texts("见[^甲]条。") == ["见[^甲]条。"]


def test_front_matter_is_what_the_paper_says_of_itself(tmp_path: Path) -> None:
    front = (
        "---\n标题: 关于开展视察的通知\n日期: 2024-03-01\n发文机关: 某某县政协办公室\n文号: 某协办〔2024〕3号\n---\n"
    )
    (tmp_path / "a.md").write_text(front + "各位委员：\n定于3月5日开展视察。", encoding="utf-8")
    found = read_document(tmp_path, Path("a.md"))
    assert found.text == "各位委员：定于3月5日开展视察。"
    assert (found.metadata.title, found.metadata.date) == ("关于开展视察的通知", "2024-03-01")
    assert (found.metadata.organisation, found.metadata.document_number) == ("某某县政协办公室", "某协办〔2024〕3号")


def test_a_file_with_html_is_read_in_the_process_apart(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "<TABLE><tr><td>单位</td><td>件数</td></tr><tr><td>教育局</td><td>12</td></tr></TABLE>", "utf-8"
    )
    assert read_document(tmp_path, Path("a.md")).text == "单位：教育局　件数：12"
