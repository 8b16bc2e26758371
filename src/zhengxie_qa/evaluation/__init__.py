"""Questions whose answers are known → what search and answers are worth."""

from zhengxie_qa.evaluation.gold_questions import GoldQuestion, read_gold
from zhengxie_qa.evaluation.judgements import first_rank, holds
from zhengxie_qa.evaluation.metrics import Row, Share, Summary, evaluate, summarise
from zhengxie_qa.evaluation.saved_runs import MEASURES, Change, Key, compare, load_run, outcomes, save_run

__all__ = [
    "MEASURES",
    "Change",
    "GoldQuestion",
    "Key",
    "Row",
    "Share",
    "Summary",
    "compare",
    "evaluate",
    "first_rank",
    "holds",
    "load_run",
    "outcomes",
    "read_gold",
    "save_run",
    "summarise",
]
