"""PDF pages as they come: in columns, turned, drawn twice, hyphenated, in fonts that do not say what they draw."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.support.pdf_pages import FONT, LEADING, SIZE, Sheet, wrapped
from zhengxie_qa.documents.decoding import HOW_TO_RECOGNISE, ScannedError
from zhengxie_qa.documents.formats.pdf import read_pdf

LEFT_TEXTS = [
    "　　一、协商工作。全年组织专题协商会四次，围绕农村饮水安全、乡镇卫生院建设等议题提出建议三十七条，采纳二十九条。",
    "　　二、民主监督。组织委员一百二十六人次，对营商环境、河道治理开展监督性视察，发出监督意见书八份，均已答复。",
]
RIGHT_TEXTS = [
    "　　三、提案办理。全年收到提案一百七十四件，审查立案一百五十一件，由四十三个单位承办，办复率达到百分之百。",
    "　　四、文史工作。编辑出版文史资料第十九辑，收录口述史料二十六篇，印发一千二百册，并在各乡镇设立阅览点。",
]
TEXTS = [text.strip("　") for text in (*LEFT_TEXTS, *RIGHT_TEXTS)]


def columns(texts: list[str]) -> list[str]:
    return [line for text in texts for line in wrapped(text, 17)]


def test_a_page_in_columns_is_read_column_after_column_below_its_title() -> None:
    sheet = Sheet()
    sheet.put(220, 790, "某县政协工作简报", 18)
    sheet.column(72, 750, columns(LEFT_TEXTS))
    sheet.column(312, 750, columns(RIGHT_TEXTS))
    assert sheet.lines() == ["某县政协工作简报", *TEXTS]


def test_columns_that_are_drawn_line_by_line_across_the_page_are_parted() -> None:
    sheet = Sheet()
    for n, sides in enumerate(zip(columns(LEFT_TEXTS), columns(RIGHT_TEXTS), strict=False)):
        for left, line in zip((72, 312), sides, strict=True):
            sheet.column(left, 750 - n * LEADING, [line])
    assert len(columns(LEFT_TEXTS)) == len(columns(RIGHT_TEXTS))
    assert sheet.lines() == TEXTS


def test_a_title_across_the_page_parts_what_stands_above_and_below_it_in_columns() -> None:
    sheet = Sheet()
    sheet.column(72, 790, columns(LEFT_TEXTS[:1]))
    sheet.column(312, 790, columns(LEFT_TEXTS[1:]))
    sheet.put(150, 640, "第二版　提案与文史工作情况专栏介绍", 16)
    sheet.column(72, 600, columns(RIGHT_TEXTS[:1]))
    sheet.column(312, 600, columns(RIGHT_TEXTS[1:]))
    assert [line.replace(" ", "　") for line in sheet.lines()] == [
        *TEXTS[:2],
        "第二版　提案与文史工作情况专栏介绍",
        *TEXTS[2:],
    ]


def test_a_paragraph_goes_on_from_one_column_to_the_next() -> None:
    sheet = Sheet()
    lines = columns(LEFT_TEXTS[:1] + RIGHT_TEXTS)
    half = len(lines) // 2 + 1
    sheet.column(72, 750, lines[:half])
    sheet.column(312, 750, lines[half:])
    assert sheet.lines() == [TEXTS[0], *TEXTS[2:]]


def test_a_table_without_rules_that_is_drawn_column_by_column_is_read_by_row() -> None:
    sheet = Sheet()
    rows = [("单位", "联系人"), ("教育局", "张某"), ("农业农村局", "李某某"), ("水利局", "王某"), ("卫健委", "赵某某")]
    for column, left in enumerate((72, 260)):
        sheet.column(left, 700, [row[column] for row in rows])
    assert sheet.lines() == [f"单位：{office}　联系人：{person}" for office, person in rows[1:]]


def test_a_page_that_lies_on_its_side_keeps_its_ruled_table() -> None:
    sheet = Sheet((A4[1], A4[0]))
    sheet.canvas.rotate(90)
    sheet.canvas.translate(0, -842)
    sheet.rules([72, 200, 320], [700, 680, 660, 640])
    for n, row in enumerate((("项目", "件数"), ("立案", "188件"), ("办复", "188件"))):
        sheet.put(80, 685 - 20 * n, row[0])
        sheet.put(210, 685 - 20 * n, row[1])
    assert sheet.lines() == ["项目：立案　件数：188件", "项目：办复　件数：188件"]


def test_a_page_that_is_turned_when_it_is_shown_is_read() -> None:
    sheet = Sheet()
    sheet.canvas.setPageRotation(90)
    sheet.column(72, 700, wrapped(LEFT_TEXTS[0], 30))
    assert sheet.lines() == [TEXTS[0]]


@pytest.mark.parametrize("offset", [0.0, 0.3, 1.0])
def test_what_is_drawn_twice_is_read_once(offset: float) -> None:
    sheet = Sheet()
    for shift in (0.0, offset):
        sheet.put(72 + shift, 700, "常委会认真履职，全年收到提案122件。")
    sheet.rules([72, 200, 320], [600, 580, 560])
    sheet.rules([72 + offset, 200 + offset, 320 + offset], [600, 580, 560])
    for shift in (0.0, offset):
        for n, row in enumerate((("项目", "件数"), ("立案", "88件"))):
            sheet.put(80 + shift, 585 - 20 * n, row[0])
            sheet.put(210 + shift, 585 - 20 * n, row[1])
    assert sheet.lines() == ["常委会认真履职，全年收到提案122件。", "项目：立案　件数：88件"]


def test_a_wider_gap_between_full_lines_parts_paragraphs() -> None:
    sheet = Sheet()
    first, second = "常委会认真履行职责扎实推进各项工作" * 2, "全县各民主党派积极参政议政建言献策" * 2
    sheet.column(72, 700, wrapped(first, 17))
    sheet.column(72, 700 - 2 * LEADING - 12, wrapped(second, 17))
    assert sheet.lines() == [first, second]


def test_a_word_broken_at_the_end_of_a_line_is_whole_again() -> None:
    sheet = Sheet()
    for n, line in enumerate(("The committee held many consulta-", "tions with its members this year.")):
        sheet.canvas.setFont("Helvetica", SIZE)
        sheet.canvas.drawString(72, 700 - n * LEADING, line)
    assert sheet.lines() == ["The committee held many consultations with its members this year."]


def private_signs(pages: int) -> bytes:
    """Return pages in the signs of a font's own, as fonts without a map come out."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.setFont(FONT, SIZE)
    for n in range(pages):
        canvas.setFont(FONT, SIZE)
        canvas.drawString(72, 700, "".join(map(chr, range(0xE100 + n, 0xE140 + n))))
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_signs_without_a_meaning_are_left_out_and_their_page_is_named() -> None:
    sheet = Sheet()
    sheet.put(72, 700, "第一页可以读出，全年收到提案122件。")
    sheet.canvas.showPage()
    sheet.put(72, 700, "".join(map(chr, range(0xE100, 0xE140))))
    found = read_pdf(sheet.data())
    assert [line.text for line in found.lines] == ["第一页可以读出，全年收到提案122件。"]
    assert found.unread == [2]
    assert found.notes == [f"第 2 页的字体没有字符对照表，文字没有读出；{HOW_TO_RECOGNISE}"]


