"""Headings of a PDF: the lines that its bookmarks name, and those in letters larger than the text's."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from zhengxie_qa.documents.formats.lines import Line
from zhengxie_qa.structure import number_of

_LARGER = 1.12  # of the text's size
_LONGEST = 48  # characters of a heading
_PARAGRAPH = 30  # characters of a line of text; above the first stands the title page
_MOST = 0.25  # share of lines that may be headings: larger letters on more of them are another text
_LOWEST = 6
_LISTED = 4  # headings that follow each other without a text between
_ENDS = frozenset("。！？；：，、!?;,")


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline beside the pages; page 0 where it does not say."""

    title: str
    level: int  # counted from 1
    page: int


def with_headings(lines: list[tuple[Line, float]], bookmarks: Sequence[Bookmark]) -> list[Line]:
    """Return ``lines``, each given with the size of its letters, with heading levels where the file tells them."""
    marked = _bookmarked([line for line, _ in lines], bookmarks)
    levels = marked or _larger(lines)
    return [replace(line, level=levels.get(n, line.level)) for n, (line, _) in enumerate(lines)]


def _bookmarked(lines: list[Line], bookmarks: Sequence[Bookmark]) -> dict[int, int]:
    """Return the levels of the lines that ``bookmarks`` name, by position; each names one at most."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for n, line in enumerate(lines):
        if line.level is None:
            places[_squeezed(line.text)].append(n)
    levels: dict[int, int] = {}
    for mark in bookmarks:
        found = [n for n in places.get(_squeezed(mark.title), ()) if mark.page in (0, lines[n].page)]
        if found:
            levels[found[0] if mark.page else found[-1]] = min(mark.level, _LOWEST)
    return {n: level for n, level in levels.items() if not _is_listed(n, levels)}


def _is_listed(n: int, levels: dict[int, int]) -> bool:
    """Say whether a line stands among several that bookmarks name: the table of contents itself."""
    return any(all(at in levels for at in range(first, first + _LISTED)) for first in range(n - _LISTED + 1, n + 1))


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _larger(lines: list[tuple[Line, float]]) -> dict[int, int]:
    """Return the levels of the lines in larger letters than most of the text, the largest highest."""
    weights: Counter[int] = Counter()
    for line, size in lines:
        weights[round(2 * size)] += len(line.text) if line.level is None else 0
    if not weights:
        return {}
    body = weights.most_common(1)[0][0] / 2
    found = list(_candidates(lines, body))
    if len(found) > _MOST * len(lines):
        return {}
    sizes = sorted({size for _, size in found}, reverse=True)
    return {n: min(sizes.index(size) + 2, _LOWEST) for n, size in found}


def _candidates(lines: list[tuple[Line, float]], body: float) -> Iterator[tuple[int, float]]:
    """Yield the positions and sizes of lines in larger letters; a number tells its level itself."""
    text_began = False
    for n, (line, size) in enumerate(lines):
        is_text = len(line.text) >= _PARAGRAPH and size <= _LARGER * body
        text_began = text_began or is_text
        larger = line.level is None and size > _LARGER * body and len(line.text) <= _LONGEST
        if text_began and larger and line.text[-1] not in _ENDS and number_of(line.text) is None:
            yield n, float(round(size))
