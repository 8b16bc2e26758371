"""Reader of .pdf: the characters of each page with their places, put together again as lines and tables."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from ctypes import byref, c_float
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from zhengxie_qa.documents.decoding import ScannedError, UnreadableError, sane
from zhengxie_qa.documents.formats.lines import Draft, one_line
from zhengxie_qa.documents.formats.pdf_flow import flow
from zhengxie_qa.documents.formats.pdf_layout import PageLayout, lay_out
from zhengxie_qa.documents.formats.pdf_tables import Glyph, Rule

_MOST_PAGES = 3_000
_MOST_RULES = 4_000  # straight strokes of a page; a drawing has more, and is no table
_FEWEST = 8  # characters per page below which a document with pictures is a scan
_RIGHT_ANGLE = math.pi / 2
_LONGEST_SLANT = 1.0  # points by which a ruled line may be out of true


def read_pdf(data: bytes) -> Draft:
    """Read a .pdf file.

    Raises ``UnreadableError`` when it is damaged or locked, ``ScannedError`` when its pages are pictures.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise UnreadableError(_why_not(str(error))) from error
    try:
        if len(document) > _MOST_PAGES:
            raise UnreadableError(f"页数过多（{len(document)} 页，上限 {_MOST_PAGES} 页），请拆分后再放入")
        pages = [_page(document, number) for number in range(len(document))]
        found = document.get_metadata_dict(skip_empty=True)
    except pdfium.PdfiumError as error:
        raise UnreadableError("PDF 文件已损坏，有的页面无法打开") from error
    finally:
        document.close()
    lines = flow(pages)
    if _is_scan(pages):
        raise ScannedError("是扫描件，没有文字层，请先做文字识别（OCR），或安装 ocrmypdf 后重新索引")
    sane("".join(line.text for line in lines))
    return Draft(lines, properties={"title": one_line(found.get("Title", ""))})


def _why_not(message: str) -> str:
    if "password" in message.lower():
        return "有密码保护，请解除密码后再放入"
    return "PDF 文件已损坏，无法打开"


def _is_scan(pages: list[PageLayout]) -> bool:
    return sum(page.characters for page in pages) < _FEWEST * len(pages) and any(page.pictures for page in pages)


def _page(document: Any, number: int) -> PageLayout:
    page = document[number]
    try:
        left, bottom, right, top = page.get_bbox()
        textpage = page.get_textpage()
        glyphs = list(_glyphs(textpage))
        textpage.close()
        rules: list[Rule] = []
        pictures = 0
        for item in page.get_objects(max_depth=3):
            if item.type == raw.FPDF_PAGEOBJ_IMAGE:
                pictures += 1
            elif item.type == raw.FPDF_PAGEOBJ_PATH and len(rules) < _MOST_RULES:
                rules.extend(_rules(item))
    finally:
        page.close()
    turn = _dominant_turn(glyphs)
    upright = [_turned(glyph, turn) for glyph in glyphs if glyph.turn == turn]
    corners = (_turned_point(left, bottom, turn), _turned_point(right, top, turn))
    edges = (min(y for _, y in corners), max(y for _, y in corners))
    ruled = [] if turn or len(rules) >= _MOST_RULES else rules
    return lay_out(upright, ruled, edges, pictures)


def _glyphs(textpage: Any) -> Iterator[Glyph]:
    """Yield the characters of a page in the order in which the file has them."""
    box = raw.FS_RECTF()
    breaks = gap = False
    for index in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if code in (10, 13):
            breaks = True
        elif code in (32, 160, 0x3000) or code == 0:
            gap = gap or not raw.FPDFText_IsGenerated(textpage, index)
        elif raw.FPDFText_GetLooseCharBox(textpage, index, byref(box)):
            turn = round(raw.FPDFText_GetCharAngle(textpage, index) / _RIGHT_ANGLE) % 4
            yield Glyph(chr(code), box.left, box.bottom, box.right, box.top, turn, breaks, gap)
            breaks = gap = False


def _rules(item: Any) -> Iterator[Rule]:
    """Yield the horizontal and vertical strokes of a drawn path."""
    matrix = item.get_matrix()
    x, y = c_float(), c_float()
    start: tuple[float, float] | None = None
    last: tuple[float, float] | None = None
    for index in range(min(raw.FPDFPath_CountSegments(item), _MOST_RULES)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        if not raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y)):
            return
        point = matrix.on_point(x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO and last is not None:
            yield from _rule(last, point)
        if raw.FPDFPathSegment_GetClose(segment) and start is not None:
            yield from _rule(point, start)
        last = point


def _rule(one: tuple[float, float], other: tuple[float, float]) -> Iterator[Rule]:
    wide, high = abs(one[0] - other[0]), abs(one[1] - other[1])
    if min(wide, high) <= _LONGEST_SLANT < max(wide, high):
        low, far = sorted((one, other), key=lambda point: point[0] if wide > high else point[1])
        if wide > high:
            yield Rule(True, (low[1] + far[1]) / 2, low[0], far[0])
        else:
            yield Rule(False, (low[0] + far[0]) / 2, low[1], far[1])


def _dominant_turn(glyphs: list[Glyph]) -> int:
    turns = Counter(glyph.turn for glyph in glyphs)
    return turns.most_common(1)[0][0] if turns else 0


def _turned(glyph: Glyph, turn: int) -> Glyph:
    if not turn:
        return glyph
    one, other = _turned_point(glyph.left, glyph.bottom, turn), _turned_point(glyph.right, glyph.top, turn)
    return Glyph(
        glyph.char,
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[0], other[0]),
        max(one[1], other[1]),
        turn,
        glyph.breaks,
        glyph.gap,
    )


def _turned_point(x: float, y: float, turn: int) -> tuple[float, float]:
    """Return the point on a page that was turned by ``turn`` right angles, so that its text stands upright."""
    return ((x, y), (-y, x), (-x, -y), (y, -x))[turn]
