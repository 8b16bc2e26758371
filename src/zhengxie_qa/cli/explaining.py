"""Why an answer is as it is, as plain text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from zhengxie_qa.cli.printing import excerpt
from zhengxie_qa.explanation import Explanation, Odds, PartExplanation, ReadSentence, TurnUnderstanding, Understanding


def explanation_text(explanation: Explanation) -> str:
    """Return the explanation, one block for each part of the question."""
    turn = "\n".join(_turn(explanation.turn)) if explanation.turn else ""
    return "\n\n".join(filter(None, ["为什么这样回答", turn, *("\n".join(_part(part)) for part in explanation.parts)]))


def _turn(turn: TurnUnderstanding) -> Iterator[str]:
    yield f"这一轮：{turn.kind}"
    if turn.completed and turn.taken:
        yield f"补全为：{turn.completed}"
    yield from (f"　　　　{line}" for line in turn.taken)


def _part(part: PartExplanation) -> Iterator[str]:
    label = f"（{part.understood.label}）" if part.understood.label else ""
    yield f"所问：{part.understood.text}{label}"
    yield f"理解：{'；'.join(_understood(part.understood))}"
    yield f"判断：{part.reason}"
    if part.signals:
        yield "　　　" + "，".join(f"{s.name} {s.value:.2f}×{s.weight:.1f}" for s in part.signals)
    if part.odds:
        yield f"　　　{_odds(part.odds)}"
    if part.passages:
        yield "找到的段落"
    for passage in part.passages:
        left_out = f"　未读：{passage.left_out}" if passage.left_out else ""
        yield f"  {passage.rank}. {passage.score:.3f}　《{passage.title}》{passage.locator}{left_out}"
    if part.sentences:
        yield "读过的句子"
    for sentence in part.sentences:
        yield from _sentence(sentence)


def _odds(odds: Odds) -> str:
    """Return how likely the best sentence answers and what decided that, in a line."""
    sides = (("有利", odds.speaks_for), ("不利", odds.speaks_against))
    reasons = "；".join(f"{side}：{'、'.join(told)}" for side, told in sides if told)
    likely = f"{odds.sureness}答得上：可能性约 {odds.probability:.0%}（至少要 {odds.least:.0%}）。"
    return f"{likely}{odds.decided}{reasons}"


def _understood(understood: Understanding) -> Iterator[str]:
    units = f"（{'、'.join(understood.units)}）" if understood.units else ""
    yield f"要的是{understood.kind}{units}"
    if understood.years:
        yield "、".join(f"{year}年" for year in understood.years)
    for label, values in (("所指", understood.names), ("地方", understood.places)):
        if values:
            yield f"{label}：{'、'.join(values)}"
    if understood.leans:
        yield "接着前面的问答"
    for word, name in understood.other_names:
        yield f"“{word}”又称“{name}”"


def _sentence(sentence: ReadSentence) -> Iterator[str]:
    left_out = f"　未用：{sentence.left_out}" if sentence.left_out else ""
    use = "引用" if sentence.quoted else "备选" if not left_out else "不用"
    measures = f"得分 {sentence.score:.2f}，覆盖所问 {sentence.coverage:.0%}，类型相符 {sentence.fit:.0%}"
    yield f"  [{use}] {measures}{left_out}"
    yield f"    “{excerpt(sentence.text)}”"
    words = (("有", sentence.met), ("标题或上句有", sentence.near), ("缺", sentence.unmet))
    said = "　".join(f"{label}：{'、'.join(found)}" for label, found in words if found)
    if said:
        yield f"    {said}"
