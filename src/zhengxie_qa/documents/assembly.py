"""From what a format's reader gives to a Document: clean lines, their text, sections, metadata.

Imported where a file is read: an index that is up to date is asked without the patterns of page chrome and title
pages, which take 30 ms to compile.
"""

from __future__ import annotations

from zhengxie_qa.documents.formats.html_chrome import strip_chrome
from zhengxie_qa.documents.formats.lines import Draft, Line, collapse, has_word
from zhengxie_qa.documents.formats.wrapping import unwrap
from zhengxie_qa.documents.metadata.extraction import read_metadata
from zhengxie_qa.documents.scanned_lines import placed_scans
from zhengxie_qa.errors import DocumentError
from zhengxie_qa.structure import build_sections
from zhengxie_qa.types import Document, TableRow

_SHOWN = 30  # characters of a line that is left out
_MOST_SHOWN = 3


def assemble(draft: Draft, name: str, sha256: str) -> Document:
    """Return the document with the path ``name`` and the digest ``sha256``; raises DocumentError without a word."""
    lines, furniture = strip_chrome(draft.lines)
    lines = collapse(unwrap(lines) if draft.wrapped else lines)
    text = "\n".join(line.text for line in lines)
    if not has_word(text):
        raise DocumentError(f"{name}：没有正文")
    hints, pages, rows = _marks(lines)
    sections = build_sections(text, hints)
    metadata = read_metadata(lines, furniture, draft.properties, sections, draft.title, name)
    return Document(name, text, metadata, sections, sha256, pages, rows, placed_scans(text, pages, draft.scans))


def chrome_of(draft: Draft) -> list[str]:
    """Say which lines of a draft are furniture of a page or site, and so no text of the document."""
    kept = {id(line) for line in strip_chrome(draft.lines)[0]}
    gone = [line.text for line in draft.lines if line.text and id(line) not in kept]
    shown = "、".join(f"“{text[:_SHOWN]}”" for text in gone[:_MOST_SHOWN])
    return [f"网站或版面的用语 {len(gone)} 行，如{shown}"] if gone else []


def _marks(lines: list[Line]) -> tuple[dict[int, int], tuple[int, ...], tuple[TableRow, ...]]:
    """Return what the format says about the text: heading levels by line start, where pages begin, table rows."""
    hints: dict[int, int] = {}
    pages: list[int] = []
    rows: list[TableRow] = []
    start = 0
    for line in lines:
        if line.level is not None:
            hints[start] = line.level
        if line.row is not None:
            rows.append(TableRow(start, *line.row))
        for offset, page in ((0, line.page), *line.turns):
            pages += [start + offset] * (page - len(pages))
        start += len(line.text) + 1
    return hints, tuple(pages), tuple(rows)
