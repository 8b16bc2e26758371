"""Reader of .pdf: the characters of each page with their places, put together again as lines and tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from zhengxie_qa.documents.decoding import ScannedError, UnreadableError, sane
from zhengxie_qa.documents.formats.lines import Draft, one_line
from zhengxie_qa.documents.formats.pdf_flow import flow
from zhengxie_qa.documents.formats.pdf_glyphs import (
    Rule,
    dominant_turn,
    drawn_rules,
    page_characters,
    turned_point,
    upright,
    upright_rule,
    with_raised,
)
from zhengxie_qa.documents.formats.pdf_headings import Bookmark, with_headings
from zhengxie_qa.documents.formats.pdf_layout import PageLayout, lay_out

_MOST_PAGES = 3_000
_MOST_RULES = 4_000  # straight strokes of a page; a drawing has more, and is no table
_MOST_BOOKMARKS = 2_000
_FEWEST = 8  # characters per page below which a document with pictures is a scan
_UNMAPPED = 0.3  # share of a page's characters without meaning from which it needs recognition
_NAMED = 12  # pages that a note names


def read_pdf(data: bytes) -> Draft:
    """Read a .pdf file.

    Raises ``UnreadableError`` when it is damaged or locked, ``ScannedError`` when its pages are pictures or their
    fonts do not say which characters they draw.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise UnreadableError(_why_not(str(error))) from error
    try:
        if len(document) > _MOST_PAGES:
            raise UnreadableError(f"页数过多（{len(document)} 页，上限 {_MOST_PAGES} 页），请拆分后再放入")
        pages = [_page(document, number) for number in range(len(document))]
        bookmarks = list(_bookmarks(document))
        found = document.get_metadata_dict(skip_empty=True)
    except pdfium.PdfiumError as error:
        raise UnreadableError("PDF 文件已损坏，有的页面无法打开") from error
    finally:
        document.close()
    _check_text(pages)
    flowed = flow(pages)
    lines = with_headings(flowed.lines, bookmarks)
    sane("".join(line.text for line in lines))
    properties = {"title": one_line(found.get("Title", ""))}
    return Draft(lines, properties=properties, notes=[*_notes(pages), *_running(flowed.running)])


def _why_not(message: str) -> str:
    if "password" in message.lower():
        return "有密码保护，请解除密码后再放入"
    return "PDF 文件已损坏，无法打开"


def _check_text(pages: list[PageLayout]) -> None:
    characters = sum(page.characters for page in pages)
    if characters >= _FEWEST * len(pages):
        return
    if sum(page.unmapped for page in pages) > characters:
        raise ScannedError("字体没有字符对照表，读不出文字，请先做文字识别（OCR），或安装 ocrmypdf 后重新索引")
    if any(page.pictures for page in pages):
        raise ScannedError("是扫描件，没有文字层，请先做文字识别（OCR），或安装 ocrmypdf 后重新索引")


def _notes(pages: list[PageLayout]) -> list[str]:
    """Say which pages could not be read, and why."""
    unmapped = [n for n, page in enumerate(pages, 1) if page.unmapped > _UNMAPPED * (page.unmapped + page.characters)]
    pictured = [n for n, page in enumerate(pages, 1) if page.pictures and not page.characters and not page.unmapped]
    watermark = sum(page.watermark for page in pages)
    told = [
        f"{_named(numbers)}{reason}"
        for numbers, reason in (
            (unmapped, "的字体没有字符对照表，文字没有读出，请做文字识别（OCR）"),
            (pictured, "只有图片，没有文字，请做文字识别（OCR）"),
        )
        if numbers
    ]
    return [*told, *([f"印在页面上的水印 {watermark} 字"] if watermark else [])]


def _running(lines: list[str]) -> list[str]:
    return [f"页眉、页脚和页码 {len(lines)} 行，如“{lines[0]}”"] if lines else []


def _named(pages: list[int]) -> str:
    more = f" 等 {len(pages)} 页" if len(pages) > _NAMED else " 页"
    return f"第 {'、'.join(map(str, pages[:_NAMED]))}{more}"


def _bookmarks(document: Any) -> Iterator[Bookmark]:
    for count, mark in enumerate(document.get_toc()):
        if count == _MOST_BOOKMARKS:
            return
        target = mark.get_dest()
        page = target.get_index() if target is not None else None
        yield Bookmark(one_line(mark.get_title() or ""), mark.level + 1, 0 if page is None else page + 1)


def _page(document: Any, number: int) -> PageLayout:
    page = document[number]
    try:
        left, bottom, right, top = page.get_bbox()
        textpage = page.get_textpage()
        found = page_characters(textpage)
        textpage.close()
        rules: list[Rule] = []
        pictures = 0
        for item in page.get_objects(max_depth=3):
            if item.type == raw.FPDF_PAGEOBJ_IMAGE:
                pictures += 1
            elif item.type == raw.FPDF_PAGEOBJ_PATH and len(rules) < _MOST_RULES:
                rules.extend(drawn_rules(item))
    finally:
        page.close()
    turn = dominant_turn(found.glyphs)
    glyphs = with_raised([upright(glyph, turn) for glyph in found.glyphs if glyph.turn == turn])
    corners = (turned_point(left, bottom, turn), turned_point(right, top, turn))
    edges = (min(y for _, y in corners), max(y for _, y in corners))
    ruled = [] if len(rules) >= _MOST_RULES else [upright_rule(rule, turn) for rule in rules]
    return replace(lay_out(glyphs, ruled, edges, pictures, found.unmapped), watermark=found.watermark)
