"""Paragraphs with footnotes → a Word file whose footnotes are real ones, as Word numbers and prints them."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PART = "/word/footnotes.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
# Word wants the two lines that part notes from the text, under the numbers -1 and 0.
_PARTING = "".join(
    f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{element}/></w:r></w:p></w:footnote>'
    for kind, number, element in (
        ("separator", -1, "separator"),
        ("continuationSeparator", 0, "continuationSeparator"),
    )
)
_RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
_SONG = "宋体"  # what official papers are set in; Word puts another where it is not there


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note at the place where it stands in a paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words and notes in order."""

    pieces: tuple[str | Footnote, ...]
    heading: bool = False


def word_file(title: str, paragraphs: Sequence[Paragraph]) -> bytes:
    """Return a .docx with ``title`` and ``paragraphs``; signs that XML cannot hold become a space."""
    from docx import Document  # noqa: PLC0415 - it takes a fifth of a second to import
    from docx.opc.packuri import PackURI  # noqa: PLC0415
    from docx.opc.part import Part  # noqa: PLC0415
    from docx.oxml import parse_xml  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    document = Document()
    normal = document.styles["Normal"]
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _SONG)
    document.add_heading(_clean(title), level=0)
    notes: list[str] = []
    for paragraph in paragraphs:
        made = document.add_heading("", level=1) if paragraph.heading else document.add_paragraph()
        for piece in paragraph.pieces:
            if isinstance(piece, Footnote):
                notes.append(_clean(piece.text))
                reference = f'<w:r xmlns:w="{_W}">{_RAISED}<w:footnoteReference w:id="{len(notes)}"/></w:r>'
                made._p.append(parse_xml(reference))
            else:
                made.add_run(_clean(piece))
    part = Part(PackURI(_PART), _TYPE, _footnotes(notes), document.part.package)
    document.part.relate_to(part, _RELATION)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _footnotes(notes: Sequence[str]) -> bytes:
    body = "".join(_note(number, text) for number, text in enumerate(notes, 1))
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f'{head}<w:footnotes xmlns:w="{_W}">{_PARTING}{body}</w:footnotes>'.encode()


def _note(number: int, text: str) -> str:
    return (
        f'<w:footnote w:id="{number}"><w:p><w:r>{_RAISED}<w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {escape(text)}</w:t></w:r></w:p></w:footnote>'
    )


def _clean(text: str) -> str:
    return "".join(_signs(text))


def _signs(text: str) -> Iterator[str]:
    for sign in text:
        yield sign if sign in "\t\n" or (sign >= " " and sign not in "\ufffe\uffff") else " "
