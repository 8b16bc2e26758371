"""The earlier question with one of its slots changed: asked of another year, or of another number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhengxie_qa.question.turn_forms import END
from zhengxie_qa.question.turn_slots import Slots, things_in, with_years, without_years
from zhengxie_qa.question.wording import LIKELY, MEANT, POSSIBLE, Earlier, Taken, Wording
from zhengxie_qa.text import alternation_in, han_number, number_value

# 明年的目标是多少 after a question about this year: the same of the next
_ITS_PLAN = re.compile(
    rf"的?(?:工作)?(?:{alternation_in('question_cues', 'plans')})(?:是|有|呢)?(?:多少|什么|怎样|几|哪些)?"
)
# 下一条 after 第三十二条, 上届 after 第二届
_BESIDE = re.compile(r"(?P<side>[上前下后])一?(?P<unit>[号条章款届次批期])")
_FIRST = re.compile(r"第[一1](?=[届次批期])")
_DONE = re.compile(r"(?P<verb>[\u4e00-\u9fff]{2})了")
_BARE_NUMBER = re.compile(r"(?P<number>\d{1,4}|[一二三四五六七八九十百]{1,4})(?P<unit>[号条章款项])?(?:提案|规定)?")


def asks_same(unyeared: str) -> bool:
    """Tell whether a turn without its years says nothing else: 2024年的呢, or only that a plan is meant."""
    return not _content(_ITS_PLAN.sub("", unyeared))


def of_other_years(unyeared: str, own: Slots, earlier: Earlier) -> Iterator[Wording]:
    """Yield 那2023年呢: the same question about another year, or about what is planned for it."""
    text = with_years(earlier.text, own.years, english=earlier.text.isascii())
    taken = (Taken("question", earlier.text, earlier.turn),)
    plan = bool(_ITS_PLAN.search(unyeared))
    yield Wording(text, taken=taken, prior=LIKELY if plan else MEANT, own=earlier.own)
    if plan:
        yield Wording(own.text, prior=LIKELY)  # 2025年任务有哪些, whatever was asked before
    years = "、".join(f"{year}年" for year in own.years)
    asking = next(reversed(earlier.slots.asking), "")
    if earlier.own:  # of the thing the earlier turn named, without what that turn took over
        said = without_years(earlier.own)
        thing = f"{years}{said}" if asking in said else f"{years}{said}{asking}"
        yield Wording(thing, taken=taken, prior=MEANT - POSSIBLE, own=earlier.own)
    ahead = earlier.reference_year is not None and min(own.years) > earlier.reference_year
    if (plan or ahead) and not text.isascii():
        yield from _planned(text, years, asking, earlier, MEANT if plan else LIKELY)


def _planned(text: str, years: str, asking: str, earlier: Earlier, prior: float) -> Iterator[Wording]:
    """Yield the question as it is asked of a plan, and that for the plan of what it is about."""
    taken = (Taken("question", earlier.text, earlier.turn),)
    planned, done = _DONE.subn(r"计划\g<verb>", text, count=1)
    yield Wording(planned if done else f"{END.sub('', text).replace('了', '')}计划", taken=taken, prior=prior)
    if things := things_in(earlier.text):
        about = (Taken("topic", things[0], earlier.turn),)
        yield Wording(f"{years}{things[0]}目标{asking or '多少'}", taken=about, prior=POSSIBLE)


def of_other_number(said: str, own: Slots, earlier: Earlier) -> list[Wording]:
    """Return 第十条呢 after 第八条: the same question about another number; nothing for anything else.

    The first of its kind is called 首届 as well.
    """
    before = earlier.slots
    rest, text = said, earlier.text
    pairs = list(zip(before.titles, own.titles, strict=False))
    for ordinal, unit in own.ordinals:
        pairs += [(other, ordinal) for other, kind in before.ordinals if kind == unit][:1]
    for other, name in pairs:
        rest, text = rest.replace(name, ""), text.replace(other, name)
    if not pairs or _content(re.sub(r"提案|规定", "", rest)):
        return []
    texts = dict.fromkeys((text, _FIRST.sub("首", text)))
    return [Wording(each, taken=(Taken("question", earlier.text, earlier.turn),), prior=MEANT) for each in texts]


def with_number(said: str, before: Slots) -> str:
    """Return ``said`` with the number it is about written as the question before writes its own: 57号 → 第057号."""
    if not before.ordinals:
        return said
    ordinal, kind = before.ordinals[0]
    if (beside := _BESIDE.match(said)) and beside["unit"] == kind:
        return _beside(ordinal, kind, beside["side"] in "下后") + said[beside.end() :]
    match = _BARE_NUMBER.fullmatch(said)
    if not match or match["unit"] not in (None, kind):
        return said
    digits = re.search(r"\d+", ordinal)
    number = match["number"].zfill(len(digits.group())) if digits and match["number"].isdigit() else match["number"]
    return f"第{number}{kind}"


def _beside(ordinal: str, kind: str, ahead: bool) -> str:
    """Return what stands before or behind ``ordinal``, written as that is: 第三十三条, 第048号."""
    number = ordinal[1:-1]
    value = int(number_value(number) or 1) + (1 if ahead else -1)
    written = str(value).zfill(len(number)) if number.isdigit() else han_number(value)
    return f"第{written}{kind}" if value > 0 else ordinal


def _content(text: str) -> str:
    return re.sub(r"有没有|有吗|[的年度情况\W]|in\b|about\b", "", text)
