"""Reader of .eml: who wrote to whom, when, about what, and the text; attachments are documents of their own."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage, Message
from email.utils import parsedate_to_datetime

from zhengxie_qa.documents.decoding import UndecodableError, UnreadableError, decoded
from zhengxie_qa.documents.formats.html import read_html
from zhengxie_qa.documents.formats.html_source import part_bytes
from zhengxie_qa.documents.formats.lines import Draft, Line, one_line, plain_lines

_HEAD_END = re.compile(rb"\r?\n\r?\n")
_LABELS = (("From", "发件人"), ("To", "收件人"), ("Cc", "抄送"))
_DEEPEST = 3  # mails within mails
_LONGEST = 300  # characters of a header that is shown


def read_mail(data: bytes) -> Draft:
    """Read a .eml file; raises ``UnreadableError``."""
    return _read(parsed_mail(data), _DEEPEST)


def _read(message: EmailMessage, depth: int) -> Draft:
    draft = _body(message.get_body(("plain", "html")))
    subject = _header(message, "Subject")
    within = [line for one in _forwarded(message) for line in _read(one, depth - 1).lines] if depth else []
    if not subject and not any(line.text for line in (*draft.lines, *within)):
        raise UnreadableError("邮件里没有正文")
    heads = [Line(f"{label}：{value}", 0) for name, label in _LABELS if (value := _header(message, name))]
    date = _date(message)
    heads += [Line(f"发送日期：{date}", 0)] if date else []
    lines = [*([Line(subject, 1)] if subject else []), *heads, *draft.lines, *within]
    return Draft(lines, title=subject, properties={"date": date, "encoding": draft.properties.get("encoding", "")})


def _forwarded(message: EmailMessage) -> Iterator[EmailMessage]:
    """Yield the mails that are attached to one as mails."""
    for part in message.iter_attachments():
        inner = part.get_content() if part.get_content_type() == "message/rfc822" else None
        if isinstance(inner, EmailMessage) and (inner["Subject"] or inner.get_body(("plain", "html")) is not None):
            yield inner


def parsed_mail(data: bytes) -> EmailMessage:
    """Return ``data`` as a message; raises ``UnreadableError`` when it is none."""
    message = email.message_from_bytes(_with_plain_heads(data), policy=email.policy.default)
    if not isinstance(message, EmailMessage) or not any(name in message for name in ("From", "Subject", "Date")):
        raise UnreadableError("不是电子邮件，或已损坏")
    return message


def _with_plain_heads(data: bytes) -> bytes:
    """Return a mail with headers in UTF-8 that some program wrote in its own encoding, without saying in which."""
    end = _HEAD_END.search(data)
    head = data[: end.start()] if end else data
    if head.isascii():
        return data
    try:
        return decoded(head)[0].encode() + data[len(head) :]
    except UndecodableError:
        return data


def _body(part: Message | None) -> Draft:
    if part is None:
        return Draft([])
    content = part_bytes(part)
    charset = part.get_content_charset()
    if part.get_content_type() == "text/html":
        return read_html(content if charset is None else b"<meta charset=%s>" % charset.encode() + content)
    try:
        text, encoding = decoded(content)
    except UndecodableError:
        if charset is None:
            raise
        text, encoding = content.decode(charset, "replace"), charset.upper()
    return Draft(plain_lines(text), properties={"encoding": encoding})


def _header(message: EmailMessage, name: str) -> str:
    return one_line(str(message.get(name, "")))[:_LONGEST]


def _date(message: EmailMessage) -> str:
    try:
        return parsedate_to_datetime(str(message["Date"])).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return ""
