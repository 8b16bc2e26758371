"""PDF pages: lines are joined to paragraphs across pages, tables are read by row, the furniture of pages goes."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table

from zhengxie_qa.composing.citations import locator
from zhengxie_qa.documents import read_document
from zhengxie_qa.documents.formats.pdf import read_pdf
from zhengxie_qa.errors import DocumentError
from zhengxie_qa.structure.passages import split_passages
from zhengxie_qa.types import Document

FONT = "STSong-Light"
PARAGRAPH = (
    "常委会认真履行职责，全年共征集提案236件，经审查立案188件，办复率达到100%，提案者满意率98.5%，比上年有所提高。"
)
SIZE, LEADING, LEFT, TOP, WIDTH = 12, 20, 72, 780, 36  # points; the width in full-width characters


@pytest.fixture(scope="module", autouse=True)
def _font() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def wrapped(text: str) -> list[str]:
    """Break ``text`` at the margin, as an office program does."""
    found = [""]
    for char in text:
        if pdfmetrics.stringWidth(found[-1] + char, FONT, SIZE) > WIDTH * SIZE:
            found.append("")
        found[-1] += char
    return found


class Pages:
    """Writes paragraphs the way an office program prints them."""

    def __init__(self, header: str = "", footer: str = "", rows: int = 30, size: tuple[float, float] = A4) -> None:
        self._buffer = io.BytesIO()
        self.canvas = Canvas(self._buffer, pagesize=size)
        self._header, self._footer, self._rows, self._row, self._page = header, footer, rows, 0, 1

    def paragraph(self, text: str, indent: int = 2) -> None:
        for line in wrapped("　" * indent + text):
            self.line(line)

    def line(self, text: str, left: float = 0, size: float = SIZE) -> None:
        if self._row == self._rows:
            self.turn()
        shift = len(text) - len(text.lstrip("　"))
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(LEFT + left + shift * SIZE, TOP - self._row * LEADING, text.lstrip("　"))
        self._row += 1

    def turn(self) -> None:
        self.canvas.setFont(FONT, 9)
        self.canvas.drawString(LEFT, 815, self._header)
        self.canvas.drawString(280, 30, self._footer.format(self._page))
        self.canvas.showPage()
        self._row, self._page = 0, self._page + 1

    def table(self, rows: list[list[str]], **style: float) -> None:
        grid = Table(rows, style=[("FONT", (0, 0), (-1, -1), FONT, 10), ("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
        _, height = grid.wrapOn(self.canvas, 450, 600)
        grid.drawOn(self.canvas, LEFT, TOP - self._row * LEADING - height + SIZE)
        self._row += int(height // LEADING) + 2

    def data(self) -> bytes:
        self.turn()
        self.canvas.save()
        return self._buffer.getvalue()


def read(tmp_path: Path, data: bytes) -> Document:
    (tmp_path / "a.pdf").write_bytes(data)
    return read_document(tmp_path, Path("a.pdf"))


def lines(data: bytes) -> list[str]:
    return [line.text for line in read_pdf(data).lines]


def test_paragraphs_are_joined_over_lines_and_pages_and_know_their_page(tmp_path: Path) -> None:
    pages = Pages("某某县政协文件", "— {} —", rows=5)
    pages.line("某某县政协2024年度协商工作计划", left=60, size=18)
    for heading in ("一、专题协商", "二、对口协商", "三、提案办理"):
        pages.paragraph(heading)
        pages.paragraph(PARAGRAPH * 2)
    found = read(tmp_path, pages.data())
    assert found.text.split("\n") == [
        "某某县政协2024年度协商工作计划",
        *("一、专题协商", PARAGRAPH * 2),
        *("二、对口协商", PARAGRAPH * 2),
        *("三、提案办理", PARAGRAPH * 2),
    ]
    assert len(found.pages) == 4
    assert found.pages[0] == 0
    assert locator(found, found.text.index("一、专题协商")) == "一、专题协商 › 第1页"
    late = found.pages[1]
    assert found.text[late - 1] != "\n"  # the second page begins within a paragraph
    assert locator(found, late - 1).endswith("第1页")
    assert locator(found, late).endswith("第2页")
    assert found.metadata.title == "某某县政协2024年度协商工作计划"
    assert (found.metadata.kind, found.metadata.year) == ("计划", 2024)


@pytest.mark.parametrize("footer", ["— {} —", "第 {} 页 共 3 页", "{}", "- {} -", "{} / 3"])
def test_running_heads_feet_and_page_numbers_go(footer: str) -> None:
    pages = Pages("某某县政协办公室　内部资料", footer, rows=6)
    for _ in range(6):
        pages.paragraph(PARAGRAPH)
    assert lines(pages.data()) == [PARAGRAPH] * 6


def test_a_first_line_that_only_one_page_has_stays() -> None:
    pages = Pages("某某县政协")
    pages.paragraph(PARAGRAPH)
    assert lines(pages.data()) == [PARAGRAPH, "某某县政协"]


def test_a_ruled_table_is_read_by_row_and_goes_on_over_the_page(tmp_path: Path) -> None:
    pages = Pages(footer="{}")
    pages.paragraph(PARAGRAPH)
    header = ["月份", "协商事项", "牵头单位"]
    pages.table([header, ["4月", "高标准农田\n建后管护", "农业委"], ["5月", "规划编制", ""]])
    pages.turn()
    pages.table([header, ["6月", "竹产业", "经科委"]])
    found = read(tmp_path, pages.data())
    assert found.text.split("\n") == [
        PARAGRAPH,
        "月份：4月　协商事项：高标准农田建后管护　牵头单位：农业委",
        "月份：5月　协商事项：规划编制",
        "月份：6月　协商事项：竹产业　牵头单位：经科委",
    ]
    assert locator(found, found.text.index("月份：6月")) == "表1 第3行 › 第2页"
    assert [passage.locator for passage in split_passages(found)] == ["第1段起 › 第1–2页"]


def test_a_table_without_lines_is_read_by_row_too() -> None:
    pages = Pages()
    pages.paragraph(PARAGRAPH)
    for row in (("月份", "协商事项", "牵头单位"), ("4月", "农田管护", "农业委"), ("11月", "规划", "经科委")):
        for cell, left in zip(row, (0, 80, 240), strict=True):
            pages.canvas.setFont(FONT, SIZE)
            pages.canvas.drawString(LEFT + left, 500 - 20 * ("月份", "4月", "11月").index(row[0]), cell)
    assert lines(pages.data())[1:] == [
        "月份：4月　协商事项：农田管护　牵头单位：农业委",
        "月份：11月　协商事项：规划　牵头单位：经科委",
    ]


def test_a_footnote_does_not_break_the_paragraph_that_goes_on() -> None:
    pages = Pages(rows=3)
    rows = wrapped("　　" + PARAGRAPH * 3)
    for number, row in enumerate(rows):
        if number == 3:
            pages.canvas.setFont(FONT, 8)
            pages.canvas.drawString(LEFT, 200, "注：指双向评价。")
        pages.line(row)
    assert lines(pages.data()) == [PARAGRAPH * 3, "注：指双向评价。"]


def test_a_page_that_lies_on_its_side_is_read() -> None:
    pages = Pages(size=landscape(A4))
    pages.canvas.rotate(90)
    pages.canvas.translate(0, -842)
    pages.paragraph(PARAGRAPH)
    assert lines(pages.data()) == [PARAGRAPH]


def test_a_slanted_watermark_is_not_read() -> None:
    pages = Pages()
    pages.canvas.saveState()
    pages.canvas.setFont(FONT, 60)
    pages.canvas.rotate(60)
    pages.canvas.drawString(400, 0, "内部资料")
    pages.canvas.restoreState()
    pages.paragraph(PARAGRAPH)
    assert lines(pages.data()) == [PARAGRAPH]


def test_a_locked_file_is_refused_with_what_to_do(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt="secret")
    canvas.drawString(9, 9, "x")
    canvas.save()
    with pytest.raises(DocumentError, match=r"^a\.pdf：有密码保护，请解除密码后再放入$"):
        read(tmp_path, buffer.getvalue())


@given(st.lists(st.integers(1, 60), min_size=1, max_size=12), st.integers(4, 12))
def test_no_character_of_the_text_is_lost(lengths: list[int], rows: int) -> None:
    pages = Pages("页眉文字在此", "第 {} 页", rows)
    body = [(PARAGRAPH * 2)[:length] + "。" for length in lengths]
    for text in body:
        pages.paragraph(text)
    whole = "".join(lines(pages.data()))
    assert whole.removeprefix("页眉文字在此").replace("页眉文字在此", "") == "".join(body)


def test_rows_without_lines_between_them_are_told_by_their_figures() -> None:
    pages = Pages()
    names, figures = "粮食\n其中：夏粮\n秋粮\n油料", "90.2\n50.8\n39.4\n5.6"
    pages.table([["产品", "产量（万吨）", "增长（%）"], [names, figures, "-3.2\n-8.6\n4.8\n6.8"]])
    assert [line.text for line in read_pdf(pages.data()).lines if line.row] == [
        "产品：粮食　产量（万吨）：90.2　增长（%）：-3.2",
        "产品：粮食其中：夏粮　产量（万吨）：50.8　增长（%）：-8.6",
        "产品：秋粮　产量（万吨）：39.4　增长（%）：4.8",
        "产品：油料　产量（万吨）：5.6　增长（%）：6.8",
    ]
