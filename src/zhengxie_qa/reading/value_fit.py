"""Does a text hold a value of the kind asked for: a figure in its unit, a date, a person, a list?"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from zhengxie_qa.question import AnswerType, Query, asks_for_change
from zhengxie_qa.reading.false_premises import contradicts
from zhengxie_qa.reading.person_fit import who_fit
from zhengxie_qa.text import (
    MONEY_UNITS,
    Figure,
    alternation,
    alternation_in,
    either_of,
    find_figures,
    fold,
    list_items,
    word_rows,
)

_UNIT_FAMILIES = tuple(map(frozenset, word_rows("unit_families")))
_DIMENSIONS = tuple(map(frozenset, word_rows("unit_dimensions")))
_GROWTH = re.compile(alternation("growth_words"))
_NEAR_UNIT = 0.7  # a unit of the same family is likely right, the very unit is better
_SAME_DIMENSION = 0.5  # 公斤 for 吨: the same quantity in other units
_UNIT_NEARBY = 0.6  # 1.2万标箱 where 箱 is asked for, 单位：吨　产量：1075
_NEARBY = 4  # characters behind a number without a known unit among which the one asked for may stand
_NO_CHANGE = 0.2  # of a figure beside no word of growth, when growth is asked for
_ANY_FIGURE = 0.8  # the question names no unit
_VALUE_KINDS = {"number": ("count", "percent", "money"), "date": ("date", "time")}

_HAN_SIZE = {c: n for n, c in enumerate("二三四五六七八九十", start=2)} | {"两": 2}
_PLACE = re.compile(rf"[\u4e00-\u9fff](?:{alternation('place_endings')})")
_ITEM_NUMBER = re.compile(r"^\s*[(（]?\d{1,2}[.．、)）](?!\d)")  # 3. 明确收费上限 holds no figure
_NUMBER_OF_PAPER = re.compile(r"[\u4e00-\u9fff]*[〔\[(【][12]\d{3}[〕\])】]\s*第?\d+号")
_DAYS_ASKED = re.compile(r"哪几[天日]")
_DAYS = re.compile(r"\d[日号]?\s?(?:至|到|[—–~-]+|、)\s?(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}[日号]")
_ONE_DAY = 0.5  # of one day, where several are asked for
_PLACES_ASKED = re.compile(rf"哪[些几](?:个)?(?:{alternation_in('question_cues', 'places in a list')})")
_ORDINAL_ASKED = re.compile(r"第几([届次期批集轮版名])")
_BOOKS = re.compile(
    rf"出书|哪[些几](?:本|部)?(?:文史)?(?:{alternation_in('question_cues', 'books')})|什么书"
    r"|\b(?:books?|publications?)\b"
)
_CAUSE = re.compile(
    rf"{alternation('cause_words')}|受.{{1,12}}影响|(?:^|[,;:。\s])为(?![期人止主此何])[^,。]{{4,}}?[,而]|\b(?:because|due)\b"
)
_REASON = re.compile(r"原因|由于|因为|理由|导致|致使|造成|\b(?:because|due)\b")
GIVES_PURPOSE, DENIES = 0.9, 0.8  # fits for a question why: of 为提高效率…, and of what denies that it is so
_NAMED_ONE_BY_ONE = re.compile(
    r"分别是(?:哪|谁|什么)|是哪(?:[\d一二两三四五六七八九十]+|几)[个家件项位名]|另外.{1,6}谁"
    rf"|{alternation_in('question_cues', 'one by one')}"
)
_LISTED = re.compile(r"、|[”》]\s*[“《]|[一二三四五六七八九]是|其[一二三四五六]|\([一二三四五六七八九\d]\)|[;；]")
_ENOUGH_NAMED = 4
_HOW_OFTEN = re.compile(r"(?:多久|多长时间|多少时间|几[年天月周]|几个月|隔多久).{0,8}一?次|(?:什么|怎样的)频率|频次")
_OFTEN = re.compile(
    r"每[\u4e00-\u9fff\d]{0,4}?(?:年|月|季|周|日|天|届|旬)|(?:年|月|季度?|周)度?[\d一二两三四]+次|[\d一二两三]年[\d一两二三]次|定期|[按逐][年月季周日]"
)
_CONTACT = re.compile(rf"{alternation('contact_words')}|\b(?:phone|e-?mail|website)\b")
_CODE = re.compile(r"[a-z0-9][a-z0-9.@_/-]{4,}")
_ALSO_CALLED = {
    "学校": r"|[\u4e00-\u9fff](?<![和与及各对等的])学校|[一二三四五六七八九]中(?=[\u4e00-\u9fff]{0,4}[任教])"
}
_INSTITUTIONS = {
    sort: re.compile(rf"[\u4e00-\u9fff](?:{either_of(tuple(endings))}){_ALSO_CALLED.get(sort, '')}")
    for sort, *endings in word_rows("institutions")
}
_WHICH = re.compile(rf"哪[一]?[所家个间些]({'|'.join(_INSTITUTIONS)})")
_ENUMERATION = re.compile(r"、|[”》]\s*[“《]|一是|其一|首先|\(一\)|1[.．、]")


def fit(query: Query, text: str) -> float:
    """Return 0 to 1: how well ``text`` holds a value of the kind ``query`` wants; 0.5 where any text may do."""
    folded = fold(text)
    if required := _required(query):
        return float(bool(required.search(folded)))
    if query.kind in _VALUE_KINDS:
        one_of_several = _DAYS_ASKED.search(query.text) and not _DAYS.search(folded)
        return _figures_fit(query, text) * (_ONE_DAY if one_of_several else 1.0)
    if query.kind in ("what", "yesno") and _BOOKS.search(query.text):
        return _list_fit(query, folded)
    return _FITS[query.kind](query, folded) if query.kind in _FITS else 0.5


def _figures_fit(query: Query, text: str) -> float:
    """Return how well the best figure of ``text`` fits; a change is told beside a word of growth or loss."""
    said = {(figure.value, figure.unit) for figure in find_figures(query.text) if figure.value is not None}
    days_said = {figure.text for figure in find_figures(query.text) if figure.kind in _VALUE_KINDS["date"]}
    text = _ITEM_NUMBER.sub(lambda match: " " * len(match.group()), text)
    figures = [f for f in find_figures(text) if (f.value, f.unit) not in said and f.text not in days_said]

    def fit_of(figure: Figure) -> float:
        return figure_fit(query, figure) or _unit_nearby(query, figure, text)

    if not (query.kind == "number" and asks_for_change(query.text)):
        return max(map(fit_of, figures), default=0.0)
    told = [
        fit_of(figure) * (1.0 if _GROWTH.search(fold(text[start:end])) else _NO_CHANGE)
        for start, end in list_items(text)
        for figure in figures
        if start <= figure.start < end
    ]
    return max(told, default=0.0)


def _unit_nearby(query: Query, figure: Figure, text: str) -> float:
    """A word behind a number is its unit until shown otherwise, and a row of a table names the unit of its figures."""
    if query.kind != "number" or figure.kind != "count" or figure.unit:
        return 0.0
    behind, folded = fold(text[figure.end : figure.end + _NEARBY]), fold(text)
    own = any(re.match(rf"[\u4e00-\u9fff]{{0,3}}{re.escape(unit)}", behind) for unit in query.units)
    of_row = any(re.search(rf"单位\s*:\s*[百千万亿]*{re.escape(unit)}", folded) for unit in query.units)
    return _UNIT_NEARBY * (own or of_row)


def _where_fit(query: Query, folded: str) -> float:
    return 1.0 if any(match.group() not in query.text for match in _PLACE.finditer(folded)) else 0.3


def _why_fit(query: Query, folded: str) -> float:
    """Return 1 for a text that says it gives a reason, less for a purpose, or for a denial of what is asked."""
    if _REASON.search(folded):
        return 1.0
    if _CAUSE.search(folded):
        return GIVES_PURPOSE
    return DENIES if contradicts(folded, query.text) else 0.3


@cache
def _ordinal(unit: str) -> re.Pattern[str]:
    return re.compile(rf"首{unit}|第[一二三四五六七八九十百\d]+{unit}|[一二三四五六七八九十]+{unit}")


def _required(query: Query) -> re.Pattern[str] | None:
    """Return what an answer has to look like, where the question says it: a telephone number, a school."""
    if "文号" in query.text:
        return _NUMBER_OF_PAPER
    if ordinal := _ORDINAL_ASKED.search(query.text):
        return _ordinal(ordinal.group(1))
    if _HOW_OFTEN.search(query.text):
        return _OFTEN
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


_FITS: dict[AnswerType, Callable[[Query, str], float]] = {
    "who": who_fit,
    "where": _where_fit,
    "why": _why_fit,
    "list": _list_fit,
}
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
    if "%" in (asked, unit):
        return 0.0
    if asked == "个" and unit:
        return _NEAR_UNIT
    if any(asked in family and unit in family for family in _UNIT_FAMILIES):
        return _NEAR_UNIT
    return _SAME_DIMENSION * any(asked in dimension and unit in dimension for dimension in _DIMENSIONS)


def knows_unit(unit: str) -> bool:
    """Tell whether ``unit`` is a measure word whose like are known here."""
    return unit in MONEY_UNITS or unit == "%" or any(unit in family for family in _UNIT_FAMILIES)
