"""The numbers that Word writes before a paragraph without storing them in its text: 一、 （一） 1. ①."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from zhengxie_qa.documents.formats.list_numbers import written


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is numbered."""

    format: str  # decimal, chineseCounting, bullet, …
    text: str  # 第%1章, （%2）, %1.%2
    start: int


class ListNumbers:
    """Counts the numbered paragraphs of a document as they go by."""

    def __init__(self, numbering: Any | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}  # by list and depth
        self._abstract: dict[str, str] = {}  # by list: the definition that it shares its count with
        self._counts: dict[str, dict[int, int]] = {}
        if numbering is not None:
            self._read(numbering)

    def next(self, number_id: str, depth: int) -> str:
        """Return the number of the next paragraph at ``depth`` of list ``number_id``; empty for a bullet."""
        level = self._levels.get(number_id, {}).get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(self._abstract[number_id], {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        if level.format in ("bullet", "none"):
            return ""
        return self._written(self._levels[number_id], counts, level)

    @staticmethod
    def _written(levels: Mapping[int, _Level], counts: Mapping[int, int], level: _Level) -> str:
        text = level.text
        for depth, other in levels.items():
            if (mark := f"%{depth + 1}") in text:
                text = text.replace(mark, written(counts.get(depth, other.start), other.format))
        return text

    def _read(self, numbering: Any) -> None:
        shared = {
            str(abstract.get(qn("w:abstractNumId"))): _levels_of(abstract)
            for abstract in numbering.findall(qn("w:abstractNum"))
        }
        for num in numbering.findall(qn("w:num")):
            number_id, link = str(num.get(qn("w:numId"))), num.find(qn("w:abstractNumId"))
            abstract = "" if link is None else str(link.get(qn("w:val")))
            overrides = [one for one in num.findall(qn("w:lvlOverride")) if one.find(qn("w:startOverride")) is not None]
            self._levels[number_id] = dict(shared.get(abstract, {}))
            # A list that starts anew counts alone; others of one definition go on from each other.
            self._abstract[number_id] = f"{abstract}/{number_id}" if overrides else abstract


def _levels_of(abstract: Any) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for level in abstract.findall(qn("w:lvl")):
        start = _value(level, "w:start") or "1"
        levels[int(level.get(qn("w:ilvl")) or 0)] = _Level(
            _value(level, "w:numFmt") or "decimal",
            _value(level, "w:lvlText"),
            int(start) if start.isascii() and start.isdigit() else 1,
        )
    return levels


def _value(parent: Any, tag: str) -> str:
    child = parent.find(qn(tag))
    return "" if child is None else child.get(qn("w:val")) or ""
