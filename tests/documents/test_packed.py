"""Packed files and mails are the folders that they are, within limits."""

from __future__ import annotations

import io
import struct
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from zhengxie_qa.documents import corpus_files, read_document, remove_file
from zhengxie_qa.encoders import load_encoder
from zhengxie_qa.errors import DocumentError, UsageError
from zhengxie_qa.index import open_updated

NOTICE = "某某县政协办公室关于召开会议的通知\n全年共征集提案236件。\n"


def packed(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def listed(folder: Path) -> tuple[list[str], dict[str, str]]:
    found = corpus_files(folder)
    names = [path.relative_to(folder).as_posix() for path in found.files]
    return names, {one.path: one.reason for one in found.skipped}


def test_each_document_of_a_packed_file_is_a_document_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "来文.zip").write_bytes(
        packed({"通知/一.txt": NOTICE.encode(), "二.md": "# 计划\n九项任务。".encode()})
    )
    assert listed(tmp_path) == (["来文.zip/二.md", "来文.zip/通知/一.txt"], {})
    found = read_document(tmp_path, tmp_path / "来文.zip/通知/一.txt")
    assert found.path == "来文.zip/通知/一.txt"
    assert found.metadata.title == "某某县政协办公室关于召开会议的通知"


def test_names_packed_on_a_chinese_system_are_read(tmp_path: Path) -> None:
    data = packed({"aaaa.txt": NOTICE.encode("gb18030")})
    (tmp_path / "a.zip").write_bytes(data.replace(b"aaaa", "通知".encode("gb18030")))
    assert listed(tmp_path)[0] == ["a.zip/通知.txt"]
    assert "236件" in read_document(tmp_path, tmp_path / "a.zip/通知.txt").text


def test_what_is_no_document_or_leaves_the_packed_file_is_passed_over_with_the_reason(tmp_path: Path) -> None:
    inner = packed({"a.txt": b"a"})
    names = ("../上级.txt", "/etc/根.txt", "图.gif", "里面.zip", "__MACOSX/._a.txt", "坏\n名.txt", "好.txt")
    (tmp_path / "a.zip").write_bytes(
        packed({name: inner if name.endswith("zip") else NOTICE.encode() for name in names})
    )
    files, skipped = listed(tmp_path)
    assert files == ["a.zip/好.txt"]
    assert skipped["a.zip/../上级.txt"] == "路径越出压缩包"
    assert skipped["a.zip/etc/根.txt"] == "路径越出压缩包"
    assert skipped["a.zip/里面.zip"] == "压缩包里的压缩包，不再打开"
    assert skipped["a.zip/坏\ufffd名.txt"] == "文件名不能使用"
    assert skipped["a.zip/图.gif"].startswith("不支持的文件类型")


def test_bombs_crowds_and_broken_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "bomb.zip").write_bytes(packed({"a.txt": b"0" * 30_000_000}))
    (tmp_path / "crowd.zip").write_bytes(packed({f"{n}.txt": b"x" for n in range(1_001)}))
    (tmp_path / "cut.zip").write_bytes(packed({"a.txt": NOTICE.encode()})[:-30])
    files, skipped = listed(tmp_path)
    assert files == []
    assert "疑为压缩炸弹" in skipped["bomb.zip"]
    assert "文件过多" in skipped["crowd.zip"]
    assert skipped["cut.zip"] == "压缩包已损坏"


def test_a_member_that_is_larger_than_it_says_is_cut_off_by_its_checksum(tmp_path: Path) -> None:
    data = packed({"a.txt": b"0" * 900_000})
    (tmp_path / "a.zip").write_bytes(data.replace(struct.pack("<I", 900_000), struct.pack("<I", 1_000)))
    with pytest.raises(DocumentError, match="压缩包已损坏"):
        read_document(tmp_path, tmp_path / "a.zip/a.txt")


def test_a_member_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed({"a.txt": b"a"}))
    with pytest.raises(DocumentError, match="里没有这份文件"):
        read_document(tmp_path, tmp_path / "a.zip/b.txt")


def test_an_index_follows_the_documents_of_a_packed_file(tmp_path: Path) -> None:
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    corpus.mkdir()
    (corpus / "a.zip").write_bytes(packed({"一.txt": NOTICE.encode(), "二.txt": "九项任务。".encode()}))
    encoder = load_encoder()
    assert set(open_updated(corpus, index, encoder)[0].documents) == {"a.zip/一.txt", "a.zip/二.txt"}
    assert not open_updated(corpus, index, encoder)[1].rebuilt
    (corpus / "a.zip").write_bytes(packed({"一.txt": NOTICE.replace("236", "237").encode()}))
    opened, report = open_updated(corpus, index, encoder)
    assert report.rebuilt
    assert set(opened.documents) == {"a.zip/一.txt"}
    assert "237件" in opened.documents["a.zip/一.txt"].text


def mail(body: str, attachments: dict[str, bytes]) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "关于报送提案的函", "县政协 <zx@example.cn>", "各委员"
    message["Date"] = "Fri, 01 Mar 2024 09:30:00 +0800"
    message.set_content(body)
    for name, data in attachments.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def test_a_mail_is_read_and_what_is_attached_is_a_document_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(mail("请于3月底前报送。\n", {"通知.txt": NOTICE.encode(), "包.zip": packed({})}))
    files, skipped = listed(tmp_path)
    assert files == ["a.eml", "a.eml/通知.txt"]
    assert skipped == {"a.eml/包.zip": "附件里的压缩包或邮件，不再打开"}
    found = read_document(tmp_path, tmp_path / "a.eml")
    assert found.text.split("\n") == [
        "关于报送提案的函",
        "发件人：县政协 <zx@example.cn>",
        "收件人：各委员",
        "发送日期：2024-03-01",
        "请于3月底前报送。",
    ]
    assert (found.metadata.title, found.metadata.date) == ("关于报送提案的函", "2024-03-01")
    assert "236件" in read_document(tmp_path, tmp_path / "a.eml/通知.txt").text


def test_a_mail_written_as_a_page_is_read(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"] = "会议通知"
    message.set_content("<p>会议定于3月5日召开，请准时参加。</p>", subtype="html", charset="gb18030")
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    assert read_document(tmp_path, tmp_path / "a.eml").text == "会议通知\n会议定于3月5日召开，请准时参加。"


@pytest.mark.parametrize(
    "data", [b"\0\1\2", b"no mail", b"From: a\n\n", b'Content-Type: multipart/mixed; boundary="b"\n\n--b' * 3_000]
)
def test_what_is_no_mail_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.eml").write_bytes(data)
    corpus_files(tmp_path)
    with pytest.raises(DocumentError):
        read_document(tmp_path, tmp_path / "a.eml")


def test_a_document_in_a_packed_file_is_not_removed_alone(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed({"一.txt": NOTICE.encode()}))
    (tmp_path / "b.txt").write_text(NOTICE, encoding="utf-8")
    (tmp_path / "c.txt").write_text(NOTICE, encoding="utf-8")
    documents = {name: read_document(tmp_path, tmp_path / name) for name in ("a.zip/一.txt", "b.txt", "c.txt")}
    with pytest.raises(UsageError, match="不能单独移除"):
        remove_file(tmp_path, "a.zip/一.txt", documents)