def test_a_file_of_such_signs_alone_is_one_for_recognition() -> None:
    with pytest.raises(ScannedError, match="字体没有字符对照表"):
        read_pdf(private_signs(2))


def test_bookmarks_name_the_headings() -> None:
    sheet = Sheet()
    for n, (title, level) in enumerate((("协商议政", 0), ("专题协商", 1), ("民主监督", 0))):
        sheet.canvas.bookmarkPage(str(n))
        sheet.canvas.addOutlineEntry(title, str(n), level)
        sheet.put(72, 750, title)
        sheet.column(72, 720, wrapped(LEFT_TEXTS[0], 30))
        sheet.canvas.showPage()
    found = [(line.text, line.level) for line in read_pdf(sheet.data()).lines if line.level]
    assert found == [("协商议政", 1), ("专题协商", 2), ("民主监督", 1)]


def test_larger_letters_below_the_title_page_are_headings_by_size(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.put(200, 790, "某县政协年度工作情况", 22)
    height = 750.0
    for title, size in (("", 0), ("协商议政", 18), ("专题协商", 15), ("民主监督", 18)):
        if title:
            sheet.put(72, height, title, size)
            height -= 30
        for text in LEFT_TEXTS:
            lines = wrapped(text, 36)
            sheet.column(72, height, lines)
            height -= len(lines) * LEADING
        height -= 15
    found = [(line.text, line.level) for line in read_pdf(sheet.data()).lines if line.level]
    assert found == [("协商议政", 2), ("专题协商", 3), ("民主监督", 2)]
