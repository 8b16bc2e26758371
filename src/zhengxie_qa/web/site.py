"""The web application around the Gradio page: its files, the source documents, and what may pass the door."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections.abc import Collection
from importlib import resources

import gradio as gr
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, Response
from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from zhengxie_qa.composing import telling
from zhengxie_qa.documents import LARGEST_UPLOAD
from zhengxie_qa.web import source_panel
from zhengxie_qa.web.clipboard import add_copies
from zhengxie_qa.web.documents_dialog import add_documents_dialog
from zhengxie_qa.web.export import add_export
from zhengxie_qa.web.feedback import add_feedback
from zhengxie_qa.web.guard import Guard
from zhengxie_qa.web.light_blocks import ask_first, keep_no_visitors, mounted_in, without_detours
from zhengxie_qa.web.live_corpus import Library
from zhengxie_qa.web.page import build_page
from zhengxie_qa.web.quiet_gradio import one_line_each
from zhengxie_qa.web.render import escape
from zhengxie_qa.web.scans import add_scans
from zhengxie_qa.web.texts import Language, choose_language, say
from zhengxie_qa.web.theme import theme
from zhengxie_qa.web.why import add_why

_WORTH_PACKING = 1_000  # bytes of an answer; a smaller one fits into one packet anyway
_PACKING = 5  # of 9: one part in thirty larger, in half the time
_OK = 200
_PAGES_KEPT = 8  # one for each name and language that the server is visited by, 40 kB each
_MAX_BODY = 4_000_000  # bytes: a question and a full history need a tenth of it
# What the page and gradio_client use; uploads, proxying, file reading and monitoring stay shut.
_OPEN = re.compile(
    r"/(?:|source|scan(?:/page)?|cite|why|export|feedback|documents(?:/(?:progress|reading|update|upload|remove))?|zx/.*|assets/.*|static/.*|svelte/.*|theme\.css|config/?|favicon\.ico|robots\.txt"
    r"|gradio_api/(?:info|app_id|startup-events|theme\.css|heartbeat/[^/]+|queue/(?:join|data)|call/[^/]+"
    r"|call/(?!v2/)[^/]+/[^/]+|run/[^/]+/?|reset|cancel))"
)
_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" '
    'fill="#8c2f2b"/><path d="M9 10h14M9 16h14M9 22h8" stroke="#fff" stroke-width="2.4" '
    'stroke-linecap="round"/></svg>'
)
_EMPTY = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="  # of an empty style sheet
# Sent as one file each, in this order: later rules win, and the first script makes what the others add to.
_STYLES = ("page.css", "answers.css", "asking.css", "dialogs.css", "source_panel.css", "narrow.css")
_SCRIPTS = (
    *("source_panel.js", "citations.js", "following.js", "conversations.js", "conversations_dialog.js"),
    *("copying.js", "question_box.js", "documents_dialog.js", "why.js", "votes.js", "scans.js"),
)
_TYPES = {"style.css": "text/css", "scripts.js": "text/javascript"}


# Gradio's telemetry stays off, and so do its own statistics: it would rebuild a table of the last 10,000
# events after every single one, for a monitoring page that is not served.
_GRADIO = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "GRADIO_ANALYTICS_MAX_EVENTS": "1",
    "GRADIO_ANALYTICS_CACHE_FREQUENCY": str(10**9),
}


def build_site(library: Library, hosts: Collection[str] = ()) -> ASGIApp:
    """Return the application that serves ``library``: the page at ``/``, its documents at ``/source``.

    ``hosts``: names that the server is reached by, besides localhost and its addresses.
    Sets Gradio's environment variables that only it reads.
    """
    os.environ.update(_GRADIO)
    one_line_each()
    without_detours()
    files = {"style.css": b"".join(map(_read, _STYLES)), "scripts.js": b"\n".join(map(_read, _SCRIPTS))}
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    _add_files(app, files)
    _add_source(app, library)
    add_scans(app, library)
    add_documents_dialog(app, library)
    add_why(app, library)
    add_export(app, library)
    add_copies(app, library)
    add_feedback(app, library)
    gr.mount_gradio_app(
        app,
        build_page(library),
        path="/",
        footer_links=[],
        run_history=False,
        show_error=False,
        enable_monitoring=False,
        pwa=False,
        ssr_mode=False,
        mcp_server=False,
        theme=theme(),
    )
    gradio_app = mounted_in(app)
    keep_no_visitors(gradio_app)
    ask_first(gradio_app)
    version = hashlib.sha256(b"".join(files.values())).hexdigest()[:12]
    packed = GZipMiddleware(Door(app, version), minimum_size=_WORTH_PACKING, compresslevel=_PACKING)
    return Guard(packed, hosts, _largest)


def _read(name: str) -> bytes:
    return (resources.files(__package__) / name).read_bytes()


def _add_files(app: FastAPI, files: dict[str, bytes]) -> None:
    forever = {"Cache-Control": "public, max-age=31536000, immutable"}  # the address carries the version

    @app.get("/zx/{name}")
    def file(name: str) -> Response:
        if name not in files:
            return Response(status_code=404)
        return Response(files[name], media_type=_TYPES[name], headers=forever)

    @app.get("/favicon.ico")
    def icon() -> Response:
        return Response(_ICON, media_type="image/svg+xml")


def _add_source(app: FastAPI, library: Library) -> None:
    @app.get("/source")
    def show(request: Request, document: str = "", lang: str = "", otherwise: str = "") -> HTMLResponse:
        language = choose_language(lang, request.headers.get("accept-language", ""))
        assistant = library.assistant
        documents = assistant.documents
        chosen = documents.get(document)
        if chosen is None and (not document or otherwise == "first"):
            chosen = next(telling(list(documents.values())), None)
        if chosen is None:
            return HTMLResponse(escape(say(language, "source_missing")), status_code=404)
        return HTMLResponse(source_panel.panel(chosen, documents, assistant.counts, language))


class Door:
    """The middleware that lets only our paths in and makes sure the page loads nothing from elsewhere."""

    def __init__(self, app: ASGIApp, version: str) -> None:
        self._app = app
        self._version = version  # of our own files
        self._pages: dict[tuple[object, ...], str] = {}  # as last sent, by what they depend on; nothing of a visitor
        self._blank = secrets.token_urlsafe(16)  # stands there for the nonce

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if not _OPEN.fullmatch(scope["path"]):
            await Response("Not found", status_code=404)(scope, receive, send)
        elif scope["path"] == "/" and scope["method"] in ("GET", "HEAD"):
            await self._send_page(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _send_page(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send Gradio's page with what points elsewhere taken out and our own files put in."""
        headers = Headers(scope=scope)
        language = choose_language(None, headers.get("accept-language", ""))
        key = _made_for(scope, headers, language)
        page = self._pages.get(key) if key else None
        if page is None:
            status, made = await self._made(scope, receive)
            page = _rewrite(made, self._blank, self._version, language)
            if status != _OK:
                await HTMLResponse(page.replace(self._blank, ""), status_code=status)(scope, receive, send)
                return
            if key:
                self._pages = {**dict(list(self._pages.items())[1 - _PAGES_KEPT :]), key: page}
        nonce = secrets.token_urlsafe(16)
        policy = {"Content-Security-Policy": _policy(nonce), "Cache-Control": "no-store"}
        await HTMLResponse(page.replace(self._blank, nonce), headers=policy)(scope, receive, send)

    async def _made(self, scope: Scope, receive: Receive) -> tuple[int, str]:
        """Return the status and the body of Gradio's own page."""
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        body, status = bytearray(), _OK

        async def collect(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            elif message["type"] == "http.response.body":
                body.extend(message.get("body", b""))

        await self._app({**scope, "headers": plain}, receive, collect)
        return status, body.decode()


def _made_for(scope: Scope, headers: Headers, language: Language) -> tuple[object, ...] | None:
    """Return what Gradio's page depends on; None where that is more: a request that was passed on, an address with
    more to it."""
    if scope["query_string"] or any(name.startswith(("x-forwarded", "forwarded")) for name in headers):
        return None
    return scope["scheme"], scope.get("root_path", ""), headers.get("host"), language


def _largest(path: str) -> int:
    """Return how many bytes may be sent to ``path``."""
    return LARGEST_UPLOAD if path == "/documents/upload" else _MAX_BODY


def _policy(nonce: str) -> str:
    """Return what the page may load: whatever it holds, it reaches only this server.

    What Gradio holds back: it compiles its templates at run time, hence unsafe-eval; it styles its elements one by
    one, hence unsafe-inline for their attributes (and for all styles in browsers that tell no attributes apart), and
    adds empty sheets; it sets the base of the page; the arrows of its lists are pictures in its style sheet, hence
    data. Inline scripts, sheets with anything in them, and inline handlers stay forbidden.
    """
    return (
        f"default-src 'none'; script-src 'self' 'nonce-{nonce}' 'unsafe-eval'; script-src-attr 'none'; "
        f"style-src 'self' 'unsafe-inline'; style-src-elem 'self' 'nonce-{nonce}' '{_EMPTY}'; "
        "style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        "base-uri 'self'; form-action 'none'; frame-ancestors 'none'"
    )


def _rewrite(page: str, nonce: str, version: str, language: Language) -> str:
    """Return Gradio's page without foreign addresses, with our style, script, name and language."""
    name = escape(say(language, "name"))
    ours = (
        f'<title>{name}</title><link rel="icon" href="./favicon.ico" type="image/svg+xml">'
        f'<link rel="stylesheet" href="./zx/style.css?v={version}">'
    )
    scripts = f'<script defer src="./zx/scripts.js?v={version}"></script>'
    page = re.sub(r'<meta\s+(?:property="og:|name="twitter:)[^>]*>', "", page)
    page = page.replace('<link rel="manifest" href="/manifest.json" />', "")
    page = page.replace('lang="en"', f'lang="{"zh-CN" if language == "zh" else "en"}"', 1)
    page = re.sub("<(script|style)(?=[ >])", rf'<\1 nonce="{nonce}"', page)
    page = page.replace("</head>", f"{ours}{scripts}</head>", 1)
    return re.sub(r"<body[^>]*>", lambda body: body[0] + _shell(language), page, count=1)


def _shell(language: Language) -> str:
    """Return what is seen until Gradio has loaded: the frame of the page, so that the first paint need not wait."""
    name, tagline = escape(say(language, "name")), escape(say(language, "tagline"))
    return (
        '<div class="zx-shell" aria-hidden="true"><div class="zx-shell-head"><span class="zx-shell-seal">问</span>'
        f'<b>{name}</b><span class="zx-shell-line">{tagline}</span></div><div class="zx-shell-paper"></div></div>'
    )
