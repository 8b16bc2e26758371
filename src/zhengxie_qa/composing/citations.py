"""Citations of places in documents, and the reference lines people copy."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from zhengxie_qa.structure import SEPARATOR, locator
from zhengxie_qa.types import Answer, Citation, Document, Metadata, Passage

__all__ = ["format_reference", "format_references", "locator", "make_citation", "quoted"]

_INNER = str.maketrans("“”‘’", "‘’“”")


def make_citation(
    n: int, document: Document, passage: Passage, start: int, end: int, focus: tuple[tuple[int, int], ...] = ()
) -> Citation:
    """Return citation ``n`` of ``document.text[start:end]``, which must lie within ``passage``.

    ``focus`` are the places in the document's text of what was asked for.

    Raises:
        ValueError: the passage is not of this document, or the quotation is empty or reaches out of it.
    """
    if passage.document != document.path or document.text[passage.start : passage.end] != passage.text:
        raise ValueError(f"passage {passage.document}[{passage.start}:{passage.end}] is not of {document.path}")
    if not passage.start <= start < end <= passage.end:
        raise ValueError(f"quotation {start}:{end} is not within its passage {passage.start}:{passage.end}")
    return Citation(
        n=n,
        document=document.path,
        title=document.metadata.title or PurePosixPath(document.path).stem,
        locator=locator(document, start),
        passage=passage.text,
        quote=document.text[start:end],
        start=start,
        end=end,
        focus=focus,
    )


def format_reference(citation: Citation, metadata: Metadata) -> str:
    """Return the reference line of ``citation``: 《title》（session，date，page），heading，…，第5段。

    What is not known is left out.
    """
    given = "，".join(filter(None, (_giver(metadata), metadata.session, _chinese_date(metadata.date), metadata.page)))
    title = f"《{_inner_quotes(citation.title)}》" + (f"（{given}）" if given else "")
    first, *others = citation.locator.split(SEPARATOR)
    repeats = first == citation.title or (first.endswith("…") and citation.title.startswith(first[:-1]))
    points = others if repeats and others else [first, *others]  # a heading of the whole says the title once more
    return "，".join(filter(None, (title, *points))) + "。"


def quoted(text: str) -> str:
    """Return ``text`` in quotation marks; those within it become inner ones, and inner ones outer again."""
    return f"“{text.translate(_INNER)}”"


def format_references(answer: Answer, documents: Mapping[str, Document]) -> str:
    """Return the answer's text followed by its numbered references with their quotations, as plain text.

    ``documents`` are the cited documents by path; one that is missing is cited by its title alone.
    """
    lines: list[str] = []
    for citation in answer.citations:
        document = documents.get(citation.document)
        reference = format_reference(citation, document.metadata if document else Metadata())
        lines.append(f"[{citation.n}] {reference}{quoted(citation.quote)}")
    return "\n".join([answer.answer, "", *lines]) if lines else answer.answer


def _giver(metadata: Metadata) -> str:
    """Return the body, unless the title or the session already names it."""
    body = metadata.organisation
    return "" if body in metadata.title or body in metadata.session else body


def _chinese_date(iso: str) -> str:
    if not iso:
        return ""
    year, month, day = iso.split("-")
    return f"{year}年{int(month)}月{int(day)}日"


def _inner_quotes(title: str) -> str:
    """Inside 《》, a title's own 《》 become 〈〉."""
    return title.replace("《", "〈").replace("》", "〉")
