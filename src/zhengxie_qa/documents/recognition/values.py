"""What is recognised on a page: lines of characters with their places, ruled lines, and how the page was turned."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from zhengxie_qa.documents.formats.pdf_glyphs import Rule

Warp = tuple[float, ...]  # nine numbers, row by row: a homography between shares of two pictures
FLAT: Warp = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Mark:
    """A recognised character: its edges in points, how sure it is (0–1), whether a space precedes it."""

    char: str
    left: float
    right: float
    sure: float
    gap: bool = False


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A printed line, or a piece of one that stands apart; heights in points from the foot of the upright page."""

    marks: tuple[Mark, ...]
    bottom: float
    top: float

    @property
    def text(self) -> str:
        """Its characters, without spaces."""
        return "".join(mark.char for mark in self.marks)

    @property
    def sure(self) -> float:
        """How sure its characters are on average."""
        return sum(mark.sure for mark in self.marks) / len(self.marks)


@dataclass(frozen=True, slots=True)
class Turned:
    """How a picture was set upright: quarter turns against the clock, then degrees against the clock."""

    quarters: int = 0
    degrees: float = 0.0


@dataclass(frozen=True, slots=True)
class RecognisedPage:
    """An upright page of ``width`` × ``height`` points."""

    width: float
    height: float
    lines: tuple[PrintedLine, ...] = ()
    rules: tuple[Rule, ...] = ()
    turned: Turned = field(default_factory=Turned)
    warp: Warp = FLAT  # from shares of this page to shares of the picture that was only turned

    @property
    def sure(self) -> float:
        """How sure its characters are on average; 1 for an empty page."""
        marks = [mark.sure for line in self.lines for mark in line.marks]
        return sum(marks) / len(marks) if marks else 1.0


def packed(page: RecognisedPage) -> dict[str, Any]:
    """Return ``page`` as JSON's values; ``unpacked`` reads them."""
    return {
        "size": [round(page.width, 1), round(page.height, 1)],
        "turned": [page.turned.quarters, round(page.turned.degrees, 3)],
        "warp": list(page.warp),
        "rules": [[rule.flat, *(round(at, 1) for at in (rule.at, rule.low, rule.high))] for rule in page.rules],
        "lines": [
            [
                round(line.bottom, 1),
                round(line.top, 1),
                [[m.char, round(m.left, 1), round(m.right, 1), round(m.sure, 3), int(m.gap)] for m in line.marks],
            ]
            for line in page.lines
        ],
    }


def unpacked(raw: dict[str, Any]) -> RecognisedPage:
    """Return the page that ``packed`` wrote; raises what a damaged one gives: KeyError, TypeError, ValueError."""
    lines = tuple(
        PrintedLine(tuple(Mark(c, left, right, sure, bool(gap)) for c, left, right, sure, gap in marks), bottom, top)
        for bottom, top, marks in raw["lines"]
    )
    rules = tuple(Rule(bool(flat), at, low, high) for flat, at, low, high in raw["rules"])
    width, height = raw["size"]
    quarters, degrees = raw["turned"]
    return RecognisedPage(width, height, lines, rules, Turned(quarters, degrees), tuple(map(float, raw["warp"])))
