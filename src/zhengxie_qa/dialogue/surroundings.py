"""What stands around an answer: the passages of its section."""

from __future__ import annotations

from collections.abc import Sequence

from zhengxie_qa.index import PassageIndex
from zhengxie_qa.structure import enclosing, section_at
from zhengxie_qa.types import Section

_LEAST, _MOST = 2, 12  # passages of a section that a turn pointing at an answer may mean


def paragraph_around(index: PassageIndex, places: Sequence[tuple[str, int]]) -> tuple[str, int, int] | None:
    """Return the paragraph in which the first of ``places`` stands: its document, begin and end."""
    if not places or places[0][0] not in index.documents:
        return None
    path, at = places[0]
    text = index.documents[path].text
    end = text.find("\n", at)
    return path, text.rfind("\n", 0, at) + 1, end if end >= 0 else len(text)


def section_passages(index: PassageIndex, places: Sequence[tuple[str, int]]) -> list[int]:
    """Return the numbers of the passages of the section in which the first of ``places`` stands, of a usual size."""
    if not places or places[0][0] not in index.documents:
        return []
    path, at = places[0]
    document = index.documents[path]
    numbers = index.numbers_of(path)
    innermost = section_at(document.sections, at)
    inside: list[int] = []
    for section in reversed([*enclosing(document.sections, innermost)]):
        within = _numbers(index, numbers, section)
        if len(within) > _MOST:
            break
        inside = within
        if len(within) >= _LEAST:
            break
    return inside


def _numbers(index: PassageIndex, numbers: Sequence[int], section: Section) -> list[int]:
    return [n for n in numbers if index.passages[n].start < section.end and index.passages[n].end > section.start]
