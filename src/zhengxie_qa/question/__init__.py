"""A question and its history → ``Query``: what is asked."""

from zhengxie_qa.question.answer_type import Kind, asks_for_plan, compares
from zhengxie_qa.question.document_names import DocumentNames
from zhengxie_qa.question.places import is_about
from zhengxie_qa.question.small_talk import Talk, talk_of
from zhengxie_qa.question.understanding import Language, Query, language_of

__all__ = [
    "DocumentNames",
    "Kind",
    "Language",
    "Query",
    "Talk",
    "asks_for_plan",
    "compares",
    "is_about",
    "language_of",
    "talk_of",
]
