"""Documents for the tests: the shipped report, three fictional ones, and a writer of small ones."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from zhengxie_qa.documents import read_document
from zhengxie_qa.structure.section_tree import build_sections
from zhengxie_qa.types import Document, Metadata, Section

TESTS = Path(__file__).parents[1]
DATA = TESTS / "data"
REPORT = "lingshan-2025.txt"
FILES = {
    REPORT: TESTS.parent / "corpus" / REPORT,
    **{name: DATA / name for name in ("yunxi-2023.txt", "yunxi-2024.txt", "yunxi-proposal.md")},
}


@cache
def sample(name: str) -> Document:
    """Return one of the documents in FILES."""
    return read_document(FILES[name].parent, FILES[name])


def written(text: str, hints: dict[int, int] | None = None, title: str = "") -> Document:
    """Return a document of this cleaned text."""
    return Document("a.txt", text, Metadata(title=title), build_sections(text, hints), "0" * 64)


def section(document: Document, title: str) -> Section:
    """Return the one section with this title."""
    (found,) = [one for one in document.sections if one.title == title]
    return found


def squeezed(text: str) -> str:
    """Return ``text`` without whitespace."""
    return "".join(text.split())
