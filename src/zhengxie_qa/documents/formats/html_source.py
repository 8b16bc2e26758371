"""The source of a web page as text: its bytes tell the encoding, for declarations often err."""

from __future__ import annotations

import codecs
import email
import email.policy
import re
from email.message import Message

from zhengxie_qa.documents.decoding import UndecodableError, UnreadableError, decoded, plausible, sane

_DECLARED = re.compile(rb"<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,200}?encoding)\s*=\s*[\"']?\s*([\w.:-]{2,20})", re.I)
_HEAD = 8_192  # bytes in which a page declares its encoding
_OWN = ("utf-8", "gb2312", "gbk", "gb18030", "hz", "ascii")  # the bytes themselves say which of these it is
_ANY_BYTES = re.compile(r"iso8859|latin|cp125|koi8|mac")  # one byte a character: never fails, and so says nothing


def page_source(data: bytes) -> tuple[str, str]:
    """Return the source of a page and its encoding; raises ``UndecodableError``.

    What the bytes are goes before what is declared: UTF-8 and GB18030 are told by themselves. Another encoding is
    believed where the text is one in it.
    """
    name = _declared(data)
    if name in _OWN or name.startswith(("utf-16", "utf-32")):
        return decoded(data)
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        pass
    try:
        text = None if _ANY_BYTES.match(name) else plausible(sane(data.decode(name)))
    except (UnicodeDecodeError, UndecodableError):
        text = None
    except LookupError as error:
        raise UndecodableError(f"编码 {name} 不受支持，请另存为 UTF-8") from error
    if text is not None:
        return text, name.upper()
    try:
        return decoded(data)
    except UndecodableError:
        return sane(data.decode(name)), name.upper()


def _declared(data: bytes) -> str:
    declared = _DECLARED.search(data[:_HEAD])
    try:
        return codecs.lookup(declared[1].decode("ascii")).name if declared else "utf-8"
    except LookupError:
        return "utf-8"


def saved_page(data: bytes) -> bytes:
    """Return the page in a file of several parts (.mht, .mhtml): the one it begins with, else the longest.

    Raises ``UnreadableError`` where there is none.
    """
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    start = message.get_param("start")
    pages: list[tuple[bool, int, bytes]] = []
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            content = part_bytes(part)
            if content.strip():
                pages.append((bool(start) and part.get("Content-ID") == start, len(content), _marked(part, content)))
    if not pages:
        raise UnreadableError("里面没有网页正文")
    return max(pages, key=lambda page: page[:2])[2]


def part_bytes(part: Message) -> bytes:
    """Return what a part of a message holds, its transfer encoding undone."""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _marked(part: Message, content: bytes) -> bytes:
    """Return a page with the encoding that its part declares; in UTF-16 a mark goes before it, if none is there."""
    charset = part.get_content_charset()
    if charset is None or content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content
    if b"\0" in content[:_HEAD]:
        return (codecs.BOM_UTF16_LE if content[1:2] == b"\0" else codecs.BOM_UTF16_BE) + content
    return b"<meta charset=%s>" % charset.encode("ascii", "ignore") + content
