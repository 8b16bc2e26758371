"""A question and its history → ``Query``: what is asked."""

from zhengxie_qa.question.answer_type import Kind, asks_for_plan, compares
from zhengxie_qa.question.document_names import DocumentNames
from zhengxie_qa.question.history import MAX_HISTORY, MAX_TURNS, bounded, whole_characters
from zhengxie_qa.question.places import is_about
from zhengxie_qa.question.question_files import BadLine, BatchQuestion, read_lines, read_questions
from zhengxie_qa.question.small_talk import Talk, talk_of
from zhengxie_qa.question.understanding import Language, Query, language_of

__all__ = [
    "MAX_HISTORY",
    "MAX_TURNS",
    "BadLine",
    "BatchQuestion",
    "DocumentNames",
    "Kind",
    "Language",
    "Query",
    "Talk",
    "asks_for_plan",
    "bounded",
    "compares",
    "is_about",
    "language_of",
    "read_lines",
    "read_questions",
    "talk_of",
    "whole_characters",
]
