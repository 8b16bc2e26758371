"""A question and its history → ``Query``: what is asked."""

from zhengxie_qa.question.answer_type import Kind, asks_for_change, asks_for_plan, compares
from zhengxie_qa.question.articles import Articles, articles_in
from zhengxie_qa.question.document_names import DocumentNames
from zhengxie_qa.question.negation import Denial, denial_of
from zhengxie_qa.question.numbered import is_known, means
from zhengxie_qa.question.places import is_about
from zhengxie_qa.question.question_files import BadLine, BatchQuestion, read_lines, read_questions
from zhengxie_qa.question.small_talk import Talk, talk_of
from zhengxie_qa.question.understanding import Language, Query, language_of

__all__ = [
    "Articles",
    "BadLine",
    "BatchQuestion",
    "Denial",
    "DocumentNames",
    "Kind",
    "Language",
    "Query",
    "Talk",
    "articles_in",
    "asks_for_change",
    "asks_for_plan",
    "compares",
    "denial_of",
    "is_about",
    "is_known",
    "language_of",
    "means",
    "read_lines",
    "read_questions",
    "talk_of",
]
