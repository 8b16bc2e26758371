"""Scans that are hard: photographs, rubbish under the picture, pages at which the work breaks, files of many pages."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.support.scans import CLEAN, PrintedPage, font_file, jpeg, pdf, written
from zhengxie_qa.documents import close_sandbox, page_picture, read_document, sandbox, scanning, watched_pages
from zhengxie_qa.documents.file_reading import examine_document

cv2 = pytest.importorskip("cv2", reason="文字识别没有安装（zhengxie-qa[ocr]）")
pytestmark = [
    pytest.mark.skipif(not scanning.is_available(), reason="文字识别没有安装（zhengxie-qa[ocr]）"),
    pytest.mark.skipif(not font_file(), reason="没有中文字体"),
]
PLAN = "下一步，将加强与承办单位的沟通，推动38件集体提案逐件落实，并于12月20日前报送办理结果。"
ROWS = [
    ["单位", "提案数（件）", "办结数（件）", "满意率"],
    ["县教育局", "27", "26", "96.3%"],
    ["县水利局", "19", "19", "100%"],
    ["县农业农村局", "31", "30", "97.1%"],
]
READ = [
    "表1提案办理情况",
    "单位：县教育局　提案数（件）：27　办结数（件）：26　满意率：96.3%",
    "单位：县水利局　提案数（件）：19　办结数（件）：19　满意率：100%",
    "单位：县农业农村局　提案数（件）：31　办结数（件）：30　满意率：97.1%",
    PLAN,
]
_MOST = 1_200  # MB


@pytest.fixture(autouse=True)
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Keep recognised pages in a folder of the test, and end the process that it started."""
    folder = tmp_path.parent / f"{tmp_path.name}-pages"
    monkeypatch.setenv("ZHENGXIE_PAGES", str(folder))
    yield folder
    close_sandbox()


def sheet() -> Image.Image:
    page = PrintedPage(150)
    page.centred("表1 提案办理情况")
    page.table(ROWS, [0.3, 0.25, 0.25, 0.2], size=14.0)
    page.paragraph(PLAN)
    return page.image.crop((75, 75, page.image.size[0] - 75, page.y + 75))


def photographed(image: Image.Image) -> Image.Image:
    """Return ``image`` as a hand takes it: on a table, from aside, with a shadow over it."""
    flat = np.asarray(image)
    high, wide = flat.shape[:2]
    size = (wide + 400, high + 400)
    there = np.array([[120, 90], [wide + 140, 150], [wide + 250, high + 250], [70, high + 200]], np.float32)
    here = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    around = cv2.getPerspectiveTransform(here, there)
    paper = cv2.warpPerspective(np.full((high, wide), 255, np.uint8), around, size)
    seen = np.where(paper[:, :, None] > 0, cv2.warpPerspective(flat, around, size), (110, 90, 70)).astype(np.float32)
    down, across = np.mgrid[0 : size[1], 0 : size[0]]
    seen *= np.linspace(1.0, 0.5, size[0])[None, :, None]
    seen[(across + down) > 0.75 * (wide + high)] *= 0.7
    seen += np.random.default_rng(1).normal(0, 4, seen.shape)
    return Image.fromarray(np.clip(seen, 0, 255).astype(np.uint8))


def few_words(number: int) -> Image.Image:
    page = PrintedPage(100)
    page.paragraph(f"第{number}号提案已经办结，答复委员。")
    return page.image.crop((80, 80, 760, 200))


