"""Tables in a browser: drawn as tables, in the source and in answers, every offset as in the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.support.page_visitor import Visitor, arriving, serving
from tests.support.web_fakes import FakeAssistant, cite, document
from zhengxie_qa.types import Answer, TableRow

LINES = [
    "序号：1　议题：乡村振兴𠮷　完成时限：6月",
    "序号：2　议题：水环境　牵头委员会：农业委　完成时限：9月",
    "序号：3　议题：养老服务　牵头委员会：社法委　完成时限：11月",
]
TEXT = "协商计划\n\n一、安排\n" + "下表列出议题。\n" + "\n".join(LINES) + "\n以上请落实。"
ASKED, LIST = "养老服务由谁牵头？", "有哪些议题？"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    plain = document("计划.txt", TEXT, "协商计划", 2025)
    rows = tuple(TableRow(TEXT.index(line), 1, n) for n, line in enumerate(LINES, 1))
    plan = replace(plain, rows=rows)
    assistant = FakeAssistant([plan])
    at = [TEXT.index(line) for line in LINES]
    cited = [cite(n, plan, start, start + len(line)) for n, (start, line) in enumerate(zip(at, LINES, strict=True), 1)]
    value = TEXT.index("社法委")
    one = replace(cited[2], n=1, focus=((value, value + 3),))
    assistant.replies[ASKED] = Answer(ASKED, "answered", "养老服务的牵头委员会是社法委[1]。", "extractive", (one,))
    text = "\n".join(f"{line}[{n}]" for n, line in enumerate(LINES, 1))
    assistant.replies[LIST] = Answer(LIST, "answered", text, "extractive", tuple(cited))
    with serving(assistant) as address:
        yield address


@pytest.fixture
def visitor(browser: Any, url: str) -> Iterator[Visitor]:
    with arriving(browser, url) as someone:
        yield someone
        assert someone.errors == []


SHOWN = """cell => { const copy = cell.cloneNode(true); // without the column's name, which is out of sight
    copy.querySelectorAll('.zx-key').forEach(key => key.remove());
    return copy.textContent; }"""


def cells(row: Any) -> list[str]:
    return [str(cell.evaluate(SHOWN)) for cell in row.locator("th, td").all()]


def rows(visitor: Visitor, where: str) -> list[list[str]]:
    """Return what the cells of a table show."""
    return [cells(row) for row in visitor.page.locator(f"{where} tr").all()]


def test_a_table_of_the_source_is_drawn_as_one(visitor: Visitor) -> None:
    assert rows(visitor, ".zx-text") == [
        ["序号", "议题", "牵头委员会", "完成时限"],
        ["1", "乡村振兴𠮷", "", "6月"],
        ["2", "水环境", "农业委", "9月"],
        ["3", "养老服务", "社法委", "11月"],
    ]


def test_the_cited_row_is_lit_and_its_cell_bold(visitor: Visitor) -> None:
    visitor.ask(ASKED)
    assert visitor.marked() == LINES[2]
    lit = visitor.page.locator(".zx-text tr.zx-cited")
    assert lit.count() == 1
    assert cells(lit) == ["3", "养老服务", "社法委", "11月"]
    name = visitor.page.locator(".zx-text tr.zx-cited .zx-key").first.bounding_box()
    assert max(name["width"], name["height"]) <= 1
    assert visitor.page.locator(".zx-text .zx-focus").all_text_contents() == ["社法委"]
    visitor.see(".zx-text .zx-focus")


def test_rows_that_an_answer_quotes_are_a_table_with_their_citations(visitor: Visitor) -> None:
    visitor.ask(LIST)
    shown = rows(visitor, ".zx-answer")
    assert shown[0] == ["序号", "议题", "牵头委员会", "完成时限"]
    assert [row[:3] for row in shown[1:]] == [
        ["1", "乡村振兴𠮷", ""],
        ["2", "水环境", "农业委"],
        ["3", "养老服务", "社法委"],
    ]
    visitor.page.locator(".zx-answer .zx-cite").nth(1).click()
    visitor.page.wait_for_selector("tr.zx-cited:has-text('水环境')")
    assert visitor.marked() == LINES[1]
