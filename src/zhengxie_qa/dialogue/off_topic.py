"""Whether a turn that no list knows asks the documents at all: what it sounds like, against what they say to it."""

from __future__ import annotations

import re
from typing import cast, get_args

import numpy as np

from zhengxie_qa.dialogue.wording_trials import Trial
from zhengxie_qa.question import Social, Talk, turn_model
from zhengxie_qa.reading import Findings
from zhengxie_qa.text import fold

_LONGEST = 40  # characters: whoever says more has something to ask
# How much a turn has to sound like talk, and how much more the more of its words the documents say: where they answer,
# so much that an answer in its own words always stands; where they do not, up to 0.95, as 3 in 1,000 questions sound.
_ANSWERED, _ANSWERED_SAYING = 0.8, 0.25
_ANSWERED_VALUE = 0.4  # the same where a figure, a day or a name was asked for and found: 冷库建了几座
_UNANSWERED, _UNANSWERED_SAYING = 0.65, 0.3
_OF_PROGRAM = 0.45  # the same where it asks of the program, which few questions to documents sound like: 1 in 2,279
_IN_FEW_WORDS = 0.9  # the same for a turn that may leave out what it asks about, or asks in English
_VALUES = ("number", "date", "who", "where")  # kinds of question that want one thing said
_SAYS_ONLY = ("acknowledgement", "thanks", "farewell", "praise", "laughter")  # kinds of talk that ask nothing
_NOT_OF_PROGRAM = (*get_args(Social), "request", "mood")

# Who is meant, or what instead, an earlier question says: 他的电话有吗, 那重点提案呢, what about key proposals.
_LEANS = re.compile(r"[他她]|^(?:那|那么).{1,12}呢[?。!]*$|^(?:and|what about|how about)\b")

# Asks what the documents may say, and wishes for nothing.
_ASKS_IN_ENGLISH = re.compile(
    r"^(?:who|what|which|when|where|why|how (?:many|much|long|often)|did|does|do|is|are|was|were)\b"
)


def talk_meant(turn: str, trial: Trial, *, is_part: bool = False) -> Talk | None:
    """Return what ``turn`` is if it asks the documents nothing, None for a question; ``trial`` is its best reading.

    With ``is_part`` it asks in so few words that they may be a part of a question: 票价多少 sounds like anything.
    """
    if len(turn) > _LONGEST or _LEANS.search(fold(turn)):
        return None
    guess = turn_model().guess(turn)
    if guess.kind in _SAYS_ONLY and trial.findings.query.kind != "what":
        return None  # whoever asks how many, when or whether takes no leave
    of_program = guess.kind not in _NOT_OF_PROGRAM
    asks = guess.kind == "request" and _ASKS_IN_ENGLISH.search(fold(turn))
    is_vague = (is_part or asks) and not of_program  # what asks of the program names it
    answers = trial.answers and not trial.is_tentative
    unanswered = (_OF_PROGRAM if of_program else _UNANSWERED, _UNANSWERED_SAYING)
    least, more = (_ANSWERED, _ANSWERED_SAYING) if answers else unanswered
    if answers and trial.findings.query.kind in _VALUES:
        more = _ANSWERED_VALUE
    needed = max(least + more * _spoken_of(trial.findings, fold(turn)), _IN_FEW_WORDS if is_vague else 0.0)
    return cast(Talk, guess.kind) if guess.probability >= needed else None


def _spoken_of(findings: Findings, said: str) -> float:
    """Return how much of the words of ``said`` the sentence found first says, 0 to 1."""
    shares = [0.0]
    for found in findings.found.values():
        alignment = found.alignment
        at = [
            i for i, term in enumerate(alignment.terms) if term in said or said.isascii()
        ]  # English is asked in Chinese
        weight = float(alignment.weights[at].sum())
        if weight and found.candidates:
            first = found.candidates[0]
            shares.append(float(np.maximum(first.own, first.context)[at] @ alignment.weights[at]) / weight)
    return max(shares)
