"""Old Word files through the real LibreOffice, where it is installed (Debian: libreoffice-writer-nogui)."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import docx
import pytest

from tests.documents.test_word import numbered, with_list
from zhengxie_qa.documents import read_document

PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = pytest.mark.skipif(PROGRAM is None, reason="LibreOffice is not installed: .doc and .wps are not read")


@pytest.fixture(scope="module")
def old_word(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a paper as Word 97 and WPS Writer store it; the two differ in the name's ending alone."""
    folder = tmp_path_factory.mktemp("office")
    document = docx.Document()
    document.add_paragraph("关于提案办理情况的报告", style="Title")
    with_list(document, ("chineseCounting", "%1、"))
    document.add_heading("总体情况", level=1)
    document.add_paragraph("全年共征集提案236件，立案188件。")
    numbered(document, "加强督办。", 77)
    numbered(document, "公开结果。", 77)
    table = document.add_table(3, 2)
    for n, text in enumerate(("单位", "件数", "教育局", "12", "水利局", "9")):
        table.cell(n // 2, n % 2).text = text
    document.add_paragraph("特此报告。")  # Word itself never ends a paper with a table
    document.save(str(folder / "a.docx"))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        str(PROGRAM),
        "--headless",
        profile,
        "--convert-to",
        "doc",
        "--outdir",
        str(folder),
        str(folder / "a.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "a.doc").read_bytes()


@pytest.mark.parametrize("suffix", [".doc", ".wps"])
def test_an_old_word_file_is_read_with_its_numbers_and_its_table(old_word: bytes, tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"a{suffix}").write_bytes(old_word)
    document = read_document(tmp_path, Path(f"a{suffix}"))
    lines = [line for line in document.text.split("\n") if line]
    assert lines == [
        "关于提案办理情况的报告",
        "总体情况",
        "全年共征集提案236件，立案188件。",
        "一、加强督办。",
        "二、公开结果。",
        "单位：教育局　件数：12",
        "单位：水利局　件数：9",
        "特此报告。",
    ]
    assert document.metadata.title == "关于提案办理情况的报告"
    assert "总体情况" in [section.title for section in document.sections]
