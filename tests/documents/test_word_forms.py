"""Word's forms and formulas: numbers, notes and boxes in cells, ticks, equations and readings as they are printed."""

from __future__ import annotations

from typing import Any

import docx
import pytest
from docx.oxml import parse_xml

from tests.documents.test_word import _relate, numbered, with_list
from tests.support.office_files import saved
from zhengxie_qa.documents.formats.word import read_word

SPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    }.items()
)


def texts(document: Any) -> list[str]:
    return [line.text for line in read_word(saved(document)).lines if line.text]


def paragraph(inner: str) -> Any:
    return parse_xml(f"<w:p {SPACES}>{inner}</w:p>")


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def read_paragraph(inner: str) -> list[str]:
    document = docx.Document()
    document.element.body.insert(0, paragraph(inner))
    return texts(document)


def test_automatic_numbers_of_cells_are_written_out() -> None:
    document = docx.Document()
    with_list(document, ("decimal", "%1."))
    table = document.add_table(3, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "编号", "案由"
    for row, text in ((1, "修路"), (2, "植树")):
        table.cell(row, 1).text = text
        numbered(document, "", 77)
        table.cell(row, 0)._tc.append(document.paragraphs[-1]._p)
    assert texts(document) == ["编号：1　案由：修路", "编号：2　案由：植树"]


CONTROL = (
    '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{}"/></w14:checkbox></w:sdtPr>'
    "<w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt>"
)
LEGACY = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>{}</w:checkBox></w:ffData></w:fldChar></w:r>'
    "<w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r>"
)


@pytest.mark.parametrize(
    ("ticked", "empty"),
    [
        (
            '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>',
            '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>',
        ),
        (
            '<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>',
            '<w:r><w:sym w:font="Wingdings 2" w:char="00A3"/></w:r>',
        ),
        (run("þ", '<w:rFonts w:ascii="Wingdings"/>'), run("¨", '<w:rFonts w:ascii="Wingdings"/>')),
        (CONTROL.format(1), CONTROL.format(0)),
        (LEGACY.format('<w:default w:val="0"/><w:checked/>'), LEGACY.format('<w:default w:val="0"/>')),
    ],
)
def test_tick_boxes_tell_what_holds(ticked: str, empty: str) -> None:
    assert read_paragraph(ticked + run("立案") + empty + run("不予立案")) == ["☑立案☐不予立案"]


def letters(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("equation", "expected"),
    [
        (letters("得分=出席×40%"), "得分=出席×40%"),
        (f"<m:f><m:fPr/><m:num>{letters('a+b')}</m:num><m:den>{letters('2')}</m:den></m:f>", "(a+b)/2"),
        (f"<m:sSup><m:e>{letters('x')}</m:e><m:sup>{letters('2')}</m:sup></m:sSup>", "x^2"),
        (f"<m:rad><m:deg/><m:e>{letters('n')}</m:e></m:rad>", "√n"),
        (f"<m:d><m:e>{letters('1-p')}</m:e></m:d>", "(1-p)"),
        (
            f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{letters("i")}</m:sub>'
            f"<m:sup>{letters('n')}</m:sup><m:e>{letters('a')}</m:e></m:nary>",
            "∑_i^n a",
        ),
    ],
)
def test_equations_are_read_in_one_line_where_they_stand(equation: str, expected: str) -> None:
    inner = f"{run('按')}<m:oMathPara><m:oMath>{equation}</m:oMath></m:oMathPara>{run('计算。')}"
    assert read_paragraph(inner) == [f"按{expected}计算。"]


def test_of_a_reading_over_a_character_the_character_is_read_and_hidden_text_is_not() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{run('tán')}</w:rt><w:rubyBase>{run('覃')}</w:rubyBase></w:ruby></w:r>"
    assert read_paragraph(ruby + run("主席") + run("内部", "<w:vanish/>")) == ["覃主席"]


def boxed(text: str) -> str:
    box = f"<w:pict><w:txbxContent><w:p>{run(text)}</w:p></w:txbxContent></w:pict>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>'
        "</mc:AlternateContent></w:r>"
    )


def test_a_text_box_is_read_once_in_the_body_and_in_a_cell() -> None:
    assert read_paragraph(run("正文。") + boxed("框中。")) == ["正文。", "框中。"]
    document = docx.Document()
    table = document.add_table(2, 2)
    for cell, text in zip((*table.rows[0].cells, *table.rows[1].cells), ("项目", "数量", "提案", ""), strict=True):
        cell.text = text
    table.cell(1, 1)._tc.append(paragraph(boxed("236件")))
    assert texts(document) == ["项目：提案　数量：236件"]


def test_a_note_called_in_a_cell_stands_in_the_cell() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for cell, text in zip((*table.rows[0].cells, *table.rows[1].cells), ("项目", "数量", "考察", "若干"), strict=True):
        cell.text = text
    call = f'<w:r {SPACES}><w:footnoteReference w:id="2"/></w:r>'
    table.cell(1, 1).paragraphs[0]._p.append(parse_xml(call))
    note = f'<w:footnotes {SPACES}><w:footnote w:id="2"><w:p>{run("每年不超过一次。")}</w:p></w:footnote></w:footnotes>'
    _relate(document, "/word/footnotes.xml", note.encode())
    assert texts(document) == ["项目：考察　数量：若干（注：每年不超过一次。）"]
