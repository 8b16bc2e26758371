"""Scanned pages are recognised: their text, tables and places, what is unsure said, a long job taken up again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.support.scans import CLEAN, WORN, PrintedPage, Scanner, font_file, jpeg, pdf, written
from zhengxie_qa.documents import close_sandbox, page_picture, read_document, scanning, watched_pages
from zhengxie_qa.errors import DocumentError
from zhengxie_qa.structure import locator
from zhengxie_qa.types import Document

pytestmark = [
    pytest.mark.skipif(not scanning.is_available(), reason="文字识别没有安装（zhengxie-qa[ocr]）"),
    pytest.mark.skipif(not font_file(), reason="没有中文字体"),
]
FIGURES = (
    "2025年，县政协共收到提案236件，审查立案198件，其中集体提案38件、委员提案160件，办复率100%，满意率98.5%。"
    "提案涉及农村饮水安全、乡镇卫生院建设等方面，由43个单位承办。"
)
PLAN = "下一步，将加强与承办单位的沟通，推动38件集体提案逐件落实，并于12月20日前报送办理结果。"
ROWS = [
    ["单位", "提案数（件）", "办结数（件）", "满意率"],
    ["县教育局", "27", "26", "96.3%"],
    ["县水利局", "19", "19", "100%"],
]


@pytest.fixture(autouse=True)
def pages(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Keep recognised pages in a folder of this run, and end the process that the test started."""
    folder = tmp_path_factory.getbasetemp() / "recognised"
    monkeypatch.setenv("ZHENGXIE_PAGES", str(folder))
    yield folder
    close_sandbox()


def letter() -> Image.Image:
    """Return a document as offices print it: red head, number, title, table, seal over the signature, page number."""
    page = PrintedPage()
    page.head("某某县政协文件", "某政协发〔2025〕17号")
    page.centred("关于二〇二五年提案办理情况的报告")
    page.paragraph("县政府办公室：", indent=False)
    page.paragraph(FIGURES)
    page.table(ROWS, [0.3, 0.25, 0.25, 0.2])
    page.paragraph(PLAN)
    for line in ("政协某某县委员会", "2025年11月18日"):
        page.paragraph("　" * 14 + line, indent=False)
    page.foot("— 3 —")
    page.seal(0.72, (page.y - page.pixels(30)) / page.image.size[1], "政协某某县委员会办公室")
    return page.image


TEXT = [
    "某某县政协文件",
    "某政协发〔2025〕17号",
    "关于二〇二五年提案办理情况的报告",
    "县政府办公室：",
    FIGURES,
    "单位：县教育局　提案数（件）：27　办结数（件）：26　满意率：96.3%",
    "单位：县水利局　提案数（件）：19　办结数（件）：19　满意率：100%",
    PLAN,
    "政协某某县委员会",
    "2025年11月18日",
]


def read(folder: Path, name: str, data: bytes) -> Document:
    return read_document(folder, written(folder / name, data))


@pytest.mark.parametrize("scanner", [CLEAN, WORN], ids=["clean", "worn"])
def test_a_red_headed_document_with_seal_and_table_is_read_as_it_was_printed(tmp_path: Path, scanner: Scanner) -> None:
    document = read(tmp_path, "a.pdf", pdf([scanner.scanned(letter())]))
    assert document.text.split("\n") == TEXT
    assert document.metadata.title == "关于二〇二五年提案办理情况的报告"
    assert document.metadata.document_number == "某政协发〔2025〕17号"
    assert locator(document, document.text.index("下一步")).endswith("第1页（扫描识别）")


@pytest.mark.parametrize("degrees", [180, 90])
def test_a_page_that_lies_the_wrong_way_round_is_turned(tmp_path: Path, degrees: int) -> None:
    turned = CLEAN.scanned(letter()).rotate(degrees, expand=True)
    document = read(tmp_path, "a.png", jpeg(turned)) if degrees == 180 else read(tmp_path, "a.pdf", pdf([turned]))
    assert document.text.split("\n") == TEXT


def test_every_line_knows_its_place_on_the_picture(tmp_path: Path) -> None:
    document = read(tmp_path, "a.pdf", pdf([Scanner(degrees=2.4).scanned(letter())]))
    lines = document.scans[0].lines
    words = {document.text[line.start : line.end]: line.box for line in lines}
    title, signed = words["关于二〇二五年提案办理情况的报告"], words["2025年11月18日"]
    assert title[0] < 300
    assert title[2] > 700
    assert 200 < title[1] < title[3] < 320 < signed[1]
    assert all(line.sure > 0.6 for line in lines)
    picture = page_picture(tmp_path, document, 1)
    with Image.open(written(tmp_path / "shown.jpg", picture)) as shown:
        left, top, right, bottom = (at * side / 1000 for at, side in zip(title, shown.size * 2, strict=True))
        framed = shown.convert("L").crop((round(left), round(top), round(right), round(bottom)))
    assert min(framed.tobytes()) < 90  # there is print in the frame


