"""Mails, rich text and packed files that other products were reported to misread."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.support.reported import Report, Reports
from zhengxie_qa.documents import corpus_files, read_document

REPORTS = Reports()
_GITHUB = "https://github.com"


def quoted(text: str) -> str:
    """Return ``text`` as the bytes of GBK in rich text."""
    return "".join(f"\\'{byte:02x}" for byte in text.encode("gbk"))


@REPORTS.add(f"{_GITHUB}/joshy/striprtf/issues/28", "a.rtf", [["市政府情况反映：印刷情况"]])
def the_character_set_of_the_font_counts() -> bytes:
    fonts = r"{\fonttbl{\f0\fswiss\fcharset0 Helvetica;}{\f1\fnil\fcharset134 STSong;}}"
    return (rf"{{\rtf1\ansi\ansicpg1252 {fonts}\f1 " + quoted("市政府情况反映：印刷情况") + r"\par}").encode()


@REPORTS.add(f"{_GITHUB}/Merck/r2rtf/issues/93", "a.rtf", [["先行试点，分步推开。"]])
def characters_numbered_below_zero_are_read() -> bytes:
    numbers = "".join(
        f"\\uc1\\u{code if (code := ord(char)) < 32768 else code - 65536}?" for char in "先行试点，分步推开。"
    )
    return rf"{{\rtf1\ansi {numbers}\par}}".encode()


@REPORTS.add(
    f"{_GITHUB}/nodemailer/mailparser/issues/351", "a.eml", [["关于报送提案办理情况的函"], ["请于五日前报送。"]]
)
def a_subject_in_bare_bytes_is_read() -> bytes:
    head = b"From: a@example.org\r\nSubject: " + "关于报送提案办理情况的函".encode("gbk")
    return head + b"\r\nContent-Type: text/plain; charset=gbk\r\n\r\n" + "请于五日前报送。\r\n".encode("gbk")


@REPORTS.add(f"{_GITHUB}/nodemailer/mailparser/issues/161", "a.eml", [["当地饭店用餐时煮锅需要清洗。"]])
def a_body_of_eight_bits_is_read() -> bytes:
    head = b'Subject: test\r\nContent-Type: text/plain; charset="gbk"; format=flowed\r\n'
    return head + b"Content-Transfer-Encoding: 8bit\r\n\r\n" + "当地饭店用餐时煮锅需要清洗。\r\n".encode("gbk")


@REPORTS.add(f"{_GITHUB}/GOVCERT-LU/eml_parser/issues/38", "a.eml", [["现转去有关建议。"], ["建议增设两处路灯。"]])
def a_mail_within_a_mail_is_read() -> bytes:
    inner = EmailMessage()
    inner["Subject"] = "路灯"
    inner.set_content("建议增设两处路灯。", charset="gb18030")
    outer = EmailMessage()
    outer["Subject"] = "转办"
    outer.set_content("现转去有关建议。")
    outer.add_attachment(inner)
    return outer.as_bytes()


@REPORTS.add(f"{_GITHUB}/Merck/r2rtf/issues/219", "a.rtf", [["单位：教育局", "件数：12"], ["单位：水利局", "件数：9"]])
def a_table_in_rich_text_is_a_table() -> bytes:
    def cells(*texts: str) -> str:
        edges = "".join(f"\\cellx{2000 * n}" for n in range(1, len(texts) + 1))
        return f"\\trowd{edges}" + "".join(f"\\intbl {quoted(text)}\\cell " for text in texts) + "\\row "

    rows = cells("单位", "件数") + cells("教育局", "12") + cells("水利局", "9")
    return (
        "{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset134 SimSun;}}\\f0 "
        + quoted("各单位情况")
        + f"\\par {rows}\\pard\\par}}"
    ).encode()


@REPORTS.add(f"{_GITHUB}/vladimarius/imapy/pull/34", "a.eml", [["单位：教育局", "件数：12"], ["请核对。"]])
def a_table_in_a_mail_of_a_page_is_a_table() -> bytes:
    rows = "".join(
        f"<tr><td>{name}</td><td>{n}</td></tr>" for name, n in (("单位", "件数"), ("教育局", 12), ("水利局", 9))
    )
    body = f"<html><body><p>请核对。</p><table>{rows}</table></body></html>".encode("gb2312")
    head = b"Subject: =?gb2312?B?" + base64.b64encode("核对".encode("gb2312")) + b"?=\r\n"
    return head + b'Content-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n' + body


@pytest.mark.parametrize("report", list(REPORTS), ids=str)
def test_what_others_misread_is_read_right(report: Report, tmp_path: Path) -> None:
    assert report.misread(tmp_path) == []


def test_names_in_a_packed_file_of_a_chinese_windows_are_read(tmp_path: Path) -> None:
    """Reported at https://github.com/srikanth-lingala/zip4j/issues/509."""
    name, text = "提案办理通知.txt", "请各单位认真办理提案。".encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("x" * len(name.encode("gbk")), text)
    data = buffer.getvalue().replace(b"x" * len(name.encode("gbk")), name.encode("gbk"))
    assert struct.unpack("<I", data[:4])[0] == 0x04034B50
    (tmp_path / "材料.zip").write_bytes(data)
    [found] = corpus_files(tmp_path).files
    assert found.name == name
    assert "认真办理提案" in read_document(tmp_path, found).text
