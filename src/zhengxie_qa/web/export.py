"""A conversation as a file to keep: Markdown, or Word with every citation a footnote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any

from fastapi import Body, FastAPI, Request
from fastapi.responses import JSONResponse, Response

from zhengxie_qa.composing import format_reference, quoted
from zhengxie_qa.documents import Footnote, Paragraph, word_file
from zhengxie_qa.types import CITATION_MARKER, Answer, Citation, Document, Metadata
from zhengxie_qa.web.live_corpus import Library
from zhengxie_qa.web.texts import Language, choose_language, say
from zhengxie_qa.web.turns import restore

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_LONGEST_NAME = 200
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def add_export(app: FastAPI, library: Library) -> None:
    """Serve ``/export``: what the browser keeps of a conversation, written as a file. Nothing of it stays here."""

    @app.post("/export")
    def export(request: Request, kept: Annotated[Any, Body()], format: str = "md", lang: str = "") -> Response:
        language = choose_language(lang, request.headers.get("accept-language", ""))
        item = kept if isinstance(kept, dict) else {}
        documents = library.assistant.documents
        answers = [turn.answer for turn in restore(item.get("turns"), documents)]
        name = item.get("name")
        title = name[:_LONGEST_NAME] if isinstance(name, str) and name.strip() else say(language, "name")
        if format == "docx":
            return Response(word_file(title, list(written(answers, documents, language))), media_type=_WORD)
        if format == "md":
            text = markdown(title, written(answers, documents, language))
            return Response(text.encode(), media_type="text/markdown; charset=utf-8")
        return JSONResponse({"error": "format"}, status_code=400)


def written(answers: Sequence[Answer], documents: Mapping[str, Document], language: Language) -> Iterator[Paragraph]:
    """Yield the questions as headings and the answers as paragraphs, with a note for each citation."""
    for answer in answers:
        yield Paragraph((answer.question,), heading=True)
        cited = {citation.n: _note(citation, documents) for citation in answer.citations}
        for line in filter(str.strip, answer.answer.splitlines()):
            yield Paragraph(tuple(_pieces(line, cited)))
        if answer.related and not answer.citations:
            near = [Footnote(_note(citation, documents)) for citation in answer.related]
            yield Paragraph((say(language, "related"), *near))
        yield from (Paragraph((warning,)) for warning in answer.warnings)


def markdown(title: str, paragraphs: Iterator[Paragraph]) -> str:
    """Return the paragraphs as Markdown, the notes as footnotes at the end; what would be markup is escaped."""
    lines, notes = [f"# {_plain(title)}"], list[str]()
    for paragraph in paragraphs:
        said = ""
        for piece in paragraph.pieces:
            if isinstance(piece, Footnote):
                notes.append(f"[^{len(notes) + 1}]: {_plain(piece.text)}")
                said += f"[^{len(notes)}]"
            else:
                said += _plain(piece)
        lines.append(f"## {said}" if paragraph.heading else said)
    return "\n\n".join([*lines, *notes]) + "\n"


def _pieces(line: str, cited: Mapping[int, str]) -> Iterator[str | Footnote]:
    for number, piece in enumerate(CITATION_MARKER.split(line)):
        note = cited.get(int(piece)) if number % 2 else None
        if note is not None:
            yield Footnote(note)
        elif piece:
            yield f"[{piece}]" if number % 2 else piece


def _note(citation: Citation, documents: Mapping[str, Document]) -> str:
    document = documents.get(citation.document)
    return format_reference(citation, document.metadata if document else Metadata()) + quoted(citation.quote)


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
