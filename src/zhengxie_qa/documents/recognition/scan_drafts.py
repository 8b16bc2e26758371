"""Scanned PDFs and pictures → drafts, in the process apart: page by page, each told before it is begun."""

from __future__ import annotations

import base64
from collections.abc import Callable, Collection
from functools import cached_property
from typing import Any

import cv2
import pypdfium2 as pdfium

from zhengxie_qa.documents.decoding import UnreadableError
from zhengxie_qa.documents.formats.lines import Draft, Line, Scan
from zhengxie_qa.documents.formats.pdf import flowed_draft, named_pages, read_pdf
from zhengxie_qa.documents.formats.pdf_layout import PageLayout, lay_out
from zhengxie_qa.documents.recognition.cache import PageCache, digest_of
from zhengxie_qa.documents.recognition.engine import Engine
from zhengxie_qa.documents.recognition.layout import laid_out, scan_of
from zhengxie_qa.documents.recognition.memory import give_back
from zhengxie_qa.documents.recognition.page_reading import recognise
from zhengxie_qa.documents.recognition.pictures import Sheet, file_frames, file_sheets, page_sheet
from zhengxie_qa.documents.recognition.upright import turned_picture
from zhengxie_qa.documents.recognition.values import RecognisedPage, Turned

Told = Callable[[int, int], None]  # (page that is begun, pages in all)

_UNSURE = 0.8  # mean confidence below which a page is named as hard to read
_SHOWN_DPI = 110  # of a page that is shown beside its text
_QUALITY = 70  # of JPEG


class _Recogniser:
    """Recognises pages, or takes them from those that are kept; the models are loaded for the first new one."""

    def __init__(self, skipped: Collection[int], most: int | None) -> None:
        self.scans: list[Scan] = []
        self.unsure: list[int] = []
        self.failed: list[int] = []
        self._skipped = skipped
        self._most = most
        self._cache = PageCache()

    @cached_property
    def _engine(self) -> Engine:
        return Engine()

    def layout(self, sheet: Sheet, number: int) -> PageLayout:
        """Return what stands on page ``number``; nothing where it could not be read before."""
        if number in self._skipped or len(self.scans) == self._most:
            self.failed.append(number)
            return lay_out([], [], (0.0, sheet.picture.shape[0] * sheet.points))
        page = self._page(sheet)
        self.scans.append(scan_of(page, number))
        if page.sure < _UNSURE:
            self.unsure.append(number)
        return laid_out(page)

    def _page(self, sheet: Sheet) -> RecognisedPage:
        digest = digest_of(sheet.picture, sheet.points)
        page = self._cache.get(digest)
        if page is None:
            page = recognise(sheet.picture, sheet.points, self._engine)
            self._cache.put(digest, page)
            give_back()
        return page

    def notes(self) -> list[str]:
        """Say which pages were read badly, or not at all."""
        return [
            f"{named_pages(numbers)}{reason}"
            for numbers, reason in (
                (self.unsure, "扫描不清，识别的文字把握不大，请对照原件"),
                (self.failed, "文字识别没有完成，没有读入"),
            )
            if numbers
        ]


def read_scanned_pdf(data: bytes, told: Told, skipped: Collection[int] = (), most: int | None = None) -> Draft:
    """Read a .pdf with pages that are pictures or have a useless text layer; raises ``UnreadableError``.

    ``told`` hears of each page before it is recognised; the pages in ``skipped`` are left out, and all behind the
    first ``most`` that were recognised.
    """
    recogniser = _Recogniser(skipped, most)

    def recognised(page: Any, number: int, pages: int) -> PageLayout:
        told(number, pages)
        return recogniser.layout(page_sheet(page), number)

    draft = _with_scans(read_pdf(data, recognised), recogniser)
    if not draft.lines:
        raise UnreadableError("是扫描件，没有认出文字")
    return draft


def read_picture(data: bytes, told: Told, skipped: Collection[int] = (), most: int | None = None) -> Draft:
    """Read a .png, .jpg or .tif file, of one page or several, as ``read_scanned_pdf`` does."""
    recogniser = _Recogniser(skipped, most)
    frames = file_frames(data)
    pages: list[PageLayout] = []
    for number, sheet in file_sheets(data):
        told(number, frames)
        pages.append(recogniser.layout(sheet, len(pages) + 1))
    if not any(page.characters for page in pages):
        raise UnreadableError("图片里没有认出文字")
    return _with_scans(flowed_draft(pages), recogniser)


def _with_scans(draft: Draft, recogniser: _Recogniser) -> Draft:
    return Draft(
        draft.lines,
        draft.wrapped,
        draft.title,
        draft.properties,
        [*draft.notes, *recogniser.notes()],
        recogniser.scans,
    )


def shown_page(data: bytes, _told: Told, *, page: int, quarters: int, degrees: float) -> Draft:
    """Return page ``page`` of a scanned PDF or picture file, turned upright, as a JPEG in base 64."""
    sheet = _sheet(data, page)
    picture = turned_picture(sheet.picture, Turned(quarters, degrees))
    high, wide = picture.shape[:2]
    scale = min(1.0, _SHOWN_DPI / 72.0 * sheet.points)
    if scale < 1:
        picture = cv2.resize(picture, (round(wide * scale), round(high * scale)), interpolation=cv2.INTER_AREA)
    done, packed = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    if not done:
        raise UnreadableError("页面图像没有生成")
    return Draft([Line(base64.b64encode(packed.tobytes()).decode())])


def _sheet(data: bytes, page: int) -> Sheet:
    if not data.startswith(b"%PDF-") and b"%PDF-" not in data[:1024]:
        for number, (_, sheet) in enumerate(file_sheets(data), 1):
            if number == page:
                return sheet
        raise UnreadableError(f"没有第 {page} 页")
    document = pdfium.PdfDocument(data)
    try:
        return page_sheet(document[page - 1])
    finally:
        document.close()
