"""A written answer and numbered passages → a verdict on each statement."""

from zhengxie_qa.checking.grounding import Checker, Evidence, Grounding, Verdict
from zhengxie_qa.checking.sources import Source
from zhengxie_qa.checking.written_statements import read_draft, without_thoughts

__all__ = ["Checker", "Evidence", "Grounding", "Source", "Verdict", "read_draft", "without_thoughts"]
