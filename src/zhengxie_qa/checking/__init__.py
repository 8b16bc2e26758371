"""A written answer and numbered passages → a verdict on each statement."""

from zhengxie_qa.checking.citation_markers import showable, uniform_markers, without_markers
from zhengxie_qa.checking.doubts import Doubt
from zhengxie_qa.checking.grounding import Checker, Evidence, Grounding, Verdict
from zhengxie_qa.checking.sources import Source
from zhengxie_qa.checking.written_statements import read_draft, without_thoughts

__all__ = [
    "Checker",
    "Doubt",
    "Evidence",
    "Grounding",
    "Source",
    "Verdict",
    "read_draft",
    "showable",
    "uniform_markers",
    "without_markers",
    "without_thoughts",
]
