"""Web pages and Markdown that other products were reported to misread."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.support.reported import Report, Reports

REPORTS = Reports()
_GITHUB = "https://github.com"
_PROSE = "<p>全年组织专题协商会四次，围绕农村饮水安全等议题提出建议，县政府采纳二十九条。</p>" * 3


def page(inner: str, head: str = "") -> bytes:
    return f"<html><head><meta charset='utf-8'>{head}</head><body>{_PROSE}{inner}</body></html>".encode()


@REPORTS.add(
    f"{_GITHUB}/Alir3z4/html2text/issues/367", "a.html", [["甲县", "提案", "立案", "5"], ["甲县", "满意率：98%"]]
)
def a_header_over_two_columns_names_both() -> bytes:
    head = "<tr><th rowspan=2>地区</th><th colspan=2>提案</th><th rowspan=2>满意率</th></tr>"
    lines = "<tr><th>收到</th><th>立案</th></tr><tr><td>甲县</td><td>9</td><td>5</td><td>98%</td></tr>"
    return page(f"<table>{head}{lines}<tr><td>乙县</td><td>8</td><td>4</td><td>97%</td></tr></table>")


@REPORTS.add(
    f"{_GITHUB}/xberg-io/html-to-markdown/issues/116",
    "a.html",
    [["地区：北部", "县：甲县", "件数：5"], ["地区：北部", "县：乙县", "件数：6"]],
    ["地区：乙县"],
)
def a_cell_over_rows_stands_in_each() -> bytes:
    lines = "<tr><td rowspan=2>北部</td><td>甲县</td><td>5</td></tr><tr><td>乙县</td><td>6</td></tr>"
    return page(f"<table><tr><th>地区</th><th>县</th><th>件数</th></tr>{lines}</table>")


@REPORTS.add(
    f"{_GITHUB}/benbalter/wordpress-static-site-exporter/issues/296",
    "a.html",
    [["城区"], ["单位：教育局", "件数：12"], ["乡镇"], ["单位：三河镇", "件数：3"]],
    ["单位：城区", "件数：城区", "件数：乡镇"],
)
def a_row_of_one_cell_heads_those_below() -> bytes:
    lines = "".join(
        f"<tr><td colspan=2>{head}</td></tr><tr><td>{name}</td><td>{n}</td></tr>"
        for head, name, n in (("城区", "教育局", 12), ("乡镇", "三河镇", 3))
    )
    return page(f"<table><tr><th>单位</th><th>件数</th></tr>{lines}</table>")


@REPORTS.add(
    f"{_GITHUB}/html-to-text/node-html-to-text/issues/117", "a.html", [["3", "完善督办机制。"], ["4", "公开办理结果。"]]
)
def items_of_a_list_keep_the_number_it_begins_with() -> bytes:
    return page("<p>主要措施：</p><ol start=3><li>完善督办机制。</li><li>公开办理结果。</li></ol>")


@REPORTS.add(f"{_GITHUB}/privateOmega/html-to-docx/issues/51", "a.html", [["全县林地约", "亩，面积35km"]], ["约106亩"])
def a_raised_exponent_on_a_page_is_no_digit() -> bytes:
    return page("<p>全县林地约10<sup>6</sup>亩，面积35km<sup>2</sup>，占三成。</p>")


@REPORTS.add(
    f"{_GITHUB}/agno-agi/agno/issues/10470",
    "a.md",
    [["# 每天九点运行"]],
    headings=["一、部署说明", "二、使用说明"],
)
def a_comment_in_a_block_of_code_is_no_heading() -> bytes:
    return (
        "## 一、部署说明\n\n按下面运行。\n\n```bash\n# 每天九点运行\n./run.sh\n```\n\n"
        "~~~\n# 另一条\n~~~\n\n## 二、使用说明\n\n打开网页即可提问。\n"
    ).encode()


@REPORTS.add(f"{_GITHUB}/bowenliang123/markdown-exporter/issues/117", "a.md", [["单位：教育局", "件数：12"]], ["|"])
def a_table_right_below_a_line_of_text_is_a_table() -> bytes:
    return "各单位办理情况如下：\n| 单位 | 件数 |\n|---|---|\n| 教育局 | 12 |\n| 水利局 | 9 |\n".encode()


def archived(charset: str, declared: str) -> bytes:
    message = EmailMessage()
    message["Subject"] = "page"
    body = f"<html><head><meta http-equiv=Content-Type content='text/html; charset={declared}'></head>"
    body += f"<body>{_PROSE}<p>朱镕基同志出席会议。</p></body></html>"
    message.set_content("x")
    message.make_related()
    message.add_related(body.encode(charset), "text", "html", cte="base64")
    part = message.get_payload()[1]  # type: ignore[index]
    part.set_param("charset", declared)  # type: ignore[union-attr]
    return message.as_bytes()


@REPORTS.add(
    f"{_GITHUB}/langchain-ai/langchain/issues/26710", "a.mht", [["县政府采纳二十九条。"], ["朱镕基同志出席会议。"]]
)
def a_page_saved_as_utf_16_is_read() -> bytes:
    return archived("utf-16", "unicode")


@REPORTS.add(
    f"{_GITHUB}/msindwan/mhtml2html/issues/14", "a.mhtml", [["县政府采纳二十九条。"], ["朱镕基同志出席会议。"]]
)
def a_page_saved_in_the_encoding_of_chinese_sites_is_read() -> bytes:
    return archived("gbk", "gb2312")


@REPORTS.add(
    f"{_GITHUB}/matthewwithanm/python-markdownify/issues/49",
    "a.html",
    [["单位：教育局", "措施：一是建校；", "二是引才。"], ["单位：水利局"]],
)
def paragraphs_in_a_cell_are_one_cell() -> bytes:
    head = "<thead><tr><th><p>单位</p></th><th><p>措施</p></th><th><p>件数</p></th></tr></thead>"
    first = "<tr><td><p>教育局</p></td><td><div><p>一是建校；</p><p>二是引才。</p></div></td><td>3</td></tr>"
    return page(f"<table>{head}<tbody>{first}<tr><td>水利局</td><td>无</td><td>2</td></tr></tbody></table>")


@REPORTS.add(
    f"{_GITHUB}/thephpleague/html-to-markdown/issues/242",
    "a.html",
    [["月份：一月", "节约：100元", "假期节约：50元"], ["月份：二月", "节约：80元", "假期节约：50元"]],
)
def a_cell_over_rows_at_the_end_of_a_row_stands_in_each() -> bytes:
    head = "<tr><th>月份</th><th>节约</th><th>假期节约</th></tr>"
    rows = "<tr><td>一月</td><td>100元</td><td rowspan='2'>50元</td></tr><tr><td>二月</td><td>80元</td></tr>"
    return page(f"<table>{head}{rows}</table>")


@REPORTS.add(
    f"{_GITHUB}/onizet/html2openxml/pull/198",
    "a.html",
    [["1", "收到提案。"], ["a", "立案。"], ["2", "收到建议。"], ["a", "采纳。"]],
)
def lists_in_lists_begin_anew() -> bytes:
    inner = '<ol type="a"><li>{}</li><li>{}</li></ol>'.format
    first = f"<li>收到提案。{inner('立案。', '不予立案。')}</li>"
    return page(f"<ol>{first}<li>收到建议。{inner('采纳。', '留作参考。')}</li></ol>")


@pytest.mark.parametrize("report", list(REPORTS), ids=str)
def test_what_others_misread_is_read_right(report: Report, tmp_path: Path) -> None:
    assert report.misread(tmp_path) == []
