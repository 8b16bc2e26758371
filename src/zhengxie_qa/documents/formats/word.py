"""Reader of .docx: headings by style, automatic numbers, lists, tables and footnotes; no headers or footers."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from zhengxie_qa.documents.archives import checked_archive
from zhengxie_qa.documents.decoding import UnreadableError
from zhengxie_qa.documents.formats.lines import Draft, Line, glued, one_line
from zhengxie_qa.documents.formats.tables import Cells, across, table_lines
from zhengxie_qa.documents.formats.word_embedded import EMBEDDED, embedded_lines
from zhengxie_qa.documents.formats.word_letterhead import letterhead
from zhengxie_qa.documents.formats.word_numbering import ListNumbers
from zhengxie_qa.documents.formats.word_text import is_printed, printed_text

_HEADING_STYLE = re.compile(r"(?:heading|标题)\s*([1-6])", re.IGNORECASE)
_TITLE_STYLES = ("title", "标题")
_DEEPEST = 6  # levels of headings
_BODY_LEVEL = 9  # what Word calls the outline level of body text
_WIDEST = 64  # columns of a table that a cell spans
_MOST_STYLES = 12  # a style based on another, and so on: a longer chain goes round in circles
_CONTAINERS = frozenset(qn(tag) for tag in ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml", "w:smartTag"))


def read_word(data: bytes) -> Draft:
    """Read a .docx file; raises ``UnreadableError``."""
    checked_archive(data).close()
    try:
        document = docx.Document(io.BytesIO(data))
        return _Reader(document).draft()
    except (KeyError, ValueError, AttributeError, TypeError, IndexError, SyntaxError) as error:
        raise UnreadableError("不是完整的 Word 文档，文件可能已损坏") from error


class _Reader:
    """Walks the body of a document and gathers its lines."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._styles = {style.styleId: style for style in document.styles.element.style_lst}
        self._numbers = ListNumbers(_related_xml(document.part, RELATIONSHIP_TYPE.NUMBERING))
        self._notes = self._read_notes()
        self._lines: list[Line] = []
        self._title: list[str] = []
        self._tables = 0

    def draft(self) -> Draft:
        """Return what the document says."""
        for block in _blocks(self._document.element.body):
            if block.tag == qn("w:tbl"):
                self._tables += 1
                grid, header_rows = self._grid(block)
                self._lines += table_lines(grid, self._tables, header_rows, self._lines)
            elif block.tag == EMBEDDED:
                self._lines += embedded_lines(block, self._document.part)
            else:
                self._paragraph(block)
        self._lines = [*letterhead(self._document, self._lines), *self._lines]
        core = self._document.core_properties
        properties = {"title": one_line(core.title or ""), "author": one_line(core.author or "")}
        return Draft(self._lines, title=glued(self._title), properties=properties)

    def _paragraph(self, element: Any) -> None:
        texts = [one_line(piece) for piece in printed_text(element).split("\n")]
        level, is_title = self._level(element), self._is_title(element)
        if is_title or level:
            texts = [glued(texts)]
        if any(texts):
            texts[0] = self._number(element) + texts[0]
        if is_title and not any(line.level for line in self._lines):
            self._title += filter(None, texts)
        self._lines += [Line(text, level) for text in texts]
        self._lines += [Line(one_line(printed_text(inner))) for inner in _printed_paragraphs(element)]
        self._lines += [Line(note, 0) for note in self._notes_of(element)]

    def _notes_of(self, element: Any) -> list[str]:
        calls = element.iter(qn("w:footnoteReference"), qn("w:endnoteReference"))
        notes = (self._notes.get((call.tag, call.get(qn("w:id")))) for call in calls)
        return [f"注：{text}" for text in notes if text]

    def _cell_text(self, cell: Any) -> str:
        """Return what a cell shows: its paragraphs with their numbers, those of tables and boxes in it, its notes."""
        pieces: list[str] = []
        for paragraph in _printed_paragraphs(cell):
            number, text = self._number(paragraph), printed_text(paragraph)
            pieces.append(number + text if text.strip() else number.strip().rstrip(".．、"))
        return "\n".join(pieces) + "".join(f"（{note}）" for note in self._notes_of(cell))

    def _grid(self, table: Any) -> tuple[list[Cells], int | None]:
        """Return the cells of ``table`` and how many rows it marks as its header."""
        grid: list[Cells] = []
        marked = 0
        for row in table.iter(qn("w:tr")):
            if _enclosing(row, "w:tbl") is not table or row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None:
                continue  # a table within a cell is part of the cell's text; a row may be deleted in a tracked change
            cells: Cells = [""] * _number(row, "w:trPr/w:gridBefore", 0)
            for cell in row.iter(qn("w:tc")):
                if _enclosing(cell, "w:tr") is not row:
                    continue
                above = grid[-1] if grid else []
                goes_on = _goes_on(cell) and len(cells) < len(above)
                text = above[len(cells)] if goes_on else self._cell_text(cell)
                cells += across(text, _span(cell))
            is_head = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
            marked += is_head and marked == len(grid)
            grid.append(cells)
        return grid, marked or None

    def _level(self, element: Any) -> int | None:
        outline = self._property(element, "w:outlineLvl")
        if outline is not None and outline.isdigit() and int(outline) < _BODY_LEVEL:
            return min(int(outline) + 1, _DEEPEST)
        for style in self._chain(element):
            if match := _HEADING_STYLE.fullmatch(_style_name(style)):
                return int(match[1])
        return None

    def _is_title(self, element: Any) -> bool:
        style = next(self._chain(element), None)
        return style is not None and _style_name(style).lower() in _TITLE_STYLES

    def _number(self, element: Any) -> str:
        number_id = self._property(element, "w:numPr/w:numId")
        if not number_id or number_id == "0":
            return ""
        depth = self._property(element, "w:numPr/w:ilvl") or "0"
        return self._numbers.next(number_id, int(depth) if depth.isdigit() else 0)

    def _property(self, element: Any, path: str) -> str | None:
        """Return a value of the paragraph's own properties, or of the nearest style that has it."""
        steps = "/".join(qn(step) for step in ("w:pPr", *path.split("/")))
        for holder in (element, *self._chain(element)):
            found = holder.find(steps)
            if found is not None:
                return str(found.get(qn("w:val")) or "")
        return None

    def _chain(self, element: Any) -> Iterator[Any]:
        """Yield the paragraph's style and those that it is based on."""
        link = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        for _ in range(_MOST_STYLES):
            style = None if link is None else self._styles.get(link.get(qn("w:val")))
            if style is None:
                return
            yield style
            link = style.find(qn("w:basedOn"))

    def _read_notes(self) -> dict[tuple[str, str], str]:
        notes: dict[tuple[str, str], str] = {}
        for kind, type_ in (("footnote", RELATIONSHIP_TYPE.FOOTNOTES), ("endnote", RELATIONSHIP_TYPE.ENDNOTES)):
            root = _related_xml(self._document.part, type_)
            for note in [] if root is None else root.iter(qn(f"w:{kind}")):
                text = glued([one_line(printed_text(inner)) for inner in note.iter(qn("w:p"))])
                notes[qn(f"w:{kind}Reference"), note.get(qn("w:id"))] = text
        return notes


