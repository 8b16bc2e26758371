"""A printed line of a PDF page, and its pieces."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from zhengxie_qa.documents.formats.lines import one_line
from zhengxie_qa.documents.formats.pdf_glyphs import SOFT_HYPHEN, Glyph, written

_CELL_GAP = 1.2  # of the size: a wider gap parts columns
_WORD_GAP = 0.15  # of the size: a wider gap between Latin words is a space

Piece = tuple[str, float, float]  # text, left and right edge


@dataclass(frozen=True, slots=True)
class Row:
    """A printed line: pieces of text side by side, each with its left and right edge."""

    pieces: tuple[Piece, ...]
    bottom: float
    top: float
    column: tuple[float, float] | None = None  # the edges of its column, on a page that is set in columns
    header: bool = False  # it stands in a frame of its own: the header of what is printed below

    @property
    def text(self) -> str:
        """Its text; a space parts the pieces."""
        return one_line(" ".join(text for text, _, _ in self.pieces))

    @property
    def broken(self) -> bool:
        """Whether it ends with a hyphen that only breaks a word."""
        return self.pieces[-1][0].endswith(SOFT_HYPHEN)

    @property
    def left(self) -> float:
        """Its left edge."""
        return self.pieces[0][1]

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.pieces[-1][2]

    @property
    def size(self) -> float:
        """The height of its letters, in points."""
        return self.top - self.bottom


def row_of(glyphs: list[Glyph], header: bool = False) -> Row:
    """Return the printed line that ``glyphs`` make.

    Its height is that of its ideographs where it has any: other fonts on the same line have taller boxes.
    """
    size = median(glyph.size for glyph in glyphs)
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        if not runs or glyph.left - runs[-1][-1].right > _CELL_GAP * size:
            runs.append([])
        runs[-1].append(glyph)
    pieces = [(written(run, _WORD_GAP * size), run[0].left, run[-1].right) for run in runs]
    telling = [glyph for glyph in glyphs if not glyph.char.isascii()] or glyphs
    return Row(
        tuple(pieces),
        median(glyph.bottom for glyph in telling),
        median(glyph.top for glyph in telling),
        header=header,
    )
