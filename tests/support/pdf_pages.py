"""Small PDFs for tests, drawn the way office programs print."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from zhengxie_qa.documents.formats.pdf import read_pdf

FONT = "STSong-Light"
SIZE, LEADING = 12, 20  # points


def wrapped(text: str, width: float) -> list[str]:
    """Break ``text`` at ``width`` full-width characters, as an office program does."""
    found = [""]
    for char in text:
        if pdfmetrics.stringWidth(found[-1] + char, FONT, SIZE) > width * SIZE:
            found.append("")
        found[-1] += char
    return found


class Sheet:
    """Pages on which text is put at places, and rules are drawn."""

    def __init__(self, size: tuple[float, float] = A4) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self._buffer = io.BytesIO()
        self.canvas = Canvas(self._buffer, pagesize=size)

    def put(self, left: float, height: float, text: str, size: float = SIZE) -> None:
        """Write ``text`` with its lower left corner there."""
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(left, height, text)

    def column(self, left: float, top: float, lines: Sequence[str], leading: float = LEADING) -> None:
        """Write lines below each other; leading full-width spaces are an indent."""
        for n, line in enumerate(lines):
            shift = len(line) - len(line.lstrip("　"))
            self.put(left + shift * SIZE, top - n * leading, line.lstrip("　"))

    def rules(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        """Draw the grid of these edges."""
        for x in xs:
            self.canvas.line(x, ys[0], x, ys[-1])
        for y in ys:
            self.canvas.line(xs[0], y, xs[-1], y)

    def data(self) -> bytes:
        """Return the file."""
        self.canvas.showPage()
        self.canvas.save()
        return self._buffer.getvalue()

    def lines(self) -> list[str]:
        """Return the lines that the reader makes of the file."""
        return [line.text for line in read_pdf(self.data()).lines]
