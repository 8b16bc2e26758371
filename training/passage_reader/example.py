"""What is learned from: a question and sentences, of which some answer it."""

from __future__ import annotations

from dataclasses import dataclass, field

TITLE, HEADING, BEFORE = 24, 24, 30  # characters of each that stand around a sentence


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with what stands around it."""

    text: str
    around: str
    right: bool = False
    elsewhere: bool = False  # of another document
    rank: int | None = None  # among those that may be quoted, by the signals; None where it may not


@dataclass(slots=True)
class Example:
    """A question with its sentences."""

    source: str  # own, public or gold
    document: str
    group: str  # questions of one group stand in one batch: a near miss and the question it was made from
    question: str  # as understood: a follow-up is completed
    asked: str
    answerable: bool
    sentences: list[Sentence]
    title: str = ""
    year: str = ""
    spans: list[str] = field(default_factory=list)  # the words that answer
    twins: list[str] = field(default_factory=list)  # the question turned into one that nothing answers
