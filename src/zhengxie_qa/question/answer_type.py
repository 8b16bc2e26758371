"""What kind of answer a question wants, in which unit: patterns of Chinese and English question words."""

from __future__ import annotations

import re
from functools import partial
from typing import Literal

from zhengxie_qa.text import MONEY_UNITS, UNIT_WORDS, alternation, alternation_in, list_parts, word_spans

AnswerType = Literal["number", "date", "who", "where", "list", "yesno", "why", "how", "what"]

_cues = partial(alternation_in, "question_cues")
_SEVERAL = r"(?:[二两三四五六七八九十\d]{1,3}|十[一二三四五六七八九])"
_KINDS: tuple[tuple[AnswerType, re.Pattern[str]], ...] = (
    ("why", re.compile(r"为了?什么|为何|为啥|什么原因|何以|缘何|原因是|目的(?:是|何在|$|[?。])|图什么|\bwhy\b")),
    ("number", re.compile(r"多少|\bhow (many|much)\b")),
    (
        "list",
        re.compile(
            rf"哪些(?!人)|哪几(?![天日])|(?:{alternation('meeting_acts')})了?什么|哪{_SEVERAL}(?![位年天月])|哪几?个?方面|{_cues('lists')}|\bwhich\b.*s\b|\blist\b"
        ),
    ),
    (
        "date",
        re.compile(
            r"什么时候|什么时间|何时|哪一?[天年月]|哪几[天日]|几[点时月号]|(?<!提前)(?<![内前])几日(?!之?以?内|前|后)|时限是|日期"
            r"|\bwhen\b|what (time|date|day|year)"
        ),
    ),
    ("how", re.compile(r"几个?人.*怎么")),
    (
        "number",
        re.compile(
            r"几(?=[^乎经何番])|多[大高长久远](?=[^的]|$)|占比|比例|率是|\bhow (long|old|large|big)\b"
            r"|\bwhat (share|percentage|proportion|rate)\b|\b(total cost|number of|budget)\b"
        ),
    ),
    (
        "who",
        re.compile(
            rf"谁|哪一?位|什么人|哪些人|名单|(?:{_cues('people')}|[\u4e00-\u9fff]长|[^作]者)(?:的名字)?(?:叫|是)?什么(?:名字?)"
            rf"|哪个(?:{_cues('bodies')})|哪家|\bwho(m|se)?\b"
        ),
    ),
    (
        "where",
        re.compile(rf"哪里|哪儿|何处|何地|什么地方|哪个(?:{_cues('places')})|\bwhere\b"),
    ),
    (
        "yesno",
        re.compile(
            r"(吗|没有|了没|没|(?<!什)么)\s*[?。]*$|是否|有没有|是不是|能不能|会不会"
            r"|^(did|does|do|is|are|was|were|has|have)\b"
        ),
    ),
    ("how", re.compile(rf"怎么|怎样|如何|咋|什么(?:{_cues('manner')})|\bhow\b")),
)


_WHICH_IS_MORE = re.compile(r"(?:哪一?[年个家方县市区]|谁).{0,12}?更?[多少高低](?:一?些|一?点)?(?=[?。,]|$)")


def kind_of(text: str) -> AnswerType:
    """Return what kind of answer the folded ``text`` asks for."""
    if compares(text) and _SHARE.search(text):
        return "number"  # 为什么…率下降了: the figures of both years tell whether it did
    if _WHICH_IS_MORE.search(text):
        return "number"  # 哪年多: the figures of both tell
    for kind, pattern in _KINDS:
        if pattern.search(text):
            return kind
    return "what"


