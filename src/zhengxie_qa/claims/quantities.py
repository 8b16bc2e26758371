"""Figures made comparable: 1.2万人次 is 12000人次, 百分之九十五 is 95%, 近百条 is not 百条, 10点40分 is 10:40.

``figures`` finds them; here they get a key under which two ways of writing one amount are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from zhengxie_qa.claims.clock_times import clock_time, names_hour, worded_times
from zhengxie_qa.claims.spoken_numbers import SCALES, Spoken, spoken_numbers
from zhengxie_qa.claims.taken_places import TakenPlaces
from zhengxie_qa.claims.written_dates import date_in_digits, written_dates
from zhengxie_qa.text import (
    Figure,
    alternation_in,
    find_figures,
    fold,
    list_parts,
    number_value,
    words_by_head,
)

AmountKind = Literal["count", "percent", "date", "time", "ordinal"]
Bound = Literal["", "near", "about", "more", "most"]  # 近, 约, 超/余/至少, 不超过; empty: exactly
Key = Decimal | str | tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount at ``text[start:end]``. Two amounts are the same when key, unit and bound agree.

    The key of a date is (year, month, day, part of the month), each None where it is not said.
    """

    start: int
    end: int
    text: str
    kind: AmountKind
    key: Key
    unit: str = ""
    bound: Bound = ""


def _bound_words(bounds: Sequence[Bound], where: str = "") -> list[tuple[Bound, str]]:
    return [(bound, alternation_in("bound_words", f"{bound}{where}")) for bound in bounds]


_BEHIND = f"[{re.escape(''.join(list_parts('bound_words')['none behind']))}]"  # 最近, 附近, 签约 … are no bounds
_NO_BOUND = re.compile(f"{_BEHIND}$")
_FIRST_TRIED: tuple[Bound, ...] = ("most", "more", "near", "about")  # 不超过 before 超过
_OPENS = [(bound, re.compile(words)) for bound, words in _bound_words(_FIRST_TRIED)]
_BEFORE = [(bound, re.compile(rf"(?<!{_BEHIND})(?:{words})\s*$")) for bound, words in _bound_words(_FIRST_TRIED)]
_AFTER = [
    *((bound, re.compile(rf"\s*(?:{said})")) for bound, said in _bound_words(("about", "more", "most"), " after")),
    ("more", re.compile(r"\+")),  # 50+, but 50 + 3 is a sum
]
_REACH = 14  # characters before a figure in which a bound word may stand

_UNITS = {other: usual for usual, others in words_by_head("same_units").items() for other in others}
_EITHER = {unit: frozenset((unit, *others)) for unit, others in words_by_head("ambiguous_units").items()}
_SCALE = re.compile(r"\s*(thousand|million|billion)\b")
_YEAR_ALONE = re.compile(r"(?:19|20)\d{2}")

# 1. at the beginning of a line; Key proposals: 14. ends with a figure
_ITEM_NUMBER = re.compile(r"(?:^|(?<=[\n:;。]))[^\S\n]*+[(]?\d{1,2}[.、)](?!\d)(?=\s*\S)")
_CASE_NUMBER = re.compile(r"(?<![\d月年.第\-])0*(\d{1,4})号(?![\d楼])")  # 063号提案 is 第63号
_POINTS = re.compile(
    r"(?<![一二三四五六七八九十两\d])[一二三四五六七八九十两\d]++点(?![半钟整分\d到至前后开起始以集多左在进,。])"
)  # 三点不足 is no hour
_ORDINAL_PARTS = re.compile(r"第?(\d+|[零〇一二两三四五六七八九十百]+)([届次号条章中]?)")
_TITLES = re.compile(r"《[^《》\n]{0,80}》")
_ARTICLE_SHARE = re.compile(r"(?<![\d/.])(\d{1,2})/(\d{1,3})(?![\d/])")  # 2/3, two parts of three
_PEOPLE = re.compile(r"人(?![次大民])|委员(?!会)|代表(?!团)")  # 两个人 are two people
_RANGE = re.compile(r"\s*(?:[-–—~]+|至|到)\s*")
# What follows 个 in a unit of its own; in 五个课题, 四个方面 it is the beginning of a noun, and 个 the unit.
_AFTER_GE = re.compile(r"个(?:工作日|百分点|小时|月|星期|季度|县|市|区|镇|乡|村|省|班|队|组|团|站|点)$")


