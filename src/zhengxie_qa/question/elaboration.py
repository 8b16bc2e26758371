"""Turns about the answer before them: where it stands, more of it, less of it, the same again.

``lexicon/elaboration.txt`` holds the phrases. As with small talk, nothing else may be in the turn: 还有哪些措施 asks
the documents.
"""

from __future__ import annotations

from typing import Literal, get_args

from zhengxie_qa.question.phrase_lists import consists_of, letters, phrases_by_kind
from zhengxie_qa.text import fold

Elaboration = Literal["source", "more", "shorter", "again"]

_KINDS: tuple[Elaboration, ...] = get_args(Elaboration)
_LONGEST = 30  # characters: whoever says more asks the documents


def elaboration_of(turn: str) -> Elaboration | None:
    """Return what the whole of ``turn`` asks about the answer before it; None: it asks the documents."""
    said = letters(fold(turn))
    if not said or len(said) > _LONGEST:
        return None
    phrases = phrases_by_kind("elaboration")
    around = phrases["around"]
    if consists_of(said, around):
        return None
    return next((kind for kind in _KINDS if consists_of(said, around | phrases[kind])), None)
