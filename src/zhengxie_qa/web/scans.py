"""Scanned pages: where the lines of a place stand on them, and their pictures, to be shown beside the text."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.responses import JSONResponse, Response

from zhengxie_qa.errors import ZhengxieError
from zhengxie_qa.types import Document
from zhengxie_qa.web.live_corpus import Library

_FOREVER = {"Cache-Control": "private, max-age=86400"}  # the address carries the file's digest


def add_scans(app: FastAPI, library: Library) -> None:
    """Serve ``/scan``: the frames of a place; and ``/scan/page``: the picture of a page."""

    @app.get("/scan")
    def scan(document: str = "", start: int = 0, end: int = 0) -> JSONResponse:
        found = library.assistant.documents.get(document)
        shown = frames(found, start, end) if found is not None else None
        if found is None or shown is None:
            return JSONResponse({"error": "not found"}, status_code=404)
        return JSONResponse({**shown, "version": found.sha256[:12]})

    @app.get("/scan/page")
    def picture(document: str = "", page: int = 0) -> Response:
        if document not in library.assistant.documents:
            return JSONResponse({"error": "not found"}, status_code=404)
        try:
            return Response(library.page_picture(document, page), media_type="image/jpeg", headers=_FOREVER)
        except ZhengxieError as error:
            return JSONResponse({"error": str(error)}, status_code=404)


def frames(document: Document, start: int, end: int) -> dict[str, Any] | None:
    """Return the first scanned page on which ``text[start:end]`` stands, with the boxes of its lines there.

    Each box has left, top, right and bottom in thousandths of the page, and whether a figure in it that lies in the
    place is unsure. None where the place stands on no scanned page.
    """
    for scan in document.scans:
        lines = [line for line in scan.lines if line.start < end and start < line.end]
        if lines:
            boxes = [[*line.box, any(low < end and start < high for low, high in line.doubts)] for line in lines]
            return {"page": scan.number, "boxes": boxes}
    return None
