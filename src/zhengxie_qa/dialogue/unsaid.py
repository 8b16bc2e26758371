"""A follow-up whose own noun nothing says is not answered: 收益率呢 by the fund's size, 彝族呢 by another's number.

What a turn takes over from the question before it is found easily and hides that its own word is not: the
sentence then tells what was told already, or a neighbour of what was asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from zhengxie_qa.dialogue.wording_trials import Trial
from zhengxie_qa.question import names_thing
from zhengxie_qa.reading import Findings, Reading, Statement
from zhengxie_qa.text import alternation, fold, words_by_head

_ACT = re.compile(rf"(?P<act>{alternation('meeting_acts')})(?:了|过)?(?:什么|哪[些几]|啥)")
_SAID, _SAID_ABOVE = 0.15, 0.1  # how nearly a word is said by a sentence, by its headings: less is chance likeness


def without_neighbours(trial: Trial, said: str) -> Trial:
    """Return ``trial``, as one that nothing answers if its sentences leave out a noun of the folded turn ``said``."""
    findings = trial.findings
    judged = [reading for reading in findings.readings if reading.decision.signals and not reading.decision.reason]
    if trial.is_digest or not judged:
        return trial
    if not all(_leaves_out(reading, said) for reading in judged):
        return trial
    return replace(trial, findings=_refused(findings), sureness=-1.0)


def without_other_acts(trial: Trial, said: str) -> Trial:
    """Return ``trial``, as one that nothing answers if it tells another act of a meeting than ``said`` asks for.

    表决了什么 is not answered by what was discussed. What is quoted may name the act in other words (``same_acts``).
    """
    asked = _ACT.search(said)
    if asked is None or trial.is_digest or not trial.answers:
        return trial
    known = words_by_head("same_acts").get(asked["act"], ())
    quoted = [span for statement in trial.findings.statements for span in statement.spans]
    if not quoted or any(act in fold(span.text) for act in (asked["act"], *known) for span in quoted):
        return trial
    return replace(trial, findings=_refused(trial.findings), sureness=-1.0)


def _leaves_out(reading: Reading, said: str) -> bool:
    best = reading.candidates[0]
    terms = enumerate(reading.found.alignment.terms)
    return any(
        best.own[at] < _SAID and best.context[at] < _SAID_ABOVE
        for at, term in terms
        if term in said and names_thing(term)
    )


def _refused(findings: Findings) -> Findings:
    readings = [replace(each, decision=replace(each.decision, rule="missing")) for each in findings.readings]
    return replace(findings, readings=readings, statements=list(_near(findings)))


def _near(findings: Findings) -> Iterator[Statement]:
    """Yield a refusal for each statement, with what would have been quoted as what comes near."""
    for statement in findings.statements:
        yield Statement(statement.query, (), "value", near=statement.spans or statement.near)
