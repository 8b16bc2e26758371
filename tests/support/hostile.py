"""Writes files made to break a reader: 360 of all formats, the same ones every time."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
from reportlab.pdfgen.canvas import Canvas

from tests.support.hostile_others import others, whole_of

COUNT = 360
_SEED = 20241231
_SENTENCE = "常委会认真履行职责，全年共征集提案236件。"
_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">'
    + "".join(f'<!ENTITY {chr(b)} "{f"&{chr(b - 1)};" * 10}">' for b in range(ord("b"), ord("k")))
    + "]>"
)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = {".docx": "word/document.xml", ".xlsx": "xl/worksheets/sheet1.xml"}


def write_hostile(folder: Path) -> list[str]:
    """Write COUNT hostile files into ``folder`` and return their names."""
    names: list[str] = []
    for number, (kind, suffix, data) in zip(range(COUNT), _inputs(), strict=False):
        name = f"{number:03}-{kind}{suffix}"
        (folder / name).write_bytes(data)
        names.append(name)
    return names


def _inputs() -> Iterator[tuple[str, str, bytes]]:
    """Yield (what is wrong, suffix, bytes): the named attacks first, then damaged real files without end."""
    yield from _texts()
    yield from _pages()
    yield from _archives()
    yield from _pdfs()
    yield from others()
    yield from _damaged()


def _texts() -> Iterator[tuple[str, str, bytes]]:
    yield "million-characters", ".txt", ("提案" * 500_000).encode()
    yield "million-stops", ".txt", ("。" * 1_000_000 + "提案").encode()
    yield "million-brackets", ".txt", ("（《“" * 300_000).encode()
    yield "million-numbers", ".txt", ("1" * 1_000_000).encode()
    yield "many-lines", ".txt", ("一、\n" * 300_000).encode()
    yield "fields-without-end", ".txt", ("序号：1　" * 150_000).encode()
    yield "headings", ".txt", "".join(f"（{'一' * (n % 5)}）提案\n" for n in range(100_000)).encode()
    yield "nul", ".txt", b"\0" * 1_000_000
    yield "surrogates", ".txt", b"\xed\xa0\x80" * 1000
    yield "half-utf16", ".txt", b"\xff\xfe" + b"\x00\xd8" * 1000
    yield "gb18030-cut", ".txt", _SENTENCE.encode("gb18030")[:-1] * 99
    yield "stars", ".md", ("*" * 1_000_000).encode()
    yield "links", ".md", ("[" * 400_000 + "](" * 100_000).encode()
    yield "quotes", ".md", ("> " * 500_000 + "提案").encode()
    yield "fences", ".md", ("```\n~~~\n" * 100_000).encode()
    yield "bars", ".md", ("|" * 600_000 + "\n|---|\n").encode()
    yield "rows", ".md", ("|甲|乙|\n" * 100_000).encode()
    yield "hashes", ".md", ("# " * 400_000).encode()
    yield "front-matter", ".md", ("---\n" + "a: b\n" * 100_000).encode()
    yield "backticks", ".md", ("`" * 500_001 + "\n" + "\\" * 500_000).encode()


def _pages() -> Iterator[tuple[str, str, bytes]]:
    page = "<html><body>{}</body></html>".format
    paragraph = f"<p>{_SENTENCE}</p>"
    for depth in (300, 5_000, 200_000):
        for tag in ("div", "span", "table><tr><td", "ul><li", "b"):
            yield f"deep-{depth}", ".html", page(f"<{tag}>" * depth + paragraph).encode()
    yield "attributes", ".html", page("<p " + " ".join(f"a{n}=1" for n in range(60_000)) + ">提案</p>").encode()
    yield "one-attribute", ".html", page(f'<p class="{"nav " * 200_000}">提案</p>').encode()
    yield "hundred-thousand-paragraphs", ".html", page(paragraph * 60_000).encode()
    yield "spans", ".html", page("<table>" + "<tr><td rowspan=65535 colspan=65535>甲" * 2_000).encode()
    yield "cells", ".html", page("<table>" + ("<tr>" + "<td>甲" * 300) * 200).encode()
    yield "nested-tables", ".html", page("<table><tr><td>甲" * 100 + "</table>" * 100).encode()
    yield "laughs", ".html", (_LAUGHS + page("&j;")).encode()
    yield "bad-charset", ".html", b"<meta charset=none-such>" + page(paragraph).encode() + b"\xff\xfe\xff"
    yield "utf7", ".html", b"<meta charset=utf-7>" + page(paragraph).encode()
    yield "zip-charset", ".html", b"<meta charset=zlib>" + page(paragraph).encode() + b"\xff"
    yield "no-body", ".html", b"<html><head><title>x</title></head></html>"
    yield "script-only", ".html", page(f"<script>{'a' * 500_000}</script>").encode()
    yield "unclosed", ".htm", ("<p><a href='" * 50_000).encode()
    yield "comments", ".htm", ("<!--" * 200_000 + "-->").encode()
    yield "no-parts", ".mht", b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n" + b"--x\n" * 50_000
    nested = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3_000))
    yield "nested-parts", ".mhtml", nested.encode()
    yield "bad-base64", ".mht", b"Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n" + b"=" * 10_000


def _archives() -> Iterator[tuple[str, str, bytes]]:
    for suffix, part in _TYPES.items():
        yield "bomb-ratio", suffix, _zipped({part: b" " * 100 * 2**20})
        yield "bomb-total", suffix, _zipped({f"media/{n}.bin": bytes(16 * 2**20) for n in range(12)})
        yield "bomb-count", suffix, _zipped({f"word/{n}.xml": b"<a/>" for n in range(6_000)})
        yield "lies", suffix, _lying(_whole(suffix))
        yield "laughs", suffix, _replaced(_whole(suffix), part, (_LAUGHS + "<w:document>&j;</w:document>").encode())
        yield "laughs-utf16", suffix, _replaced(_whole(suffix), part, (_LAUGHS + "<a>&j;</a>").encode("utf-16"))
        outside = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
        yield "outside-entity", suffix, _replaced(_whole(suffix), part, outside)
        yield "no-xml", suffix, _replaced(_whole(suffix), part, b"\xff" * 10_000)
        yield "empty-part", suffix, _replaced(_whole(suffix), part, b"")
        yield "missing-part", suffix, _replaced(_whole(suffix), part, None)
        yield "no-types", suffix, _replaced(_whole(suffix), "[Content_Types].xml", None)
        yield "dot-dot", suffix, _zipped({"../../../../tmp/evil.xml": b"<a/>", part: b"<a/>"})
        yield "old-format", suffix, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5_000)
        locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le")
        yield "locked", suffix, locked
        yield "text", suffix, _SENTENCE.encode()
    deep = "<w:tbl><w:tr><w:tc>" * 80 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 80
    for kind, body in {
        "deep-tables": deep,
        "deeper": "<w:sdt><w:sdtContent>" * 5_000 + "</w:sdtContent></w:sdt>" * 5_000,
        "paragraphs": "<w:p><w:r><w:t>甲</w:t></w:r></w:p>" * 60_000,
        "wide-cells": ('<w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr><w:p/></w:tc></w:tr>' * 500).join(
            ("<w:tbl>", "</w:tbl>")
        ),
        "no-text": "<w:p/>" * 1_000,
    }.items():
        xml = f"<w:document {_W}><w:body>{body}</w:body></w:document>"
        yield kind, ".docx", _replaced(_whole(".docx"), "word/document.xml", xml.encode())
    sheet = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData>{}</worksheet>'
    for kind, cells, rest in (
        ("far-cell", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', ""),
        ("bad-reference", '<row r="x"><c r="!!"><v>1</v></c></row>', ""),
        ("bad-number", '<row r="1"><c r="A1"><v>1e999</v></c><c r="B1"><v>many</v></c></row>', ""),
        ("merged", "", '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
    ):
        yield kind, ".xlsx", _replaced(_whole(".xlsx"), _TYPES[".xlsx"], sheet.format(cells, rest).encode())
    for suffix in (".doc", ".wps"):
        yield "no-office", suffix, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5_000)
        yield "bomb", suffix, _zipped({"word/document.xml": b" " * 100 * 2**20})


def _pdfs() -> Iterator[tuple[str, str, bytes]]:
    whole = _whole(".pdf")
    yield "no-pdf", ".pdf", b"%PDF-1.7\n" + b"x" * 100_000
    yield "header-only", ".pdf", b"%PDF-1.4"
    yield "many-objects", ".pdf", b"%PDF-1.4\n" + b"1 0 obj<</A 1 0 R>>endobj\n" * 50_000
    yield "deep-arrays", ".pdf", b"%PDF-1.4\n1 0 obj" + b"[" * 200_000 + b"endobj"
    yield (
        "page-loop",
        ".pdf",
        (
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
            b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>endobj\ntrailer<</Root 1 0 R>>"
        ),
    )
    yield "many-pages", ".pdf", whole.replace(b"/Count 1", b"/Count 999999999")
    yield "locked", ".pdf", _pdf(lambda canvas: canvas.drawString(9, 9, "x"), encrypt="secret")
    yield "scan", ".pdf", _pdf(lambda canvas: canvas.drawInlineImage(_picture(), 0, 0))
    yield "blank", ".pdf", _pdf(lambda canvas: None)
    yield "many-lines", ".pdf", _pdf(lambda canvas: [canvas.line(n % 500, 9, n % 500, 700) for n in range(30_000)])
    yield "many-letters", ".pdf", _pdf(lambda canvas: [canvas.drawString(9, 9, "x" * 1_000) for _ in range(300)])
    yield "far-letters", ".pdf", _pdf(lambda canvas: canvas.drawString(1e9, -1e9, "far"))
    yield "huge-page", ".pdf", _pdf(lambda canvas: canvas.drawString(9, 9, "huge"), size=(1e9, 1e9))


def _damaged() -> Iterator[tuple[str, str, bytes]]:
    """Yield real files with bytes changed, cut out, doubled or cut off, by a fixed seed."""
    chance = random.Random(_SEED)
    whole = {suffix: _whole(suffix) for suffix in (".docx", ".xlsx", ".pdf", ".html", ".txt", ".md", ".mht")}
    whole |= {suffix: whole_of(suffix) for suffix in (".ods", ".rtf", ".eml")}
    while True:
        for suffix, data in whole.items():
            broken = bytearray(data)
            at = chance.randrange(len(broken))
            kind = chance.choice(("changed", "cut-out", "doubled", "cut-off"))
            if kind == "changed":
                for _ in range(chance.randrange(1, 200)):
                    broken[chance.randrange(len(broken))] = chance.randrange(256)
            elif kind == "cut-out":
                del broken[at : at + chance.randrange(1, 2_000)]
            elif kind == "doubled":
                broken[at:at] = broken[at // 2 : at]
            else:
                del broken[at:]
            yield kind, suffix, bytes(broken)


def _whole(suffix: str) -> bytes:
    buffer = io.BytesIO()
    if suffix == ".docx":
        document = docx.Document()
        document.add_heading("一、提案工作", 1)
        document.add_paragraph(_SENTENCE * 9)
        document.add_table(2, 2).cell(0, 0).text = "项目"
        document.save(buffer)
    elif suffix == ".xlsx":
        book = openpyxl.Workbook()
        assert book.active is not None
        for row in (("项目", "数量"), ("提案", 236), (_SENTENCE, 188)):
            book.active.append(row)
        book.save(buffer)
    elif suffix == ".pdf":
        return _pdf(lambda canvas: [canvas.drawString(50, 700 - 12 * n, "proposals 236") for n in range(30)])
    else:
        head = "Content-Type: text/html; charset=utf-8\n\n" if suffix == ".mht" else ""
        return f"{head}<html><body><h1>提案工作</h1><p>{_SENTENCE * 9}</p></body></html>".encode()
    return buffer.getvalue()


def _pdf(draw: object, *, encrypt: str | None = None, size: tuple[float, float] = (595, 842)) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, encrypt=encrypt, invariant=1, pageCompression=0)
    assert callable(draw)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _picture() -> object:
    from PIL import Image

    return Image.new("RGB", (400, 400), "grey")


def _zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _replaced(data: bytes, part: str, content: bytes | None) -> bytes:
    """Return an archive with one part changed, or without it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts.pop(part, None)
    return _zipped(parts if content is None else {**parts, part: content})


def _lying(data: bytes) -> bytes:
    """Return an archive whose directory says that everything in it is ten bytes long."""
    broken = bytearray(data)
    at = broken.find(b"PK\x01\x02")
    while at >= 0:
        broken[at + 24 : at + 28] = struct.pack("<I", 10)
        at = broken.find(b"PK\x01\x02", at + 4)
    return bytes(broken)
