"""A claim: one thing that a sentence says, with the words that say it and a value to compare it by."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Literal

ClaimKind = Literal[
    "quantity",
    "date",
    "period",
    "session",
    "number",
    "person",
    "office",
    "organisation",
    "place",
    "title",
    "quotation",
    "quantifier",
    "polarity",
    "modality",
    "direction",
    "comparison",
    "cause",
    "order",
    "condition",
    "exception",
    "list",
    "role",
]


@dataclass(frozen=True, slots=True)
class Claim:
    """What ``text[start:end]`` of a sentence says.

    Two claims of one kind agree when their values do. The value of a quantity is (number, unit, bound), of a date
    or a period its interval of days or its length, of a session (term, meeting), of a stance word its class, of a
    list its items, of a role (doer, deed, what it is done to).
    """

    kind: ClaimKind
    start: int
    end: int
    text: str
    value: Hashable
