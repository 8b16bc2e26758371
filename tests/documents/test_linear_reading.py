"""Four times the file is four times the work, whatever shape it has: no reader looks through everything again."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import openpyxl
import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.support.steps import growth
from zhengxie_qa.documents.assembly import assemble
from zhengxie_qa.documents.formats.delimited import read_delimited
from zhengxie_qa.documents.formats.html import read_html
from zhengxie_qa.documents.formats.lines import Draft, Line
from zhengxie_qa.documents.formats.markdown import read_markdown
from zhengxie_qa.documents.formats.pdf import read_pdf
from zhengxie_qa.documents.formats.plain import read_plain
from zhengxie_qa.documents.formats.sheet import read_sheet
from zhengxie_qa.documents.formats.sheet_blocks import sheet_tables
from zhengxie_qa.documents.formats.tables import table_lines
from zhengxie_qa.documents.formats.word import read_word

LINEAR = 5.0  # times the steps for four times the size: sorting takes a little more than four, a square sixteen
SENTENCE = "全年共征集提案236件，立案188件。"
Work = Callable[[int], Callable[[], object]]


def page(body: str) -> bytes:
    return f"<html><body>{body}</body></html>".encode()


TEXTS: dict[str, Callable[[int], bytes]] = {
    "lines": lambda n: f"{SENTENCE}\n".encode() * n,
    "numbers of headings": lambda n: "一、\n".encode() * n,
    "headings of all levels": lambda n: "".join(f"（{'一' * (i % 5)}）提案\n" for i in range(n)).encode(),
    "short lines to be joined": lambda n: "提案工作\n".encode() * n,
    "empty lines": lambda n: b"\n" * n + SENTENCE.encode(),
    "fields": lambda n: ("序号：1　" * n).encode(),
}
MARKDOWN: dict[str, Callable[[int], bytes]] = {
    "rows without a header": lambda n: "|甲|乙|\n".encode() * n,
    "tables": lambda n: "|甲|乙|\n|---|---|\n|1|2|\n\n".encode() * n,
    "fences that open and close": lambda n: b"```\n~~~\n" * n,
    "front matter that never ends": lambda n: b"---\n" + b"a: b\n" * n,
    "headings": lambda n: f"# 提案\n{SENTENCE}\n".encode() * n,
    "lists within lists": lambda n: "".join(f"{' ' * (2 * (i % 20))}- 提案\n" for i in range(n)).encode(),
}
PAGES: dict[str, Callable[[int], bytes]] = {
    "paragraphs": lambda n: page(f"<p>{SENTENCE}</p>" * n),
    "divisions with menus": lambda n: page(f"<div class=nav>甲</div><div>{SENTENCE}</div>" * n),
    "forms": lambda n: page(f"<form><p>{SENTENCE}</p></form>" * n),
    "spans side by side": lambda n: page(f"<p>{'<span>提案，</span>' * n}</p>"),
    "breaks": lambda n: page(f"<p>{'提案<br>' * n}</p>"),
    "rows of a table": lambda n: page(f"<table>{'<tr><td>甲<td>提案</tr>' * n}</table>"),
    "cells that reach down": lambda n: page(f"<table>{'<tr><td rowspan=60>甲<td>提案</tr>' * n}</table>"),
    "lists": lambda n: page(f"<ul>{'<li>提案' * n}</ul>"),
}


@pytest.mark.parametrize("shape", TEXTS)
def test_text(shape: str) -> None:
    assert growth(lambda n: lambda: read_and_assemble(read_plain, TEXTS[shape](n)), 150) < LINEAR


@pytest.mark.parametrize("shape", MARKDOWN)
def test_markdown(shape: str) -> None:
    assert growth(lambda n: lambda: read_and_assemble(read_markdown, MARKDOWN[shape](n)), 100) < LINEAR


@pytest.mark.parametrize("shape", PAGES)
def test_web_pages(shape: str) -> None:
    assert growth(lambda n: lambda: read_and_assemble(read_html, PAGES[shape](n)), 100) < LINEAR


@pytest.mark.parametrize("tag", ["div", "ul><li", "span", "blockquote"])
def test_deep_nesting_of_a_web_page(tag: str) -> None:
    """Deeper than 240 elements the page is refused; up to there each level is entered once."""
    closed = "".join(f"</{name}>" for name in reversed(tag.split("><")))
    levels = 50 // len(tag.split("><"))

    def nested(n: int) -> Callable[[], object]:
        return lambda: read_html(page(f"<{tag}>{SENTENCE}" * n + closed * n))

    assert growth(nested, levels) < LINEAR


def read_and_assemble(read: Callable[[bytes], Draft], data: bytes) -> object:
    return assemble(Draft([*read(data).lines, Line(SENTENCE)]), "file", "")


def test_a_sheet_with_a_gap_between_any_two_rows() -> None:
    def gaps(n: int) -> Callable[[], object]:
        shown = {(2 * row, column): f"{row}.{column}" for row in range(n) for column in range(3)}
        return lambda: sheet_tables(shown)

    assert growth(gaps, 200) < LINEAR


@pytest.mark.parametrize("gap", [1, 2])
def test_a_workbook(gap: int) -> None:
    def workbook(n: int) -> Callable[[], object]:
        book = openpyxl.Workbook()
        for row in range(n):
            for column, value in enumerate(("任务", row, SENTENCE), 1):
                book.active.cell(gap * row + 1, column, value)
        data = io.BytesIO()
        book.save(data)
        return lambda: read_sheet(data.getvalue())

    assert growth(workbook, 60) < LINEAR


def test_a_table_whose_columns_are_filled_in_its_last_row_only() -> None:
    def late(n: int) -> Callable[[], object]:
        names = [f"项目{column}" for column in range(n)]
        grid = [names, *([["1", *[""] * (n - 1)]] * 40), ["1", *["2"] * (n - 1)]]
        return lambda: table_lines(grid, 1)

    assert growth(late, 40) < LINEAR


def test_a_csv_file_of_many_rows_with_one_that_is_very_long() -> None:
    """The others are filled up to the length of the longest: of all its cells a square would be made."""

    def uneven(n: int) -> bytes:
        return "甲,乙\n".encode() * n + b"1," * n

    assert growth(lambda n: lambda: read_delimited(uneven(n)), 250) < LINEAR


def test_a_word_file() -> None:
    def written(n: int) -> Callable[[], object]:
        document = docx.Document()
        for number in range(n):
            document.add_heading("一、提案工作", 1)
            document.add_paragraph(SENTENCE, style="List Number" if number % 2 else None)
        table = document.add_table(n, 2)
        for row in table.rows:
            row.cells[0].text = "项目"
        data = io.BytesIO()
        document.save(data)
        return lambda: read_word(data.getvalue())

    assert growth(written, 15) < LINEAR


def test_a_pdf_file() -> None:
    def printed(n: int) -> Callable[[], object]:
        data = io.BytesIO()
        canvas = Canvas(data, invariant=1)
        for number in range(n):
            for line in range(20):
                canvas.drawString(50, 700 - 20 * line, f"proposals {number} {line} and what became of them")
            canvas.showPage()
        canvas.save()
        return lambda: read_pdf(data.getvalue())

    assert growth(printed, 3) < LINEAR
