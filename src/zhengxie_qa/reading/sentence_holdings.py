"""What a sentence holds, whatever is asked: figures, persons, lists, and words of definition, cause, deed and plan."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhengxie_qa.reading.person_fit import names_person
from zhengxie_qa.text import Figure

_LIST_MARKS = re.compile(r"、|[；;]|[一二三四五六七八九]是|[（(][一二三四五六七八九十\d]+[)）]")
_DEFINES = re.compile(r"是指|所称|指的是|即|简称|包括|：|:|——")
_CAUSE = re.compile(r"因为|由于|因此|为了|为|旨在|鉴于|针对|导致|以便|从而")
_MEANS = re.compile(r"通过|采取|建立|组织|开展|推动|推进|制定|完善|加强|实施|运用|搭建|创新")
_DONE = re.compile(r"了|已|过|完成|取得|实现|达到?|荣获|举办|召开")
_WILL = re.compile(r"将|要|拟|计划|力争|确保|争取|继续|进一步|着力|深入|切实")


def holdings(text: str, folded: str, figures: Sequence[Figure]) -> list[float]:
    """Return what a sentence holds: figures, persons, list marks, words of definition, cause, manner, deed and plan."""
    kinds = [figure.kind for figure in figures]
    return [
        min(4, kinds.count("count") + kinds.count("money")),
        min(3, kinds.count("date") + kinds.count("time")),
        min(3, kinds.count("percent")),
        names_person(folded),
        min(8, len(_LIST_MARKS.findall(text))),
        bool(_DEFINES.search(text)),
        bool(_CAUSE.search(folded)),
        min(4, len(_MEANS.findall(folded))),
        min(4, len(_DONE.findall(folded))),
        min(4, len(_WILL.findall(folded))),
    ]
