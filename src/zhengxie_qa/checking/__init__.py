"""A written answer and numbered passages → a verdict on each statement."""

from zhengxie_qa.checking.citation_markers import showable, uniform_markers, without_markers
from zhengxie_qa.checking.grounding import Checker, Evidence, Grounding, Verdict
from zhengxie_qa.claims import Amount, find_amounts, same_unit
from zhengxie_qa.checking.sources import Source
from zhengxie_qa.checking.written_statements import read_draft, without_thoughts

__all__ = [
    "Amount",
    "Checker",
    "Evidence",
    "Grounding",
    "Source",
    "Verdict",
    "find_amounts",
    "read_draft",
    "same_unit",
    "showable",
    "uniform_markers",
    "without_markers",
    "without_thoughts",
]
