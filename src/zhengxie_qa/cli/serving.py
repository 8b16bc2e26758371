"""The command ``serve``."""

from __future__ import annotations

import argparse

from zhengxie_qa.cli.opening import open_assistant
from zhengxie_qa.config import Settings
from zhengxie_qa.web import serve


def run_serve(arguments: argparse.Namespace, settings: Settings) -> None:
    """Serve the page until interrupted."""
    serve(lambda: open_assistant(settings, settings.language_models), settings.host, settings.port)
