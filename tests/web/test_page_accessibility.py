"""axe-core finds nothing to complain about in any view, light and dark, wide and narrow, Chinese and English."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.support.page_visitor import Visitor, arriving, serving
from zhengxie_qa import Assistant

_CORPUS = Path(__file__).parents[2] / "corpus"
_STILL = "() => document.getAnimations().every((each) => each.playState === 'finished')"
_PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    assistant = Assistant.open(_CORPUS, tmp_path_factory.mktemp("index"))
    with serving(assistant) as address:
        yield address


def complaints(visitor: Visitor) -> list[str]:
    """Return what axe-core finds wrong with the page as it is, once nothing moves."""
    visitor.page.wait_for_function(_STILL)
    found = Axe().run(visitor.page).response["violations"]
    return [f"{each['impact']} {each['id']}: {node['html'][:200]}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize(
    "kind",
    [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"locale": "en-GB"}, _PHONE],
    ids=["light", "dark", "english", "phone"],
)
def test_no_view_keeps_anybody_out(browser: Any, url: str, kind: dict[str, Any]) -> None:
    with arriving(browser, url, **kind) as visitor:
        page = visitor.page
        page.wait_for_selector(".zx-suggest")
        assert complaints(visitor) == []
        visitor.ask("提案办理得怎么样？")
        assert complaints(visitor) == []
        visitor.ask("今年的财政收入是多少？")
        assert complaints(visitor) == []
        page.click(".zx-open-talks")
        page.wait_for_selector("#zx-talks[open]")
        assert complaints(visitor) == []
        page.keyboard.press("Escape")
        page.wait_for_selector("#zx-talks[open]", state="detached")


def test_a_page_with_a_fault_is_told(browser: Any, url: str) -> None:
    with arriving(browser, url) as visitor:
        visitor.page.wait_for_selector(".zx-suggest")
        visitor.page.evaluate("document.querySelector('#zx-header').append(document.createElement('button'))")
        assert any("button-name" in each for each in complaints(visitor))
