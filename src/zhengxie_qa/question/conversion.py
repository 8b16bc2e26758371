"""A turn that wants a figure in another unit: 换算成万元是多少, 合多少公顷, 产值换算成万元是多少.

What may be reckoned is a figure of the documents: the turn, or what is left of it, asks for that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from zhengxie_qa.text import Unit, alternation_in, unit_named, unit_pattern

_LONGEST = 120  # characters of a turn that is read as one
_ASKS = re.compile(r"多少|几|哪|什么|谁")


@dataclass(frozen=True, slots=True)
class Conversion:
    """The unit that a figure is wanted in, and what asks for the figure; "" for that of the answer before."""

    unit: Unit
    question: str


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what is said of the unit: of the answer before, and behind a question of its own."""
    unit, amount = f"(?P<unit>{unit_pattern()})", rf"(?:{alternation_in('question_cues', 'amounts to')})"
    before = rf"(?:{alternation_in('question_cues', 'the figure said')}|[\s,])*+"
    into, closing = r"(?:一下)?(?:算)?(?:成|为|到|作)?", r"(?:呢|吗|啊|吧)?[\s?。!]*"
    verb = rf"(?:{alternation_in('question_cues', 'converting')}){into}"
    how_many = rf"(?:(?:{amount})?(?:多少|几)?个?)"
    end = rf"(?:来?(?:说|算|表示|计|计算|为单位))?(?:的话)?[\s,]*(?:(?:{amount}|有)?(?:多少|几))?{closing}"
    amounting = rf"{amount}(?:多少|几)个?{unit}{closing}"
    bare = rf"{before}(?:{verb}{how_many}{unit.replace('unit', 'unit1', 1)}{end}|{amounting})"
    clear = rf"(?:换算|折算|转换){into}{how_many}{unit}{end}"
    return re.compile(bare), re.compile(rf"(?P<rest>.{{2,}}?)[\s,]*(?:请|帮我|再|把它|能)*{clear}")


def conversion_asked(turn: str) -> Conversion | None:
    """Return what the folded ``turn`` wants in another unit; None: it wants nothing of the kind."""
    if len(turn) > _LONGEST:
        return None
    bare, behind = _patterns()
    if match := bare.fullmatch(turn):
        unit = unit_named(match["unit1"] or match["unit"])
        return Conversion(unit, "") if unit else None
    if match := behind.fullmatch(turn):
        unit, rest = unit_named(match["unit"]), match["rest"].strip(" ,?。").removeprefix("把")
        question = rest if _ASKS.search(rest) else f"{rest}是多少"
        return Conversion(unit, question) if unit else None
    return None
