"""A document on its way from bytes to text: a list of lines."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

_NEWLINE = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")

# Invisible characters that would break search and quotation: controls, zero-width marks, direction marks,
# the soft hyphen, byte-order marks, variation selectors and halves of characters. Tab and newline stay.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\ud800-\udfff\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e01ef]"
)


# A PDF often says of a character that it is the radical which looks the same: ⽤ for 用. Those that stand alone.
_RADICALS = re.compile("[\u2e80-\u2fd5]")
_ALIKE = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)} | dict(
    zip(
        map(
            ord,
            "⺁⺄⺈⺋⺌⺎⺓⺔⺛⺜⺝⺞⺟⺠⺧⺩⺫⺬⺰⺶⺼⻁⻄⻅⻆⻉⻋⻐⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        ),
        "厂乙刀㔾小兀幺彐旡日月歺母民牛王目示纟羊月虎西见角贝车钅長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of reading text, without surrounding whitespace.

    ``level`` is what the format itself says: 1–6 for a heading, 0 for a line that is certainly no heading
    (a table row, a list item), None where the format does not tell.
    """

    text: str
    level: int | None = None
    row: tuple[int, int] | None = None  # (table, row), both counted from 1, where the line is a table row
    page: int = 0  # the printed page it begins on, counted from 1; 0 where the format has no pages
    turns: tuple[tuple[int, int], ...] = ()  # (offset in text, page) of every later page it runs on to


@dataclass(frozen=True, slots=True)
class Draft:
    """What a reader makes of a file's bytes: its lines, and what the format says about the document."""

    lines: list[Line]
    wrapped: bool = False  # a line may be a piece of a paragraph, broken at a page's width
    title: str = ""  # where the format marks the title in the text
    properties: dict[str, str] = field(default_factory=dict)  # kept beside the text: "title", "date"
    notes: list[str] = field(default_factory=list)  # what could not be read, and why (Chinese clauses)


def visible(text: str) -> str:
    """Return ``text`` with one kind of newline, without invisible characters, and with characters for radicals."""
    if _RADICALS.search(text):
        text = text.translate(_ALIKE)
    return _INVISIBLE.sub("", _NEWLINE.sub("\n", text))


def plain_lines(text: str) -> list[Line]:
    """Return the stripped lines of ``text``."""
    return [Line(line.strip()) for line in visible(text).split("\n")]


def one_line(text: str) -> str:
    """Return ``text`` as one visible line; newlines and tabs become spaces."""
    return visible(text).replace("\n", " ").replace("\t", " ").strip()


def collapse(lines: list[Line]) -> list[Line]:
    """Return ``lines`` without blank lines at either end, and runs of them as one."""
    kept: list[Line] = []
    for line in lines:
        if line.text or (kept and kept[-1].text):
            kept.append(line)
    while kept and not kept[-1].text:
        kept.pop()
    return kept


def glued(pieces: list[str]) -> str:
    """Join the pieces of a broken line: without a gap in Chinese, with a space between Latin words.

    >>> glued(["市政", "协委员", "Artificial", "intelligence"])
    '市政协委员Artificial intelligence'
    """
    parts: list[str] = []
    for piece in filter(None, pieces):
        if parts and parts[-1][-1].isascii() and piece[0].isascii() and parts[-1][-1].isalpha() and piece[0].isalpha():
            parts.append(" ")
        parts.append(piece)
    return "".join(parts)


def unbroken(text: str, rest: str) -> str:
    """Join a line that ends with a hyphen to the next: it only broke a word, unless no small letter follows."""
    if rest[:1].islower() or not rest[:1].isascii():
        return text.removesuffix("-") + rest
    return f"{text.removesuffix('-')}-{rest}"


def has_word(text: str) -> bool:
    """Say whether ``text`` holds a letter, an ideograph or a digit: anything one could ask about."""
    return any(unicodedata.category(char)[0] in "LN" for char in text)
