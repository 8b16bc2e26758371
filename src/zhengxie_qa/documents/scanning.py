"""Files whose pages are pictures: recognised in a process apart where the recogniser is installed."""

from __future__ import annotations

import base64
from pathlib import Path

from zhengxie_qa.documents.decoding import HOW_TO_RECOGNISE, ScannedError
from zhengxie_qa.documents.formats.lines import Draft
from zhengxie_qa.documents.page_progress import current_watch
from zhengxie_qa.documents.recognition.engine import is_available
from zhengxie_qa.documents.sandbox import read_apart, recognise_apart

PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff")
_FORMATS = f"{__package__}.formats"
_READING = f"{__package__}.recognition.reading"
_PATIENCE = 20.0  # seconds for each megabyte: 300 pages have 1 MB and take 10 s


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


def scanned_picture(path: Path, data: bytes, page: int, turned: tuple[int, float]) -> bytes:
    """Return the picture of ``page`` of a scanned file, set upright as it was for recognition, as a JPEG.

    Raises ``UnreadableError`` where it cannot be made.
    """
    if not is_available():
        raise ScannedError(f"{path.name}：{HOW_TO_RECOGNISE}")
    quarters, degrees = turned
    draft = recognise_apart(
        _READING, "shown_page", data, lambda *_: None, page=page, quarters=quarters, degrees=degrees
    )
    return base64.b64decode(draft.lines[0].text)
