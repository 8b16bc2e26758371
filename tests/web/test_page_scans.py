"""A scanned page in a browser: its picture beside the text, the cited lines framed on it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from tests.support.page_visitor import Visitor, arriving, serving
from tests.support.web_fakes import FakeAssistant, cite, document
from zhengxie_qa.documents import scanning
from zhengxie_qa.types import Answer, ScannedLine, ScannedPage
from zhengxie_qa.web.live_corpus import Library

pytestmark = pytest.mark.skipif(not scanning.is_available(), reason="文字识别没有安装（zhengxie-qa[ocr]）")
TEXT = "提案工作情况\n" + "全年开展协商活动。\n" * 30 + "全年征集提案236件。\n由43个单位承办。"
ASKED = "征集提案多少件？"
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("scans")
    picture = Image.new("RGB", (800, 1_100), "white")
    ImageDraw.Draw(picture).rectangle((80, 880, 480, 913), fill="black")  # the cited line
    picture.save(folder / "甲.png")
    made = replace(document("甲.png", TEXT, "甲", 2025), sha256=_digest(folder / "甲.png"), pages=(0,))
    start = TEXT.index("全年征集")
    scan = ScannedPage(1, 0, 0.0, (ScannedLine(start, start + 10, (100, 800, 600, 830), 0.99),))
    scanned = replace(made, scans=(scan,))
    assistant = FakeAssistant([scanned])
    cited = cite(1, scanned, start, start + 10)
    assistant.replies[ASKED] = Answer(ASKED, "answered", "征集提案236件[1]。", "extractive", (cited,))
    with serving(Library(assistant, folder, folder / "index")) as address:
        yield address


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def opened(visitor: Visitor) -> Any:
    """Open the source of the answer and return the page, once the picture is there."""
    visitor.ask(ASKED)
    visitor.page.locator(".zx-cite").first.click()
    visitor.page.wait_for_selector(".zx-scan-page:not([hidden])")
    return visitor.page


def box(page: Any, selector: str) -> dict[str, float]:
    found: dict[str, float] = page.locator(selector).first.bounding_box()
    return found


@pytest.mark.parametrize("settings", [{}, PHONE], ids=["desk", "phone"])
def test_the_cited_line_is_framed_on_the_picture_and_marked_in_the_text_both_in_sight(
    browser: Any, url: str, settings: dict[str, Any]
) -> None:
    with arriving(browser, url, **settings) as visitor:
        page = opened(visitor)
        view, sheet, frame = (box(page, name) for name in (".zx-scan-view", ".zx-scan-page", ".zx-frame"))
        assert sheet["width"] <= view["width"]  # the whole width of the page is seen
        middle = (frame["y"] + frame["height"] / 2 - sheet["y"]) / sheet["height"]
        assert middle == pytest.approx(0.815, abs=0.005)
        for inner, outer in ((".zx-frame", ".zx-scan-view"), ("mark", ".zx-paper")):
            page.wait_for_function(
                "([inner, outer]) => { const [a, b] = [inner, outer].map(s => document.querySelector(s)"
                ".getBoundingClientRect()); return a.top >= b.top && a.bottom <= b.bottom }",
                arg=[inner, outer],
            )
        assert visitor.errors == []


def test_the_picture_is_made_larger_and_put_away(browser: Any, url: str) -> None:
    with arriving(browser, url) as visitor:
        page = opened(visitor)
        wide = box(page, ".zx-scan-page")["width"]
        page.get_by_role("button", name="放大").click()
        assert box(page, ".zx-scan-page")["width"] > 1.8 * wide
        page.get_by_role("button", name="放大").click()
        assert box(page, ".zx-scan-page")["width"] == wide
        page.locator(".zx-scan-close").click()
        assert page.locator(".zx-scan").is_hidden()
