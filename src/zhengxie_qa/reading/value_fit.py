"""Does a text hold a value of the kind asked for: a figure in its unit, a date, a person, a list?"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from zhengxie_qa.question import Kind, Query
from zhengxie_qa.text import MONEY_UNITS, Figure, alternation, find_figures, fold, is_generic, word_rows

_UNIT_FAMILIES = tuple(map(frozenset, word_rows("unit_families")))
_NEAR_UNIT = 0.7  # a unit of the same family is likely right, the very unit is better
_ANY_FIGURE = 0.8  # the question names no unit
_VALUE_KINDS = {"number": ("count", "percent", "money"), "date": ("date", "time")}

_TITLES = alternation("titles_of_persons")
_HAN_SIZE = {c: n for n, c in enumerate("二三四五六七八九十", start=2)} | {"两": 2}
_NAME = rf"(?:{alternation('surnames')})[\u4e00-\u9fff]{{1,2}}"
_PERSON = re.compile(
    rf"(?:{_TITLES})\s*[:：]?\s*{_NAME}(?=[^\u4e00-\u9fff]|$|围|在|主|到|作|率|带|担|出|等|同|赴|来|参|代|致|讲|说|指|强)"
    rf"|{_NAME}(?:{_TITLES})|[:：]\s*{_NAME}(?=[^\u4e00-\u9fff]|$)"
)
_NAMED_PERSON = re.compile(
    rf"({_NAME})(?:副|常务副)?(?:{_TITLES})|(?:{_TITLES})({_NAME})(?=[^\u4e00-\u9fff]|$|的|在|是|说|提)"
)
_BODY = re.compile(
    r"[\u4e00-\u9fff]{2,}"
    rf"(?:{alternation('bodies')})"
    r"|[省市县区]委|党组"
)


def named_persons(folded: str) -> list[str]:
    """Return what reads as a person's name beside an office: 张三主席, 委员李四."""
    return [name or other for name, other in _NAMED_PERSON.findall(folded)]


_PLACE = re.compile(rf"[\u4e00-\u9fff](?:{alternation('place_endings')})")
_NAMES_ASKED = re.compile(
    r"叫什么名|姓名|名字|名单|哪些人|都有谁|有谁|什么人|[厂校院所站组队局县市省部科会]长(?:是谁|是哪位)"
)
_BODY_FOR_WHO, _BODY_FOR_PERSON = 0.8, 0.3  # a body answers 谁, hardly 哪位
_PROPOSER = re.compile(r"(?:提案者|提案人|提出者|提出单位)\s*[::]\s*\S")
_NUMBER_OF_PAPER = re.compile(r"[\u4e00-\u9fff]*[〔\[(【][12]\d{3}[〕\])】]\s*第?\d+号")
_PLACES_ASKED = re.compile(r"哪[些几](?:个)?(?:地方|地区|城市|县|市|省|村|社区|乡镇|街道)")
_ORDINAL_ASKED = re.compile(r"第几([届次期批集轮版名])")
_BOOKS = re.compile(
    r"出书|哪[些几](?:本|部)?(?:文史)?(?:书|书籍|丛书|著作|刊物|读物|文集|作品)|什么书|\b(?:books?|publications?)\b"
)
_CAUSE = re.compile(rf"{alternation('cause_words')}|受.{{1,12}}影响|\b(?:because|due)\b")
_NAMED_ONE_BY_ONE = re.compile(
    r"分别是(?:哪|谁|什么)|是哪(?:[\d一二两三四五六七八九十]+|几)[个家件项位名]|叫什么名字|(?:都|各)是(?:谁|哪些|哪几)|列出|名单|还有谁|另外.{1,6}谁"
)
_LISTED = re.compile(r"、|[”》]\s*[“《]|[一二三四五六七八九]是|其[一二三四五六]|\([一二三四五六七八九\d]\)|[;；]")
_ENOUGH_NAMED = 4
_CONTACT = re.compile(rf"{alternation('contact_words')}|\b(?:phone|e-?mail|website)\b")
_CODE = re.compile(r"[a-z0-9][a-z0-9.@_/-]{4,}")
_COMPANY = re.compile(rf"[\u4e00-\u9fff]{{2}}(?:{alternation('company_endings')})")
_INSTITUTIONS = {
    "学校": re.compile(
        r"[\u4e00-\u9fff]{2}(?:大学|学院|中学|小学|幼儿园)|[\u4e00-\u9fff](?<![和与及各对等的])学校"
        r"|[一二三四五六七八九]中(?=[\u4e00-\u9fff]{0,4}[任教])"
    ),
    "医院": re.compile(r"[\u4e00-\u9fff](?:医院|卫生院|卫生室|诊所)"),
    "公司": _COMPANY,
    "企业": _COMPANY,
    "银行": re.compile(r"银行|信用社"),
    "大学": re.compile(r"大学|学院"),
    "高校": re.compile(r"大学|学院"),
}
_WHICH = re.compile(rf"哪[一]?[所家个间些]({'|'.join(_INSTITUTIONS)})")
_ENUMERATION = re.compile(r"、|[”》]\s*[“《]|一是|其一|首先|\(一\)|1[.．、]")


