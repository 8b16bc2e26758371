"""Sentences of passages changed in one thing by rule, and the same sentences told again unchanged.

A writer's lie is seldom a sentence copied with one figure changed; a model's slip often is. What is learned from
written statements alone lets such slips pass, so the checker learns from these as well. They are never measured on.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from zhengxie_qa.claims import Amount, comparable, find_amounts
from zhengxie_qa.text import fold, sentences, word_rows

_SHORTEST, _LONGEST = 14, 120  # characters of a sentence that is told again
_OPENINGS = ("", "", "", "根据文件，", "文件中写到，", "据介绍，", "从材料看，", "具体来说，", "- ", "其中，")
_SAME = (("全年", "这一年"), ("开展", "组织"), ("其中", "这里面"), ("形成", "完成"), ("共", "一共"), ("召开", "举行"))
_BOUND = re.compile(r"不少于|不超过|超过|至少|近|约|超|余|多|左右|以上|以下|以内")
_SWAPS = (
    *(("应当", "可以"), ("必须", "可以"), ("不得", "可以"), ("可以", "应当"), ("鼓励", "要求"), ("建议", "要求")),
    *(("全部", "部分"), ("部分", "全部"), ("所有", "部分"), ("均", "多数"), ("各", "部分"), ("每年", "每半年")),
    *(("计划", "已经"), ("拟", "已"), ("将", "已"), ("力争", "已经"), ("推进", "完成"), ("在建", "建成")),
    *(("以上", "以下"), ("以下", "以上"), ("之前", "之后"), ("先", "后"), ("首次", "再次"), ("主持", "参加")),
    *(("副主席", "主席"), ("主任", "副主任"), ("书记", "副书记"), ("局长", "副局长"), ("省", "市"), ("县", "市")),
    *(("立案", "办结"), ("办结", "立案"), ("提出", "采纳"), ("书面", "口头"), ("公开", "内部"), ("专题", "界别")),
)


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence told again; ``text[lie[0]:lie[1]]`` is what was changed in it, nothing where it is honest."""

    text: str
    lie: tuple[int, int] = (0, 0)


Change = Callable[[str, str, random.Random], Told | None]


def told_again(passages: Sequence[str], dice: random.Random) -> Iterator[Told]:
    """Yield a sentence of the first of ``passages`` as it is, and changed in one thing, where there is such a one."""
    first = passages[0]
    fit = [first[start:end].strip() for start, end in sentences(first) if _SHORTEST < end - start < _LONGEST]
    if not fit:
        return
    sentence = dice.choice(fit)
    yield _reworded(Told(sentence), dice)
    around = "\n".join(passages)
    for change in dice.sample(_CHANGES, len(_CHANGES)):
        told = change(sentence, around, dice)
        if told is not None and fold(told.text) not in fold(around):
            yield _reworded(told, dice)
            return


def _reworded(told: Told, dice: random.Random) -> Told:
    """Put an opening before a sentence, and another word for one outside of what was changed."""
    text, (low, high) = told.text, told.lie
    one, other = dice.choice(_SAME)
    at = text.find(one)
    if at >= 0 and (at + len(one) <= low or at >= high):
        text = text[:at] + other + text[at + len(one) :]
        if at < low:
            low, high = low + len(other) - len(one), high + len(other) - len(one)
    opening = dice.choice(_OPENINGS)
    if high == low:
        return Told(opening + text)
    return Told(opening + text, (low + len(opening), high + len(opening)))


def _put(sentence: str, start: int, end: int, new: str) -> Told:
    return Told(sentence[:start] + new + sentence[end:], (start, start + len(new)))


def _counts(text: str) -> list[Amount]:
    return [a for a in find_amounts(text) if a.kind in ("count", "percent") and a.unit and re.search(r"\d", a.text)]


def _other_figure(sentence: str, around: str, dice: random.Random) -> Told | None:
    if not (counts := _counts(sentence)):
        return None
    amount = dice.choice(counts)
    digits = re.search(r"\d+", amount.text)
    assert digits is not None
    value = int(digits.group()) + dice.choice((-2, -1, 1, 2, 3, 10, 20, 100))
    if value < 2 or re.search(rf"(?<!\d){value}(?!\d)", fold(around)):
        return None
    return _put(sentence, amount.start, amount.end, amount.text.replace(digits.group(), str(value), 1))


