"""``Query`` and passages → the sentences that answer, how surely, or why none does."""

from zhengxie_qa.reading.answer_model import DECISION_NAMES, MEMBER_NAMES, AnswerModel, Weighed, answer_model
from zhengxie_qa.reading.boosted_trees import BoostedTrees
from zhengxie_qa.reading.candidate_sentences import Candidate, allowed_year, is_planned
from zhengxie_qa.reading.certainty import FACTS, LEAST, NEAR, SOURCES, Facts, Regression, Source, certainty
from zhengxie_qa.reading.clause_selection import best_clause
from zhengxie_qa.reading.confidence import UNMET, WEIGHTS, confidence, signals
from zhengxie_qa.reading.decision import Decision, Reading, Rule
from zhengxie_qa.reading.decision_aspects import ASPECTS, Aspect
from zhengxie_qa.reading.fitting_first import Fault, Judged
from zhengxie_qa.reading.named_scope import mentions
from zhengxie_qa.reading.office_holders import asks_for_holder, doubts_a_name
from zhengxie_qa.reading.outlines import Group, Outline
from zhengxie_qa.reading.person_fit import names_holder, role_asked
from zhengxie_qa.reading.reader import Findings, Reader
from zhengxie_qa.reading.sentence_ranking import Found
from zhengxie_qa.reading.span_selection import Span, one_line
from zhengxie_qa.reading.statements import Statement
from zhengxie_qa.reading.term_alignment import Alignment
from zhengxie_qa.reading.unknown_names import unknown_name
from zhengxie_qa.reading.value_fit import figure_fit, knows_unit

__all__ = [
    "ASPECTS",
    "DECISION_NAMES",
    "FACTS",
    "LEAST",
    "MEMBER_NAMES",
    "NEAR",
    "SOURCES",
    "UNMET",
    "WEIGHTS",
    "Alignment",
    "AnswerModel",
    "Aspect",
    "BoostedTrees",
    "Candidate",
    "Decision",
    "Facts",
    "Fault",
    "Findings",
    "Found",
    "Group",
    "Judged",
    "Outline",
    "Reader",
    "Reading",
    "Regression",
    "Rule",
    "Source",
    "Span",
    "Statement",
    "Weighed",
    "allowed_year",
    "answer_model",
    "asks_for_holder",
    "best_clause",
    "certainty",
    "confidence",
    "doubts_a_name",
    "figure_fit",
    "is_planned",
    "knows_unit",
    "mentions",
    "names_holder",
    "one_line",
    "role_asked",
    "signals",
    "unknown_name",
]