def peak() -> int:
    """Return the most memory that the recognising process has taken, in MB."""
    process = sandbox._recognition._process
    assert process is not None
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def test_a_photograph_of_a_table_is_laid_flat_and_read_by_row_and_column(tmp_path: Path) -> None:
    photograph = photographed(sheet())
    document = read_document(tmp_path, written(tmp_path / "a.jpg", jpeg(photograph)))
    assert document.text.split("\n") == READ
    boxes = {document.text[line.start : line.end]: line.box for line in document.scans[0].lines}
    with Image.open(io.BytesIO(page_picture(tmp_path, document, 1))) as shown:
        ends = (round(at * side / 1000) for at, side in zip(boxes["97.1%"], shown.size * 2, strict=True))
        framed = np.asarray(shown.convert("L").crop(tuple(ends)), np.float32)  # type: ignore[arg-type]
    assert framed.min() < 0.5 * np.percentile(framed, 90)  # there is print in the frame


def test_a_page_from_a_scanner_is_left_as_it_is() -> None:
    from zhengxie_qa.documents.recognition.perspective import flattened

    picture = np.ascontiguousarray(np.asarray(sheet())[:, :, ::-1])
    quads = np.array([[[100, y], [900, y + 1], [900, y + 31], [100, y + 30]] for y in range(100, 500, 60)], np.float32)
    assert flattened(picture, quads) is None


def test_a_page_whose_text_layer_is_rubbish_is_read_from_its_picture(tmp_path: Path) -> None:
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(595, 421))
    canvas.drawImage(ImageReader(CLEAN.scanned(sheet())), 0, 0, 595, 421, preserveAspectRatio=True)
    text = canvas.beginText(40, 380)
    text.setTextRenderMode(3)  # written but not seen, as programs for scans do
    for _ in range(6):
        text.textLine("%&'()*+,-./!\"#$<=>?@[]^_`{|}~")
    canvas.drawText(text)
    canvas.save()
    document = read_document(tmp_path, written(tmp_path / "a.pdf", data.getvalue()))
    assert document.text.split("\n") == READ
    assert [scan.number for scan in document.scans] == [1]


@pytest.mark.skipif(sys.platform == "win32", reason="no signals")
def test_a_page_at_which_recognition_breaks_is_left_out_and_the_others_are_read(tmp_path: Path, pages: Path) -> None:
    begun: list[int] = []

    def killed(page: int, _pages: int) -> None:
        begun.append(page)
        process = sandbox._recognition._process
        if page == 2 and begun.count(2) == 1 and process is not None:
            os.kill(process.pid, signal.SIGKILL)

    blank = Image.new("RGB", (680, 120), "white")
    path = written(tmp_path / "a.pdf", pdf([few_words(1), few_words(2), blank, few_words(4)], 100))
    with watched_pages(killed):
        examined = examine_document(tmp_path, path)
    assert begun == [1, 2, 1, 2, 3, 4]
    assert [n for n in (1, 2, 4) if f"第{n}号提案已经办结" in examined.document.text] == [1, 4]
    assert "第 2 页文字识别没有完成，没有读入" in examined.left_out
    kept = len(list(pages.glob("??/*.json.gz")))
    again = read_document(tmp_path, path)  # the page was no worse than others
    assert [n for n in (1, 2, 4) if f"第{n}号提案已经办结" in again.text] == [1, 2, 4]
    assert len(list(pages.glob("??/*.json.gz"))) == kept + 1  # the others were kept


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_memory_does_not_grow_with_the_pages(tmp_path: Path) -> None:
    taken: dict[int, int] = {}
    with watched_pages(lambda page, _: taken.update({page: peak()})):
        read_document(tmp_path, written(tmp_path / "a.pdf", pdf([few_words(n) for n in range(1, 17)], 100)))
    assert taken[16] - taken[4] < 60  # MB; it was 8 to 11 for every page


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_picture_as_large_as_is_taken_stays_within_memory(tmp_path: Path) -> None:
    large = Image.new("RGB", (8_900, 8_900), "white")
    large.paste(sheet().resize((4_000, round(4_000 * sheet().size[1] / sheet().size[0]))), (300, 300))
    large.save(tmp_path / "a.png", compress_level=1)
    document = read_document(tmp_path, tmp_path / "a.png")
    assert PLAN in document.text
    assert peak() < _MOST
