"""What speaks against a statement: of what kind it is, and a Chinese clause that says so to a reader."""

from __future__ import annotations

from typing import Literal, NamedTuple

ObjectionKind = Literal[
    "absent",
    "subject",
    "unit",
    "bound",
    "year",
    "time",
    "twice",
    "title",
    "quotation",
    "opposite",
    "denial",
    "unfounded",
]


class Objection(NamedTuple):
    """Why the passages do not hold a statement."""

    kind: ObjectionKind
    reason: str
