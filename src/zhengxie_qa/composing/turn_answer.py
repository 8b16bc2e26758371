"""The answer to a turn: what was found for it, or more, less or the place of what the answer before it quoted."""

from __future__ import annotations

from zhengxie_qa.composing.quoted_answer import compose
from zhengxie_qa.dialogue import ResolvedTurn
from zhengxie_qa.index import PassageIndex
from zhengxie_qa.types import Answer


def compose_turn(index: PassageIndex, question: str, turn: ResolvedTurn) -> Answer:
    """Return the answer by quotation to ``question``, understood as ``turn``."""
    findings = turn.findings
    return compose(index, question, findings.query, findings.statements, findings.hits)
