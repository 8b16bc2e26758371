"""The friendly line for a turn that asks nothing of the documents, in its language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from zhengxie_qa.composing.contents import contents_line
from zhengxie_qa.composing.talk_phrases import TALK_LINES
from zhengxie_qa.composing.turn_explanation import talk_understood
from zhengxie_qa.question import Talk, language_of, talk_of
from zhengxie_qa.text import unfold
from zhengxie_qa.types import Answer, Document


def talk_answer(
    turn: str, documents: Mapping[str, Document], *, in_conversation: bool = False, explain: bool = False
) -> Answer | None:
    """Return the answer to a ``turn`` that asks nothing that ``documents`` say; None for a question.

    In a conversation a mere question mark is no error but somebody who did not understand. ``explain`` adds what the
    turn was taken for.
    """
    kind = talk_of(turn)
    if kind is None and in_conversation and turn.strip() and not re.search(r"\w", turn):
        kind = "unclear"
    if kind is None or (kind == "contents" and len(documents) == 1):  # of a single one its outline is meant
        return None
    told = _listed(turn, documents) if kind == "contents" else talk_line(turn, kind)
    return replace(told, explanation=talk_understood(turn, kind) if explain else None)


def _listed(turn: str, documents: Mapping[str, Document]) -> Answer:
    """Return the answer to a ``turn`` that asks what there is."""
    return Answer(turn, "talk", contents_line(documents.values(), language_of(turn)), "extractive")


def talk_line(turn: str, kind: Talk) -> Answer:
    """Return the answer to a ``turn`` that is talk of this ``kind``, in its language."""
    chinese, english = TALK_LINES[kind]
    language = language_of(turn)
    line = english if language == "en" else unfold(chinese) if language == "zh-Hant" else chinese
    return Answer(turn, "talk", line, "extractive")