def fit(query: Query, text: str) -> float:
    """Return 0 to 1: how well ``text`` holds a value of the kind ``query`` wants; 0.5 where any text may do."""
    folded = fold(text)
    if required := _required(query):
        return float(bool(required.search(folded)))
    if query.kind in _VALUE_KINDS:
        said = {(figure.value, figure.unit) for figure in find_figures(query.text)}
        return max((figure_fit(query, f) for f in find_figures(text) if (f.value, f.unit) not in said), default=0.0)
    if query.kind in ("what", "yesno") and _BOOKS.search(query.text):
        return _list_fit(query, folded)
    return _FITS[query.kind](query, folded) if query.kind in _FITS else 0.5


def _where_fit(query: Query, folded: str) -> float:
    return 1.0 if any(match.group() not in query.text for match in _PLACE.finditer(folded)) else 0.3


def _why_fit(query: Query, folded: str) -> float:
    return 1.0 if _CAUSE.search(folded) else 0.3


@cache
def _ordinal(unit: str) -> re.Pattern[str]:
    return re.compile(rf"首{unit}|第[一二三四五六七八九十百\d]+{unit}|[一二三四五六七八九十]+{unit}")


def _required(query: Query) -> re.Pattern[str] | None:
    """Return what an answer has to look like, where the question says it: a telephone number, a school."""
    if "文号" in query.text:
        return _NUMBER_OF_PAPER
    if ordinal := _ORDINAL_ASKED.search(query.text):
        return _ordinal(ordinal.group(1))
    if _CONTACT.search(query.text):
        return _CODE
    institution = _WHICH.search(query.text)
    return _INSTITUTIONS[institution.group(1)] if institution else None


def _list_fit(query: Query, folded: str) -> float:
    if _PLACES_ASKED.search(query.text):
        return 1.0 if _PLACE.search(folded) else 0.2
    if _NAMED_ONE_BY_ONE.search(query.text):
        return _names_enough(query, folded)
    if _BOOKS.search(query.text):
        return 1.0 if "《" in folded else 0.2
    return min(1.0, 0.4 + 0.2 * len(_ENUMERATION.findall(folded)))


def _names_enough(query: Query, folded: str) -> float:
    """Return 1 when a text lists things one by one, as many as the question counts (three of more), else 0."""
    counted = [f.value for f in find_figures(query.text) if f.kind == "count" and f.value and f.value > 1]
    wanted = min(_ENOUGH_NAMED, int(max(counted, default=2)))
    return float(len(_LISTED.findall(folded)) + 1 >= wanted)


def _who_fit(query: Query, folded: str) -> float:
    if "提出" in query.text and _PROPOSER.search(folded):
        return 1.0
    if _PERSON.search(folded):
        return 1.0
    if _NAMES_ASKED.search(query.text):
        return 0.0
    wants_person = re.search(r"哪一?位|什么名|姓名|\bwho\b", query.text)
    return (_BODY_FOR_PERSON if wants_person else _BODY_FOR_WHO) if _BODY.search(folded) else 0.0


_FITS: dict[Kind, Callable[[Query, str], float]] = {
    "who": _who_fit,
    "where": _where_fit,
    "why": _why_fit,
    "list": _list_fit,
}
_NEAR = 5  # characters beside 多少 in which the thing counted is named
_SET_PHRASE = re.compile(r"([二两三四五六七八九十])(?:个|项|条)?(.{1,4})")


def enumerates(query: Query, text: str) -> bool:
    """Tell whether ``text`` spells out a numbered set phrase that the question names: 四个必须 by 必须…；必须…"""
    if query.kind not in ("list", "what"):
        return False
    folded = fold(text)
    matches = (_SET_PHRASE.fullmatch(name) for name in query.names)
    return any(match and folded.count(match.group(2)) >= _HAN_SIZE[match.group(1)] for match in matches)


def enumeration_start(query: Query, text: str) -> int:
    """Return where the enumeration of ``enumerates`` begins in ``text``."""
    matches = (_SET_PHRASE.fullmatch(name) for name in query.names)
    starts = (fold(text).find(match.group(2)) for match in matches if match)
    return max(0, min((start for start in starts if start >= 0), default=0))


