"""The command ``serve``."""

from __future__ import annotations

import argparse

from zhengxie_qa.cli.opening import open_assistant
from zhengxie_qa.config import Settings
from zhengxie_qa.evaluation import FEEDBACK_FILE, FeedbackFile
from zhengxie_qa.web import Library, serve


def run_serve(arguments: argparse.Namespace, settings: Settings) -> None:
    """Serve the page until interrupted."""

    def open_library() -> Library:
        assistant = open_assistant(settings, settings.language_models)
        feedback = FeedbackFile(settings.index / FEEDBACK_FILE) if settings.feedback else None
        return Library(assistant, settings.corpus, settings.index, uploads=settings.uploads, feedback=feedback)

    serve(open_library, settings.host, settings.port, settings.hosts.replace(",", " ").split())
