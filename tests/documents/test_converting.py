"""Old Word files are read through other programs where these are installed, and say so where not."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from tests.support.office_files import PARAGRAPH, saved
from zhengxie_qa.documents import converting, read_document
from zhengxie_qa.errors import DocumentError


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Put a program of this name and Python source on an otherwise empty path."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def install(name: str, source: str) -> None:
        path = folder / name
        path.write_text(f"#!{sys.executable}\nimport os, sys, time\n{source}\n", encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)

    return install


@pytest.mark.parametrize("suffix", [".doc", ".wps"])
def test_an_old_word_file_is_read_through_libreoffice(
    tmp_path: Path, program: Callable[[str, str], None], suffix: str
) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old")
    with pytest.raises(DocumentError, match=f"读取 {suffix} 需要 LibreOffice，请安装后重新索引，或另存为 .docx"):
        read_document(tmp_path, path)
    document = docx.Document()
    document.add_paragraph(PARAGRAPH)
    (tmp_path / "converted.docx").write_bytes(saved(document))
    target = "open(sys.argv[-1].rsplit('.', 1)[0] + '.docx', 'wb')"
    program("soffice", f"{target}.write(open({str(tmp_path / 'converted.docx')!r}, 'rb').read())")
    assert read_document(tmp_path, path).text == PARAGRAPH
    program("soffice", "")
    with pytest.raises(DocumentError, match="LibreOffice 无法转换这份文件"):
        read_document(tmp_path, path)


def test_a_word_file_with_the_old_suffix_needs_no_libreoffice(
    tmp_path: Path, program: Callable[[str, str], None]
) -> None:
    document = docx.Document()
    document.add_paragraph(PARAGRAPH)
    (tmp_path / "a.doc").write_bytes(saved(document))
    assert read_document(tmp_path, Path("a.doc")).text == PARAGRAPH


def test_a_program_that_hangs_is_ended_with_all_it_started(
    tmp_path: Path, program: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(converting, "_OFFICE_SECONDS", 1.0)
    program("soffice", f"open({str(tmp_path / 'child')!r}, 'w').write(str(os.fork() or os.getpid()))\ntime.sleep(60)")
    (tmp_path / "a.doc").write_bytes(b"old")
    with pytest.raises(DocumentError, match="soffice 转换超过 1 秒，已跳过"):
        read_document(tmp_path, Path("a.doc"))
    assert not _alive(int((tmp_path / "child").read_text()))


def _alive(number: int) -> bool:
    status = Path(f"/proc/{number}/status")
    return os.name == "posix" and status.exists() and "zombie" not in status.read_text()
