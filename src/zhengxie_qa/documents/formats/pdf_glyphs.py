"""Characters and straight strokes of a PDF page, with their places, as a person sees them: turned upright, once."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from ctypes import byref, c_float, c_uint
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

from pypdfium2 import raw

from zhengxie_qa.documents.formats.superscripts import raised

_RIGHT_ANGLE = math.pi / 2
_LONGEST_SLANT = 1.0  # points by which a ruled line may be out of true
_MOST_SEGMENTS = 4_000  # of one drawn path
_SAME_PLACE = 0.2  # of the size: a character drawn again this near is a shadow, or bold by drawing twice
_SLANT = 0.1  # quarter turns off the straight from which a character is part of a watermark or stamp
_LARGE = 1.8  # times the usual size: from there a pale character is part of a watermark
_PALE, _WHITE = 160, 250  # of 255: the darkest part of a tint
_SEEN_THROUGH = 160  # of 255: opacity
_RAISED_SIZE = 0.8  # of the size before it: a raised digit is smaller
_BESIDE = 0.3  # of that size: how near it stands
_RAISED_BY = 0.15  # of that size, by which its middle is higher
_PRIVATE = range(0xE000, 0xF900)
SOFT_HYPHEN = "\xad"
_HYPHENS = (0xAD, 0x02)  # pdfium gives the second for a hyphen that breaks a word at the end of a line


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character and its box in points, from the lower left corner of the page."""

    char: str
    left: float
    bottom: float
    right: float
    top: float
    turn: int = 0  # quarter turns of its writing direction
    breaks: bool = False  # a line break precedes it in the file
    gap: bool = False  # a space precedes it in the file
    raised: bool = False  # a small digit above the line: an exponent, the mark of a note

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.bottom + self.top) / 2

    @property
    def size(self) -> float:
        """Its height."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight stroke: at height ``at`` from ``low`` to ``high`` where it is flat, else upright."""

    flat: bool
    at: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Characters:
    """The characters of a page in the order of the file, and how many have no meaning without recognition."""

    glyphs: list[Glyph]
    unmapped: int
    watermark: int = 0  # characters written over the page, aslant or large and pale: left out


def page_characters(textpage: Any) -> Characters:
    """Return the characters of a page; one whose font does not say which it is, is counted and left out."""
    placed: list[tuple[int, bool, Glyph]] = []
    seen = _Places()
    box = raw.FS_RECTF()
    breaks = gap = False
    unmapped = 0
    for index in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if code in (10, 13):
            breaks = True
        elif code in (32, 160, 0x3000):
            gap = gap or not raw.FPDFText_IsGenerated(textpage, index)
        elif code in (0, 0xFFFD) or code in _PRIVATE or raw.FPDFText_HasUnicodeMapError(textpage, index) == 1:
            unmapped += 1
            gap = True
        elif raw.FPDFText_GetLooseCharBox(textpage, index, byref(box)):
            left, bottom, right, top = box.left, box.bottom, box.right, box.top
            if seen.is_new(code, left, bottom, _SAME_PLACE * max(top - bottom, 1.0)):
                turns = raw.FPDFText_GetCharAngle(textpage, index) / _RIGHT_ANGLE
                char = SOFT_HYPHEN if code in _HYPHENS else chr(code)
                glyph = Glyph(char, left, bottom, right, top, round(turns) % 4, breaks, gap)
                placed.append((index, abs(turns - round(turns)) > _SLANT, glyph))
                breaks = gap = False
    glyphs = _without_watermark(textpage, placed)
    return Characters(glyphs, unmapped, len(placed) - len(glyphs))


def _without_watermark(textpage: Any, placed: list[tuple[int, bool, Glyph]]) -> list[Glyph]:
    """Return the characters without those written aslant, or large and pale, over the others; all where most are.

    ``placed`` holds of each its number on the page and whether it is aslant.
    """
    large = _LARGE * median([glyph.size for _, _, glyph in placed] or [0.0])
    kept = [
        glyph
        for index, aslant, glyph in placed
        if not aslant and not (glyph.size > large and _is_pale(textpage, index))
    ]
    return kept if 2 * len(kept) > len(placed) else [glyph for _, _, glyph in placed]


def _is_pale(textpage: Any, index: int) -> bool:
    """Say whether a character is drawn in a light tint or seen through; white ones stand on something dark."""
    red, green, blue, alpha = (c_uint() for _ in range(4))
    if not raw.FPDFText_GetFillColor(textpage, index, *map(byref, (red, green, blue, alpha))):
        return False
    darkest = min(red.value, green.value, blue.value)
    return alpha.value < _SEEN_THROUGH or (_PALE <= darkest < _WHITE)


