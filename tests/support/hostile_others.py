"""Files made to break the readers of .ods, .rtf, .eml and .zip, and the layout of PDF pages."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from reportlab.pdfgen.canvas import Canvas

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style")
)
_SENTENCE = "常委会认真履行职责，全年共征集提案236件。"
_CELL = "<table:table-cell><text:p>提案</text:p></table:table-cell>"


def whole_of(suffix: str) -> bytes:
    """Return a small sound file of this type."""
    if suffix == ".ods":
        row = f"<table:table-row>{_CELL * 3}</table:table-row>"
        return _open_sheet(f"<table:table>{row * 9}</table:table>")
    if suffix == ".rtf":
        text = "".join(f"\\'{byte:02x}" for byte in _SENTENCE.encode("gb18030"))
        return (r"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset134 a;}}\f0 " + (text + r"\par ") * 9 + "}").encode()
    head = "Subject: a\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n"
    part = f"--x\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{_SENTENCE * 9}\n"
    attached = '--x\nContent-Disposition: attachment; filename="a.bin"\n\nabc\n--x--\n'
    return f"{head}{part}{attached}".encode()


def others() -> Iterator[tuple[str, str, bytes]]:
    """Yield (what is wrong, suffix, bytes)."""
    yield from _sheets()
    yield from _rich_texts()
    yield from _mails()
    yield "bomb", ".zip", _zipped({"a.txt": b" " * 100 * 2**20})
    yield "crowd", ".zip", _zipped({f"{n}.txt": b"a" for n in range(3_000)})
    yield "cut", ".zip", _zipped({"a.txt": b"a" * 999})[:-40]
    yield "columns", ".pdf", _page(lambda canvas, n: canvas.drawString(50 + 90 * (n % 6), 800 - n // 6, "abc"), 12_000)
    yield "grid", ".pdf", _page(lambda canvas, n: canvas.grid([9, 50 + n / 9, 500], [9, 50 + n / 9, 700]), 300)
    yield "twice", ".pdf", _page(lambda canvas, n: canvas.drawString(9 + n / 5000, 9, "x" * 50), 3_000)


def _sheets() -> Iterator[tuple[str, str, bytes]]:
    repeated = 'table:number-columns-repeated="999999999"'
    cell = _CELL.replace("cell>", f"cell {repeated}>", 1)
    row = f'<table:table-row table:number-rows-repeated="999999999">{cell}</table:table-row>'
    yield "repeated", ".ods", _open_sheet(f"<table:table>{row * 50}</table:table>")
    spanned = 'table:number-rows-spanned="999999" table:number-columns-spanned="999999"'
    row = f"<table:table-row>{_CELL.replace('cell>', f'cell {spanned}>', 1) * 50}</table:table-row>"
    yield "spanned", ".ods", _open_sheet(f"<table:table>{row * 50}</table:table>")
    yield "deep", ".ods", _open_sheet("<table:table>" * 5_000)
    yield "laughs", ".ods", _open_sheet("", '<!DOCTYPE a [<!ENTITY a "ha">]>')
    yield "no-content", ".ods", _zipped({"META-INF/manifest.xml": b"<a/>"})
    yield "bomb", ".ods", _zipped({"META-INF/manifest.xml": b"<a/>", "content.xml": b" " * 100 * 2**20})
    yield "text", ".ods", _SENTENCE.encode()


def _rich_texts() -> Iterator[tuple[str, str, bytes]]:
    yield "deep", ".rtf", b"{\\rtf1 " + b"{" * 300_000
    yield "fonts", ".rtf", b"{\\rtf1{\\fonttbl" + b"{\\f1\\fcharset134 " * 20_000
    yield "links", ".rtf", b"{\\rtf1" + b'{\\field{\\*\\fldinst{HYPERLINK "a"' * 5_000
    yield "pictures", ".rtf", b"{\\rtf1{\\pict\\bin999999999 x" + b"\\pict\\bin" * 9_000
    yield "hidden", ".rtf", b"{\\rtf1 " + b"{\\v " * 100_000
    yield "unicode", ".rtf", b"{\\rtf1 " + b"\\u-1?\\u55357?" * 50_000
    yield "bars", ".rtf", b"{\\rtf1 " + (b"a\\cell " * 3_000 + b"\\row ") * 9


def _mails() -> Iterator[tuple[str, str, bytes]]:
    nested = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3_000))
    yield "nested", ".eml", b"Subject: a\n" + nested.encode()
    yield "headers", ".eml", b"Subject: a\n" + b"To: a <b@c>,\n" * 30_000
    yield "encoded", ".eml", b"Subject: " + b"=?utf-8?b?=?" * 30_000 + b"\n\na"
    yield "charset", ".eml", b"Subject: a\nContent-Type: text/plain; charset=zlib\n\n\xff\xfe\xff"
    yield "parts", ".eml", b"Subject: a\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\na\n" * 30_000


def _open_sheet(sheets: str, before: str = "") -> bytes:
    body = f"<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body>"
    content = f"{before}<office:document-content {_SPACES}>{body}</office:document-content>"
    return _zipped({"META-INF/manifest.xml": b"<a/>", "content.xml": content.encode()})


def _page(draw: object, times: int) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    assert callable(draw)
    for n in range(times):
        draw(canvas, n)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
