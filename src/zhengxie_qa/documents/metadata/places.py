"""The place that a document is about, and the term of the body that gives it, as their names say."""

from __future__ import annotations

import re

from zhengxie_qa.text import alternation

_UNITS = f"{alternation('province_units')}|{alternation('region_units')}"
# Not 社区, 县区, 州市, 贵州省: no unit there, or not yet the whole of it.
_UNIT = rf"(?:{_UNITS})(?<!社区)(?!(?<=[^治]县)区|(?<=[^治]州)[省市县区])"
_LETTER = r"[^\W\d第届的在和与对：:《》（）()“”、，。]"
# A name of two letters may hold one that joins or numbers elsewhere: 泰和县, 和平县, 云和县; not 全市和县.
_TWO = rf"(?!{_UNIT})(?![全各本该我两])(?:[和与对在]{_LETTER}|第[^\W\d一二三四五六七八九十]|{_LETTER}[和与对在第])"
_LONGER = alternation("places_with_particles")
_NAME = rf"(?:{_TWO}|{_LONGER}|{_LETTER}{{1,8}}?){_UNIT}"
_BODIES = alternation("parties")
_TERM = re.compile(r"第?(?P<number>[一二三四五六七八九十百\d]{1,4})届")
_PATTERNS = (
    re.compile(rf"(?:{_BODIES})(?:第[一二三四五六七八九十百\d]{{1,4}}届)?(?P<place>(?:{_NAME}){{1,3}})"),
    re.compile(
        rf"(?:^|[—–\-在对关于\s]|\d{{4}}年度?(?![全各本该我两]))(?P<place>(?:{_NAME}){{1,3}})"
        r"(?=国民经济|政协|委员会|人民(?:政府|代表|法院|检察)|政府|人大|委|第.{1,4}届|\d{4}年|[\w]{2,14}(?:局|厅|办公室|中心)(?:关于|$))"
    ),
)


def find_place(*names: str) -> str:
    """Return the county or city that the first telling one of ``names`` stands for, or an empty string.

    >>> find_place("中国人民政治协商会议某省甲市乙县委员会")
    '乙县'
    """
    for name in names:
        for pattern in _PATTERNS:
            if match := pattern.search(name):
                return _innermost(match["place"])
    return ""


def find_term(*names: str) -> str:
    """Return the term that the first telling one of ``names`` gives: 第九届."""
    match = next((found for name in names if (found := _TERM.search(name))), None)
    return f"第{match['number']}届" if match else ""


def _innermost(place: str) -> str:
    """Return the last of the places in 某省甲市乙县; a name of one character keeps what stands before it."""
    parts = re.findall(_NAME, place)
    return parts[-1] if parts else place
