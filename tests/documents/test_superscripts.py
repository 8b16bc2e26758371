"""Raised digits in every format that has them, list numbers of pages, letterheads, watermarks, mails in mails."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import docx
import pytest

from tests.support.office_files import read, saved
from tests.support.pdf_pages import Sheet
from zhengxie_qa.documents.formats.html import read_html
from zhengxie_qa.documents.formats.lines import visible
from zhengxie_qa.documents.formats.mail import read_mail
from zhengxie_qa.documents.formats.pdf import read_pdf
from zhengxie_qa.documents.formats.superscripts import raised


@pytest.mark.parametrize(
    ("before", "mark", "written"),
    [
        ("约10", "6", "^6"),
        ("35km", "2", "²"),
        ("办结128", "3", "（注3）"),
        ("办结提案", "12", "（注12）"),
        ("1210", "4", "（注4）"),
        ("提案", "[3]", "[3]"),
        ("提案", "①", "①"),
        ("", "3", "3"),
    ],
)
def test_a_raised_digit_is_never_one_of_the_number_before_it(before: str, mark: str, written: str) -> None:
    assert raised(before, mark) == written


def test_raised_digits_in_the_cells_of_a_page_are_told(tmp_path: Path) -> None:
    cells = "<tr><th>镇</th><th>面积（km<sup>2</sup>）</th></tr><tr><td>甲镇</td><td>35<sup>1</sup></td></tr>"
    document = read(tmp_path, f"<html><body><table>{cells}</table></body></html>".encode(), "a.html")
    assert document.text == "镇：甲镇　面积（km²）：35（注1）"


LISTS = """<html><body><p>主要措施如下，请认真执行。</p>
<ol type="a"><li><p>建校。</p><ol><li>选址。</li></ol></li><li>引才。</li></ol>
<ol reversed><li>甲。</li><li>乙。</li></ol><ol style="list-style: none"><li>丙。</li></ol><ol><li>一、丁。</li></ol>
<ul><li>戊。</li></ul></body></html>"""


def test_items_are_numbered_as_a_browser_numbers_them() -> None:
    lines = [line.text for line in read_html(LISTS.encode()).lines if line.text]
    assert lines[1:] == ["a. 建校。", "1. 选址。", "b. 引才。", "2. 甲。", "1. 乙。", "丙。", "一、丁。", "戊。"]


def test_a_running_header_is_left_out_and_a_letterhead_read(tmp_path: Path) -> None:
    document = docx.Document()
    header = document.sections[0].header
    header.paragraphs[0].text = "某县政协内部学习资料"
    document.add_paragraph("关于召开全体会议的通知")
    document.add_paragraph("请各位委员准时出席会议。")
    assert "内部学习" not in read(tmp_path, saved(document), "a.docx").text
    header.paragraphs[0].text = "某县人民政府文件"
    header.add_paragraph("某政发〔2024〕7号")
    found = read(tmp_path, saved(document), "b.docx")
    assert found.text.startswith("某县人民政府文件\n某政发〔2024〕7号\n关于召开全体会议的通知")
    assert found.metadata.document_number == "某政发〔2024〕7号"
    assert found.metadata.title == "关于召开全体会议的通知"


def test_what_is_printed_aslant_is_left_out_and_said() -> None:
    sheet = Sheet()
    sheet.put(72, 700, "全年收到提案一百二十二件，办结一百一十九件。")
    sheet.canvas.rotate(30)
    sheet.put(300, 200, "内部资料", 30)
    draft = read_pdf(sheet.data())
    assert [line.text for line in draft.lines] == ["全年收到提案一百二十二件，办结一百一十九件。"]
    assert draft.notes == ["印在页面上的水印 4 字"]


def test_radicals_are_the_characters_that_look_like_them() -> None:
    assert visible("⽤⼈⽅⾏⻘⻔") == "用人方行青门"


def test_a_mail_that_is_attached_to_a_mail_is_read_after_it() -> None:
    inner, outer = EmailMessage(), EmailMessage()
    inner["Subject"], inner["From"] = "路灯", "a@example.org"
    inner.set_content("建议增设两处路灯。")
    outer["Subject"] = "转办"
    outer.set_content("请阅处。")
    outer.add_attachment(inner)
    lines = [line.text for line in read_mail(outer.as_bytes()).lines if line.text]
    assert lines == ["转办", "请阅处。", "路灯", "发件人：a@example.org", "建议增设两处路灯。"]
