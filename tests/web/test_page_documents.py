"""The documents panel and the choice of documents, in a browser, over a corpus that changes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.page_visitor import Visitor, arriving, client_of, profile, serving
from zhengxie_qa import Assistant
from zhengxie_qa.web.live_corpus import Library

QUESTION = "全年征集提案多少件？"


def report(place: str, year: int, number: int) -> str:
    return (
        f"政协{place}委员会常务委员会工作报告\n\n{year}年工作回顾\n\n"
        f"一、提案工作\n\n全年征集提案{number}件，立案{number - 20}件。\n"
    )


@pytest.fixture
def library(tmp_path: Path) -> Library:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "甲2023.txt").write_text(report("甲县", 2023, 120), encoding="utf-8")
    (corpus / "甲2024.txt").write_text(report("甲县", 2024, 130), encoding="utf-8")
    (corpus / "甲2024.txt.meta.toml").write_text("date = 2025-01-08", encoding="utf-8")
    (corpus / "<b>坏.txt").write_bytes(b"\x00\x01" * 40)
    return Library(Assistant.open(corpus, tmp_path / "index"), corpus, tmp_path / "index", uploads=True)


@pytest.fixture
def corpus(library: Library, tmp_path: Path) -> Path:
    return tmp_path / "corpus"


@pytest.fixture
def url(library: Library) -> Iterator[str]:
    with serving(library) as address:
        yield address


@pytest.fixture
def visitor(browser: Any, url: str) -> Iterator[Visitor]:
    with arriving(browser, url, viewport={"width": 1280, "height": 860}) as somebody:
        yield somebody


def shelf(visitor: Visitor) -> str:
    """Open the panel and return what it shows."""
    visitor.page.click("#zx-header .zx-open-shelf")
    visitor.page.wait_for_selector("#zx-shelf[open] .zx-entry")
    return str(visitor.page.inner_text("#zx-shelf"))


def choose(visitor: Visitor, which: str, label: str) -> None:
    if not visitor.page.is_visible("#zx-scope"):
        visitor.page.click("#zx-scope-button")
    visitor.page.click(f"#zx-of-{which} input")
    visitor.page.click(f"#zx-of-{which} .options li:has-text('{label}')")


def test_the_panel_lists_what_is_indexed_and_what_is_not_and_why(visitor: Visitor) -> None:
    shown = shelf(visitor)
    assert "已收录 2 份" in shown
    assert "政协甲县委员会常务委员会工作报告" in shown
    for fact in ("工作报告", "2024 年", "2025-01-08", "甲县", "甲2024.txt"):
        assert fact in shown
    assert "2 节 · 2 段 · 55 字" in shown
    assert ".meta.toml" not in shown
    assert "未收录的文件" in shown
    assert "<b>坏.txt" in shown
    assert visitor.page.locator("#zx-shelf b").count() == 0
    visitor.page.click(".zx-entry >> text=甲2024.txt")
    visitor.page.wait_for_selector('.zx-text[data-shown="甲2024.txt"]')
    assert not visitor.page.is_visible("#zx-shelf")
    assert visitor.errors == []


def test_a_fold_says_what_was_read_from_a_file(visitor: Visitor) -> None:
    shelf(visitor)
    fold = visitor.page.locator('.zx-read[data-document="甲2024.txt"]')
    fold.locator("summary").click()
    fold.locator(".zx-reading").wait_for()
    told = fold.inner_text()
    assert "编码 UTF-8" in told
    assert "由旁边的 甲2024.txt.meta.toml 改写过" in told
    assert "成文日期：2025-01-08" in told
    assert fold.locator(".zx-reading").count() == 1


def test_only_indexed_files_are_told_of(browser: Any, url: str) -> None:
    page = browser.new_page()
    page.goto(url)
    asked = "async path => (await fetch('./documents/reading?' + new URLSearchParams({document: path}))).status"
    assert [page.evaluate(asked, path) for path in ("甲2024.txt", "../../etc/passwd", "<b>坏.txt", "")] == [
        200,
        404,
        404,
        404,
    ]
    page.close()


def test_a_changed_corpus_is_noticed_and_one_button_brings_it_up_to_date(visitor: Visitor, corpus: Path) -> None:
    assert "130件" in visitor.ask(QUESTION)
    (corpus / "甲2024.txt").write_text(report("甲县", 2024, 131), encoding="utf-8")
    (corpus / "乙2025.txt").write_text(report("乙县", 2025, 99), encoding="utf-8")
    assert "文件有变动" in shelf(visitor)
    visitor.page.click(".zx-update")
    visitor.page.wait_for_selector(".zx-shelf-said:has-text('索引已是最新')")
    assert "文件有变动" not in visitor.page.inner_text("#zx-shelf")
    visitor.page.keyboard.press("Escape")
    visitor.page.wait_for_selector(".zx-status:has-text('已收录 3 份文件')")
    assert "131件" in visitor.ask("甲县2024年征集提案多少件？")
    choose(visitor, "year", "2025")
    assert "99件" in visitor.ask("征集提案多少件？")
    assert visitor.errors == []


def test_chosen_documents_alone_are_asked_and_the_choice_can_be_taken_back(visitor: Visitor) -> None:
    assert "130件" in visitor.ask(QUESTION)
    choose(visitor, "year", "2023")
    visitor.page.wait_for_selector("#zx-scope-button:has-text('2023 年')")
    assert "120件" in visitor.ask("征集提案多少件？")
    choose(visitor, "document", "2024 年")
    assert "没有同时符合" in visitor.ask("一共征集提案多少件？")
    choose(visitor, "year", "全部年份")
    choose(visitor, "kind", "工作报告")
    visitor.page.wait_for_selector("#zx-scope-button:has-text('工作报告')")
    assert "110件" in visitor.ask("立案多少件？")
    assert visitor.errors == []


def test_an_uploaded_file_is_answered_from_and_a_removed_one_is_not(visitor: Visitor, corpus: Path) -> None:
    shelf(visitor)
    made = {"name": "乙2025.txt", "mimeType": "text/plain", "buffer": report("乙县", 2025, 77).encode()}
    visitor.page.set_input_files(".zx-upload input", [made])
    visitor.page.wait_for_selector(".zx-shelf-said:has-text('索引已是最新')")
    visitor.page.wait_for_selector(".zx-entry:has-text('乙2025.txt')")
    visitor.page.click(".zx-close")
    assert "77件" in visitor.ask("乙县征集提案多少件？")
    shelf(visitor)
    entry = visitor.page.locator(".zx-shelf-list > li", has_text="乙2025.txt")
    entry.locator(".zx-remove").click()
    entry.locator(".zx-remove-no").click()
    assert (corpus / "乙2025.txt").exists()
    entry.locator(".zx-remove").click()
    entry.locator(".zx-remove-yes").click()
    visitor.page.wait_for_selector(".zx-entry:has-text('乙2025.txt')", state="detached")
    assert not (corpus / "乙2025.txt").exists()
    visitor.page.click(".zx-close")
    assert "77件" not in visitor.ask("乙县2025年征集提案多少件？")
    assert visitor.errors == []


def test_files_that_cannot_be_taken_are_named_with_the_reason_and_the_others_are_taken(
    visitor: Visitor, corpus: Path
) -> None:
    shelf(visitor)
    copy = (corpus / "甲2023.txt").read_bytes()
    files = [
        {"name": "坏报告.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 no"},
        {"name": "副本.txt", "mimeType": "text/plain", "buffer": copy},
        {"name": "甲2024.txt", "mimeType": "text/plain", "buffer": b"x"},
        {"name": "乙2022.txt", "mimeType": "text/plain", "buffer": report("乙县", 2022, 55).encode()},
    ]
    visitor.page.set_input_files(".zx-upload input", files)
    visitor.page.wait_for_selector(".zx-entry:has-text('乙2022.txt')")
    visitor.page.wait_for_selector(".zx-shelf-said:has-text('坏报告.pdf')")
    said = visitor.page.inner_text(".zx-shelf-said")
    assert "内容完全相同" in said
    assert "没有覆盖" in said
    assert not (corpus / "坏报告.pdf").exists()
    assert "130" in (corpus / "甲2024.txt").read_text(encoding="utf-8")


def test_a_long_list_is_looked_through(visitor: Visitor, corpus: Path) -> None:
    for number in range(12):
        text = report(f"{'子丑寅卯辰巳午未申酉戌亥'[number]}县", 2010 + number, 40 + number)
        (corpus / f"第{number}份.txt").write_text(text, encoding="utf-8")
    shelf(visitor)
    visitor.page.click(".zx-update")
    visitor.page.wait_for_selector(".zx-find")
    visitor.page.fill(".zx-find", "寅县 2012")
    assert visitor.page.locator(".zx-shelf-list > li:visible").count() == 1
    visitor.page.fill(".zx-find", "没有这一份")
    assert "没有符合的文件" in visitor.page.inner_text("#zx-shelf")


# --- what is let in ---


def test_without_leave_nothing_can_be_added_or_removed(browser: Any, library: Library, corpus: Path) -> None:
    library.uploads = False
    with serving(library) as address:
        context = profile(browser, locale="en-GB")
        visitor = Visitor(context, address).open()
        visitor.page.click("#zx-header .zx-open-shelf")
        visitor.page.wait_for_selector("#zx-shelf[open] .zx-entry")
        assert "Update index" in visitor.page.inner_text("#zx-shelf")
        assert visitor.page.locator(".zx-upload, .zx-remove").count() == 0
        visitor.page.wait_for_selector("#zx-scope-button:has-text('Within: all documents')")
        ours = {"X-Zhengxie": "1"}
        for path in ("upload?name=x.txt", "remove?document=甲2023.txt"):
            assert context.request.post(f"{address}documents/{path}", headers=ours, data="x").status == 404
        context.close()
    assert (corpus / "甲2023.txt").exists()


def test_another_site_cannot_add_remove_or_update(browser: Any, url: str, corpus: Path) -> None:
    context = browser.new_context()
    for path in ("upload?name=x.txt", "remove?document=甲2023.txt", "update"):
        assert context.request.post(f"{url}documents/{path}", data=report("丁县", 2020, 5)).status == 403
    context.close()
    assert sorted(path.name for path in corpus.iterdir()) == [
        *("<b>坏.txt", "甲2023.txt", "甲2024.txt", "甲2024.txt.meta.toml")
    ]


@pytest.mark.parametrize(
    ("name", "reason"),
    [("../x.txt", "路径"), ("x\x00.txt", "不能使用的字符"), ("x.exe", "类型不支持"), ("", "没有名称")],
)
def test_an_upload_past_the_page_is_held_to_the_same_rules(
    browser: Any, url: str, corpus: Path, name: str, reason: str
) -> None:
    context = browser.new_context()
    answer = context.request.post(
        f"{url}documents/upload", params={"name": name}, headers={"X-Zhengxie": "1"}, data=report("丁县", 2020, 5)
    )
    assert answer.status == 409
    assert reason in json.loads(answer.text())["error"]
    context.close()
    assert len(list(corpus.parent.rglob("x*"))) == 0


def test_the_endpoint_takes_the_choice_too(url: str) -> None:
    client = client_of(url)
    given = client.predict(QUESTION, [], None, [], [], [2023], api_name="/ask")
    assert "120件" in given["answer"]
    with pytest.raises(Exception, match="没有 1999 年的文档"):
        client.predict(QUESTION, [], None, [], [], [1999], api_name="/ask")
