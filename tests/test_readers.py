"""Word files, workbooks and web pages: what people read in them is kept, with its structure; the rest goes."""

from __future__ import annotations

import base64
import datetime
import io
import json
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt
from hypothesis import given
from hypothesis import strategies as st

from samples import TESTS, squeezed, unhurried
from zhengxie_qa.citations import locator
from zhengxie_qa.documents import read_document
from zhengxie_qa.documents.html import read_html
from zhengxie_qa.documents.word import read_word
from zhengxie_qa.documents.word_numbering import chinese, written
from zhengxie_qa.passages import split_passages
from zhengxie_qa.types import Document

EVALUATION = TESTS.parent / "benchmarks" / "data"
YUNXI = sorted((EVALUATION / "yunxi").iterdir())
PARAGRAPH = "常委会认真履行职责，全年共征集提案236件，立案188件，办复率100%，提案者满意率98.5%。"


def read(tmp_path: Path, data: bytes, name: str) -> Document:
    (tmp_path / name).write_bytes(data)
    return read_document(tmp_path, Path(name))


# The documents of the evaluation


def test_every_piece_of_evidence_is_in_the_text_of_its_documents() -> None:
    texts = {path.name: squeezed(read_document(path.parent, path).text) for path in YUNXI}
    assert len(texts) == 6
    questions = map(json.loads, (EVALUATION / "yunxi-dev.jsonl").read_text(encoding="utf-8").splitlines())
    missing = [
        piece
        for question in questions
        for piece in question["evidence"]
        if not any(squeezed(piece) in texts[name] for name in question["doc"])
    ]
    assert missing == []


@pytest.mark.parametrize("path", YUNXI, ids=lambda path: path.name)
def test_no_chrome_is_in_any_passage(path: Path) -> None:
    words = [
        "分享到",
        "上一篇",
        "下一篇",
        "放大",
        "版权所有",
        "数字报",
        "星期",
        "委员登录",
        "设为首页",
        "加入收藏",
        "手机版",
    ]
    words += [
        "政协概况",
        "委员风采",
        "当前位置",
        "热点推荐",
        "友情链接",
        "分辨率",
        "网站标识码",
        "浏览",
        "字号：",
        "责任编辑",
    ]
    words += ["访问统计", "siteConfig", "第三十四次主席会议", "内部资料", "页 共", "政协云溪市委员会文件", "过往期刊"]
    whole = "\n".join(passage.text for passage in split_passages(read_document(path.parent, path)))
    assert [word for word in words if word in whole] == []


def test_a_cell_question_is_answered_by_one_row_with_its_locator() -> None:
    folder = EVALUATION / "yunxi"
    minutes, plan = (read_document(folder, Path(name)) for name in ("yunxi-minutes.docx", "yunxi-plan.pdf"))
    row = next(line for line in minutes.text.split("\n") if "《云溪茶事》终审付印" in line)
    assert row == (
        "序号：4　议题：《云溪茶事》终审付印　责任单位：文化文史和学习委员会"
        "　协同单位：市档案馆、市茶叶协会　完成时限：2024年11月15日前"
    )
    assert locator(minutes, minutes.text.index(row)) == "三、任务分工 › 表1 第4行"
    assert locator(plan, plan.text.index("月份：9月")) == "七、组织保障 › 表1 第7行 › 第2页"


# Word


def saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def numbered(document: Any, text: str, number_id: int, depth: int = 0) -> None:
    properties = document.add_paragraph(text)._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_numId().val, properties.get_or_add_ilvl().val = number_id, depth


def with_list(document: Any, *levels: tuple[str, str], number_id: int = 77) -> None:
    """Define a list whose levels have these formats and texts."""
    numbering = document.part.numbering_part.element
    space = f'xmlns:w="{numbering.nsmap["w"]}"'
    inner = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text) in enumerate(levels)
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {space} w:abstractNumId="{number_id}">{inner}</w:abstractNum>'))
    link = f'<w:abstractNumId w:val="{number_id}"/>'
    numbering.append(parse_xml(f'<w:num {space} w:numId="{number_id}">{link}</w:num>'))


