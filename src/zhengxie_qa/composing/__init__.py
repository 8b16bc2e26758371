"""Statements → the ``Answer`` a person reads: citations, words around them, why it is so."""

from zhengxie_qa.composing.citations import format_reference, format_references, make_citation, quoted
from zhengxie_qa.composing.explanations import explain
from zhengxie_qa.composing.first_questions import Overview, Suggestion, overview, telling
from zhengxie_qa.composing.phrases import Phrases, phrases_for
from zhengxie_qa.composing.quoted_answer import compose
from zhengxie_qa.composing.quoting_corpus import Errand, QuotingCorpus
from zhengxie_qa.composing.suggestions import suggest
from zhengxie_qa.composing.talk_lines import talk_answer
from zhengxie_qa.composing.turn_answer import compose_turn

__all__ = [
    "Errand",
    "Overview",
    "Phrases",
    "QuotingCorpus",
    "Suggestion",
    "compose",
    "compose_turn",
    "explain",
    "format_reference",
    "format_references",
    "make_citation",
    "overview",
    "phrases_for",
    "quoted",
    "suggest",
    "talk_answer",
    "telling",
]
