"""What the page is told of scanned pages: which lines to frame, which figures to underline."""

from __future__ import annotations

from dataclasses import replace

from tests.support.web_fakes import document
from zhengxie_qa.composing import with_doubts
from zhengxie_qa.types import Answer, Citation, Document, ScannedLine, ScannedPage
from zhengxie_qa.web.scans import frames
from zhengxie_qa.web.source_panel import panel

TEXT = "一、提案\n全年征集提案236件，立案198件。\n委员满意率98%。"


def scanned() -> Document:
    made = document("甲.pdf", TEXT, "甲", 2024)
    first, second = TEXT.index("全年"), TEXT.index("委员")
    lines = (
        ScannedLine(first, first + 9, (100, 200, 900, 230), 0.99),
        ScannedLine(first + 9, second - 1, (100, 240, 500, 270), 0.9, ((TEXT.index("198"), TEXT.index("198") + 3),)),
    )
    return replace(made, pages=(0, second), scans=(ScannedPage(1, 0, 1.5, lines),))


def test_the_lines_of_a_place_are_framed_and_those_with_an_unsure_figure_told() -> None:
    made = scanned()
    start = TEXT.index("立案198件")
    assert frames(made, start, start + 6) == {"page": 1, "boxes": [[100, 240, 500, 270, True]]}
    first = TEXT.index("全年")
    assert frames(made, first, first + 4) == {"page": 1, "boxes": [[100, 200, 900, 230, False]]}


def test_a_place_on_no_scanned_page_has_no_frame() -> None:
    assert frames(scanned(), TEXT.index("满意率"), len(TEXT)) is None


def test_the_panel_holds_the_picture_only_where_a_page_was_scanned() -> None:
    made = scanned()
    assert f'data-doubts="{TEXT.index("198")}-{TEXT.index("198") + 3}"' in panel(made, {made.path: made}, {}, "zh")
    assert 'class="zx-scan"' in panel(made, {made.path: made}, {}, "zh")
    plain = replace(made, scans=())
    assert "zx-scan" not in panel(plain, {plain.path: plain}, {}, "zh")


def test_an_unsure_figure_that_an_answer_says_is_named_below_it() -> None:
    made = scanned()
    start, end = TEXT.index("全年"), TEXT.index("委员") - 1
    cited = Citation(1, made.path, "甲", "第1页", "", TEXT[start:end], start, end)
    answer = Answer("立案多少件？", "answered", "立案198件[1]。", "extractive", (cited,))
    told = with_doubts(answer, {made.path: made})
    assert told.warnings == ("“198”由扫描页识别得来，把握不大，请对照原图。",)
    other = replace(answer, answer="征集提案236件[1]。")
    assert with_doubts(other, {made.path: made}) == other
