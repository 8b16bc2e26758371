"""The command ``feedback``."""

from __future__ import annotations

import argparse
import json

from zhengxie_qa.config import Settings
from zhengxie_qa.evaluation import FEEDBACK_FILE, FeedbackFile, as_questions


def run_feedback(arguments: argparse.Namespace, settings: Settings) -> None:
    """Print what readers of the page found useful as a question file for ``eval``."""
    records = FeedbackFile(settings.index / FEEDBACK_FILE).records()
    for question in as_questions(records, useless=arguments.all):
        print(json.dumps(question, ensure_ascii=False))
