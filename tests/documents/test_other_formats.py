"""Formats that offices have beside Word, Excel and PDF: .ods, .rtf, saved pages, pages with a wrong declaration."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

import pytest

from zhengxie_qa.documents.decoding import UnreadableError
from zhengxie_qa.documents.formats.html import read_html, read_mhtml
from zhengxie_qa.documents.formats.lines import Draft
from zhengxie_qa.documents.formats.open_sheet import read_open_sheet
from zhengxie_qa.documents.formats.rtf import read_rtf

NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style")
)


def texts(draft: Draft) -> list[str]:
    return [line.text for line in draft.lines if line.text]


def open_sheet(*sheets: str, styles: str = "", manifest: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        body = f"<office:body><office:spreadsheet>{''.join(sheets)}</office:spreadsheet></office:body>"
        automatic = f"<office:automatic-styles>{styles}</office:automatic-styles>"
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
        archive.writestr(
            "content.xml", f"<office:document-content {NAMESPACES}>{automatic}{body}</office:document-content>"
        )
    return buffer.getvalue()


def sheet(rows: list[str], name: str = "Sheet1", style: str = "") -> str:
    return f'<table:table table:name="{name}" table:style-name="{style}">{"".join(rows)}</table:table>'


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def cell(text: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def test_an_open_sheet_shows_what_its_program_shows() -> None:
    rows = [
        row(cell("单位", 'table:number-rows-spanned="2"'), cell("提案", 'table:number-columns-spanned="2"')),
        row("<table:covered-table-cell/>", cell("立案"), cell("办结")),
        row(cell("教育局"), cell("1,200", 'office:value="1200"'), cell("98.5%", 'office:value="0.985"')),
        row(attributes='table:number-rows-repeated="1048000"'),
    ]
    assert texts(read_open_sheet(open_sheet(sheet(rows)))) == ["单位：教育局　提案立案：1,200　提案办结：98.5%"]


def test_a_formula_that_nobody_computed_says_so_and_a_hidden_sheet_is_named() -> None:
    rows = [row(cell("单位"), cell("件数")), row(cell("合计"), '<table:table-cell table:formula="of:=SUM([.B2])"/>')]
    hidden = '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
    found = read_open_sheet(open_sheet(sheet(rows), sheet(rows, "底稿", "h"), styles=hidden))
    assert texts(found) == ["单位：合计　件数：公式未计算"]
    assert found.notes == ["隐藏的工作表：底稿"]


def test_a_locked_open_sheet_is_refused_with_what_to_do() -> None:
    with pytest.raises(UnreadableError, match="有密码保护"):
        read_open_sheet(open_sheet(sheet([]), manifest="<encryption-data/>"))


def test_a_crowd_of_repeated_cells_is_cut() -> None:
    many = cell("提案", 'table:number-columns-repeated="16000"')
    crowd = sheet([row(many, attributes='table:number-rows-repeated="1000000"')])
    assert len(texts(read_open_sheet(open_sheet(crowd)))) <= 200


def rtf(body: str) -> bytes:
    return rb"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}}" + body.encode("ascii") + b"}"


def escaped(text: str) -> str:
    return "".join(f"\\'{byte:02x}" for byte in text.encode("gb18030"))


def test_rich_text_is_read_in_its_code_page_and_in_unicode() -> None:
    hidden = rf"{{\v {escaped('不打印')}}}"
    unicode = r"\u20840?\u24180?"  # 全年
    body = rf"\f0 {escaped('关于召开会议的通知')}\par {hidden}{unicode}{escaped('征集提案')}236{escaped('件。')}\par"
    assert texts(read_rtf(rtf(body))) == ["关于召开会议的通知", "全年征集提案236件。"]


def test_rows_of_rich_text_are_rows_of_a_table() -> None:
    rows = (("单位", "件数"), ("教育局", "12"), ("水利局", "9"))
    body = "".join(r"\trowd " + "".join(rf"{escaped(one)}\cell " for one in cells) + r"\row " for cells in rows)
    assert texts(read_rtf(rtf(body))) == ["单位：教育局　件数：12", "单位：水利局　件数：9"]


@pytest.mark.parametrize(
    "data", [b"", b"no rich text", b"{\\rtf1" + b"{" * 100_000, b"{\\rtf1\\'", b"{\\rtf1 \\u99999999? }"]
)
def test_broken_rich_text_does_no_harm(data: bytes) -> None:
    try:
        assert isinstance(read_rtf(data).lines, list)
    except UnreadableError:
        return


SENTENCE = "常委会认真履行职责，全年共征集提案236件，立案188件。"
ARTICLE = f"<html><head><title>通知</title></head><body><p>{SENTENCE}</p></body></html>"


def test_a_saved_page_is_the_one_that_the_file_begins_with() -> None:
    message = EmailMessage()
    message["Subject"] = "page"
    message.set_content("<p>" + "广告文字，" * 80 + "</p>", subtype="html")
    message.make_related()
    message.set_param("start", "<main@page>")
    message.add_related(
        ARTICLE.encode("gb18030"), maintype="text", subtype="html", cid="<main@page>", params={"charset": "gb18030"}
    )
    assert texts(read_mhtml(message.as_bytes())) == [SENTENCE]


@pytest.mark.parametrize("declared", ["iso-8859-1", "big5", "windows-1252", "shift_jis", "utf-8", "gb2312", "nonsense"])
@pytest.mark.parametrize("real", ["utf-8", "gb18030"])
def test_a_wrong_declaration_does_not_decide_the_encoding(declared: str, real: str) -> None:
    page = ARTICLE.replace("<head>", f'<head><meta charset="{declared}">')
    found = read_html(page.encode(real))
    assert texts(found) == [SENTENCE]
    assert found.properties["encoding"] == real.upper()


def test_a_right_declaration_of_another_encoding_is_believed() -> None:
    page = ARTICLE.replace("<head>", '<head><meta charset="big5">').replace(
        "常委会认真履行职责，全年共征集提案236件，立案188件。",
        "政協委員會議工作報告，這個地區發展與民生建設，對於議題來說。" * 2,
    )
    assert "政協委員會議" in texts(read_html(page.encode("big5")))[0]
