"""Who is meant by 他 and 她: the one person whom the sentences quoted before name beside an office."""

from __future__ import annotations

import re

from zhengxie_qa.reading import Findings
from zhengxie_qa.text import alternation, fold

_TITLES = alternation("titles_of_persons")
_GIVEN = rf"(?:{alternation('surnames')})[\u4e00-\u9fff]{{1,2}}"
_PERSON = re.compile(
    rf"(?:{_TITLES})\s*[:：]?\s*({_GIVEN})|[:：]\s*({_GIVEN})(?=[^\u4e00-\u9fff]|$)|({_GIVEN})(?=(?:委员|同志))"
)
_PRONOUN = re.compile(r"(?<![其吉])[他她](?!们|人)|\b(?:he|she|his|her|him)\b")
# What begins the verb or the particle after a name of two characters.
_FOLLOWS = "围在主到作率带担出等同赴来参代致讲说指强牵负提为是的和与任就对向领撰写兼表建介及从"


def named_person(findings: Findings, turn: str) -> str:
    """Return the person whom a pronoun of the folded ``turn`` means, or "": the first whom the quotations name."""
    if not _PRONOUN.search(turn):
        return ""
    spans = (span for statement in findings.statements for span in statement.spans)
    found = (match for span in spans for match in _PERSON.finditer(fold(span.text)))
    return next((_cut(next(filter(None, match.groups()))) for match in found), "")


def with_person(turn: str, person: str) -> str:
    """Return the folded ``turn`` with ``person``, marked as a name, in the place of the pronoun."""
    return _PRONOUN.sub(f"“{person}”", turn, count=1)


def _cut(name: str) -> str:
    return name[:2] if name[2:] and name[2] in _FOLLOWS else name
