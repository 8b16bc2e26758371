"""The slots of one question: the years, titles and numbers it names, its things, and the words that ask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from zhengxie_qa.question.years import years_in
from zhengxie_qa.text import UNIT_WORDS, dictionary_entry, is_stop_word, word_list, word_spans

# The words that ask, with the measure word they carry: 共有多少件, 是谁, 在什么时候, 怎么样.
_ASKING = re.compile(
    rf"(?:一?共|总共|分别|各)?(?:有|是|为|达到?|占)?(?:多少|几(?=[^乎经何番]))(?:十|百|千|万|亿)*个?(?:{UNIT_WORDS})?"
    rf"|(?:一?共|总共)?(?:都|各|分别)?(?:有|是|为)?哪(?:[些里儿几]|一?(?:{UNIT_WORDS}))(?:个|项|条)?|是?由?谁"
    r"|(?:都|又)?(?:是|从)?(?:从?哪[里儿]?来的?|从哪[里儿]?)"
    r"|(?:是|在)?什么时候|何时|几[点时月号]|何地|是?什么|怎么样|怎么|怎样|如何|为什么|为何|多[大高长久远]"
    r"|有没有|是否|是不是|能不能|了没有?|吗(?=[?。]*$)"
    r"|\b(?:how (?:many|much|long|often|far|old)|what|when|where|who|whom|whose|which|why|how)\b"
)
_YEAR_WORD = re.compile(
    r"(?:19|20)\d{2}年度?|(?<!\d)(?:19|20)\d{2}(?=的?(?:呢|$|[?。!,\s]))|二[〇零0][〇零一二三四五六七八九]{2}年|大前年|前年|去年|上一?年度?|前一年|今年|本年度?|当年|同年"
    r"|明年|来年|下一?年度?|次年|第二年|后一年|后年"
    r"|\b(?:in )?(?:(?:last|this|next|the previous|the following) year|the year (?:before|after)|(?:19|20)\d{2})\b"
)
_STEPS = {"前一年": -1, "上一年": -1, "次年": 1, "第二年": 1, "后一年": 1, "当年": 0, "同年": 0}
_STEPS |= {"previous year": -1, "the following year": 1, "the year before": -1, "the year after": 1}
_TITLE = re.compile(r"《[^《》]{1,60}》")
_QUOTED = re.compile(r"“[^“”]{1,30}”|\"[^\"]{1,30}\"|「[^「」]{1,30}」")
_ORDINAL = re.compile(
    r"第[\d一二三四五六七八九十百零〇]+(?P<unit>[号条章款项届次批期]|(?:大)?部分)|首(?P<first>[届次批期])"
)


@dataclass(frozen=True, slots=True)
class Slots:
    """What one folded question says of each kind; empty where it says nothing."""

    text: str
    years: tuple[int, ...]
    titles: tuple[str, ...]  # 《…》, with the marks
    quoted: tuple[str, ...]  # “…”, with the marks
    ordinals: tuple[tuple[str, str], ...]  # (第八条, 条)
    asking: tuple[str, ...]  # the words that ask, in their order

    @property
    def names(self) -> tuple[str, ...]:
        """What an answer has to be about: titles, quoted words, numbers."""
        return (*self.titles, *self.quoted, *(ordinal for ordinal, _ in self.ordinals))


def slots_of(text: str, reference_year: int | None, year_before: int | None = None) -> Slots:
    """Return the slots of the folded ``text``; 前一年 counts from ``year_before``, 去年 from ``reference_year``."""
    stepped = next((step for word, step in _STEPS.items() if word in text), None)
    years = years_in(text, reference_year)
    if stepped is not None and year_before and not re.search(r"(?:19|20)\d{2}", text):
        years = (year_before + stepped,)
    return Slots(
        text,
        years,
        tuple(_TITLE.findall(text)),
        tuple(_QUOTED.findall(text)),
        tuple((match.group(), match["unit"] or match["first"]) for match in _ORDINAL.finditer(text)),
        tuple(match.group() for match in _ASKING.finditer(text)),
    )


def without_years(text: str) -> str:
    """Return ``text`` without the words for years."""
    return _YEAR_WORD.sub("", text)


def with_years(text: str, years: tuple[int, ...], *, english: bool = False) -> str:
    """Return ``text`` asked about ``years``: in the place of its own, or before it."""
    said = "、".join(map(str, years)) if english else "、".join(f"{year}年" for year in years)
    replaced, count = _YEAR_WORD.subn(f"in {said}" if english else said, text, count=1)
    if count:
        return replaced
    return f"{text.rstrip('?. ')} in {said}?" if english else said + text


@cache
def _tag(word: str) -> str:
    entry = dictionary_entry(word)
    return entry.tag if entry else ""


def is_noun(word: str) -> bool:
    """Tell whether ``word`` may name a thing: by the dictionary, or because no dictionary has it."""
    tag = _tag(word)
    return tag[:1] in ("n", "l", "i", "j", "") or tag == "vn" or word in word_list("matters")


def names_thing(word: str) -> bool:
    """Tell whether ``word`` surely names a thing, and not only the kind of thing or the manner asked for."""
    vague = word in _AUXILIARY or word in word_list("generic_words") or is_stop_word(word)
    return len(word) > 1 and not vague and _tag(word)[:1] == "n"


def lacks_subject(text: str) -> bool:
    """Tell whether the folded ``text`` says something, or asks, of a thing it does not name: 收录了多少篇, 谁来定."""
    plain = without_years(text)
    if plain.isascii():
        return _NOTHING_COUNTED.match(plain) is not None
    if (asking := _ASKING.search(plain)) and not plain[: asking.start()].strip(
        "是又都也还就一共总,要在由从向跟占达到为有超过约"
    ):
        return True
    for word, _, end in word_spans(plain):
        if plain.startswith(("了", "过", "到"), end) or (len(word) == 2 and word[1] in "了过"):
            return True
        tag = _tag(word)
        if word in _AUXILIARY or (is_stop_word(word) and tag[:1] != "v") or tag[:1] in ("d", "p", "c", "u", "t"):
            continue
        return not is_noun(word) and tag[:1] == "v"
    return True


_NOTHING_COUNTED = re.compile(r"how (?:many|much) (?:were|was|are|is|did|of)\b")
_AUXILIARY = frozenset(
    ("要", "能", "会", "可", "应", "须", "需", "实际", "目前", "现在", "今后", "打算", "准备", "计划", "力争")
)


def topic_of(text: str) -> str:
    """Return the last thing the folded ``text`` names: 提案 of 征集了多少件提案, or "".

    Nouns side by side are one thing: 社情民意信息.
    """
    return next(reversed(things_in(text)), "")


def things_in(text: str) -> list[str]:
    """Return the things the folded ``text`` names, in their order."""
    plain = _ASKING.sub(" ", without_years(_TITLE.sub(" ", text)))
    return [plain[start:end] for start, end in _noun_runs(plain)]


def thing_ending(text: str, end: str) -> str:
    """Return the thing that the folded ``text`` names with ``end`` as its last characters, or ""."""
    stop = text.rfind(end) + len(end)
    if stop < len(end):
        return ""
    start = stop - len(end)
    for word, first, last in reversed(word_spans(text[:stop])):
        if last > start:
            start = min(start, first)
        elif last == start and is_noun(word) and not is_stop_word(word) and not word[0].isdigit():
            start = first
        else:
            break
    return text[start:stop]


def _noun_runs(text: str) -> Iterator[tuple[int, int]]:
    run: tuple[int, int] | None = None
    for word, start, stop in word_spans(text):
        noun = len(word) > 1 and is_noun(word) and not is_stop_word(word) and not word[0].isdigit()
        if run and not (noun and run[1] == start):
            yield run
            run = None
        if noun:
            run = (run[0] if run else start, stop)
    if run:
        yield run