def same_unit(one: str, other: str) -> bool:
    """Tell whether two units are the same; 人(次) stands for both 人 and 人次, and no unit for any."""
    if not one or not other or one == other:
        return True
    if one in _EITHER.get(other, ()) or other in _EITHER.get(one, ()):
        return True
    return _UNITS.get(one, one) == _UNITS.get(other, other)


def find_amounts(text: str) -> list[Amount]:
    """Return the amounts of ``text`` in order, those inside 《》 left out: they are part of a name."""
    folded = fold(text)
    titles = [match.span() for match in _TITLES.finditer(folded)]
    dates = [Amount(start, end, folded[start:end], "date", key) for start, end, key in written_dates(folded)]
    dates += [Amount(start, end, folded[start:end], "time", key) for start, end, key in worded_times(folded)]
    others = [*_shares(folded), *(_spoken(one, folded) for one in spoken_numbers(folded)), *_numbered(folded, dates)]
    named = TakenPlaces(titles)
    taken = TakenPlaces(
        [*titles, *_places(dates), *_places(others), *(m.span() for m in _ITEM_NUMBER.finditer(folded))]
    )
    found = [*dates, *(amount for amount in others if not named.meet(amount.start, amount.end))]
    for figure in find_figures(text):
        if taken.meet(figure.start, figure.end):
            continue
        amount = _amount(figure, folded)
        if amount is not None:
            found.append(_own_unit(amount, folded))
    return _ranges(sorted(found, key=lambda amount: amount.start), folded)


def _places(amounts: Iterable[Amount]) -> list[tuple[int, int]]:
    return [(amount.start, amount.end) for amount in amounts]


def _shares(folded: str) -> list[Amount]:
    """Return the shares written with a stroke: 2/3 is 66.67%."""
    found = []
    for match in _ARTICLE_SHARE.finditer(folded):
        part, whole = map(Decimal, match.groups())
        if 0 < part < whole:
            key = (part * 100 / whole).quantize(Decimal("0.0001")).normalize()
            found.append(Amount(*match.span(), match.group(), "percent", key, "%"))
    return found


def _numbered(folded: str, dates: Sequence[Amount]) -> list[Amount]:
    """Return 063号 as 第63号, and 三点 as three points where no hour is meant."""
    found, dated = [], TakenPlaces(_places(dates))
    for match in _CASE_NUMBER.finditer(folded):
        if not dated.meet(*match.span()):
            key = ((Decimal(match[1]).normalize(), "号"),)
            found.append(Amount(*match.span(), match.group(), "ordinal", key))
    for match in _POINTS.finditer(folded):
        value = number_value(match.group()[:-1])
        hour = names_hour(folded[max(0, match.start() - 2) : match.start()]) or dated.meet(*match.span())
        if value is not None and not hour:
            found.append(Amount(*match.span(), match.group(), "count", value.normalize(), "点"))
    return found


def _spoken(one: Spoken, folded: str) -> Amount:
    bound = _bound(folded[one.start : one.end], folded, one.start, one.end)
    kind: AmountKind = "percent" if one.unit == "%" else "count"
    return Amount(one.start, one.end, folded[one.start : one.end], kind, one.value.normalize(), one.unit, bound)


def _own_unit(amount: Amount, folded: str) -> Amount:
    """Return 五个 for 五个课(题): where 个 counts, what follows is the thing counted."""
    at = amount.text.rfind("个")
    if amount.unit == "个" and _PEOPLE.match(folded, amount.end):
        return replace(amount, unit="人")
    if amount.kind != "count" or at < 0 or at == len(amount.text) - 1 or amount.unit == "个":
        return amount
    if _AFTER_GE.search(amount.text):
        return amount
    return replace(amount, end=amount.start + at + 1, text=amount.text[: at + 1], unit="个")


def _ranges(amounts: list[Amount], folded: str) -> list[Amount]:
    """Give the first figure of 3—5人 and 3至5人 the unit of the second."""
    for number, (one, other) in enumerate(pairwise(amounts)):
        bare = one.kind == other.kind == "count" and not one.unit and bool(other.unit)
        if bare and _RANGE.fullmatch(folded, one.end, other.start):
            amounts[number] = replace(one, unit=other.unit)
    return amounts