_COUNTED = re.compile(r"多少(?:个|名|条|件|家|次|场|位|项|种|人次|篇|处)?([\u4e00-\u9fff]{2,})")
_MEASURED = re.compile(r"([\u4e00-\u9fff]{2,}?)(?:是|为|有|达到?|达到了)(?:了)?多少")
_PERIOD = re.compile(r"近?[一二两三四五几\d]+年(?:来|内|间)?|全年|[今去前明]年|年度|平均|总共|一共|分别|大[概约]")
_SHORTEST_MEASURED = 2  # characters
_HEADS = {  # what is asked of the thing: 执笔人 of 调研组的执笔人是谁
    "who": re.compile(r"([\u4e00-\u9fff]{2,})(?:是|叫|为)(?:谁|哪一?位|什么人|哪些人|什么名字|哪个)"),
    "where": re.compile(r"([\u4e00-\u9fff]{2,}?)(?:设|定|放)?(?:在|是)(?:哪里|哪个|什么地方|何处|何地)"),
    "what": re.compile(r"([\u4e00-\u9fff]{2,})(?:是|叫|为)什么"),
    "date": re.compile(
        r"(?:哪一?[年天月]|什么时候|什么时间|何时|几月几?[日号]?|几[点时])(?:能|会|可以|要|才|就)?"
        r"([\u4e00-\u9fff]{2,6}?)(?:的|了|完|$|\?)"
    ),
}


def measured_terms(query: Query, terms: Sequence[str]) -> list[int]:
    """Return the positions of the ``terms`` that say what is counted, measured or asked of: 人口 of 多少人口."""
    near, shortest = "", 1
    if query.kind == "number":
        shortest = _SHORTEST_MEASURED
        if counted := _COUNTED.search(query.text):
            near = counted.group(1)[:_NEAR]
        elif measured := _MEASURED.search(query.text):
            near = _PERIOD.sub("", measured.group(1))[-_NEAR:]
    elif (pattern := _HEADS.get(query.kind)) and (head := pattern.search(query.text)):
        near = head.group(1)
        last = [term for term in terms if len(term) > 1 and (near.endswith(term) or near[:-1].endswith(term))]
        near = max(last, key=len, default="")
    return [i for i, term in enumerate(terms) if len(term) >= shortest and term in near and not is_generic(term)]


def needs_value(query: Query) -> bool:
    """Tell whether only a text with a value of the right kind can answer."""
    return query.kind in _VALUE_KINDS or query.kind == "who" or _required(query) is not None


def figure_fit(query: Query, figure: Figure) -> float:
    """Return 0 to 1: whether ``figure`` is of the kind and unit ``query`` asks for."""
    if figure.kind not in _VALUE_KINDS.get(query.kind, ()):
        return 0.0
    if query.kind == "date" or not query.units:
        return _ANY_FIGURE
    return max(_unit_fit(asked, figure.unit) for asked in query.units)


def _unit_fit(asked: str, unit: str) -> float:
    if asked in MONEY_UNITS or unit in MONEY_UNITS:
        return float(asked in MONEY_UNITS and unit in MONEY_UNITS)
    if asked == unit:
        return 1.0
    if asked == "个" and unit and unit != "%" and unit not in MONEY_UNITS:
        return _NEAR_UNIT
    return _NEAR_UNIT if any(asked in family and unit in family for family in _UNIT_FAMILIES) else 0.0


def knows_unit(unit: str) -> bool:
    """Tell whether ``unit`` is a measure word whose like are known here."""
    return unit in MONEY_UNITS or unit == "%" or any(unit in family for family in _UNIT_FAMILIES)


_ROLE = re.compile(
    r"([省市县区镇乡]?(?:政协|人大常委会|人大|政府|委)?(?:常务)?副?(?:主席|书记|秘书长|主任|[省市县区镇乡]长|局长|部长|会长|院长))"
    r"(?:的名字|的姓名)?(?:是|叫|由|为)?(?:谁|什么名|哪位|什么人)"
)


def role_asked(query: Query) -> str:
    """Return the office whose holder is asked for (县政协主席是谁 → 县政协主席), or ''."""
    match = _ROLE.search(query.text)
    return match.group(1) if match else ""


def names_holder(role: str, text: str) -> bool:
    """Tell whether ``text`` names the holder of ``role``: the office as asked, next to a person's name."""
    folded = fold(text)
    office = re.escape(role)
    return bool(
        re.search(
            rf"(?<![省市县区副]){office}\s*[:：]?\s*{_NAME}|{_NAME}[^,。;]{{0,4}}(?<![省市县区副]){office}",
            folded,
        )
    )
