"""What becomes of recognised characters, and of pictures before they are recognised: no recogniser is needed for it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageOps

from zhengxie_qa.documents.decoding import UnreadableError
from zhengxie_qa.documents.formats.pdf_glyphs import Rule
from zhengxie_qa.documents.formats.pdf_rows import Row
from zhengxie_qa.documents.recognition.engine import Reading
from zhengxie_qa.documents.recognition.layout import laid_out, scan_of
from zhengxie_qa.documents.recognition.letter_sizes import letter_sizes
from zhengxie_qa.documents.recognition.line_numbers import without_line_numbers
from zhengxie_qa.documents.recognition.pictures import file_sheets
from zhengxie_qa.documents.recognition.values import Mark, PrintedLine, RecognisedPage, packed, unpacked

SIZE = 10.0


def line(text: str, left: float, bottom: float, steps: Sequence[float] = (), sure: float = 0.999) -> PrintedLine:
    """Return ``text`` printed from ``left`` on; ``steps``: how far each character stands from the one before."""
    at, marks = left, []
    for n, char in enumerate(text):
        wide = SIZE / 2 if char.isascii() else SIZE
        at += steps[n] if steps else 0.0
        marks.append(Mark(char, at, at + wide, sure))
        at += 0.0 if steps else wide
    return PrintedLine(tuple(marks), bottom, bottom + SIZE)


def page(*lines: PrintedLine, rules: tuple[Rule, ...] = ()) -> RecognisedPage:
    return RecognisedPage(595.0, 842.0, lines, rules)


def test_figures_that_stand_side_by_side_in_one_cell_are_not_run_together() -> None:
    frame = (
        *(Rule(True, at, 100.0, 400.0) for at in (650.0, 680.0, 710.0)),
        *(Rule(False, at, 650.0, 710.0) for at in (100.0, 200.0, 400.0)),  # the rule between two columns was not seen
    )
    cells = [line("单位", 120, 690), line("提案", 220, 690), line("办结", 300, 690)]
    cells += [line("教育局", 120, 660), line("27", 220, 660), line("26", 260, 660)]
    (table,) = laid_out(page(*cells, rules=frame)).items
    assert not isinstance(table, Row)
    assert table[-1] == ["教育局", "27 26"]


@pytest.mark.parametrize(
    ("steps", "doubts"),
    [
        ((0, 5, 5, 5, 5), []),
        ((0, 8, 5, 5, 5), []),  # places are known to a few pixels
        ((0, 11, 5, 5, 5), [(0, 5)]),
    ],
)
def test_a_figure_with_room_for_another_digit_is_unsure(steps: Sequence[float], doubts: list[tuple[int, int]]) -> None:
    scan = scan_of(page(line("41144", 100, 700, steps)), 1)
    assert list(scan.lines[0].doubts) == doubts


def test_a_figure_of_which_a_digit_is_unsure_is_marked_and_words_are_not() -> None:
    scan = scan_of(page(line("提案236件", 100, 700, sure=0.9), line("立案198件", 100, 680)), 1)
    assert [one.doubts for one in scan.lines] == [((2, 5),), ()]


@pytest.mark.parametrize("seen", [range(1, 11), (1, 3, 4, 5, 7, 8, 10)], ids=["all", "some"])
def test_numbers_beside_the_lines_go_though_some_were_passed_over(seen: Sequence[int]) -> None:
    lines = [line("县政协全年开展协商活动", 100, 800 - 20 * n) for n in range(1, 11)]
    numbers = [line(str(n), 70, 800 - 20 * n) for n in seen]
    assert without_line_numbers([*numbers, *lines]) == tuple(lines)


def test_figures_at_the_margin_that_do_not_count_lines_stay() -> None:
    lines = [line("县政协全年开展协商活动", 100, 800 - 20 * n) for n in range(6)]
    figures = [line(str(n), 70, 800 - 20 * k) for k, n in enumerate((236, 198, 38, 160, 43, 27))]
    assert without_line_numbers([*figures, *lines]) == (*figures, *lines)


def test_a_line_is_framed_where_it_stands_on_the_photograph() -> None:
    half = (0.5, 0.0, 0.25, 0.0, 0.5, 0.25, 0.0, 0.0, 1.0)  # the flat page is the middle of the photograph
    made = page(line("提案", 0, 421))
    (left, top, right, bottom) = scan_of(replace(made, warp=half), 1).lines[0].box
    assert (left, right) == (250, 250 + round(20 / 595 * 500))
    assert (top, bottom) == (250 + round((421 - SIZE) / 842 * 500), 500)
    kept = unpacked(packed(replace(made, warp=half)))
    assert kept.warp == half


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_is_turned_as_the_camera_was_held(orientation: int) -> None:
    pixels = np.random.default_rng(0).integers(0, 255, (40, 60, 3), np.uint8)
    tags = Image.Exif()
    tags[0x0112] = orientation
    data = io.BytesIO()
    Image.fromarray(pixels).save(data, "PNG", exif=tags)
    ((_, sheet),) = file_sheets(data.getvalue())
    with Image.open(data) as image:
        assert np.array_equal(sheet.picture, np.asarray(ImageOps.exif_transpose(image))[:, :, ::-1])


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "CMYK", "I;16", "RGB"])
def test_a_large_picture_is_made_smaller_in_bands_without_seams(mode: str) -> None:
    grey = np.tile(np.linspace(0, 255, 3_000).astype(np.uint8), (2_600, 1))
    image = Image.fromarray(grey.astype(np.uint16) * 257) if mode == "I;16" else Image.fromarray(grey)
    image = image if mode == "I;16" else image.convert("RGB").convert(mode)
    data = io.BytesIO()
    image.save(data, "TIFF")
    ((_, sheet),) = file_sheets(data.getvalue())
    assert sheet.picture.shape == (2_500, 2_884, 3)
    columns = sheet.picture.mean(axis=(0, 2))
    assert np.abs(columns - np.linspace(0, 255, 2_884)).max() < (128 if mode in {"1", "P"} else 2)
    if mode not in {"1", "P"}:  # these are dithered
        assert np.ptp(sheet.picture.astype(int), axis=0).max() <= 1


def test_a_picture_cut_off_in_its_middle_is_named_with_the_page() -> None:
    data = io.BytesIO()
    Image.effect_noise((600, 800), 90).save(data, "JPEG")
    with pytest.raises(UnreadableError, match="图片第 1 页已损坏，无法读出"):
        list(file_sheets(data.getvalue()[: len(data.getvalue()) // 2]))


@pytest.mark.parametrize(("short", "is_text"), [("镇。", True), ("上", True), ("协76篇。", True), ("通知", False)])
def test_the_short_rest_of_a_paragraph_has_the_size_of_its_text(short: str, is_text: bool) -> None:
    words = "县政协全年开展协商活动听取委员意见"
    long = [((0.0, 40.0 * n, 40.0 * len(words), 40.0 * n + 50), _reading(words)) for n in range(3)]
    rest = (0.0, 130.0, 40.0 * len(short), 200.0)  # its box is higher than those of long lines
    sizes = letter_sizes([*long, (rest, _reading(short))])
    assert (sizes[-1] == sizes[0]) is is_text


def _reading(words: str) -> Reading:
    count = len(words)
    return Reading(tuple(words), tuple((n + 0.5) / count for n in range(count)), (0.99,) * count, frozenset())
