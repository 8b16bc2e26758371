"""How official Chinese numbers its headings: 第一章, 一、, （一）, 1．, （1）, ①, 第一条."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HAN = "〇零一二三四五六七八九十百千两"
_DIGITS = "0-9０-９"

# The order of the national standard for official documents (GB/T 9704): 一、 over （一） over 1. over （1）.
# Ranks leave room above for the levels that a format marks itself (markdown: 1–6).
_STYLES: tuple[tuple[int, str], ...] = (
    (10, rf"第[{_HAN}{_DIGITS}]{{1,5}}(?:编|部分)"),
    (12, rf"第[{_HAN}{_DIGITS}]{{1,5}}章"),
    (14, rf"第[{_HAN}{_DIGITS}]{{1,5}}节"),
    (16, rf"第[{_HAN}{_DIGITS}]{{1,6}}条"),
    (20, rf"[{_HAN}]{{1,4}}\s?[、．.](?![{_DIGITS}]{{1,3}}(?![{_DIGITS}年]))"),
    (22, rf"[（(]\s?[{_HAN}]{{1,4}}\s?[)）]、?"),
    (24, rf"[{_DIGITS}]{{1,3}}\s?(?:[．.、](?=[{_DIGITS}]{{4}}年)|[．.、](?![{_DIGITS}]))"),
    (26, rf"[（(]\s?[{_DIGITS}]{{1,3}}\s?[)）]|[{_DIGITS}]{{1,3}}[)）]"),
    (28, r"[①-⑳]"),
)
PART_RANK = 8  # an unnumbered year part (2025年工作回顾) stands above every numbered heading
ARTICLE_RANK = 16
LIST_RANK = 24  # from here down (1. （1） ①) a number marks list items as often as headings

_NUMBER = re.compile("|".join(f"(?P<r{rank}>{pattern})" for rank, pattern in _STYLES))
_DIVISION = re.compile(rf"第[{_HAN}{_DIGITS}]+(?:编|部分|章|节|条)")
_ENUMERATION = re.compile(  # 一、二、三产业 and 三、四线城市 start a sentence, not a section
    "|".join(f"{a}、{b}(?![年件项个大])" for a, b in zip("一二三四五六七八九", "二三四五六七八九十", strict=True))
)


@dataclass(frozen=True, slots=True)
class Number:
    """The number that opens a line: its rank (smaller is higher) and its length in characters."""

    rank: int
    length: int


def number_of(line: str) -> Number | None:
    """Return the heading number that opens ``line`` (without leading whitespace), or None.

    >>> number_of("（一）提案工作")
    Number(rank=22, length=3)
    >>> number_of("1.2万人次") is None
    True
    """
    match = _NUMBER.match(line)
    if match is None or match.lastgroup is None or _ENUMERATION.match(line):
        return None
    rank = int(match.lastgroup[1:])
    if _DIVISION.match(line) and not _is_division(line, match.end()):
        return None
    return Number(rank, match.end())


def _is_division(line: str, end: int) -> bool:
    """Tell 第三条 规定… from the sentence 第三条规定了…: a gap, a mark or the line's end follows a number."""
    return end == len(line) or line[end].isspace() or line[end] in "：:、【（(《〔"
