"""Files whose pages are pictures: recognised in a process apart where the recogniser is installed."""

from __future__ import annotations

import base64
import hashlib
from importlib.util import find_spec
from pathlib import Path

from zhengxie_qa.documents.decoding import HOW_TO_RECOGNISE, ScannedError, UnreadableError
from zhengxie_qa.documents.formats.lines import Draft
from zhengxie_qa.documents.packed import content_of
from zhengxie_qa.documents.page_progress import current_watch
from zhengxie_qa.documents.sandbox import draw_apart, read_apart, recognise_apart
from zhengxie_qa.errors import DocumentError, NotNowError
from zhengxie_qa.types import Document

PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff")
_FORMATS = f"{__package__}.formats"
_READING = "zhengxie_qa.documents.recognition.scan_drafts"
_PATIENCE = 20.0  # seconds for each megabyte: 300 pages have 1 MB and take 10 s


def is_available() -> bool:
    """Say whether the recogniser is installed."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def pdf_or_scan(data: bytes) -> Draft:
    """Read a .pdf; pages without useful text of their own are recognised. Raises ``UnreadableError``."""
    draft = None
    try:
        draft = read_apart(f"{_FORMATS}.pdf", "read_pdf", data, patience=_PATIENCE)
    except ScannedError:
        if not is_available():
            raise
    if draft is not None and not (draft.unread and is_available()):
        return draft
    return _recognised("read_scanned_pdf", data)


def picture(data: bytes) -> Draft:
    """Read a .png, .jpg or .tif file; raises ``UnreadableError``."""
    if not is_available():
        raise ScannedError(f"是图片；{HOW_TO_RECOGNISE}")
    return _recognised("read_picture", data)


def _recognised(function: str, data: bytes) -> Draft:
    watch = current_watch()
    return recognise_apart(_READING, function, data, watch.told, most=watch.most)


def page_picture(root: Path, document: Document, page: int) -> bytes:
    """Return the picture of a scanned page of ``document``, upright as it was recognised, as a JPEG.

    Raises DocumentError where the page was not recognised, or its file is not there as it was.
    """
    scan = next((one for one in document.scans if one.number == page), None)
    if scan is None:
        raise DocumentError(f"{document.path}：第 {page} 页不是扫描页")
    try:
        data = content_of(root / document.path)
        if hashlib.sha256(data).hexdigest() != document.sha256:
            raise NotNowError(f"{document.path}：文件已经变了，请先更新索引")
        draft = draw_apart(_READING, "shown_page", data, page=page, quarters=scan.quarters, degrees=scan.degrees)
    except (OSError, KeyError, UnreadableError) as error:
        raise NotNowError(f"{document.path}：第 {page} 页的图像没有生成") from error
    return base64.b64decode(draft.lines[0].text)
