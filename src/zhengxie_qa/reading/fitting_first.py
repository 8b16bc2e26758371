"""Sentences that have what is asked before those that only speak of it, where both stand near each other.

Each rule holds sentences against each other: it leaves one out only where another, nearly as good, has the place,
the reason, the year, the decision or the title that the first lacks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from zhengxie_qa.question import Query
from zhengxie_qa.reading.candidate_sentences import Candidate
from zhengxie_qa.reading.named_scope import Breach
from zhengxie_qa.reading.value_fit import GIVES_PURPOSE
from zhengxie_qa.text import alternation, alternation_in, find_figures, fold

Fault = Breach | Literal["value", "subject", "sibling", "heading", "year", "object", "plan", "frame"]
_NEARLY = 0.8  # of score that a sentence with what is asked may lie behind the best
_READ_FIRST = 6  # sentences among which one has to be
_ACT_ASKED = re.compile(rf"(?P<act>{alternation('meeting_acts')})(?:了|过)?(?:什么|哪[些几]|啥)")
_TITLE_ASKED = re.compile(
    rf"(?:{alternation_in('question_cues', 'papers')}|建议|意见)的?(?:叫|是|名为)?(?:做|作)?什么(?:名字|名称|题目|标题)"
    r"|(?:题目|标题|名称)(?:是|叫)什么|叫什么(?:题目|标题)"
)
_TITLE = re.compile(r"《[^》]{4,}》|关于[^,。;]{4,40}的(?:建议|提案|报告|意见)")
_STATE_ASKED = re.compile(r"怎么样|怎样了|如何了?[?。]?$|问题|困难|情况|什么影响")
_PROBLEM = re.compile(rf"(?:{alternation_in('sentence_words', 'falls short')})[^,。;]{{0,3}}[。;]?$")
_MEASURE = re.compile(rf"{alternation_in('sentence_words', 'remedies')}|要(?!求|素)")
_EACH = re.compile(r"[人户亩]均|平均每|每[人户亩]")
_BEGINS_IN = re.compile(r"^.{0,4}?((?:19|20)\d{2})年")


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence that was read, and why it may not be quoted; ``fault`` is None when it may."""

    candidate: Candidate
    fault: Fault | None = None


def without(judged: Sequence[Judged], fault: Fault, fails: Callable[[Candidate], bool]) -> list[Judged]:
    """Return ``judged``, those without a fault given this one where they fail."""
    return [replace(each, fault=fault) if each.fault is None and fails(each.candidate) else each for each in judged]


def fitting_first(query: Query, judged: Sequence[Judged]) -> list[Judged]:
    """Return ``judged``, those left out that lack what a sentence nearly as good has."""
    quotable = [each.candidate for each in judged[:_READ_FIRST] if each.fault is None]
    if query.kind == "where" and any(each.fit == 1 for each in quotable):
        return without(judged, "value", lambda candidate: candidate.fit < 1)
    if query.kind == "why" and quotable and quotable[0].fit < GIVES_PURPOSE:
        return _with_reason(judged, quotable)
    if len(query.years) == 1:
        judged = _in_its_year(query.years[0], judged, quotable)
    holds = _wanted(query)
    return _holding(holds, judged, quotable) if holds else list(judged)


def _with_reason(judged: Sequence[Judged], quotable: Sequence[Candidate]) -> list[Judged]:
    """A reason is meant where it stands in the passage of the best sentence: 5家歇业。原因主要有三…."""
    best = quotable[0]
    beside = [each for each in quotable if each.hit.number == best.hit.number]
    if any(each.fit == 1 and each.score >= best.score - _NEARLY for each in beside):
        return without(judged, "value", lambda one: one.fit < 1 and one.hit.number == best.hit.number)
    return list(judged)


def _in_its_year(year: int, judged: Sequence[Judged], quotable: Sequence[Candidate]) -> list[Judged]:
    """What begins in another year (2025年1月起, …) tells of that one, where its paper also says the year asked."""
    saying = [each for each in quotable if f"{year}年" in fold(each.text) and each.fit > 0]
    documents = {each.hit.passage.document for each in saying if each.score >= quotable[0].score - _NEARLY}

    def of_another(candidate: Candidate) -> bool:
        said = fold(candidate.text)
        begins = _BEGINS_IN.match(said)
        return candidate.hit.passage.document in documents and begins is not None and f"{year}年" not in said

    return without(judged, "year", of_another)


def _wanted(query: Query) -> Callable[[str], bool] | None:
    """Return what tells whether a text has the thing asked: the act with its object, or a title."""
    if query.kind in ("what", "list") and (asked := _ACT_ASKED.search(query.text)):
        acted = re.compile(rf"{asked['act']}(?:了|过)?[^,。;!?]{{4,}}")
        return lambda text: acted.search(fold(text)) is not None
    if query.kind in ("what", "who") and _TITLE_ASKED.search(query.text):
        return lambda text: _TITLE.search(fold(text)) is not None
    if query.kind == "how" and not _STATE_ASKED.search(query.text):
        return lambda text: not _PROBLEM.search(fold(text)) or _MEASURE.search(fold(text)) is not None
    if query.kind == "number" and not _EACH.search(query.text):
        return lambda text: not _EACH.search(fold(text)) or _of_all(text)
    return None


def _of_all(text: str) -> bool:
    """Tell whether ``text`` gives more than what falls to each: 生产总值303亿元，人均3.2万元."""
    clauses = [clause for clause in re.split("[，,；;。]", text) if not _EACH.search(fold(clause))]
    return any(figure.kind != "percent" for clause in clauses for figure in find_figures(clause))


def _holding(holds: Callable[[str], bool], judged: Sequence[Judged], quotable: Sequence[Candidate]) -> list[Judged]:
    having = [each for each in quotable if holds(each.text) and each.score >= quotable[0].score - _NEARLY]
    documents = {each.hit.passage.document for each in having}
    return without(judged, "object", lambda one: one.hit.passage.document in documents and not holds(one.text))
