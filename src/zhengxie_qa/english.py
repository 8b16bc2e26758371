"""English questions over Chinese documents: the terms of the genre, dates and place names put into Chinese.

What stays English is met by meaning (the vectors hold both languages in one space); terms with one official
translation, months, ordinals and romanised names are better said outright.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_LONGEST_NAME = 4  # characters of a place name

# The usual English of the CPPCC's own publications.
_TERMS = {
    "chinese people's political consultative conference": "政协",
    "cppcc": "政协",
    "standing committee": "常委会",
    "county committee": "县委员会",
    "city committee": "市委员会",
    "special committees?": "专门委员会",
    "party members?": "党员",
    "democratic parties": "民主党派",
    "leading party members' group": "党组",
    "members' homes?": "委员之家",
    "members' liaison stations?": "委员联络站",
    "liaison stations?": "联络站",
    "members?": "委员",
    "chair(?:man|woman|person)": "主席",
    "vice[- ]chair(?:man|woman|person)": "副主席",
    "secretary[- ]general": "秘书长",
    "key proposals?": "重点提案",
    "proposals?": "提案",
    "case filing|put on file|filed|on file": "立案",
    "collected|received|solicited": "征集",
    "social conditions and public opinions?|public opinion": "社情民意",
    "information reports?": "信息",
    "democratic supervision": "民主监督",
    "consultations?": "协商",
    "political consultation": "政治协商",
    "deliberation and administration of state affairs": "参政议政",
    "plenary sessions?": "全会",
    "work report": "工作报告",
    "inspections?|inspection tours?": "视察",
    "research projects?|field research|surveys?": "调研",
    "study sessions?": "学习",
    "united front": "统一战线",
    "literature and history|historical (?:books?|records?|accounts?)": "文史",
    "rural revitali[sz]ation": "乡村振兴",
    "artificial intelligence|\\bai\\b": "人工智能",
    "business environment": "营商环境",
    "people's livelihoods?": "民生",
    "year plan": "年规划",
    "satisfaction rate": "满意率",
    "reply rate|response rate|completion rate": "办复率",
    "housing bureau": "住建局",
    "e-?bikes?|electric bi(?:cycles|kes)": "电动自行车",
    "built|completed": "建成",
    "person-times|attendances?": "人次",
}
_ORDINALS = dict(
    zip(
        "first second third fourth fifth sixth seventh eighth ninth tenth".split(),  # noqa: SIM905
        "一二三四五六七八九十",
        strict=True,
    )
)
_MONTHS = dict(
    zip(
        "january february march april may june july august september october november december".split(),  # noqa: SIM905
        range(1, 13),
        strict=True,
    )
)
_SESSION = re.compile(rf"\b({'|'.join(_ORDINALS)})\s+(session|meeting|plenary session)\b")
_MONTH = re.compile(rf"\b({'|'.join(month for month in _MONTHS if month != 'may')})\b|\b(?<=in |of |by )(may)\b")
_TERM = re.compile("|".join(rf"\b(?:{term})\b" for term in sorted(_TERMS, key=len, reverse=True)))
_WORD = re.compile(r"[a-z]{4,}")


def into_chinese(text: str, names: Mapping[str, str]) -> str:
    """Return the folded English ``text`` with what has one translation put into Chinese.

    ``names`` maps romanised names (lower case, no spaces) to Chinese ones.
    """
    text = text.replace("’", "'")
    text = _SESSION.sub(lambda match: f" {_ORDINALS[match.group(1)]}次会议 ", text)
    text = _MONTH.sub(lambda match: f" {_MONTHS[match.group(1) or match.group(2)]}月 ", text)
    text = _TERM.sub(lambda match: f" {_translation(match.group())} ", text)
    return _WORD.sub(lambda match: names.get(match.group(), match.group()), text)


def _translation(said: str) -> str:
    return next(chinese for term, chinese in _TERMS.items() if re.fullmatch(term, said))


def romanised_names(titles: Iterable[str]) -> dict[str, str]:
    """Return what 2 to 4 characters of ``titles`` are called in pinyin: {"beijing": "北京", …}."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415  (only an English question needs it)

    names: dict[str, str] = {}
    for run in {run for title in titles for run in re.findall(r"[\u4e00-\u9fff]{2,}", title)}:
        syllables = lazy_pinyin(run)
        for length in range(2, _LONGEST_NAME + 1):
            for start in range(len(run) - length + 1):
                names.setdefault("".join(syllables[start : start + length]), run[start : start + length])
    return names