_UNIT_ASKED = re.compile(rf"(?:多少|几|how many )[十百千万亿]*个?({UNIT_WORDS})(?!口|才|大)")
_SHARE = re.compile(r"率(?!先|领|队)|比例|占比|百分之|percent|share|proportion|\brate\b|多大幅度|增速|增幅|降幅")
_SHARES = ("%", "百分点")
_CHANGED = rf"(?:{_cues('growth')})"
_CHANGE = re.compile(
    rf"{_CHANGED}(?:幅度?|速度?|量)?(?:了|到了?|达到?|是|为)?(?:多少|几)|多大幅度|增速|增幅|降幅|多了?(?:多少|几)|少了?(?:多少|几)"
    r"|\b(?:increase|decrease|grow|grew|rise|rose|fall|fell)\b"
)
_TO = re.compile(rf"{_CHANGED}(?:到|至)")  # 提高到多少 asks for what it is now
_IN_MONEY = re.compile(r"(?:多少|几)[十百千万亿]*(?:元|块|美元|钱)")
_MONEY = re.compile(
    rf"多少(万|亿|千|百)*元|多少钱|{alternation('money_words')}|补助多少|[能可得要]?[挣赚掏花罚赔](?:到|了)?多少"
    r"|\b(cost|budget|price|money|yuan|spend|spent|funding|investment)\b"
)


# What is measured names no unit: any unit of its kind answers.
_DIMENSIONS = {
    tuple(units.split()): re.compile("|".join(rf"\b{word}\b" if word.isascii() else word for word in words))
    for units, words in list_parts("measured_words").items()
}


def units_of(text: str, kind: AnswerType) -> tuple[str, ...]:
    """Return the measure words that would answer; "%" and "元" stand for shares and money."""
    if kind != "number":
        return ()
    if _MONEY.search(text):
        return tuple(sorted(MONEY_UNITS)) + (_SHARES if asks_for_change(text) and not _IN_MONEY.search(text) else ())
    asked = _units_asked(text)
    if _SHARE.search(text) and not asked:
        return ("%",)
    if asks_for_change(text) and not asked:
        return ()  # 面积增长多少: an amount or a rate
    said = {units: match for units, pattern in _DIMENSIONS.items() if (match := pattern.search(text))}
    return max(said, key=lambda units: len(said[units][0]), default=asked)  # 多长时间 rather than 多长


def _units_asked(text: str) -> tuple[str, ...]:
    """Return the measure words after 多少 and 几; a longer word may begin with one: 多少口袋公园, 多少项目."""
    found = list(_UNIT_ASKED.finditer(text))
    words = word_spans(text) if found else ()
    longer = {start for _, start, end in words for match in found if start == match.start(1) and end > match.end(1)}
    return tuple(dict.fromkeys(match.group(1) for match in found if match.start(1) not in longer))


def asks_for_change(text: str) -> bool:
    """Tell whether the folded ``text`` asks by how much something grew or fell."""
    return bool(_CHANGE.search(text)) and not _TO.search(text)


_COMPARES = re.compile(
    r"比.*(?:多|少|增|减|高|低|升|降)|相差|差多少|(?:上升|下降|增长|减少|提高|降低)了|(?:增|减|多|少)了?多少|\b(?:more|fewer|less|difference|increase|decrease)\b"
)


_CHANGE_WORDS = re.compile(rf"{alternation('change_words')}|\b(?:more|fewer|less|than)\b")


def without_comparison(text: str) -> str:
    """Return the folded ``text`` without the words that compare: the figures compared stand without them."""
    return _CHANGE_WORDS.sub(" ", text)


def compares(text: str) -> bool:
    """Tell whether the folded ``text`` asks for a difference."""
    return bool(_COMPARES.search(text) or _WHICH_IS_MORE.search(text))


_PLAN = re.compile(
    rf"{alternation('plan_words')}|要(?:打造|建设|做|开展|完成)|怎么做"
    r"|\b(?:plan|plans|planned|will|next year|upcoming|intend)\b"
)

_RESULT = re.compile(alternation("result_words"))


def asks_for_plan(text: str) -> bool:
    """Tell whether the folded ``text`` asks for what is planned, not for what was done."""
    return bool(_PLAN.search(text)) and not _RESULT.search(text)
