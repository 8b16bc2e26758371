"""Whether a PDF page's own text is of use, or the page has to be recognised from its picture."""

from __future__ import annotations

import re
from typing import Literal

Lack = Literal["", "picture", "unmapped", "rubbish"]  # why a page has to be recognised; empty: its text is good

_FEWEST = 8  # characters below which a page with pictures has no text
_STAMPED = 50  # characters, such as a scanner's own, below which a picture over the page is its text
_COVERED = 0.6  # share of the page under pictures
_OUTLINES = 100  # drawn paths of a page without characters: its letters are drawn
_UNMAPPED = 0.3  # share of characters without meaning
_SAMPLE = 40  # characters below which shares say nothing
_COMMON = 0.4  # share of ideographs that are common; running text has 0.9, traditional characters 0.6, mojibake 0.2
_ACCENTED = 0.3  # share of letters like ÖÐ¹ú: Chinese bytes that were taken for Latin letters
_ODD = 0.5  # share of marks or of words without a vowel
_COMMON_ROWS = range(0xB0, 0xD8)  # first bytes of the 3,755 commonest characters in GB 2312
_WORD = re.compile(r"[A-Za-z]{3,}")
_LEADERS = re.compile(r"[._\-·…—\s]{3,}")


def lack_of(text: str, unmapped: int, pictures: int, covered: float, paths: int) -> Lack:
    """Say what a page lacks whose characters are ``text``.

    ``unmapped``: characters whose font does not say which they are; ``covered``: share of the page under
    ``pictures``; ``paths``: other things drawn.
    """
    if unmapped > _UNMAPPED * (unmapped + len(text)):
        return "unmapped"
    if pictures and (len(text) < _FEWEST or (covered >= _COVERED and len(text) < _STAMPED)):
        return "picture"
    if len(text) < _FEWEST and paths >= _OUTLINES:
        return "picture"
    return "rubbish" if _is_rubbish(text) else ""


def _is_rubbish(text: str) -> bool:
    text = _LEADERS.sub("", text)
    if len(text) < _SAMPLE:
        return False
    ideographs = [char for char in text if "\u4e00" <= char <= "\u9fff"]
    if len(ideographs) >= _SAMPLE:
        return sum(map(_is_common, ideographs)) < _COMMON * len(ideographs)
    if sum("\xa1" <= char <= "\u024f" for char in text) > _ACCENTED * len(text):
        return True
    return not ideographs and _is_odd(text)


def _is_common(char: str) -> bool:
    try:
        return char.encode("gb2312")[0] in _COMMON_ROWS
    except UnicodeEncodeError:
        return False


def _is_odd(text: str) -> bool:
    """Say whether Latin text is none: mostly marks, or words without a vowel."""
    marks = sum(not char.isalnum() for char in text)
    words = _WORD.findall(text)
    mute = sum(not re.search("[aeiouyAEIOUY]", word) for word in words)
    return marks > _ODD * len(text) or (len(words) >= _FEWEST and mute > _ODD * len(words))
