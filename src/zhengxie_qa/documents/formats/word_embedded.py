"""Files within a Word document that Word takes in when it is opened: what office systems write as a page or as text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docx.oxml.ns import qn

from zhengxie_qa.documents.decoding import UnreadableError
from zhengxie_qa.documents.formats.html import read_html, read_mhtml
from zhengxie_qa.documents.formats.lines import Draft, Line
from zhengxie_qa.documents.formats.plain import read_plain
from zhengxie_qa.documents.formats.rtf import read_rtf

EMBEDDED = qn("w:altChunk")
_LARGEST = 32 * 2**20  # bytes
_READERS: dict[str, Callable[[bytes], Draft]] = {
    "text/html": read_html,
    "application/xhtml+xml": read_html,
    "message/rfc822": read_mhtml,
    "application/rtf": read_rtf,
    "text/rtf": read_rtf,
    "text/plain": read_plain,
}


def embedded_lines(element: Any, part: Any) -> list[Line]:
    """Return the lines of the file that ``element`` embeds in a document's ``part``; none of a type that is not read.

    Raises ``UnreadableError`` where it is damaged.
    """
    link = part.rels.get(element.get(qn("r:id")) or "")
    if link is None or link.is_external:
        return []
    read = _READERS.get(link.target_part.content_type.partition(";")[0].strip().lower())
    data = link.target_part.blob
    if read is None or not data.strip():
        return []
    if len(data) > _LARGEST:
        raise UnreadableError(f"嵌入的内容过大（上限 {_LARGEST >> 20} MB）")
    return [Line(line.text, line.level) for line in read(data).lines]