def _neighbours_figure(sentence: str, around: str, dice: random.Random) -> Told | None:
    pairs = [(a, b) for a in _counts(sentence) for b in _counts(around) if comparable(a, b) and a.key != b.key]
    if not pairs:
        return None
    mine, other = dice.choice(pairs)
    return _put(sentence, mine.start, mine.end, other.text.strip())


def _other_year(sentence: str, around: str, dice: random.Random) -> Told | None:
    years = list(re.finditer(r"20[0-3]\d", sentence))
    year = str(int(dice.choice(years).group() if years else "2024") + dice.choice((-2, -1, 1, 2)))
    if year in around:
        return None
    if years:
        match = dice.choice(years)
        return _put(sentence, *match.span(), year)
    return Told(f"{year}年，{sentence}", (0, len(year) + 1)) if re.search(r"20[0-3]\d", around) else None


_UNITS = tuple("件 条 人次 人 户 名 家 份 个 项 次 场 万元 元 亿元 篇 册 期 批次 亩 公里 处 座".split())  # noqa: SIM905


def _other_unit(sentence: str, _: str, dice: random.Random) -> Told | None:
    found = [(a, u) for a in _counts(sentence) for u in _UNITS if re.search(rf"\d[余多]?{u}$", a.text)]
    if not found:
        return None
    amount, unit = dice.choice(found)
    other = dice.choice([each for each in _UNITS if each not in unit and unit not in each])
    return _put(sentence, amount.start, amount.end, amount.text[: -len(unit)] + other)


def _other_bound(sentence: str, _: str, dice: random.Random) -> Told | None:
    if not (bounded := [amount for amount in find_amounts(sentence) if amount.bound]):
        return None
    amount = dice.choice(bounded)
    bare = _BOUND.sub("", amount.text)
    return _put(sentence, amount.start, amount.end, bare) if bare != amount.text else None


def _other_word(sentence: str, _: str, dice: random.Random) -> Told | None:
    opposites = [(one, other) for one, other in word_rows("opposites")]
    swaps = [*_SWAPS, *opposites, *((other, one) for one, other in opposites)]
    found = [(one, other) for one, other in swaps if one in sentence]
    if not found:
        return None
    one, other = dice.choice(found)
    at = dice.choice([match.start() for match in re.finditer(re.escape(one), sentence)])
    return _put(sentence, at, at + len(one), other)


def _other_sign(sentence: str, _: str, dice: random.Random) -> Told | None:
    """Put a negation in, or take one out."""
    found = [match.span() for match in re.finditer(r"没有|未(?!来)|尚未|不(?!断|同|仅|少于|超过)", sentence)]
    if found:
        start, end = dice.choice(found)
        low = max(0, start - 1)
        return Told(sentence[:start] + sentence[end:], (low, min(start + 2, len(sentence) - (end - start))))
    verbs = re.finditer(
        r"(?<=[\u4e00-\u9fff])(?=办理|采纳|公开|纳入|通过|参加|组织|报送|实施|列入|开展|形成|完成)", sentence
    )
    places = [match.start() for match in verbs]
    if not places:
        return None
    at = dice.choice(places)
    return Told(f"{sentence[:at]}未{sentence[at:]}", (at, at + 3))


def _other_item(sentence: str, around: str, dice: random.Random) -> Told | None:
    """Put something else of the passages in the place of an item of a list."""
    item = r"(?<=、)[^、，。；：和与]{2,8}(?=、|和|与)"
    own = list(re.finditer(item, sentence))
    others = [match.group() for match in re.finditer(item, around) if match.group() not in sentence]
    if not own or not others:
        return None
    match = dice.choice(own)
    return _put(sentence, *match.span(), dice.choice(others))


_CHANGES: tuple[Change, ...] = (
    *(_other_figure, _other_figure, _neighbours_figure, _neighbours_figure, _other_year),
    *(_other_unit, _other_bound, _other_word, _other_word, _other_sign, _other_item),
)
