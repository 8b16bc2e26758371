"""The one tokenizer of index and query.

``fold`` makes spellings equal without moving a character: full width to half width, traditional to
simplified, capitals to small letters, each one character for one. So an offset in the folded text is an
offset in the original.

``grams`` (characters + character bigrams) is for BM25: over Chinese it beats words on every set tried
(see benchmarks/README.md). ``words`` (jieba) is for meaning: subjects, figures, the vector vocabulary.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_CJK_RANGES = ((0x3400, 0x4DC0), (0x4E00, 0xA000))  # the blocks in daily use; rarer ones have no variants in OpenCC
_WIDE_RANGES = ((0x2000, 0x2070), (0x3000, 0x3040), (0xFF00, 0xFFF0))  # spaces, punctuation, full-width forms

# A run that BM25 treats as one token (letters or digits), or a single Chinese character.
_UNIT = re.compile(r"[a-z]+|\d+(?:\.\d+)?|[\u3400-\u9fff]")


@cache
def _fold_table() -> dict[int, str]:
    from opencc import OpenCC  # noqa: PLC0415  (imported on first use: nothing happens at import)

    table: dict[int, str] = {}
    for low, high in _WIDE_RANGES:
        for code in range(low, high):
            plain = unicodedata.normalize("NFKC", chr(code)).lower()
            if len(plain) == 1 and plain != chr(code):
                table[code] = plain
    han = [chr(code) for low, high in _CJK_RANGES for code in range(low, high)]
    # One character a line: OpenCC's phrase table cannot reach across, so the map is character by character.
    simplified = OpenCC("t2s").convert("\n".join(han)).split("\n")
    table.update({ord(a): b for a, b in zip(han, simplified, strict=True) if a != b and len(b) == 1})
    table.update({code: chr(code).lower() for code in range(ord("A"), ord("Z") + 1)})
    return table


def fold(text: str) -> str:
    """Return ``text`` with width, variant and case folded; ``len(fold(text)) == len(text)``."""
    return text.translate(_fold_table())


def grams(text: str) -> list[str]:
    """Return the BM25 tokens of ``text``: units (characters, numbers, Latin words) and bigrams of Chinese ones.

    Bigrams bridge nothing: a punctuation mark, a number or a Latin word ends the run.
    """
    tokens: list[str] = []
    previous_end, previous = -1, ""
    for match in _UNIT.finditer(fold(text)):
        unit = match.group()
        tokens.append(unit)
        is_han = not unit.isascii()
        if is_han and previous and match.start() == previous_end:
            tokens.append(previous + unit)
        previous_end, previous = match.end(), unit if is_han else ""
    return tokens
