"""Which turns of a conversation a turn may lean on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zhengxie_qa.question import MAX_QUESTION, elaboration_of, talk_of
from zhengxie_qa.types import Turn

# Questions before a turn that it is read after: one leans on the one before it, seldom further back. As many are
# forgotten at a time, so that what was read for one turn is what the next ones come after, and is not read anew.
_REMEMBERED = 4


def recent(history: Sequence[Turn]) -> Iterator[tuple[int, str]]:
    """Yield the number and the words of the turns that a turn may lean on: the last questions and what followed."""
    said = [
        (number, question[:MAX_QUESTION])
        for number, (question, _) in enumerate(history, start=1)
        if talk_of(question) is None and any(character.isalnum() for character in question)
    ]
    asked = [place for place, (_, question) in enumerate(said) if elaboration_of(question) is None]
    forgotten = max(len(asked) // _REMEMBERED - 1, 0) * _REMEMBERED
    yield from said[asked[forgotten] if forgotten else 0 :]
