"""Reader of .rtf: the running text; rows of tables are told by the marks between their cells."""

from __future__ import annotations

import re

from striprtf.striprtf import rtf_to_text

from zhengxie_qa.documents.decoding import UnreadableError, sane
from zhengxie_qa.documents.formats.lines import Draft, Line, one_line, visible
from zhengxie_qa.documents.formats.tables import Cells, table_lines

_SIGNATURE = re.compile(rb"\s*\{\\rtf")
_CELL = "|"
_FIELD = re.compile(r"\{\\\*\\fldinst[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")  # what computes a field, not what it shows
_HIDDEN = re.compile(r"\{\\v(?![0a-z])[^{}]*\}")


def read_rtf(data: bytes) -> Draft:
    """Read a .rtf file; raises ``UnreadableError``."""
    if not _SIGNATURE.match(data):
        raise UnreadableError("不是 RTF 文件，或已损坏")
    source = _FIELD.sub("", _HIDDEN.sub("", data.decode("latin-1")))
    try:
        text: str = rtf_to_text(source, errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, IndexError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise UnreadableError("RTF 文件已损坏，无法读出文字") from error
    return Draft(_lines(visible(sane(text)).split("\n")))


def _lines(texts: list[str]) -> list[Line]:
    lines: list[Line] = []
    table: list[Cells] = []
    number = 0
    for text in [*texts, ""]:
        if text.count(_CELL) > 1 and text.rstrip().endswith(_CELL):
            table.append([one_line(cell) for cell in text.rstrip()[:-1].split(_CELL)])
            continue
        if table:
            number += 1
            lines += table_lines(table, number, None, lines)
            table = []
        lines.append(Line(one_line(text)))
    return lines
