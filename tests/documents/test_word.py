"""Word files: headings, automatic numbers, tables and notes are kept; headers, footers and deleted text go."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt
from hypothesis import given
from hypothesis import strategies as st

from tests.support.office_files import PARAGRAPH, read, saved
from tests.support.samples import squeezed
from zhengxie_qa.documents.formats.list_numbers import chinese, written
from zhengxie_qa.documents.formats.word import read_word


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
    assert (found.metadata.kind, found.metadata.place) == ("法规", "某某县")
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
