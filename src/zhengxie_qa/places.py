"""Places that a question names by their full name: 某某市, 某某县. Another place's figure is a wrong figure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhengxie_qa.tokens import fold

# Characters that stand before 市 or 县 without being part of a name: 全市, 我县, 多少个县, 兄弟县市.
_NO_NAME = "全我本该外各哪几那这些此每两三省市县区州级的和与及或在对向到从个家多少年月日城兄弟上下"
_NAMED = re.compile(
    rf"(?:(?<![\u4e00-\u9fff])|(?<=[年月日在和与对向到从、]))([^\W\d_a-z{_NO_NAME}]{{2,3}})(?:市|县|省|自治州|自治县|盟|旗)(?!场|长|民|面|容|级|区)"
)


def places_in(text: str) -> tuple[str, ...]:
    """Return the names, without 市 or 县, of the places that the folded ``text`` names in full."""
    return tuple(dict.fromkeys(match.group(1) for match in _NAMED.finditer(text)))


def speaks_of(places: Sequence[str], *texts: str) -> bool:
    """Tell whether each of ``places`` is named in one of ``texts``."""
    folded = [fold(text) for text in texts]
    return all(any(place in text for text in folded) for place in places)
