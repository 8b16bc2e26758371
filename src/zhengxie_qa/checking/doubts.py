"""Why a statement is not held by its passages: what kind of thing fails in it, and a Chinese clause for a reader."""

from __future__ import annotations

from typing import Literal

from zhengxie_qa.checking.entailment import Judgement
from zhengxie_qa.checking.objections import ObjectionKind

Doubt = Literal["", "figure", "time", "name", "words", "stance"]

_OF_OBJECTIONS: dict[ObjectionKind, Doubt] = {
    "absent": "figure",
    "subject": "figure",
    "unit": "figure",
    "bound": "figure",
    "twice": "figure",
    "year": "time",
    "time": "time",
    "title": "words",
    "quotation": "words",
    "opposite": "stance",
    "denial": "stance",
}
_OF_UNITS: dict[str, Doubt] = {
    "amount": "figure",
    "date": "time",
    "ordinal": "time",
    "session": "time",
    "person": "name",
    "name": "name",
    "stance": "stance",
}
_PLAIN = "所引段落没有这样的内容"


def doubt_of(judgement: Judgement) -> tuple[Doubt, str]:
    """Return what kind of thing fails, and why, for a statement that does."""
    objections = judgement.support.objections
    if judgement.relation == "unknown" and not objections:
        return "", _PLAIN
    if objections:
        reason = "；".join(dict.fromkeys(objection.reason for objection in objections))
        return _OF_OBJECTIONS.get(objections[0].kind, ""), reason
    unit = judgement.most_doubtful
    if unit is None:
        return "", _PLAIN
    said = judgement.matching.text[unit.start : unit.end].strip()
    kind = _OF_UNITS.get(unit.kind, "")
    if judgement.matching.found[judgement.matching.units.index(unit)]:
        return kind, f"所引段落中的“{said}”说的可能不是这件事"
    return kind, f"所引段落中没有“{said}”"
