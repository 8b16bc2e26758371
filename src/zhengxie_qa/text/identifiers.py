"""Numbers that tell one paper or thing from its like: 第7号文件, 27号提案, 提案编号：第047号, 第44期, 〔2024〕7号.

第七号 and 第007号 are one number. Only numbers of one kind of thing are compared: 3号楼 is no proposal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from zhengxie_qa.text.figures import number_value
from zhengxie_qa.text.lexicon import alternation, word_list

_HAN = "零〇一二两三四五六七八九十百"
_NUMBER = rf"(?:\d{{1,6}}|[{_HAN}]{{1,7}})"
_NOUN = r"(?P<noun>[\u4e00-\u9fff]{0,6})"
_PAPER = re.compile(r"[〔\[(【﹝](?P<year>[12]\d{3})[〕\])】﹞]\s*第?\s*(?P<number>\d{1,5})\s*号")
_PATTERNS = (
    (
        "号",
        re.compile(rf"(?:第\s*(?P<number>{_NUMBER})|(?<![\d月年.第〕\])】\-])(?P<bare>\d{{1,5}}))\s*号(?!码){_NOUN}"),
    ),
    (
        "号",
        re.compile(
            r"(?P<noun>[\u4e00-\u9fff]{0,4}?)(?:编号|(?P<row>序号)|案号|文号|号)\s*[:]\s*(?P<number>\d{1,6})(?![\d号年\-])"
        ),
    ),
    ("期", re.compile(rf"第\s*(?P<number>{_NUMBER})\s*期(?P<noun>)")),
    (
        "次",
        re.compile(
            rf"(?P<body>[\u4e00-\u9fff\d]{{0,8}})第\s*(?P<number>{_NUMBER})\s*次(?P<noun>[\u4e00-\u9fff]{{0,8}}?(?:会议?|全会|大会))"
        ),
    ),
    ("辑", re.compile(rf"第\s*(?P<number>{_NUMBER})\s*(?P<noun>[辑集卷批组])")),
)
_CODE = re.compile(
    r"(?<![a-z0-9.])(?:[a-z]{1,6}[-_]?\d{2,}(?:[-_]\d+)*|(?!(?:19|20)\d\d-(?:19|20)?\d\d(?!\d))\d{2,6}(?:-\d{2,6})+)(?![a-z0-9.:%])"
)
_KEPT = 20_000  # texts whose numbers are remembered: the passages and sentences of the latest questions
_MEETINGS = (
    ("主席", re.compile(r"主席")),
    ("常委", re.compile(r"常委|常务委员会")),
    ("党组", re.compile(r"党组")),
    ("秘书长", re.compile(r"秘书长")),
    ("协商", re.compile(r"协商|座谈")),
    ("全体", re.compile(r"全体|全会|大会|委员会|[届政]")),
)
_DAY = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])月\s?(3[01]|[12]\d|0?[1-9])[日号]")
_QUALIFIES = re.compile(alternation("number_qualifiers"))
_IS_PAPER = re.compile(alternation("papers_by_number"))
_ROW = "序号"  # the running number of a table's row: of a thing only where lists number such things
_IN_ROWS = frozenset(word_list("numbered_in_rows"))
_TELLING = 2  # characters of the thing's name by which its kind is told


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number of one kind (号, 期, 次) and, where it is said, what thing it numbers."""

    kind: str
    noun: str  # of a code its shape: zx-0000-000
    value: str  # 7 for 第007号
    year: str = ""  # of a paper's number: 〔2024〕7号

    def is_like(self, other: Identifier) -> bool:
        """Tell whether both number the same kind of thing, so that different values are different things."""
        if self.kind != other.kind:
            return False
        if _ROW in (self.noun, other.noun) and self.noun != other.noun:
            return bool({self.noun, other.noun} & _IN_ROWS)
        alike = not self.noun or not other.noun or self.noun == other.noun
        return alike or (self.noun[0] == other.noun[0] and min(len(self.noun), len(other.noun)) == 1)

    def is_same(self, other: Identifier) -> bool:
        """Tell whether both are one number of one kind of thing."""
        return self.is_like(other) and self.value == other.value and self.year in (other.year, "")


@lru_cache(_KEPT)
def identifiers(folded: str) -> tuple[Identifier, ...]:
    """Return the identifying numbers of a folded text, in the order of their kinds."""
    found = []
    for match in _PAPER.finditer(folded):
        number = str(int(match["number"]))
        found += [Identifier("文号", "", number, match["year"]), Identifier("号", "文件", number)]
    rest = _PAPER.sub(" ", folded)
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(rest):
            value = number_value(match["number"] or match.groupdict().get("bare") or "")
            if value is not None:
                noun = (
                    _meeting(match["body"], match["noun"])
                    if kind == "次"
                    else _noun(kind, match.groupdict().get("row") or match["noun"])
                )
                found.append(Identifier(kind, noun, str(int(value))))
    found += [Identifier("码", re.sub(r"\d", "0", code), code) for code in _CODE.findall(rest)]
    return tuple(found)


def _meeting(before: str, said: str) -> str:
    """Return whose meeting it is: 常务委员会第十九次会议 and 第十九次常委会议 are one; of a whole committee 全体."""
    named = next((body for body, pattern in _MEETINGS if pattern.search(said)), "")
    return named or next((body for body, pattern in _MEETINGS if pattern.search(before)), said)


def _noun(kind: str, said: str) -> str:
    if kind != "号":
        return said
    if said == _ROW:
        return said
    plain = _QUALIFIES.sub("", said)
    return "文件" if _IS_PAPER.match(plain) else plain[:_TELLING]


def days(folded: str) -> set[tuple[int, int]]:
    """Return the days a folded text names, as (month, day)."""
    return {(int(month), int(day)) for month, day in _DAY.findall(folded)}


def agreement(asked: Identifier, folded: str) -> bool | None:
    """Tell whether a folded text that numbers things of the kind asked about numbers the one ``asked``; None: none."""
    said = identifiers(folded)
    alike = [one for one in said if asked.is_like(one)]
    alike = [one for one in alike if one.noun == asked.noun] or alike
    return any(asked.is_same(one) for one in alike) if alike else None


def spellings(asked: Identifier) -> tuple[str, ...]:
    """Return how else the number may be written: 第7号, 第七号, 第007号."""
    if asked.kind == "码":
        return (asked.value,)
    if asked.kind == "文号":
        return (f"{asked.year}〕{asked.value}号", f"{asked.year}]{asked.value}号")
    numbers = (asked.value, han_number(int(asked.value)), asked.value.zfill(3), asked.value.zfill(2))
    return tuple(dict.fromkeys(f"第{number}{asked.noun if asked.kind == '辑' else asked.kind}" for number in numbers))


def han_number(value: int) -> str:
    """Return ``value`` below a thousand as it is written: 七, 十二, 三十三, 一百零五; larger ones in figures."""
    digits = "零一二三四五六七八九"
    hundreds, rest = divmod(value, 100)
    tens, units = divmod(rest, 10)
    if not 0 < value < 1000:
        return str(value)
    head = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        ten = "十" if tens == 1 and not hundreds else f"{digits[tens]}十"
        return head + ten + (digits[units] if units else "")
    return head + (("零" if hundreds else "") + digits[units] if units else "")