def with_raised(glyphs: list[Glyph]) -> list[Glyph]:
    """Return ``glyphs`` with raised digits on the line of what they stand behind, and marked."""
    found: list[Glyph] = []
    base: Glyph | None = None
    for glyph in glyphs:
        if base is not None and glyph.char.isdigit() and _is_raised(glyph, base, found[-1]):
            found.append(replace(glyph, bottom=base.bottom, top=base.top, raised=True))
        else:
            found.append(glyph)
            base = glyph
    return found


def _is_raised(glyph: Glyph, base: Glyph, last: Glyph) -> bool:
    near = abs(glyph.left - last.right) <= _BESIDE * base.size
    return (
        near
        and glyph.size <= _RAISED_SIZE * base.size
        and _RAISED_BY * base.size < glyph.middle - base.middle < base.size
    )


def written(glyphs: Sequence[Glyph], word_gap: float = math.inf) -> str:
    """Return ``glyphs`` from left to right as text; a gap wider than ``word_gap`` parts Latin words."""
    text = marks = ""
    right = 0.0
    for glyph in glyphs:
        latin = text[-1:].isascii() and glyph.char.isascii()
        if text and (glyph.gap or (latin and glyph.left - right > word_gap)):
            text, marks = text + raised(text, marks) + " ", ""
        if glyph.raised:
            marks += glyph.char
        else:
            text, marks = text + raised(text, marks) + glyph.char, ""
        right = glyph.right
    return (text + raised(text, marks)).strip()


class _Places:
    """Remembers where which characters stand."""

    def __init__(self) -> None:
        self._seen: dict[tuple[int, int, int], tuple[float, float]] = {}

    def is_new(self, code: int, left: float, bottom: float, near: float) -> bool:
        """Say whether no such character stands within ``near`` of there yet, and remember it.

        Each place is kept in a square twice as wide: what is near stands in one of four of them.
        """
        x, y = left / (2 * near), bottom / (2 * near)
        column, row = int(x), int(y)
        beside, above = column + (1 if x - column >= 0.5 else -1), row + (1 if y - row >= 0.5 else -1)
        for key in ((code, column, row), (code, beside, row), (code, column, above), (code, beside, above)):
            other = self._seen.get(key)
            if other is not None and abs(other[0] - left) <= near and abs(other[1] - bottom) <= near:
                return False
        self._seen[code, column, row] = (left, bottom)
        return True


def drawn_rules(item: Any) -> Iterator[Rule]:
    """Yield the horizontal and vertical strokes of a drawn path."""
    matrix = item.get_matrix()
    x, y = c_float(), c_float()
    start: tuple[float, float] | None = None
    last: tuple[float, float] | None = None
    for index in range(min(raw.FPDFPath_CountSegments(item), _MOST_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        if not raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y)):
            return
        point = matrix.on_point(x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO and last is not None:
            yield from _rule(last, point)
        if raw.FPDFPathSegment_GetClose(segment) and start is not None:
            yield from _rule(point, start)
        last = point


def _rule(one: tuple[float, float], other: tuple[float, float]) -> Iterator[Rule]:
    wide, high = abs(one[0] - other[0]), abs(one[1] - other[1])
    if min(wide, high) <= _LONGEST_SLANT < max(wide, high):
        low, far = sorted((one, other), key=lambda point: point[0] if wide > high else point[1])
        if wide > high:
            yield Rule(True, (low[1] + far[1]) / 2, low[0], far[0])
        else:
            yield Rule(False, (low[0] + far[0]) / 2, low[1], far[1])


def dominant_turn(glyphs: list[Glyph]) -> int:
    """Return the quarter turns in which most of a page is written."""
    turns = Counter(glyph.turn for glyph in glyphs)
    return turns.most_common(1)[0][0] if turns else 0


def upright(glyph: Glyph, turn: int) -> Glyph:
    """Return ``glyph`` on a page that was turned by ``turn`` right angles, so that its text stands upright."""
    if not turn:
        return glyph
    one, other = turned_point(glyph.left, glyph.bottom, turn), turned_point(glyph.right, glyph.top, turn)
    (left, right), (bottom, top) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    return replace(glyph, left=left, bottom=bottom, right=right, top=top)


def upright_rule(rule: Rule, turn: int) -> Rule:
    """Return ``rule`` on a page that was turned by ``turn`` right angles."""
    if not turn:
        return rule
    ends = [(rule.low, rule.at), (rule.high, rule.at)] if rule.flat else [(rule.at, rule.low), (rule.at, rule.high)]
    one, other = (turned_point(x, y, turn) for x, y in ends)
    return next(_rule(one, other), rule)


def turned_point(x: float, y: float, turn: int) -> tuple[float, float]:
    """Return the point on a page that was turned by ``turn`` right angles, so that its text stands upright."""
    return ((x, y), (-y, x), (-x, -y), (y, -x))[turn]