def test_a_ring_that_was_guessed_from_its_place_is_unsure(tmp_path: Path) -> None:
    document = read(tmp_path, "a.pdf", pdf([CLEAN.scanned(letter())]))
    doubts = [document.text[start:end] for line in document.scans[0].lines for start, end in line.doubts]
    assert doubts == ["二〇二五"]


def test_pages_that_are_pictures_are_recognised_among_pages_of_text(tmp_path: Path) -> None:
    from reportlab.lib.utils import ImageReader

    from tests.support.pdf_pages import Sheet

    sheet = Sheet()
    sheet.put(72, 700, "第一页有文字，全年收到提案122件。")
    sheet.canvas.showPage()
    sheet.canvas.drawImage(ImageReader(CLEAN.scanned(letter())), 0, 0, 595, 842)
    sheet.canvas.showPage()
    sheet.canvas.showPage()  # an empty page
    document = read(tmp_path, "a.pdf", sheet.data())
    assert document.text.split("\n") == ["第一页有文字，全年收到提案122件。", *TEXT]
    assert [scan.number for scan in document.scans] == [2]
    assert locator(document, 0) == "第1段 › 第1页"


def test_a_long_scan_is_told_page_by_page_and_goes_on_where_it_was_stopped(tmp_path: Path, pages: Path) -> None:
    sheets = []
    for number in range(1, 5):
        page = PrintedPage(dpi=100)
        page.paragraph(f"第{number}次会议听取提案办理情况汇报，提出意见{number}条。")
        sheets.append(CLEAN.scanned(page.image))
    data = pdf(sheets, dpi=100)
    told: list[tuple[int, int]] = []

    def stop(page: int, pages: int) -> None:
        told.append((page, pages))
        if page == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), watched_pages(stop):
        read(tmp_path, "a.pdf", data)
    close_sandbox()
    kept = {path.name for path in pages.glob("??/*.json.gz")}
    assert told == [(1, 4), (2, 4), (3, 4)]
    document = read(tmp_path, "a.pdf", data)
    assert len(document.pages) == 4
    assert "第4次会议听取提案办理情况汇报，提出意见4条。" in document.text
    assert kept < {path.name for path in pages.glob("??/*.json.gz")}


def test_a_tif_of_several_pages_is_read_to_its_end(tmp_path: Path) -> None:
    pages = []
    for text in (FIGURES, PLAN):
        page = PrintedPage(dpi=150)
        page.paragraph(text)
        pages.append(page.image)
    pages[0].save(tmp_path / "a.tif", save_all=True, append_images=pages[1:], compression="tiff_deflate")
    document = read_document(tmp_path, tmp_path / "a.tif")
    assert document.text.split("\n") == [FIGURES, PLAN]
    assert [scan.number for scan in document.scans] == [1, 2]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n broken", "图片已损坏"),
        (jpeg(Image.new("RGB", (600, 800), "white")), "图片里没有认出文字"),
    ],
    ids=["broken", "empty"],
)
def test_a_picture_without_text_has_its_clear_line(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        read(tmp_path, "a.png", data)


def test_a_picture_of_30000_pixels_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    Image.new("1", (30_000, 30_000), 1).save(tmp_path / "a.png")
    with pytest.raises(DocumentError, match="图片过大（30000×30000 像素，上限 80 百万像素），请缩小后再放入"):
        read_document(tmp_path, tmp_path / "a.png")


def test_a_tall_picture_is_cut_between_its_lines(tmp_path: Path) -> None:
    pages = []
    for number in range(1, 4):
        page = PrintedPage(dpi=100)
        page.paragraph(f"第{number}次会议。{PLAN}")
        page.paragraph(FIGURES)
        pages.append(page.image.crop((0, 60, page.image.size[0], 420)))
    tall = Image.new("RGB", (pages[0].size[0], sum(page.size[1] for page in pages) * 3), "white")
    for n, piece in enumerate(pages):
        tall.paste(piece, (0, n * 3 * piece.size[1]))
    document = read(tmp_path, "a.jpg", jpeg(tall))
    assert document.text.split("\n") == [line for n in (1, 2, 3) for line in (f"第{n}次会议。{PLAN}", FIGURES)]
