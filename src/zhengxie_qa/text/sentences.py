"""Where sentences and clauses end in Chinese official prose, and where a text may be cut at all.

Everything here returns spans ``(start, end)`` in the whole text. The spans of one call are in order, never
overlap and leave nothing out but whitespace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

_QUOTED = 60  # characters; a longer quotation is speech of several sentences, not a name or a slogan

# Bracketed text is stepped over whole. A pattern stops at a mark of its own kind: unpaired marks stay linear.
_PAIRS = (
    rf"“[^“”\n]{{0,{_QUOTED}}}”|‘[^‘’\n]{{0,{_QUOTED}}}’|「[^「」\n]{{0,{_QUOTED}}}」|『[^『』\n]{{0,{_QUOTED}}}』"
    rf"|《[^《》\n]{{0,{_QUOTED}}}》|（[^（）\n]{{0,{_QUOTED}}}）|\([^()\n]{{0,{_QUOTED}}}\)|\"[^\"\n]{{0,{_QUOTED}}}\""
)
_ROW = r"(?<![^\n])[^\n：　。]{1,24}：[^\n　]{1,200}　[^\n：　。]{1,24}：[^\n]{0,300}(?![^\n])"  # fields of a table row
_ADDRESS = r"https?://[!-~]+"  # its ? and ; end nothing
_SENTENCE = re.compile(rf"(?P<keep>{_ROW}|{_ADDRESS})|(?P<pair>{_PAIRS})|(?P<end>[。！？；!?;]+)|(?P<line>\n)")
_AFTER_END = re.compile(r"[。！？；!?;”’」』）》)】〕]*")
_OPENS = re.compile(r"[^\S\n]*(?:$|[\n“「『])")

_TIME_OR_THOUSANDS = r"(?<![0-9])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]{1,2}[:：][0-9]{2}(?![0-9])"
_CLAUSE = re.compile(
    rf"(?P<keep>{_PAIRS}|{_ADDRESS}|{_TIME_OR_THOUSANDS})|(?P<end>[，,：:。！？；!?;][”’」』）》]*)|(?P<line>\n)"
)
_ITEM_END = re.compile(r"[，,；;。、：:！!？?]+")

# A figure with its unit sign, and a Chinese numeral of two characters or more: never cut inside.
_FIGURE = re.compile(
    r"(?:第|约|近|超)?[0-9０-９]+(?:[.,．，:：/\-—－~～至][0-9０-９]+)*[%％‰]?[余多]?[十百千万亿]*[余多]?[^\W\d_]?"
    r"|(?:第|约|近|超)?[〇零一二三四五六七八九十百千万亿两几数][〇零一二三四五六七八九十百千万亿两几数余多分之点]*[^\W\d_]?"
)


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return the spans of the sentences in ``text[start:end]``.

    A sentence ends at 。！？； (and !?;) with the closing quotes behind it, or at a newline; never at "." and
    never inside a short quotation, title or bracket, unless 。 stands right before its closing mark.
    """
    end = len(text) if end is None else end
    return list(_spans(text, start, end, _sentence_ends(text, start, end)))


def clauses(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return the spans of the clauses in ``text[start:end]``.

    A clause ends where a sentence does and at ，, and ：:, but never inside “”, ‘’, 《》, （） or (), nor in
    a figure such as 2,300 or 19:30.
    """
    end = len(text) if end is None else end
    cuts = (match.end() for match in _CLAUSE.finditer(text, start, end) if match.lastgroup != "keep")
    return list(_spans(text, start, end, cuts))


def list_items(text: str) -> list[Span]:
    """Return the spans of the shortest cuts of ``text``: at every mark within a sentence, 、 of a list included.

    Finer than ``clauses``: 会议19次、学习22次 is one clause of two items.
    """
    return list(_spans(text, 0, len(text), (match.end() for match in _ITEM_END.finditer(text))))


def pieces(text: str, start: int, end: int, limit: int) -> list[Span]:
    """Return spans of at most ``limit`` characters that cover one over-long sentence, cut gently.

    Whole clauses where they fit, else between characters, but never inside a figure shorter than ``limit``.
    """
    found: list[Span] = []
    for clause_start, clause_end in clauses(text, start, end):
        if found and clause_end - found[-1][0] <= limit:
            found[-1] = (found[-1][0], clause_end)
        elif clause_end - clause_start <= limit:
            found.append((clause_start, clause_end))
        else:
            found.extend(_hard_cuts(text, clause_start, clause_end, limit))
    return found


def _hard_cuts(text: str, start: int, end: int, limit: int) -> Iterator[Span]:
    while end - start > limit:
        cut = _safe_cut(text, start, start + limit)
        yield from _spans(text, start, cut, ())
        start = cut
    yield from _spans(text, start, end, ())


def _safe_cut(text: str, start: int, cut: int) -> int:
    """Return the last position up to ``cut`` that is not inside a figure or a Latin word."""
    window = max(start, cut - _QUOTED)
    for match in _FIGURE.finditer(text, window, min(len(text), cut + _QUOTED)):
        if match.start() < cut < match.end() and match.start() > window:
            return match.start()
    space = text.rfind(" ", window, cut)
    inside_word = text[cut - 1].isascii() and text[cut - 1].isalnum() and text[cut].isascii() and text[cut].isalnum()
    return space if inside_word and space > start else cut


def _sentence_ends(text: str, start: int, end: int) -> Iterator[int]:
    reached = start
    for match in _SENTENCE.finditer(text, start, end):
        if match.start() < reached or match.lastgroup == "keep":
            continue
        if match.lastgroup == "line":
            yield match.end()
            continue
        if match.lastgroup == "pair" and not _pair_ends(text, match.end(), end):
            continue
        tail = _AFTER_END.match(text, match.end(), end)
        reached = tail.end() if tail else match.end()
        yield reached


def _pair_ends(text: str, after: int, end: int) -> bool:
    """Say whether a bracketed text that ends at ``after`` ends the sentence: “…。” does, “…？”一事 not."""
    mark = text[after - 2]
    if mark == "。":
        return True
    return mark in "！？!?" and _OPENS.match(text, after, end) is not None


def _spans(text: str, start: int, end: int, cuts: Iterator[int] | tuple[int, ...]) -> Iterator[Span]:
    """Yield the trimmed, non-empty spans between ``cuts``."""
    for cut in (*cuts, end):
        low, high = start, cut
        while low < high and text[low].isspace():
            low += 1
        while high > low and text[high - 1].isspace():
            high -= 1
        if low < high:
            yield low, high
        start = cut