def test_heading_styles_become_sections_and_the_title_stays_above_them(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("某某县政协协商工作办法", 0)
    document.add_heading("总体要求", 1)
    document.add_paragraph(PARAGRAPH)
    document.add_heading("协商形式", 2)
    document.add_paragraph(PARAGRAPH)
    found = read(tmp_path, saved(document), "a.docx")
    assert found.metadata.title == "某某县政协协商工作办法"
    assert (found.metadata.kind, found.metadata.place) == ("条例", "某某县")
    assert [(one.level, one.title) for one in found.sections[1:]] == [(1, "总体要求"), (2, "协商形式")]


def test_automatic_numbers_are_written_out() -> None:
    document = docx.Document()
    with_list(document, ("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3．"))
    for text, depth in (("提案", 0), ("征集", 1), ("办理", 1), ("督办", 2), ("协商", 0), ("会议", 1)):
        numbered(document, text, 77, depth)
    texts = [line.text for line in read_word(saved(document)).lines]
    assert texts == ["一、提案", "（一）征集", "（二）办理", "1．督办", "二、协商", "（一）会议"]


def test_numbers_of_a_style_and_of_one_it_is_based_on_are_written_out() -> None:
    document = docx.Document()
    with_list(document, ("decimal", "第%1条　"))
    base = document.styles.add_style("条文", WD_STYLE_TYPE.PARAGRAPH)
    number = OxmlElement("w:numPr")
    link = OxmlElement("w:numId")
    link.set(qn("w:val"), "77")
    number.append(link)
    base.element.get_or_add_pPr().append(number)
    document.styles.add_style("条文二", WD_STYLE_TYPE.PARAGRAPH).base_style = base
    document.add_paragraph("为了规范工作。", "条文")
    document.add_paragraph("适用于本会。", "条文二")
    assert [line.text for line in read_word(saved(document)).lines] == ["第1条　为了规范工作。", "第2条　适用于本会。"]


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (105, "一百零五"), (110, "一百一十"), (1010, "一千零一十")],
)
def test_chinese_numbers_are_written_as_people_write_them(number: int, text: str) -> None:
    assert chinese(number) == text


@pytest.mark.parametrize(
    ("number", "format", "text"),
    [
        (3, "decimalEnclosedCircle", "③"),
        (2, "upperLetter", "B"),
        (4, "lowerRoman", "iv"),
        (21, "decimalEnclosedCircle", "21"),
    ],
)
def test_other_formats_of_numbers(number: int, format: str, text: str) -> None:
    assert written(number, format) == text


def test_headers_footers_and_deleted_text_go_while_inserted_text_stays() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "页眉文字"
    document.sections[0].footer.paragraphs[0].text = "页脚文字"
    paragraph = document.add_paragraph("共征集")._p
    space = f'xmlns:w="{paragraph.nsmap["w"]}"'
    paragraph.append(parse_xml(f"<w:del {space}><w:r><w:delText>百</w:delText><w:t>旧</w:t></w:r></w:del>"))
    paragraph.append(parse_xml(f"<w:ins {space}><w:r><w:t>236件</w:t></w:r></w:ins>"))
    assert [line.text for line in read_word(saved(document)).lines] == ["共征集236件"]


def test_a_footnote_follows_its_paragraph() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("实行双向评价机制")
    space = f'xmlns:w="{paragraph._p.nsmap["w"]}"'
    paragraph._p.append(parse_xml(f'<w:r {space}><w:footnoteReference w:id="2"/></w:r>'))
    paragraph.add_run("。")
    document.add_paragraph("下一段。")
    note = '<w:footnote w:id="2"><w:p><w:r><w:t>指委员和承办单位互评。</w:t></w:r></w:p></w:footnote>'
    notes = f"<w:footnotes {space}>{note}</w:footnotes>"
    _relate(document, "/word/footnotes.xml", notes.encode())
    texts = [line.text for line in read_word(saved(document)).lines]
    assert texts == ["实行双向评价机制。", "注：指委员和承办单位互评。", "下一段。"]


