"""``index --explain``: one look tells what was read from a file, and what was left out."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.support.pdf_pages import Sheet
from zhengxie_qa.documents import scanning
from zhengxie_qa.documents.reading_report import reading_report
from zhengxie_qa.errors import DocumentError

NOTICE = """某政办发〔2024〕15号
某某县人民政府办公室关于印发老年人优待办法的通知
各乡镇人民政府：
一、优待内容
老年人进入公园免收门票。
某某县人民政府办公室
2024年3月1日"""


def test_it_says_what_the_paper_says_of_itself_its_encoding_and_its_sections(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(NOTICE.encode("gb18030"))
    told = reading_report(tmp_path, Path("a.txt"))
    for line in (
        "文件：a.txt",
        "格式：.txt，编码 GB18030",
        "标题：某某县人民政府办公室关于印发老年人优待办法的通知",
        "文种：通知",
        "文号：某政办发〔2024〕15号",
        "发文机关：某某县人民政府办公室",
        "成文日期：2024-03-01",
        "施行日期：（没有读到）",
        "  一、优待内容",
        "表格：没有",
        "没有读入：无",
    ):
        assert line in told


def test_it_says_the_rows_and_columns_of_tables_and_which_sheets_are_hidden(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (("单位", "件数"), ("教育局", 12), ("水利局", 9)):
        book.active.append(row)
    book.create_sheet("底稿").sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    told = reading_report(tmp_path, Path("a.xlsx"))
    assert told[-4:] == ["表格：", "  表1：2 行，2 列：单位、件数", "没有读入：", "  - 隐藏的工作表：底稿"]


def test_it_names_pages_without_text_and_running_heads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "is_available", lambda: False)
    sheet = Sheet()
    for page in range(3):
        sheet.put(72, 815, "某某县政协内部资料", 9)
        sheet.put(72, 700, f"第{page}次会议听取提案办理情况汇报，提出意见建议若干条。")
        sheet.canvas.showPage()
    sheet.put(72, 700, "".join(map(chr, range(0xE100, 0xE140))))
    (tmp_path / "a.pdf").write_bytes(sheet.data())
    told = reading_report(tmp_path, Path("a.pdf"))
    how = "请运行 pip install 'zhengxie-qa[ocr]' 安装文字识别，再重新索引"
    assert f"  - 第 4 页的字体没有字符对照表，文字没有读出；{how}" in told
    assert "  - 页眉、页脚和页码 3 行，如“某某县政协内部资料”" in told


def test_it_says_that_a_file_beside_it_overrides_what_was_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NOTICE, encoding="utf-8")
    (tmp_path / "a.meta.toml").write_text('title = "优待办法"\neffective_date = 2024-05-01\n', encoding="utf-8")
    told = reading_report(tmp_path, Path("a.txt"))
    assert {"由旁边的 a.meta.toml 改写过", "标题：优待办法", "施行日期：2024-05-01"} <= set(told)


def test_a_file_outside_the_corpus_can_be_looked_at_before_it_is_put_there(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "a.txt").write_text(NOTICE, encoding="utf-8")
    assert "文件：a.txt" in reading_report(tmp_path / "corpus", tmp_path / "a.txt")


def test_a_file_that_cannot_be_read_is_refused_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"no pdf at all")
    with pytest.raises(DocumentError, match="PDF 文件已损坏"):
        reading_report(tmp_path, Path("a.pdf"))