def _amount(figure: Figure, folded: str) -> Amount | None:
    words = folded[figure.start : figure.end]
    if _YEAR_ALONE.fullmatch(words.strip()) and not figure.unit:
        return _of(figure, "date", (int(words.strip()), None, None, None))
    in_session = figure.unit == "次" and folded.endswith("届", 0, figure.start)  # 第十届五次会议
    if figure.kind == "ordinal" or in_session:
        return _ordinal(figure, words, folded)
    if figure.kind in ("date", "time"):
        before = folded[max(0, figure.start - 2) : figure.start]
        key: Key = date_in_digits(words) if figure.kind == "date" else clock_time(words, before)
        return _of(figure, figure.kind, key)
    if words.startswith("一") and figure.value == 1 and not re.search(r"\d", words):
        return None  # 一批, 一次, 一项: an article, seldom a count
    bound = _bound(words, folded, figure.start, figure.end)
    if figure.kind == "percent":
        return _of(figure, "percent", _share(words), "%", bound)
    return _count(figure, words, folded, bound)


def _of(figure: Figure, kind: AmountKind, key: Key, unit: str = "", bound: Bound = "") -> Amount:
    return Amount(figure.start, figure.end, figure.text, kind, key, unit, bound)


def _count(figure: Figure, words: str, folded: str, bound: Bound) -> Amount:
    end, value = figure.end, figure.value
    if value is not None and not figure.unit and (scale := _SCALE.match(folded, end)):
        value *= SCALES[scale.group(1)]
        end = scale.end()
    key: Key = value.normalize() if value is not None else words
    if value is None and (match := re.search(r"数[十百千万]+", words)):
        key = match.group()
    return Amount(figure.start, end, folded[figure.start : end], "count", key, figure.unit, bound)


def _bound(words: str, folded: str, start: int, end: int) -> Bound:
    """Return what the amount is said to be of the number: exactly it, about it, more than it …"""
    before = folded[max(0, start - _REACH) : start]
    for bound, pattern in _OPENS:
        if pattern.match(words) and not _NO_BOUND.search(before):
            return "most" if bound == "more" and before.endswith(("不", "不得")) else bound
    for bound, pattern in _BEFORE:
        if pattern.search(before):
            return bound
    if re.search(r"[\d十百千万亿][余多]", words):
        return "more"
    return next((bound for bound, pattern in _AFTER if pattern.match(folded, end)), "")


def _share(words: str) -> Key:
    if match := re.search(r"(\d[\d,]*(?:\.\d+)?)\s*%", words):
        return Decimal(match.group(1).replace(",", "")).normalize()
    if match := re.search(r"百分之(.+)", words):
        value = number_value(match.group(1))
        return value.normalize() if value is not None else match.group(1)
    if match := re.search(r"([一二三四五六七八九])成([一二三四五六七八九])?", words):
        tens, ones = (number_value(part) if part else None for part in match.groups())
        return ((tens or Decimal(0)) * 10 + (ones or Decimal(0))).normalize()
    if match := re.search(r"([零〇一二两三四五六七八九十百]+)分之(.+)", words):
        whole, part = number_value(match.group(1)), number_value(match.group(2))
        if whole and part is not None:
            return (part * 100 / whole).quantize(Decimal("0.0001")).normalize()
    return words


def _ordinal(figure: Figure, words: str, folded: str) -> Amount | None:
    """Return 第047号 as ((47, 号),), 十届五次 as ((10, 届), (5, 次)); None for 第一,… which only counts."""
    following = folded[figure.end : figure.end + 1]
    parts: list[tuple[Decimal, str]] = []
    for match in _ORDINAL_PARTS.finditer(words):
        value = number_value(match.group(1))
        suffix = match.group(2) or (following if match.end() == len(words) else "")
        if value is not None and re.match(r"[\u3400-\u9fff]", suffix):
            parts.append((value.normalize(), suffix))
    return Amount(figure.start, figure.end, figure.text, "ordinal", tuple(parts)) if parts else None
