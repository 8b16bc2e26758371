"""Places that a question names by their full name: 某某市, 某某县. Another place's figure is a wrong figure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhengxie_qa.text import alternation, fold
from zhengxie_qa.types import Document

# A name starts where a run of Chinese does or after a particle: 2023年青山市, 与白水县.
_NAMED = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[年月日的在和与及或对于向到从问、]))"
    r"([\u4e00-\u9fff]{2,4}?)(?:市|县|省|自治州|自治县|盟|旗)(?!场|长|民|面|容|级|区)"
)
# 多少个县, 哪些市, 兄弟县市: counted or pointed at, not named.
_NO_NAME = re.compile(rf"{alternation('not_place_names')}|[哪几各每这那市县省]|[个些家全本]$")


def places_in(text: str) -> tuple[str, ...]:
    """Return the names, without 市 or 县, of the places that the folded ``text`` names in full."""
    undated = re.sub(r"(?<!\d)\d++[年月日]", "、", text)
    names = dict.fromkeys(match.group(1) for match in _NAMED.finditer(undated))
    return tuple(name for name in names if not _NO_NAME.search(name))


def speaks_of(places: Sequence[str], *texts: str) -> bool:
    """Tell whether each of ``places`` is named in one of ``texts``."""
    if not places:
        return True
    folded = [fold(text) for text in texts]
    return all(any(place in text for text in folded) for place in places)


def is_about(places: Sequence[str], document: Document, *texts: str) -> bool:
    """Tell whether each of ``places`` is the document's, or is named in one of ``texts``."""
    data = document.metadata
    return speaks_of(places, data.place, document.path, data.title, data.organisation, data.session, *texts)
