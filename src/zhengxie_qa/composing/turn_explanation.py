"""What a turn was taken for, in the words of a person: question, follow-up, talk; and what it took from which turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from zhengxie_qa.dialogue import ResolvedTurn
from zhengxie_qa.explanation import Explanation, TurnUnderstanding
from zhengxie_qa.question import Elaboration, Feature, Help, Language, ProductMatter, Slot, Taken, Talk, language_of
from zhengxie_qa.text import unfold
from zhengxie_qa.types import Turn

_QUESTION = ("单独成立的提问", "a question that stands alone")
_FOLLOW_UP = ("接着前面的追问", "a follow-up")
_TALK = ("寒暄，没有问文档", "small talk: nothing is asked of the documents")
_HELP = ("问的是本程序，没有问文档", "about this program, not the documents")
_DECLINED = ("与文档无关的请求，不作回答", "a request that documents cannot answer")
_SLOTS: dict[Slot, tuple[str, str]] = {
    "question": ("所问", "what is asked"),
    "year": ("年份", "year"),
    "name": ("名称", "name"),
    "topic": ("所指", "subject"),
    "asking": ("问法", "what is wanted"),
    "person": ("所指的人", "person"),
}
_ELABORATIONS: dict[Elaboration, tuple[str, str]] = {
    "source": ("问上一个回答的出处", "asks where the answer before stands"),
    "more": ("想看上一个回答前后的内容", "asks for more around the answer before"),
    "shorter": ("想把上一个回答缩短", "asks for the answer before in short"),
    "again": ("想再看一遍上一个回答", "asks for the answer before again"),
    "detail": ("想看得更详细", "asks for more detail"),
    "unit": ("想把数字换算成别的单位", "asks for the figure in another unit"),
}


def turn_understood(turn: ResolvedTurn, history: Sequence[Turn]) -> TurnUnderstanding:
    """Return how ``turn`` was understood after ``history``."""
    words = _Words(turn.language)
    taken = [words.elaborated(turn.elaboration)] if turn.elaboration else []
    if turn.elaboration in (None, "detail", "unit"):
        taken += dict.fromkeys(words.taken(each, turn.number, history) for each in turn.taken if each.value)
    return TurnUnderstanding(words.said(_FOLLOW_UP if turn.is_follow_up else _QUESTION), turn.completed, tuple(taken))


def talk_understood(turn: str, kind: Talk) -> Explanation:
    """Return that ``turn`` was taken for talk."""
    helped = kind in (*get_args(Help), *get_args(ProductMatter), *get_args(Feature), "ability")
    label = _DECLINED if kind == "request" else _HELP if helped else _TALK
    return Explanation((), TurnUnderstanding(_Words(language_of(turn)).said(label), ""))


@dataclass(frozen=True, slots=True)
class _Words:
    language: Language

    def said(self, texts: tuple[str, str]) -> str:
        if self.language == "en":
            return texts[1]
        return unfold(texts[0]) if self.language == "zh-Hant" else texts[0]

    def elaborated(self, elaboration: Elaboration) -> str:
        return self.said(_ELABORATIONS[elaboration])

    def taken(self, taken: Taken, number: int, history: Sequence[Turn]) -> str:
        """Return the line for one slot of turn ``number``: 从上一问（“…”）取来：年份 2025年."""
        question = history[taken.turn - 1][0] if taken.turn <= len(history) else ""
        where = "上一问" if taken.turn == number - 1 else f"第{taken.turn}轮"
        chinese = f"从{where}（“{question}”）取来：{self.said(_SLOTS[taken.slot])} {taken.value}"
        return self.said((chinese, f"from turn {taken.turn} (“{question}”): {_SLOTS[taken.slot][1]} {taken.value}"))
