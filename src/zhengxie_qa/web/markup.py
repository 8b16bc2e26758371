"""Words → HTML that shows them and does nothing else."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

from zhengxie_qa.types import Citation

Stretch = tuple[int, int]  # text[start:end]

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002ffff"
_HALF = re.compile(rf"(?<=[{_HAN}”’》）])[,;:?!]")
_ROUND = re.compile(rf"(?<=[{_HAN}”》])\([^()\n]{{1,80}}\)|\([^()\n]{{0,80}}[{_HAN}][^()\n]{{0,80}}\)")
_FULL = str.maketrans(",;:?!", "，；：？！")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def escape(text: object) -> str:
    """Return ``text`` as HTML that shows it and does nothing else, inside an element or an attribute."""
    return html.escape(_CONTROL.sub("\ufffd", str(text)), quote=True)


def typeset(text: str) -> str:
    """Return ``text`` with full-width marks among Chinese characters, sign for sign, so that offsets hold.

    Only what is shown is set so: quotations, copies and offsets are of the text as it is.
    """
    rounded = _ROUND.sub(lambda inside: f"（{inside[0][1:-1]}）", text)
    return _HALF.sub(lambda mark: mark[0].translate(_FULL), rounded)


def place(citation: Citation) -> str:
    """Return the attributes of a button that opens what ``citation`` cites, with what was asked for in it."""
    focus = " ".join(f"{int(start)}-{int(end)}" for start, end in citation.focus)
    return (
        f'data-document="{escape(citation.document)}" data-start="{int(citation.start)}" '
        f'data-end="{int(citation.end)}"' + (f' data-focus="{focus}"' if focus else "")
    )


def quote(citation: Citation) -> str:
    """Return the quotation, what was asked for in bold."""
    inside = [(start - citation.start, end - citation.start) for start, end in citation.focus]
    shown = typeset(citation.quote)
    return "".join(bold(escape(shown[start:end]), asked) for start, end, asked in cut(len(citation.quote), inside))


def bold(shown: str, asked: bool = True) -> str:
    """Return what is shown, in bold where it is what was asked for."""
    return f'<b class="zx-focus">{shown}</b>' if asked else shown


def cut(length: int, stretches: Iterable[Stretch]) -> Sequence[tuple[int, int, bool]]:
    """Return 0…``length`` cut at ``stretches``: each piece, and whether it is one of them; overlaps are left out."""
    pieces: list[tuple[int, int, bool]] = []
    at = 0
    for start, end in sorted(stretches):
        if at <= start < end <= length:
            pieces += [(at, start, False), (start, end, True)]
            at = end
    return [piece for piece in (*pieces, (at, length, False)) if piece[0] < piece[1]]
