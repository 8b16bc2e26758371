"""Questions whose answers are known → what search and answers are worth."""

from zhengxie_qa.evaluation.conversations import (
    Conversation,
    PlayedTurn,
    is_conversation_file,
    play,
    read_conversations,
    shares_by_kind,
)
from zhengxie_qa.evaluation.feedback import FEEDBACK_FILE, FeedbackFile, Verdict, as_questions
from zhengxie_qa.evaluation.gold_questions import GoldQuestion, read_gold
from zhengxie_qa.evaluation.judgements import first_rank, holds
from zhengxie_qa.evaluation.metrics import Row, Share, Summary, evaluate, summarise
from zhengxie_qa.evaluation.saved_runs import MEASURES, Change, Key, compare, load_run, outcomes, save_run

__all__ = [
    "FEEDBACK_FILE",
    "MEASURES",
    "Change",
    "Conversation",
    "FeedbackFile",
    "GoldQuestion",
    "Key",
    "PlayedTurn",
    "Row",
    "Share",
    "Summary",
    "Verdict",
    "as_questions",
    "compare",
    "evaluate",
    "first_rank",
    "holds",
    "is_conversation_file",
    "load_run",
    "outcomes",
    "play",
    "read_conversations",
    "read_gold",
    "save_run",
    "shares_by_kind",
    "summarise",
]
