"""Why an answer is as it is, as plain values: how the question was understood, what was read, how it was decided.

Words for people are in the language of the question; texts and titles are the documents' own.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Understanding:
    """What one question is taken to ask."""

    text: str  # what is searched for, spellings and follow-ups put right
    label: str  # what tells it from the other parts, where the text does not: 2023年
    kind: str  # of answer wanted: 数量或金额
    units: tuple[str, ...]  # measure words that would answer
    years: tuple[int, ...]
    names: tuple[str, ...]  # titles, quoted words, ordinals that a sentence has to be about
    places: tuple[str, ...]
    leans: bool  # on earlier turns, or on the part before
    other_names: tuple[tuple[str, str], ...]  # (word of the question, what a sentence read calls it)


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A passage that was found: ``document.text[start:end]``."""

    rank: int  # from 1
    document: str
    title: str
    locator: str
    start: int
    end: int
    score: float
    left_out: str = ""  # why its sentences were not read; empty when they were


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence that was considered: ``text == document.text[start:end]``."""

    document: str
    title: str
    locator: str
    start: int
    end: int
    text: str
    score: float
    coverage: float  # 0 to 1: of the question, headings and the sentence before included
    fit: float  # 0 to 1: does it hold the kind of value asked for
    met: tuple[str, ...]  # words of the question that the sentence meets
    near: tuple[str, ...]  # those that only its headings or the sentence before it meet
    unmet: tuple[str, ...]
    quoted: bool
    left_out: str = ""  # why it may not be quoted; empty when it may


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal of the best sentence: ``weight * value`` is its part of the confidence."""

    name: str
    value: float
    weight: float


@dataclass(frozen=True, slots=True)
class Odds:
    """How likely the best sentence answers, learned from questions with known answers, and what decided that."""

    probability: float  # 0 to 1
    least: float  # below which no sentence is given as the answer
    sureness: str  # the probability in words
    decided: str  # by what it was found, in a line
    speaks_for: tuple[str, ...]  # what raises it above a typical question's, strongest first
    speaks_against: tuple[str, ...]  # what lowers it


@dataclass(frozen=True, slots=True)
class PartExplanation:
    """Why one part of a question is answered as it is, or not."""

    understood: Understanding
    passages: tuple[ReadPassage, ...]  # the first of those found, best first
    sentences: tuple[ReadSentence, ...]  # the most telling of those read, best first
    answered: bool
    reason: str  # one line
    confidence: float | None  # the sum of the signals; None where no sentence was weighed
    signals: tuple[Signal, ...]
    odds: Odds | None = None  # None where no sentence was weighed


@dataclass(frozen=True, slots=True)
class TurnUnderstanding:
    """What a turn of the conversation was taken for."""

    kind: str  # a question, a follow-up, small talk, a question about the product, a request that is declined
    completed: str  # what is asked, so that it can be read alone; empty for talk
    taken: tuple[str, ...] = ()  # one line for each thing that was taken over from an earlier turn


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an answer is as it is, for each part of the question."""

    parts: tuple[PartExplanation, ...]
    turn: TurnUnderstanding | None = None
