"""The documents dialog: what is indexed, what is not and why; bringing it up to date; adding and removing files."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, JSONResponse, Response

from zhengxie_qa.documents import LARGEST_UPLOAD, SUFFIXES, checked_name
from zhengxie_qa.errors import UsageError, ZhengxieError
from zhengxie_qa.types import Document, Skipped
from zhengxie_qa.web.live_corpus import Library
from zhengxie_qa.web.render import escape
from zhengxie_qa.web.source_panel import name
from zhengxie_qa.web.texts import Language, choose_language, say

# Our own script sends it; a form or a script of another site cannot without asking this server first.
_OURS = "x-zhengxie"
_FEW = 8  # documents that need no box to look one up


def add_documents_dialog(app: FastAPI, library: Library) -> None:
    """Serve the dialog of ``library`` at ``/documents``, and what it does below it."""

    @app.get("/documents")
    def show(request: Request, lang: str = "") -> HTMLResponse:
        return HTMLResponse(dialog(library, choose_language(lang, request.headers.get("accept-language", ""))))

    @app.get("/documents/progress")
    def progress() -> dict[str, Any]:
        now = library.progress
        return {"running": now.running, "done": now.done, "total": now.total, "error": now.error, "page": now.page}

    @app.post("/documents/update")
    def update(request: Request) -> Response:
        return _answered(request, library.start_update)

    @app.get("/documents/reading")
    def reading(document: str = "") -> Response:
        return _reading(library, document)

    if library.uploads:
        _add_changes(app, library)


def _add_changes(app: FastAPI, library: Library) -> None:
    @app.post("/documents/upload")
    async def upload(request: Request, name: str = "") -> Response:
        try:
            checked_name(name)  # before a byte is read
            data = await _body(request, name)
        except ZhengxieError as error:
            return _failed(error)
        return await run_in_threadpool(_answered, request, lambda: library.add(name, data))

    @app.post("/documents/remove")
    def remove(request: Request, document: str = "") -> Response:
        return _answered(request, lambda: library.remove(document))


async def _body(request: Request, name: str) -> bytes:
    """Return what is sent; UsageError as soon as it is more than may be."""
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > LARGEST_UPLOAD:
            raise UsageError(f"“{name}”太大，上限 {LARGEST_UPLOAD >> 20} MB。")
    return bytes(data)


def _answered(request: Request, act: Any) -> Response:
    if _OURS not in request.headers:
        return JSONResponse({"error": "forbidden"}, status_code=403)
    try:
        return JSONResponse({"done": act()})
    except ZhengxieError as error:
        return _failed(error)


def _failed(error: ZhengxieError) -> Response:
    return JSONResponse({"error": str(error)}, status_code=409)


def _reading(library: Library, document: str) -> Response:
    """Say what is read from the file of an indexed document: its text may have changed since."""
    if document not in library.assistant.documents:
        return JSONResponse({"error": "not found"}, status_code=404)
    try:
        lines = library.explain(document)
    except ZhengxieError as error:
        return _failed(error)
    return HTMLResponse(f'<pre class="zx-reading" lang="zh">{escape(chr(10).join(lines))}</pre>')


def dialog(library: Library, language: Language) -> str:
    """Return the dialog as HTML."""
    documents = library.assistant.documents
    counts = library.assistant.counts
    entries = "".join(_entry(each, counts[path], library.uploads, language) for path, each in documents.items())
    return (
        f'<header class="zx-shelf-head"><h2 id="zx-shelf-name">{_say(language, "shelf")}</h2>'
        f'<p class="zx-shelf-count">{_say(language, "documents_count", count=len(documents))}</p>'
        f"{_search_box(language) if len(documents) > _FEW else ''}"
        f'<button type="button" class="zx-quiet zx-close" aria-label="{_say(language, "close")}">✕</button></header>'
        f'<div class="zx-shelf-body">{_changed(library, language)}'
        f'<ul class="zx-shelf-list">{entries}</ul>'
        f'<p class="zx-shelf-none" hidden>{_say(language, "none_fit")}</p>{_skipped(library.skipped, language)}</div>'
        f'<footer class="zx-shelf-foot"><p class="zx-shelf-said" role="status" aria-live="polite"></p>'
        f"{_upload_button(language) if library.uploads else ''}"
        f'<button type="button" class="zx-update" data-running="{_say(language, "updating")}" '
        f'data-done="{_say(language, "updated")}">{_say(language, "update")}</button></footer>'
    )


def _say(language: Language, key: str, **values: object) -> str:
    return escape(say(language, key, **values))


def _search_box(language: Language) -> str:
    label = _say(language, "find_document")
    return f'<input type="search" class="zx-find" placeholder="{label}" aria-label="{label}">'


def _changed(library: Library, language: Language) -> str:
    try:
        changed = library.has_changed()
    except ZhengxieError as error:
        return f'<p class="zx-warning">{escape(error)}</p>'
    return f'<p class="zx-warning">{_say(language, "changed")}</p>' if changed else ""


def _entry(document: Document, passages: int, removable: bool, language: Language) -> str:
    data = document.metadata
    facts = [data.kind, say(language, "year", year=data.year) if data.year else "", data.date, data.place]
    sizes = say(
        language,
        "sizes",
        sections=len(document.sections) - 1,
        passages=passages,
        characters=f"{len(document.text):,}",
    )
    title = name(document)
    path = f'<span class="zx-entry-path">{escape(document.path)}</span>' if title != document.path else ""
    return (
        f'<li><button type="button" class="zx-entry" data-document="{escape(document.path)}">'
        f'<span class="zx-entry-title" lang="zh">{escape(title)}</span>'
        f'<span class="zx-entry-facts" lang="zh">{"".join(f"<span>{escape(fact)}</span>" for fact in facts if fact)}'
        f'{path}</span><span class="zx-entry-sizes">{escape(sizes)}</span></button>'
        f"{_remove_button(document, title, language) if removable else ''}"
        f'<details class="zx-read" data-document="{escape(document.path)}">'
        f"<summary>{_say(language, 'reading')}</summary></details></li>"
    )


def _remove_button(document: Document, title: str, language: Language) -> str:
    label = _say(language, "remove_label", title=title)
    return (
        f'<button type="button" class="zx-quiet zx-remove" aria-label="{label}" '
        f'data-document="{escape(document.path)}">{_say(language, "remove")}</button>'
        f'<p class="zx-confirm" hidden>{_say(language, "remove_sure")}'
        f'<button type="button" class="zx-quiet zx-remove-yes">{_say(language, "remove_yes")}</button>'
        f'<button type="button" class="zx-quiet zx-remove-no">{_say(language, "remove_no")}</button></p>'
    )


def _skipped(skipped: Any, language: Language) -> str:
    if not skipped:
        return ""
    items = "".join(f"<li><span>{escape(each.path)}</span>{escape(_reason(each))}</li>" for each in skipped)
    return f'<h3 class="zx-label">{_say(language, "skipped")}</h3><ul class="zx-skipped" lang="zh">{items}</ul>'


def _reason(skipped: Skipped) -> str:
    return skipped.reason.removeprefix(f"{skipped.path}：")


def _upload_button(language: Language) -> str:
    return (
        f'<label class="zx-quiet zx-upload">{_say(language, "upload")}'
        f'<input type="file" multiple accept="{",".join(SUFFIXES)}" data-largest="{LARGEST_UPLOAD}" '
        f'data-too-large="{_say(language, "too_large", limit=LARGEST_UPLOAD >> 20)}" '
        f'data-sending="{_say(language, "sending")}"></label>'
    )
