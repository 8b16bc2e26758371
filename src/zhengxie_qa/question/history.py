"""How much of a conversation a question may lean on, whoever sends it."""

from __future__ import annotations

from collections.abc import Sequence

from zhengxie_qa.types import Turn

MAX_TURNS = 30  # the browser keeps as many: about 100 kB, far below the 5 MB a site may store
MAX_HISTORY = 20_000  # characters of questions and answers together


def bounded(turns: Sequence[Turn]) -> list[Turn]:
    """Return the last of ``turns``, as many as fit into the characters that may be sent of a conversation.

    Half a character (a lone surrogate) becomes a question mark: such a text could be neither stored nor sent.
    """
    kept: list[Turn] = []
    room = MAX_HISTORY
    for question, answer in reversed(turns[-MAX_TURNS:]):
        room -= len(question) + len(answer)
        if room < 0:
            break
        kept.append((whole_characters(question), whole_characters(answer)))
    return kept[::-1]


def whole_characters(text: str) -> str:
    """Return ``text`` with a question mark for each half of a character."""
    return text.encode(errors="replace").decode()
