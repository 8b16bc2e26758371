"""What the page costs before it can be read: requests, bytes, and a first paint that waits for no script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.page_visitor import profile, serving
from tests.support.web_fakes import FakeAssistant, document, lingshan

REPORT = lingshan(Path(__file__).parents[2] / "corpus")
MOST_REQUESTS, MOST_BYTES = 65, 340_000  # nine tenths of both are Gradio's own


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    headings = "\n".join(f"一、第{n}个标题\n正文{n}。" for n in range(12_000))
    with serving(FakeAssistant([REPORT, document("long.txt", headings, "长文件", 2024)])) as address:
        yield address


def test_the_first_visit_stays_light(browser: Any, url: str) -> None:
    context = profile(browser)
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    sizes: list[float] = []
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(url)
    page.wait_for_selector(".zx-text")
    page.wait_for_selector(".zx-suggest")
    assert len(sizes) <= MOST_REQUESTS
    assert sum(sizes) <= MOST_BYTES
    context.close()


def test_the_frame_is_painted_though_no_script_of_gradio_has_come(browser: Any, url: str) -> None:
    context = profile(browser)
    page = context.new_page()
    page.route("**/assets/*.js", lambda route: route.abort())
    page.goto(url, wait_until="commit")
    page.wait_for_selector(".zx-shell b:has-text('政协文件问答')")
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length === 1")
    context.close()


def test_the_frame_gives_way_to_the_page(browser: Any, url: str) -> None:
    context = profile(browser)
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector("html.zx-ready .zx-suggest")
    assert page.is_hidden(".zx-shell")
    context.close()


def test_scrolling_past_thousands_of_headings_looks_at_few_of_them(browser: Any, url: str) -> None:
    context = profile(browser, viewport={"width": 1800, "height": 900})
    page = context.new_page()
    page.goto(f"{url}#doc=long.txt")
    page.wait_for_selector(".zx-text[data-shown='long.txt']")
    page.evaluate("""() => { window.looks = 0; const look = Element.prototype.getBoundingClientRect;
        Element.prototype.getBoundingClientRect = function () { window.looks++; return look.call(this); };
        document.querySelectorAll = () => { throw new Error('all of them'); }; }""")
    page.evaluate("document.querySelector('.zx-paper').scrollTo(0, 1e6)")
    page.wait_for_function("Number(document.querySelector('[aria-current]')?.dataset.jump) > 100000")
    assert page.evaluate("window.looks") < 100
    context.close()