def _related_xml(part: Any, type_: str) -> Any | None:
    links = (rel for rel in part.rels.values() if rel.reltype == type_ and not rel.is_external)
    link = next(links, None)
    return None if link is None else parse_xml(link.target_part.blob)


def _blocks(parent: Any) -> Iterator[Any]:
    """Yield the paragraphs, tables and embedded files under ``parent`` in order, those in content controls too."""
    pending = list(parent)[::-1]
    while pending:
        element = pending.pop()
        if element.tag in (qn("w:p"), qn("w:tbl"), EMBEDDED):
            yield element
        elif element.tag in _CONTAINERS:
            pending.extend(list(element)[::-1])


def _printed_paragraphs(parent: Any) -> Iterator[Any]:
    """Yield every paragraph within ``parent`` that is printed, those in text boxes and inner tables too."""
    return (inner for inner in parent.iter(qn("w:p")) if inner is not parent and is_printed(inner))


def _style_name(style: Any) -> str:
    name = style.find(qn("w:name"))
    return "" if name is None else str(name.get(qn("w:val")) or "").strip()


def _enclosing(element: Any, tag: str) -> Any:
    return next(element.iterancestors(qn(tag)), None)


def _goes_on(cell: Any) -> bool:
    """Say whether ``cell`` is merged with the one above it."""
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merge is not None and merge.get(qn("w:val")) != "restart"


def _span(cell: Any) -> int:
    return max(1, _number(cell, "w:tcPr/w:gridSpan", 1))


def _number(element: Any, path: str, otherwise: int) -> int:
    found = element.find("/".join(qn(step) for step in path.split("/")))
    value = "" if found is None else found.get(qn("w:val")) or ""
    return min(int(value), _WIDEST) if value.isascii() and value.isdigit() else otherwise
