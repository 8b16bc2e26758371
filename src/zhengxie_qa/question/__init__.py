"""A turn, and the question before it → ``Query``: what is asked."""

from zhengxie_qa.question.answer_type import AnswerType, asks_for_change, asks_for_plan, compares
from zhengxie_qa.question.articles import Articles, articles_in
from zhengxie_qa.question.asides import ProductMatter
from zhengxie_qa.question.conversion import Conversion, conversion_asked
from zhengxie_qa.question.corrections import holds_otherwise, said_last
from zhengxie_qa.question.document_names import DocumentNames
from zhengxie_qa.question.elaboration import Elaboration, detailed_thing, elaboration_of
from zhengxie_qa.question.follow_ups import wordings
from zhengxie_qa.question.history import MAX_HISTORY, MAX_TURNS, bounded, whole_characters
from zhengxie_qa.question.named_others import names_another
from zhengxie_qa.question.negation import Denial, denial_of
from zhengxie_qa.question.numbered import is_known, means
from zhengxie_qa.question.places import is_about
from zhengxie_qa.question.question_files import BadLine, BatchQuestion, read_lines, read_questions
from zhengxie_qa.question.small_talk import Help, Social, Talk, talk_of
from zhengxie_qa.question.turn_forms import (
    asks_by_itself,
    asks_in_few_words,
    is_short,
    lead_off,
    leans,
    points_at_paper,
    points_back,
    stands_alone,
)
from zhengxie_qa.question.turn_model import Feature, turn_model
from zhengxie_qa.question.turn_slots import names_thing, topic_of
from zhengxie_qa.question.understanding import MAX_QUESTION, Language, Query, language_of
from zhengxie_qa.question.whole_points import asks_for_topics, asks_for_whole_point
from zhengxie_qa.question.wording import Earlier, Slot, Taken, Wording

__all__ = [
    "MAX_HISTORY",
    "MAX_QUESTION",
    "MAX_TURNS",
    "AnswerType",
    "Articles",
    "BadLine",
    "BatchQuestion",
    "Conversion",
    "Denial",
    "DocumentNames",
    "Earlier",
    "Elaboration",
    "Feature",
    "Help",
    "Language",
    "ProductMatter",
    "Query",
    "Slot",
    "Social",
    "Taken",
    "Talk",
    "Wording",
    "articles_in",
    "asks_by_itself",
    "asks_for_change",
    "asks_for_plan",
    "asks_for_topics",
    "asks_for_whole_point",
    "asks_in_few_words",
    "bounded",
    "compares",
    "conversion_asked",
    "denial_of",
    "detailed_thing",
    "elaboration_of",
    "holds_otherwise",
    "is_about",
    "is_known",
    "is_short",
    "language_of",
    "lead_off",
    "leans",
    "means",
    "names_another",
    "names_thing",
    "points_at_paper",
    "points_back",
    "read_lines",
    "read_questions",
    "said_last",
    "stands_alone",
    "talk_of",
    "topic_of",
    "turn_model",
    "whole_characters",
    "wordings",
]
