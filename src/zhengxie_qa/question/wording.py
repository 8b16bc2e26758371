"""One way to read a turn, said in full, and what of it was taken from which earlier question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from zhengxie_qa.question.turn_slots import Slots, slots_of

# What the form of a turn says for a reading, on the scale of an answer's confidence.
MEANT, LIKELY, POSSIBLE, UNLIKELY = 0.4, 0.25, 0.05, -0.3

Slot = Literal["question", "year", "name", "topic", "asking", "person"]


@dataclass(frozen=True, slots=True)
class Taken:
    """A slot that was filled from an earlier question."""

    slot: Slot
    value: str
    turn: int  # of the earlier question, from 1


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to read a turn."""

    text: str  # folded, to be understood by itself
    context: str = ""  # of the earlier question: what an answer may speak of as well
    taken: tuple[Taken, ...] = ()
    prior: float = 0.0  # what the form of the turn says for it
    own: str = ""  # what the turn says itself: an answer has to speak of it
    near: tuple[str, int, int] | None = None  # the paragraph spoken of: document, begin and end
    places: tuple[str, ...] | None = None  # the places meant; None: those the text names


@dataclass(frozen=True, slots=True)
class Earlier:
    """The question a turn comes after: completed itself."""

    text: str
    turn: int
    reference_year: int | None = None
    own: str = ""  # what its turn said itself, where it leant on another

    @property
    def slots(self) -> Slots:
        """Its slots."""
        return slots_of(self.text, self.reference_year)
