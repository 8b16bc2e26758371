"""Reader of .pdf: the characters of each page with their places, put together again as lines and tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from zhengxie_qa.documents.decoding import HOW_TO_RECOGNISE, ScannedError, UnreadableError, sane
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
from zhengxie_qa.documents.formats.pdf_text_layer import Lack, lack_of

_MOST_PAGES = 3_000
_MOST_RULES = 4_000  # straight strokes of a page; a drawing has more, and is no table
_MOST_BOOKMARKS = 2_000
_FEWEST = 8  # characters per page below which nothing was read
_NAMED = 12  # pages that a note names
_WHY: dict[Lack, str] = {
    "unmapped": "的字体没有字符对照表，文字没有读出",
    "picture": "只有图片，没有文字",
    "rubbish": "的文字层是乱码，没有读入",
}


Recognise = Callable[[Any, int, int], PageLayout]  # (page, its number, pages in all): what its picture says


def read_pdf(data: bytes, recognise: Recognise | None = None) -> Draft:
    """Read a .pdf file; pages without useful text of their own are read by ``recognise`` where it is given.

    Raises ``UnreadableError`` when it is damaged or locked, ``ScannedError`` when no page could be read without it.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise UnreadableError(_why_not(str(error))) from error
    try:
        if len(document) > _MOST_PAGES:
            raise UnreadableError(f"页数过多（{len(document)} 页，上限 {_MOST_PAGES} 页），请拆分后再放入")
        pages, lacks = _pages(document, recognise)
        bookmarks = list(_bookmarks(document))
        found = document.get_metadata_dict(skip_empty=True)
    except pdfium.PdfiumError as error:
        raise UnreadableError("PDF 文件已损坏，有的页面无法打开") from error
    finally:
        document.close()
    _check_text(pages, lacks)
    return flowed_draft(pages, bookmarks, one_line(found.get("Title", "")), lacks)


def flowed_draft(
    pages: list[PageLayout],
    bookmarks: Sequence[Bookmark] = (),
    title: str = "",
    lacks: Mapping[int, Lack] | None = None,
) -> Draft:
    """Return ``pages`` as running text; ``lacks`` says what is missing on which."""
    lacks = lacks or {}
    flowed = flow(pages)
    lines = with_headings(flowed.lines, bookmarks)
    sane("".join(line.text for line in lines))
    notes = [*_notes(pages, lacks), *_running(flowed.running)]
    return Draft(lines, properties={"title": title}, notes=notes, unread=sorted(lacks))


def _why_not(message: str) -> str:
    if "password" in message.lower():
        return "有密码保护，请解除密码后再放入"
    return "PDF 文件已损坏，无法打开"


def _pages(document: Any, recognise: Recognise | None) -> tuple[list[PageLayout], dict[int, Lack]]:
    """Return what stands on each page, and what those lack that were not recognised."""
    pages: list[PageLayout] = []
    lacks: dict[int, Lack] = {}
    for number in range(1, len(document) + 1):
        page = document[number - 1]
        try:
            layout, lack = _page(page)
            if lack and recognise is not None:
                layout = recognise(page, number, len(document))
            elif lack:
                lacks[number] = lack
                layout = replace(layout, items=[]) if lack == "rubbish" else layout
        finally:
            page.close()
        pages.append(layout)
    return pages, lacks


def _check_text(pages: list[PageLayout], lacks: Mapping[int, Lack]) -> None:
    """Raise ``ScannedError`` where every page that holds anything has to be recognised."""
    read = [page.characters for n, page in enumerate(pages, 1) if lacks.get(n, "unmapped") == "unmapped"]
    if lacks and sum(read) < _FEWEST * len(read or pages):
        why = "是扫描件，没有文字层" if "picture" in lacks.values() else "字体没有字符对照表或文字层是乱码，读不出文字"
        raise ScannedError(f"{why}；{HOW_TO_RECOGNISE}")


def _notes(pages: list[PageLayout], lacks: Mapping[int, Lack]) -> list[str]:
    """Say which pages could not be read, and why."""
    numbers: defaultdict[Lack, list[int]] = defaultdict(list)
    for number, lack in lacks.items():
        numbers[lack].append(number)
    watermark = sum(page.watermark for page in pages)
    told = [f"{named_pages(numbers[lack])}{why}；{HOW_TO_RECOGNISE}" for lack, why in _WHY.items() if numbers[lack]]
    return [*told, *([f"印在页面上的水印 {watermark} 字"] if watermark else [])]


def _running(lines: list[str]) -> list[str]:
    return [f"页眉、页脚和页码 {len(lines)} 行，如“{lines[0]}”"] if lines else []


def named_pages(pages: Sequence[int]) -> str:
    """Name ``pages``: 第 4、5 页."""
    more = f" 等 {len(pages)} 页" if len(pages) > _NAMED else " 页"
    return f"第 {'、'.join(map(str, pages[:_NAMED]))}{more}"


def _bookmarks(document: Any) -> Iterator[Bookmark]:
    for count, mark in enumerate(document.get_toc()):
        if count == _MOST_BOOKMARKS:
            return
        target = mark.get_dest()
        page = target.get_index() if target is not None else None
        yield Bookmark(one_line(mark.get_title() or ""), mark.level + 1, 0 if page is None else page + 1)


def _page(page: Any) -> tuple[PageLayout, Lack]:
    left, bottom, right, top = page.get_bbox()
    textpage = page.get_textpage()
    found = page_characters(textpage)
    textpage.close()
    rules: list[Rule] = []
    pictures = paths = 0
    covered = 0.0
    for item in page.get_objects(max_depth=3):
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            pictures += 1
            covered += _area(item.get_bounds())
        elif item.type == raw.FPDF_PAGEOBJ_PATH:
            paths += 1
            if len(rules) < _MOST_RULES:
                rules.extend(drawn_rules(item))
    turn = dominant_turn(found.glyphs)
    glyphs = with_raised([upright(glyph, turn) for glyph in found.glyphs if glyph.turn == turn])
    corners = (turned_point(left, bottom, turn), turned_point(right, top, turn))
    edges = (min(y for _, y in corners), max(y for _, y in corners))
    ruled = [] if len(rules) >= _MOST_RULES else [upright_rule(rule, turn) for rule in rules]
    text = "".join(glyph.char for glyph in found.glyphs)
    share = covered / max(_area((left, bottom, right, top)), 1.0)
    layout = replace(lay_out(glyphs, ruled, edges), watermark=found.watermark)
    return layout, lack_of(text, found.unmapped, pictures, share, paths)


def _area(box: Sequence[float]) -> float:
    left, bottom, right, top = box
    return max(right - left, 0.0) * max(top - bottom, 0.0)
