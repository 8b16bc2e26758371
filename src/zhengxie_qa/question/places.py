"""Places that a question names by their full name: 某某市, 某某县. Another place's figure is a wrong figure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhengxie_qa.text import alternation, dictionary_entry, fold, is_stop_word, search_words, word_spans
from zhengxie_qa.types import Document

# A name starts where a run of Chinese does or after a particle: 2023年青山市, 与白水县.
_NAMED = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[年月日的在和与及或对于向到从问、]))"
    r"([\u4e00-\u9fff]{2,4}?)(?:市|县|省|自治州|自治县|盟|旗)(?!场|长|民|面|容|级|区)"
)
_SHORTEST = 2  # characters of a name without its unit
# 多少个县, 哪些市, 兄弟县市: counted or pointed at, not named.
_NO_NAME = re.compile(rf"{alternation('not_place_names')}|[哪几各每这那市县省]|[个些家全本我咱该贵]$")


def places_in(text: str) -> tuple[str, ...]:
    """Return the names, without 市 or 县, of the places that the folded ``text`` names in full."""
    undated = re.sub(r"(?<!\d)\d++[年月日]", "、", text)
    found = list(_NAMED.finditer(undated))
    spans = word_spans(undated) if found else []
    names = (_name(match, spans) for match in found)
    return tuple(name for name in dict.fromkeys(names) if name and not _NO_NAME.search(name))


def _name(match: re.Match[str], spans: Sequence[tuple[str, int, int]]) -> str:
    """Return the name in ``match``, or "": 推进城 of 推进城市更新 is none, nor is 请问 of 请问县里.

    ``spans`` are the words of the whole text: the unit has to end or begin one (县政协), and not in an ordinary word.
    """
    last, begins = next((word, start) for word, start, end in spans if start < match.end() <= end)
    if begins < match.end(1) and (not match.group().endswith(last) or _is_ordinary(last)):
        return ""
    start = match.start(1)
    for word, low, high in spans:
        if low == start and high <= match.end(1) and (is_stop_word(word) or not search_words(word).strip()):
            start = high
    name = match.string[start : match.end(1)]
    return name if len(name) >= _SHORTEST else ""


def _is_ordinary(word: str) -> bool:
    """Tell whether the dictionary has ``word`` as something else than the name of a place: 城市, 节省, 联盟.

    It does not call all longer names names (白水市).
    """
    entry = dictionary_entry(word) if len(word) == _SHORTEST else None
    return entry is not None and not entry.tag.startswith("ns")


def speaks_of(places: Sequence[str], *texts: str) -> bool:
    """Tell whether each of ``places`` is named in one of ``texts``."""
    if not places:
        return True
    folded = [fold(text) for text in texts]
    return all(any(place in text for text in folded) for place in places)


def is_about(places: Sequence[str], document: Document, *texts: str) -> bool:
    """Tell whether each of ``places`` is the document's, or is named in one of ``texts``."""
    data = document.metadata
    path = document.path
    if data.place and data.place in data.title:  # its own title says whose it is, whatever its file is called
        path = path.rpartition("/")[0]
    return speaks_of(places, data.place, path, data.title, data.organisation, data.session, *texts)