def _relate(document: Any, name: str, xml: bytes) -> None:
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    part = Part(PackURI(name), CONTENT_TYPE.WML_FOOTNOTES, xml, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def test_merged_cells_stand_in_every_row_they_cover() -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    for row, texts in zip(
        table.rows, (("任务", "单位", "时限"), ("调研", "提案委", "6月"), ("座谈", "", "7月")), strict=True
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 1).merge(table.cell(2, 1))
    lines = read_word(saved(document)).lines
    assert [line.text for line in lines] == [
        "任务：调研　单位：提案委　时限：6月",
        "任务：座谈　单位：提案委　时限：7月",
    ]


def test_text_in_frames_and_content_controls_is_read() -> None:
    document = docx.Document()
    space = f'xmlns:w="{document.element.nsmap["w"]}"'
    inner = "<w:p><w:r><w:t>控件里的文字。</w:t></w:r></w:p>"
    document.element.body.insert(0, parse_xml(f"<w:sdt {space}><w:sdtContent>{inner}</w:sdtContent></w:sdt>"))
    paragraph = document.add_paragraph("正文。")._p
    box = "<w:txbxContent><w:p><w:r><w:t>框里的文字。</w:t></w:r></w:p></w:txbxContent>"
    paragraph.append(parse_xml(f"<w:r {space}><w:pict>{box}</w:pict></w:r>"))
    assert [line.text for line in read_word(saved(document)).lines] == ["控件里的文字。", "正文。", "框里的文字。"]


def test_core_properties_are_the_last_resort_for_a_title(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = "属性里的标题"
    document.add_paragraph(PARAGRAPH)
    assert read(tmp_path, saved(document), "a.docx").metadata.title == "属性里的标题"
    document.add_paragraph("关于加快充电设施建设的提案").paragraph_format.space_after = Pt(1)
    body = document.element.body
    body.insert(0, body[1])
    assert read(tmp_path, saved(document), "a.docx").metadata.title == "关于加快充电设施建设的提案"


words = st.text(st.characters(categories=["Lo", "Nd"], max_codepoint=0x9FFF), min_size=1, max_size=20)


@unhurried
@given(st.lists(st.tuples(st.sampled_from(["paragraph", "heading", "table"]), st.lists(words, min_size=2, max_size=2))))
def test_whatever_is_written_in_a_word_file_is_read_in_order(blocks: list[tuple[str, list[str]]]) -> None:
    document = docx.Document()
    for kind, texts in blocks:
        if kind == "table":
            for cell, text in zip(document.add_table(1, 2).rows[0].cells, texts, strict=True):
                cell.text = text
        elif kind == "heading":
            document.add_heading("".join(texts), 2)
        else:
            document.add_paragraph("".join(texts))
    whole, at = squeezed("".join(line.text for line in read_word(saved(document)).lines)), 0
    for kind, texts in blocks:
        for piece in (
            texts if kind == "table" and texts[0] != texts[1] else ["".join(texts)] if kind != "table" else texts[:1]
        ):
            at = whole.index(squeezed(piece), at) + len(squeezed(piece))


# Workbooks


def test_a_workbook_shows_what_excel_shows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["重点提案办理情况表"])
    sheet.merge_cells("A1:E1")
    sheet.append(["案号", "单位", "金额（万元）", "满意率", "办结日期"])
    sheet.append([47, "住建局", 1234.5, 0.985, datetime.datetime(2024, 11, 15)])
    sheet.append([48, None, 12, 1, datetime.datetime(2024, 12, 1)])
    sheet.merge_cells("B3:B4")
    for row in (3, 4):
        sheet.cell(row, 3).number_format = "#,##0.00"
        sheet.cell(row, 4).number_format = "0.0%"
        sheet.cell(row, 5).number_format = "yyyy年m月d日"
    hidden = book.create_sheet("选项")
    hidden.append(["不该出现"])
    hidden.sheet_state = "hidden"
    found = read(tmp_path, saved(book), "a.xlsx")
    assert found.text.split("\n") == [
        "重点提案办理情况表",
        "案号：47　单位：住建局　金额（万元）：1,234.50　满意率：98.5%　办结日期：2024年11月15日",
        "案号：48　单位：住建局　金额（万元）：12.00　满意率：100.0%　办结日期：2024年12月1日",
    ]
    assert found.metadata.title == "重点提案办理情况表"
    assert locator(found, found.text.index("案号：48")) == "表1 第2行"


def test_sheets_with_names_of_their_own_are_sections(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name, value in (("教育界", 12), ("医卫界", 8)):
        sheet = book.create_sheet(name)
        for row in (["项目", "件数"], ["提案", value]):
            sheet.append(row)
    found = read(tmp_path, saved(book), "a.xlsx")
    assert [one.title for one in found.sections[1:]] == ["教育界", "医卫界"]
    assert locator(found, found.text.index("件数：8")) == "医卫界 › 表3 第1行"


# Web pages


def page(body: str, head: str = "") -> bytes:
    return f"<html><head>{head}</head><body>{body}</body></html>".encode()


def test_the_article_is_kept_and_the_site_is_not(tmp_path: Path) -> None:
    body = f"""<div class="topnav"><a href="/">首页</a>，欢迎访问，今天天气晴。</div>
    <div id="menu"><ul><li>概况</li></ul></div>
    <div class="box"><div class="detail"><h1>提案办理工作</h1><div class="TRS_Editor"><p>{PARAGRAPH}</p>
    <p>第二段，<b>加粗</b>和<a href="x">链接</a>。<br>换行之后。</p><ul><li>第一项。</li><li>第二项。</li></ul>
    <table><tr><th>单位</th><th>件数</th></tr><tr><td rowspan=2>教育局</td><td>12</td></tr><tr><td>8</td></tr></table>
    </div></div></div><div class="share">分享，到朋友圈。</div><div style="display: none">藏着的文字，不可见。</div>
    <footer>主办：某某办公室，版权所有。</footer>"""
    found = read(tmp_path, page(body, "<title>提案办理工作_某某县政协网</title>"), "a.html")
    assert found.text.split("\n") == [
        "提案办理工作",
        PARAGRAPH,
        "第二段，加粗和链接。",
        "换行之后。",
        "第一项。",
        "第二项。",
        "单位：教育局　件数：12",
        "单位：教育局　件数：8",
    ]
    assert (found.metadata.title, found.metadata.place) == ("提案办理工作", "某某县")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5", "utf-16"])
def test_a_page_is_read_in_the_encoding_it_declares(encoding: str) -> None:
    text = "提案工作取得新成效，全年共收到提案，各方面意見建議都有答覆。" * 9
    body = f"<html><head><meta charset={encoding}></head><body><p>{text}</p></body></html>"
    data = body.encode(encoding, "ignore") if encoding == "big5" else body.encode(encoding)
    assert read_html(data).lines[0].text == data.decode(encoding).split("<p>")[1].split("</p>")[0]


def test_a_wrong_declaration_does_no_harm() -> None:
    assert read_html(b"<meta charset=gb2312>" + page(f"<p>{PARAGRAPH}</p>")).lines[0].text == PARAGRAPH


def test_headings_below_the_headline_are_sections(tmp_path: Path) -> None:
    body = f"<h1>调研报告</h1><h2>基本情况</h2><p>{PARAGRAPH}</p><h2>意见建议</h2><p>{PARAGRAPH}</p>"
    found = read(tmp_path, page(body), "a.htm")
    assert [one.title for one in found.sections[1:]] == ["基本情况", "意见建议"]
    assert found.metadata.kind == "调研报告"


def test_a_page_saved_as_one_file_is_read(tmp_path: Path) -> None:
    content = base64.b64encode(page(f"<p>{PARAGRAPH}</p>")).decode()
    message = (
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n'
        '--x\nContent-Type: text/html; charset="utf-8"\n'
        f"Content-Transfer-Encoding: base64\n\n{content}\n--x--\n"
    )
    assert read(tmp_path, message.encode(), "a.mht").text == PARAGRAPH


sentences = st.text(st.characters(categories=["Lo"], max_codepoint=0x9FFF), min_size=3, max_size=30).map(
    lambda text: f"{text}，成。"
)


@unhurried
@given(
    st.lists(sentences, min_size=1, max_size=8), st.lists(st.sampled_from(["div", "section", "p", "span"]), max_size=6)
)
def test_all_paragraphs_of_an_article_are_kept_in_order_however_they_are_wrapped(
    paragraphs: list[str], wrappers: list[str]
) -> None:
    inner = "".join(f"<p>{text}</p>" for text in paragraphs)
    for tag in wrappers:
        inner = f"<{tag}>{inner}</{tag}>"
    assert [line.text for line in read_html(page(f"<nav>首页，概况。</nav>{inner}")).lines] == paragraphs
