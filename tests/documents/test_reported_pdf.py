"""PDFs that other products were reported to misread."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.pdf_pages import SIZE, Sheet
from tests.support.reported import Report, Reports

REPORTS = Reports()
_GITHUB = "https://github.com"
ROWS = (("教育局", "12", "98.5"), ("水利局", "9", "97.0"), ("民政局", "21", "99.1"), ("卫健局", "7", "96.4"))
HEAD = ("单位", "件数", "满意率（%）")
TEXT = (
    "　　全年组织专题协商会四次，围绕农村饮水安全等议题提出建议，",
    "县政府采纳二十九条。提案委员会全年收到提案一百七十四件，审",
    "查立案一百五十一件，由四十三个单位承办，办复率达到百分之百。",
)


def radicals(text: str) -> bytes:
    """Return a PDF of one line whose font names characters by the radicals that look like them."""
    alike = {"行": 0x2F8F, "方": 0x2F45, "人": 0x2F08, "用": 0x2F64, "立": 0x2F74, "高": 0x2FBC, "青": 0x2ED8}
    codes = [alike.get(char, ord(char)) for char in text]
    shown = "".join(f"{n:04x}" for n in range(1, len(text) + 1))
    names = "\n".join(f"<{n:04x}> <{code:04x}>" for n, code in enumerate(codes, 1))
    table = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def "
        f"1 begincodespacerange <0000> <ffff> endcodespacerange {len(codes)} beginbfchar\n{names}\nendbfchar "
        "endcmap end end"
    )
    drawn = f"BT /F1 14 Tf 72 700 Td <{shown}> Tj ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H "
        "/DescendantFonts [6 0 R] /ToUnicode 8 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo "
        "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 7 0 R /DW 1000 >>",
        "<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 "
        "/Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >>",
        f"<< /Length {len(table)} >>\nstream\n{table}\nendstream",
    ]
    data, places = b"%PDF-1.5\n", []
    for number, inner in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{inner}\nendobj\n".encode()
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    data += "".join(f"{place:010d} 00000 n \n" for place in places).encode()
    return data + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()


@REPORTS.add(
    f"{_GITHUB}/BingyanStudio/LapisCV/issues/52", "a.pdf", [["人民政协提高立案质量，青年委员用多种方式履行职责。"]]
)
def radicals_in_a_text_layer_are_the_characters_they_show() -> bytes:
    return radicals("人民政协提高立案质量，青年委员用多种方式履行职责。")


@REPORTS.add(f"{_GITHUB}/infiniflow/ragflow/pull/18308", "a.pdf", [["".join(TEXT).strip()]], ["内部资料"])
def a_watermark_across_the_page_is_no_text() -> bytes:
    sheet = Sheet()
    sheet.column(72, 700, TEXT)
    for height in (300, 520, 660, 690):
        sheet.canvas.saveState()
        sheet.canvas.translate(150, height)
        sheet.canvas.rotate(40)
        sheet.put(0, 0, "内部资料严禁外传", 28)
        sheet.canvas.restoreState()
    return sheet.data()


@REPORTS.add(f"{_GITHUB}/datalab-to/marker/issues/274", "a.pdf", [["办结数为128", "比上年多十件。"]], ["1283"])
def a_raised_mark_of_a_note_is_no_digit_of_the_figure() -> bytes:
    sheet = Sheet()
    sheet.put(72, 700, "全年办结数为128")
    end = 72 + sheet.canvas.stringWidth("全年办结数为128", "STSong-Light", SIZE)
    sheet.put(end, 705, "3", 6)
    sheet.put(end + 4, 700, "，比上年多十件。")
    sheet.put(72, 100, "3 含上年结转。", 9)
    return sheet.data()


@REPORTS.add(
    f"{_GITHUB}/chezou/tabula-py/issues/53",
    "a.pdf",
    [["单位：甲01局", "件数：1"], ["单位：甲31局", "件数：31", "满意率（%）：90"]],
    ["单位：单位", "件数：件数"],
)
def a_table_over_two_pages_has_one_header() -> bytes:
    sheet = Sheet()
    rows = [(f"甲{n:02d}局", str(n), "90") for n in range(1, 41)]
    for part in (rows[:30], rows[30:]):
        top = 780
        sheet.rules((72, 220, 340, 460), [top - 20 * n for n in range(len(part) + 2)])
        for n, texts in enumerate([HEAD, *part]):
            for left, text in zip((80, 230, 350), texts, strict=True):
                sheet.put(left, top - 15 - 20 * n, text)
        sheet.canvas.showPage()
    return sheet.data()


@REPORTS.add(
    f"{_GITHUB}/docling-project/docling-parse/issues/78",
    "a.pdf",
    [["单位：教育局", "件数：12", "98.5"], ["单位：卫健局", "件数：7", "96.4"]],
)
def a_table_without_any_rule_has_columns() -> bytes:
    sheet = Sheet()
    sheet.put(72, 740, "表1　各单位提案办理情况")
    for n, texts in enumerate([HEAD, *ROWS]):
        for left, text in zip((80, 240, 360), texts, strict=True):
            sheet.put(left, 710 - 22 * n, text)
    return sheet.data()


@REPORTS.add(
    f"{_GITHUB}/pymupdf/PyMuPDF/issues/723", "a.pdf", [["农业与农村生活用水定额管理办法自2024年5月1日起施行。"]]
)
def letters_set_wide_are_still_one_word() -> bytes:
    sheet = Sheet()
    text = "农业与农村生活用水定额管理办法自2024年5月1日起施行。"
    left = 72.0
    for n, char in enumerate(text):
        sheet.put(left, 700, char)
        left += sheet.canvas.stringWidth(char, "STSong-Light", SIZE) + (4.0 if n % 3 else 1.0)
    return sheet.data()


@REPORTS.add(
    f"{_GITHUB}/jsvine/pdfplumber/issues/79",
    "a.pdf",
    [["一级指标：履职", "二级指标：提案", "分值：20"], ["一级指标：履职", "二级指标：发言", "分值：10"]],
)
def a_cell_merged_over_rows_belongs_to_each() -> bytes:
    sheet = Sheet()
    ys = [700, 680, 660, 640, 620]
    for y in ys:
        sheet.canvas.line(72 if y in (700, 680, 640, 620) else 200, y, 460, y)
    for x in (72, 200, 340, 460):
        sheet.canvas.line(x, 700, x, 620)
    for left, height, text in (
        (80, 685, "一级指标"),
        (210, 685, "二级指标"),
        (350, 685, "分值"),
        (80, 655, "履职"),
        (210, 665, "提案"),
        (350, 665, "20"),
        (210, 645, "发言"),
        (350, 645, "10"),
        (80, 625, "纪律"),
        (210, 625, "出席"),
        (350, 625, "30"),
    ):
        sheet.put(left, height, text)
    return sheet.data()


@REPORTS.add(
    f"{_GITHUB}/jsvine/pdfplumber/issues/84", "a.pdf", [["责任单位", "教育局", "扩建三所学校"], ["责任单位", "水利局"]]
)
def a_cell_written_downwards_is_one_word() -> bytes:
    sheet = Sheet()
    for x in (72, 100, 220, 460):
        sheet.canvas.line(x, 700, x, 620)
    for left, y in ((72, 700), (100, 660), (72, 620)):
        sheet.canvas.line(left, y, 460, y)
    for n, char in enumerate("责任单位"):
        sheet.put(80, 683 - 16 * n, char)
    for height, texts in ((675, ("教育局", "扩建三所学校，新增学位九百个。")), (635, ("水利局", "除险加固水库两座。"))):
        for left, text in zip((110, 230), texts, strict=True):
            sheet.put(left, height, text)
    return sheet.data()


@REPORTS.add(
    f"{_GITHUB}/mdgate/converters/issues/98",
    "a.pdf",
    [["围绕农村饮水安全等议题提出建议", "县政府采纳二十九条"]],
    ["建议3", "条4"],
)
def marks_of_notes_at_the_end_of_a_line_stay_marks() -> bytes:
    sheet = Sheet()
    first, second = "　　全年组织专题协商会四次，围绕农村饮水安全等议题提出建议", "，县政府采纳二十九条"
    sheet.column(72, 700, [first, second])
    sheet.put(72 + sheet.canvas.stringWidth(first, "STSong-Light", SIZE), 705, "3", 6)
    end = 72 + sheet.canvas.stringWidth(second, "STSong-Light", SIZE)
    sheet.put(end, 685, "4", 6)
    sheet.put(end + 4, 680, "。")
    return sheet.data()


@REPORTS.add(
    f"{_GITHUB}/tabulapdf/tabula/issues/953",
    "a.pdf",
    [["单位：教育局", "提案", "立案", "12"], ["单位：水利局", "建议", "采纳", "4"]],
)
def a_header_of_two_lines_names_every_column() -> bytes:
    sheet = Sheet()
    xs, ys = (72, 180, 260, 340, 420, 500), (700, 680, 660, 640, 620)
    for y in ys:
        sheet.canvas.line(xs[0] if y != 680 else xs[1], y, xs[-1], y)
    for n, x in enumerate(xs):
        sheet.canvas.line(x, 680 if n in (2, 4) else 700, x, 620)
    for left, height, text in ((80, 685, "单位"), (200, 685, "提案"), (360, 685, "建议")):
        sheet.put(left, height, text)
    rows = (("", "收到", "立案", "收到", "采纳"), ("教育局", "15", "12", "9", "8"), ("水利局", "11", "9", "5", "4"))
    for n, texts in enumerate(rows):
        for left, text in zip(xs, texts, strict=False):
            sheet.put(left + 8, 665 - 20 * n, text)
    return sheet.data()


@REPORTS.add(
    f"{_GITHUB}/infiniflow/ragflow/issues/6227", "a.pdf", [["表2　各单位办理情况"], ["单位：教育局", "件数", "12"]]
)
def the_line_above_a_table_stays_a_line() -> bytes:
    sheet = Sheet()
    sheet.put(200, 720, "表2　各单位办理情况")
    sheet.rules((72, 220, 340, 460), [700, 680, 660, 640])
    for n, texts in enumerate([HEAD, *ROWS[:2]]):
        for left, text in zip((80, 230, 350), texts, strict=True):
            sheet.put(left, 685 - 20 * n, text)
    sheet.put(72, 600, "注：数据截至年底。")
    return sheet.data()


@REPORTS.add(
    f"{_GITHUB}/tabulapdf/tabula/issues/609",
    "a.pdf",
    [["单位：教育局", "件数：12", "98.5"]],
    ["教育局内", "部资料", "内部"],
)
def a_pale_watermark_behind_a_table_is_no_cell() -> bytes:
    sheet = Sheet()
    sheet.canvas.setFillGray(0.85)
    sheet.put(120, 655, "内部资料", 60)
    sheet.canvas.setFillGray(0)
    sheet.rules((72, 220, 340, 460), [700, 680, 660, 640, 620, 600])
    for n, texts in enumerate([HEAD, *ROWS]):
        for left, text in zip((80, 230, 350), texts, strict=True):
            sheet.put(left, 685 - 20 * n, text)
    return sheet.data()


@pytest.mark.parametrize("report", list(REPORTS), ids=str)
def test_what_others_misread_is_read_right(report: Report, tmp_path: Path) -> None:
    assert report.misread(tmp_path) == []
