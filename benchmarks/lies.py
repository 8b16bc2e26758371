"""Ten ways an answer can lie, each made from an honest one."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from paraphrase import cited, said_again
from zhengxie_qa.claims import Amount, find_amounts, same_unit
from zhengxie_qa.text import fold
from zhengxie_qa.types import Passage


@dataclass(frozen=True, slots=True)
class Seed:
    """A sentence of a passage, and the numbered passages an answer about it is written from."""

    sentence: str
    passages: tuple[Passage, ...]
    home: int  # which of them it is from, counted from 1
    foreign: tuple[str, ...] = ()  # sentences of other documents, which none of the passages holds


@dataclass(frozen=True, slots=True)
class Lie:
    """A lying answer; ``wrong`` is the statement that lies, ``repairable`` says that a citation is all it lacks."""

    text: str
    wrong: str
    repairable: bool = False


Maker = Callable[[Seed, random.Random], Lie | None]
_UNITS = {
    "件": "条", "条": "件", "人次": "人", "人": "户", "名": "人次", "家": "户", "份": "个", "个": "项", "次": "件",
    "场": "次", "万元": "元", "亿元": "万元", "公里": "米", "元": "万元", "项": "个", "篇": "册", "期": "次",
    "批次": "次", "%": "个百分点", "册": "篇", "亩": "公顷", "处": "家", "座": "条", "户": "人", "例": "次",
}  # fmt: skip
_INVENTED = (
    "只要心里装着群众就没有办不成的事", "协商为民永远在路上", "一把手要亲自抓到底", "建言建在需要时", "让数据多跑路",
    "把论文写在大地上", "绿色是最美的底色", "实干才能出实绩", "小切口做出大文章", "干一件成一件",
)  # fmt: skip
_QUOTING = ("会议强调“{}”", "报告指出“{}”", "主席在讲话中说“{}”", "文件用“{}”概括了这项工作")


def _counts(text: str) -> list[Amount]:
    return [a for a in find_amounts(text) if a.kind in ("count", "percent") and a.unit and re.search(r"\d", a.text)]


def _with(text: str, amount: Amount, new: str) -> str:
    return text[: amount.start] + new + text[amount.end :]


def _lie(seed: Seed, wrong: str, dice: random.Random, number: int | None = None, *, repairable: bool = False) -> Lie:
    text = cited(wrong, seed.home if number is None else number, dice)
    return Lie(text, wrong, repairable)


def wrong_figure(seed: Seed, dice: random.Random) -> Lie | None:
    """A number that no passage has."""
    honest = said_again(seed.sentence, dice)
    amounts = _counts(honest)
    if not amounts:
        return None
    amount = dice.choice(amounts)
    digits = re.search(r"\d+", amount.text)
    assert digits is not None
    value = int(digits.group()) + dice.choice((-2, -1, 1, 3, 10, 20, 100))
    changed = amount.text.replace(digits.group(), str(value), 1)
    everything = fold(" ".join(passage.text for passage in seed.passages))
    return _lie(seed, _with(honest, amount, changed), dice) if value > 1 and str(value) not in everything else None


def _swapped(seed: Seed, dice: random.Random, others: str) -> Lie | None:
    honest = said_again(seed.sentence, dice)
    pairs = [
        (mine, other)
        for mine in _counts(honest)
        for other in _counts(others)
        if same_unit(mine.unit, other.unit) and mine.key != other.key and mine.unit
    ]
    if not pairs:
        return None
    mine, other = dice.choice(pairs)
    return _lie(seed, _with(honest, mine, other.text), dice)


def swapped_subject(seed: Seed, dice: random.Random) -> Lie | None:
    """A figure of the same passage that counts something else."""
    return _swapped(seed, dice, seed.passages[seed.home - 1].text)


def another_passage(seed: Seed, dice: random.Random) -> Lie | None:
    """A figure of another passage."""
    return _swapped(seed, dice, "\n".join(p.text for n, p in enumerate(seed.passages, 1) if n != seed.home))


def wrong_year(seed: Seed, dice: random.Random) -> Lie | None:
    """The right figure, said of another year."""
    home = seed.passages[seed.home - 1]
    honest = said_again(seed.sentence, dice)
    if home.year is None or re.search(r"20\d\d", fold(honest)):
        return None
    year = home.year + dice.choice((-2, -1, 1, 2))
    return _lie(seed, f"{year}年，{honest}", dice) if str(year) not in fold(home.text) else None


def invented_quotation(seed: Seed, dice: random.Random) -> Lie | None:
    """Words in quotation marks that nobody wrote."""
    home = seed.passages[seed.home - 1].text
    quoted = re.findall(r"“([^”]{4,40})”", home)
    if quoted and dice.random() < 0.5:
        words = dice.choice(quoted)
        at = dice.randrange(1, len(words) - 1)
        invented = words[:at] + dice.choice("新大实好") + words[at + 1 :]
        if invented in home:
            return None
        return _lie(seed, dice.choice(_QUOTING).format(invented), dice)
    honest = said_again(seed.sentence, dice)
    return _lie(seed, f"{honest}，{dice.choice(_QUOTING).format(dice.choice(_INVENTED))}", dice)


def invented_number(seed: Seed, dice: random.Random) -> Lie | None:
    """A citation of a passage that does not exist."""
    return _lie(seed, said_again(seed.sentence, dice), dice, len(seed.passages) + dice.randint(1, 40), repairable=True)


def wrong_citation(seed: Seed, dice: random.Random) -> Lie | None:
    """The right text, citing a passage that does not say it."""
    other = dice.choice([n for n in range(1, len(seed.passages) + 1) if n != seed.home])
    return _lie(seed, said_again(seed.sentence, dice), dice, other, repairable=True)


def changed_unit(seed: Seed, dice: random.Random) -> Lie | None:
    """The right number of something else."""
    honest = said_again(seed.sentence, dice)
    found = [
        (amount, unit, new)
        for amount in _counts(honest)
        for unit, new in _UNITS.items()
        if re.search(rf"\d余?多?{re.escape(unit)}$", amount.text)
    ]
    if not found:
        return None
    amount, unit, new = dice.choice(found)
    return _lie(seed, _with(honest, amount, amount.text[: -len(unit)] + new), dice)


def dropped_bound(seed: Seed, dice: random.Random) -> Lie | None:
    """近百条 told as 百条."""
    honest = said_again(seed.sentence, dice)
    bounded = [a for a in find_amounts(honest) if a.bound]
    if not bounded:
        return None
    amount = dice.choice(bounded)
    plain = re.sub(r"(?:不少于|不超过|超过|近|约|超|至少|余|多|左右)", "", amount.text)
    if plain == amount.text:
        return None
    return _lie(seed, _with(honest, amount, plain), dice)


def uncited_claim(seed: Seed, dice: random.Random) -> Lie | None:
    """A claim without a citation that none of the passages holds."""
    if not seed.foreign:
        return None
    claim = said_again(dice.choice(seed.foreign), dice)
    return Lie(cited(said_again(seed.sentence, dice), seed.home, dice) + f"{claim}。", claim)


MAKERS: Sequence[tuple[str, Maker]] = (
    ("wrong figure", wrong_figure),
    ("swapped subject's figure", swapped_subject),
    ("wrong year", wrong_year),
    ("invented quotation", invented_quotation),
    ("invented citation number", invented_number),
    ("right text, wrong citation", wrong_citation),
    ("figure from another passage", another_passage),
    ("unit changed", changed_unit),
    ("近/约/余 dropped", dropped_bound),
    ("uncited claim", uncited_claim),
)
