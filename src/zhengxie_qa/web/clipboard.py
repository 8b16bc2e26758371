"""What a reader takes along: an answer with its references, a sentence with its source, as text and as HTML."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from zhengxie_qa.composing import format_reference, format_references, quoted
from zhengxie_qa.structure import locator
from zhengxie_qa.types import CITATION_MARKER, Answer, Citation, Document, Metadata
from zhengxie_qa.web.live_corpus import Library
from zhengxie_qa.web.markup import escape
from zhengxie_qa.web.texts import Language, choose_language, say

_LONGEST = 5_000  # characters that may be quoted at once


def add_copies(app: FastAPI, library: Library) -> None:
    """Serve ``/cite``: a stretch of a document, verbatim, with its source."""

    @app.get("/cite")
    def cite(request: Request, document: str = "", start: int = 0, end: int = 0, lang: str = "") -> JSONResponse:
        language = choose_language(lang, request.headers.get("accept-language", ""))
        found = library.assistant.documents.get(document)
        if found is None or not 0 <= start < end <= len(found.text) or end - start > _LONGEST:
            return JSONResponse({"error": say(language, "source_missing")}, status_code=404)
        return JSONResponse(citation_copy(found, start, end))


def citation_copy(document: Document, start: int, end: int) -> dict[str, Any]:
    """Return the words of ``document.text[start:end]`` with their source in brackets, and where they stand."""
    words = " ".join(document.text[start:end].split("\n")).strip()
    where = locator(document, start)
    title = document.metadata.title or PurePosixPath(document.path).stem
    cited = Citation(1, document.path, title, where, passage="", quote=words, start=start, end=end)
    source = format_reference(cited, document.metadata).removesuffix("。")
    text = f"{quoted(words)}（{source}）"
    return {"text": text, "html": f"<p>{escape(text)}</p>", "locator": where}


def answer_copy(answer: Answer, documents: Mapping[str, Document], language: Language) -> tuple[str, str]:
    """Return an answer with its references as text, and as HTML whose numbers are raised.

    Where nothing was found, what is near follows, said to be no answer.
    """
    text = format_references(answer, documents)
    near = [] if answer.citations else list(answer.related)
    label = say(language, "related")
    if near:
        lines = [f"{_reference(citation, documents)}" for citation in near]
        text = "\n".join([text, "", f"{label}：", *lines])
    numbered = "".join(f"<p>[{c.n}] {escape(_reference(c, documents))}</p>" for c in answer.citations)
    others = f"<p>{escape(label)}：</p>" + "".join(f"<p>{escape(_reference(c, documents))}</p>" for c in near)
    raised = (
        CITATION_MARKER.sub(r"<sup>[\1]</sup>", escape(line)) for line in answer.answer.splitlines() if line.strip()
    )
    body = "".join(f"<p>{line}</p>" for line in raised)
    return text, body + (numbered or (others if near else ""))


def _reference(citation: Citation, documents: Mapping[str, Document]) -> str:
    document = documents.get(citation.document)
    return format_reference(citation, document.metadata if document else Metadata()) + quoted(citation.quote)
