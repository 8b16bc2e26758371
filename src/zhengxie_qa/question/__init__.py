"""A turn, and the question before it → ``Query``: what is asked."""

from zhengxie_qa.question.answer_type import Kind, asks_for_plan, compares
from zhengxie_qa.question.asides import ProductMatter
from zhengxie_qa.question.document_names import DocumentNames
from zhengxie_qa.question.elaboration import Elaboration, detailed_thing, elaboration_of
from zhengxie_qa.question.follow_ups import wordings
from zhengxie_qa.question.places import is_about
from zhengxie_qa.question.question_files import BadLine, BatchQuestion, read_lines, read_questions
from zhengxie_qa.question.small_talk import Help, Social, Talk, talk_of
from zhengxie_qa.question.turn_forms import leans
from zhengxie_qa.question.turn_slots import topic_of
from zhengxie_qa.question.understanding import Language, Query, language_of
from zhengxie_qa.question.wording import Earlier, Slot, Taken, Wording

__all__ = [
    "BadLine",
    "BatchQuestion",
    "DocumentNames",
    "Earlier",
    "Elaboration",
    "Help",
    "Kind",
    "Language",
    "ProductMatter",
    "Query",
    "Slot",
    "Social",
    "Taken",
    "Talk",
    "Wording",
    "asks_for_plan",
    "compares",
    "detailed_thing",
    "elaboration_of",
    "is_about",
    "language_of",
    "leans",
    "read_lines",
    "read_questions",
    "talk_of",
    "topic_of",
    "wordings",
]
