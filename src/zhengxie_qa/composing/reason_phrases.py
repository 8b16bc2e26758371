"""The words of an explanation, in the language of the question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zhengxie_qa.question import AnswerType, Language
from zhengxie_qa.reading import NEAR, Aspect, Fault, Rule, Source
from zhengxie_qa.text import unfold

_KINDS: dict[AnswerType, tuple[str, str]] = {
    "number": ("数量或金额", "a number or amount"),
    "date": ("日期或时间", "a date or time"),
    "who": ("人或单位", "a person or body"),
    "where": ("地点", "a place"),
    "list": ("列举各项", "a list"),
    "yesno": ("是或否", "yes or no"),
    "why": ("原因", "a reason"),
    "how": ("做法", "a way of doing"),
    "what": ("内容", "what it is"),
}
_FAULTS: dict[Fault, tuple[str, str]] = {
    "name": ("没有提到所问的名称", "does not mention what is named"),
    "place": ("讲的是别的地方", "about another place"),
    "session": ("讲的是别的届次", "about another session"),
    "person": ("没有提到所问的人", "does not mention the person"),
    "month": ("讲的是别的月份", "about another month"),
    "village": ("讲的是别的街道或乡村", "about another street or village"),
    "code": ("文档里没有所问的缩写", "the documents do not know the abbreviation"),
    "article": ("是别的条文", "another article"),
    "number": ("讲的是别的编号", "about another number"),
    "denied": ("说的正是问题所否定的", "says what the question denies"),
    "value": ("没有所问的那类内容", "holds no value of the kind asked for"),
    "subject": ("没有说到所问的事物", "does not speak of the thing asked about"),
    "heading": ("只是标题", "only a heading"),
    "frame": ("只是标题、图注、日期之类的行，或者注释", "only a title, a caption, a date line or a note"),
    "year": ("讲的是别的年份", "about another year"),
    "object": ("说到了它，但没有所问的那一样", "speaks of it without what is asked of it"),
    "plan": ("说的是打算做的，所问的是已经做的", "says what is planned, where what was done is asked"),
    "sibling": ("已用来回答另一问", "already answers the other question"),
}
_SIGNALS = {
    "coverage": ("覆盖所问", "Covers the question"),
    "lead": ("领先次句", "Lead over the next"),
    "words": ("原词出现", "Very words found"),
    "fit": ("类型相符", "Kind of value"),
    "hit": ("段落相关", "Passage found"),
}
_SPEAKS_FOR: dict[Aspect, tuple[str, str]] = {
    "words": ("所问的词大多说到", "most words of the question are met"),
    "asked": ("说的正是所问的事物", "it speaks of the very thing asked about"),
    "value": ("有所问的那类内容", "it holds the kind of thing asked for"),
    "time": ("时间相符", "the time agrees"),
    "rivals": ("比别的句子好得多", "no other sentence comes near"),
    "place": ("所在的段落和标题相关", "its passage and headings are about it"),
    "form": ("是一句完整的话", "it is a whole statement"),
    "question": ("这类问题多半有答案", "questions like this mostly have an answer"),
}
_SPEAKS_AGAINST: dict[Aspect, tuple[str, str]] = {
    "words": ("所问的词有的没有说到", "some words of the question are not met"),
    "asked": ("没有说到所问的事物本身", "it does not speak of the very thing asked about"),
    "value": ("不大像所问的那类内容", "it hardly holds the kind of thing asked for"),
    "time": ("时间对不上", "the time does not agree"),
    "rivals": ("别的句子同样接近", "other sentences come as near"),
    "place": ("所在的段落和标题不大相关", "its passage and headings are hardly about it"),
    "form": ("只是标题、引语或半句话", "it only announces, or is half a sentence"),
    "question": ("这类问题常常没有答案", "questions like this often have no answer"),
}
_OUTCOMES: dict[Rule, tuple[str, str]] = {
    "front": (
        "问的是文档本身，答案取自文首。",
        "This asks about the document itself; its opening lines answer.",
    ),
    "outline": (
        "问的是概要，答案取自文中的标题。",
        "This asks for an overview; the document's headings answer.",
    ),
    "table": (
        "表格的行和列与所问逐词对上，照单元格回答。",
        "A table has the very row and column that the question names; its cells answer.",
    ),
    "sure": (
        "最好的一句{sureness}答得上（可能性约 {probability:.0%}，至少要 {least:.0%}），可以引用。",
        "The best sentence {sureness} answers (a probability of about {probability:.0%}, {least:.0%} at least), "
        "so it is quoted.",
    ),
    "year": (
        "找到的段落都不是讲{years}的。",
        "None of the passages found is about {years}.",
    ),
    "none": ("读过的句子中没有能回答的{why}。", "Of the sentences read, none can answer{why}."),
    "value": ("读过的句子中没有能回答的{why}。", "Of the sentences read, none can answer{why}."),
    "holder": (
        "没有一句写明“{role}”是谁。",
        "No sentence says who the {role} is.",
    ),
    "unknown": (
        "所有文档里都没有“{word}”，而问题问的是它：别处的说法再像也不算。",
        "No document names “{word}”, which you ask about: what is said of another does not count, however alike.",
    ),
    "missing": (
        "最好的一句和它的标题都没有说到“{word}”，而问题主要问的就是它；答得上的可能性只有 {probability:.1%}，"
        "不到 {least:.0%}，宁可不答。",
        "Neither the best sentence nor its heading speaks of “{word}”, which the question is mostly about; it answers "
        "with a probability of only {probability:.1%}, and below {least:.0%} silence is better.",
    ),
    "cause": (
        "找到的句子只说了这件事，除此以外什么也没说，谈不上原因。",
        "The sentences found say only what the question takes for granted, and nothing that could be a reason.",
    ),
    "uncaused": (
        "找到的句子说了这件事，但没有写明原因；答得上的可能性只有 {probability:.1%}，不到 {least:.0%}，宁可不答。",
        "The sentences found speak of it but word no reason; the best answers with a probability of only "
        "{probability:.1%}, and below {least:.0%} silence is better.",
    ),
    "unlikely": (
        "最好的一句{sureness}答得上：可能性只有 {probability:.1%}，不到 {least:.0%}，宁可不答。",
        "The best sentence {sureness} answers: with a probability of only {probability:.1%}, and below {least:.0%} "
        "silence is better.",
    ),
}
_SURENESS = (  # probability from which on it is said so
    (0.9, ("几乎肯定", "almost certainly")),
    (0.7, ("很可能", "very likely")),
    (0.0, ("多半", "probably")),
)
_UNSURENESS = (
    (0.2, ("也许", "perhaps")),
    (NEAR, ("不大可能", "hardly")),
    (0.0, ("几乎不可能", "almost certainly never")),
)
_BY_SIGNALS = (
    "只按用词、结构等特征判断，没有再读原句。",
    "Judged by its words and its place alone; the sentences were not read again.",
)
_BY_READER = (
    "按用词、结构等特征估计约 {before:.0%}；小模型把问题和原句一起读过以后，合起来{change}约 {after:.0%}。",
    "By its words and its place about {before:.0%}; with what the small transformer says, which read it together with "
    "the question, {change} about {after:.0%}.",
)
_CHANGES = (("升到", "raised to"), ("降到", "lowered to"), ("仍是", "still"))
_CHANGED = 0.03  # of a probability, before it is called a change
_FORBIDDEN = ("但有一条规则不许引用，见上。", " A rule forbids to quote it all the same, see above.")
_LACKS: dict[str, tuple[str, str]] = {
    "unmet": ("数字旁边缺了所问的词", "a word of the question is missing beside the figure"),
    "lacks_a_word": ("没有说到问题里要紧的一个词", "a weighty word of the question is met by nothing"),
    "no_cause": ("没有写明原因", "it words no reason"),
}
_READ = (
    ("小模型读过，认为答得上", "the small transformer takes it for an answer"),
    ("小模型读过，认为答不上", "the small transformer takes it for none"),
)
_COUNTED = ("{count} 句{fault}", "{count} × {fault}")


@dataclass(frozen=True, slots=True)
class Reasons:
    """The words of an explanation in one language; traditional Chinese is converted."""

    language: Language

    def kind(self, kind: AnswerType) -> str:
        """Return what kind of answer is wanted."""
        return self._said(_KINDS[kind])

    def fault(self, fault: Fault) -> str:
        """Return why a sentence may not be quoted."""
        return self._said(_FAULTS[fault])

    def other_year(self) -> str:
        """Return why a passage was not read."""
        return self._said(_FAULTS["year"])

    def signal(self, name: str) -> str:
        """Return the name of one of ``confidence.WEIGHTS``."""
        return self._said(_SIGNALS[name])

    def speaks_for(self, aspect: Aspect) -> str:
        """Return what an aspect of the best sentence says where it makes it likelier to answer."""
        return self._said(_SPEAKS_FOR[aspect])

    def speaks_against(self, aspect: Aspect) -> str:
        """Return what an aspect of the best sentence says where it makes it less likely to answer."""
        return self._said(_SPEAKS_AGAINST[aspect])

    def lacks(self, fact: str) -> str:
        """Return what a fact of ``certainty.FACTS`` says that the best sentence lacks."""
        return self._said(_LACKS[fact])

    def read(self, *, for_it: bool) -> str:
        """Return what the passage reader says of the best sentence."""
        return self._said(_READ[0 if for_it else 1])

    def sureness(self, probability: float, least: float) -> str:
        """Return a probability in words; ``least`` is the one from which a sentence is quoted."""
        steps = _SURENESS if probability >= least else _UNSURENESS
        return self._said(next(words for at, words in steps if probability >= at))

    def decided(self, source: Source, before: float, after: float, *, forbidden: bool) -> str:
        """Return the line that says which model found the probability, and whether a rule is above it."""
        change = _CHANGES[2 if abs(after - before) < _CHANGED else 0 if after > before else 1]
        line = self._said(_BY_SIGNALS if source == "signals" else _BY_READER)
        told = line.format(before=before, after=after, change=self._said(change))
        return told + (self._said(_FORBIDDEN) if forbidden else "")

    def outcome(self, rule: Rule, **values: object) -> str:
        """Return the line that says how it was decided, ``values`` put in."""
        return self._said(_OUTCOMES[rule]).format(**values)

    def years(self, years: Sequence[int]) -> str:
        """Return the ``years`` in a row."""
        return ", ".join(map(str, years)) if self.language == "en" else "、".join(f"{year}年" for year in years)

    def counted(self, faults: Mapping[Fault, int]) -> str:
        """Return how many sentences have which fault, as it follows a line; empty when there are none."""
        each = [self._said(_COUNTED).format(count=count, fault=self.fault(fault)) for fault, count in faults.items()]
        if not each:
            return ""
        return f": {'; '.join(each)}" if self.language == "en" else f"：{'，'.join(each)}"

    def _said(self, texts: tuple[str, str]) -> str:
        if self.language == "en":
            return texts[1]
        return unfold(texts[0]) if self.language == "zh-Hant" else texts[0]
