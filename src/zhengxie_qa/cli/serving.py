"""The command ``serve``."""

from __future__ import annotations

import argparse
import sys

from zhengxie_qa.cli.opening import model_warnings, open_assistant
from zhengxie_qa.config import Settings
from zhengxie_qa.web import serve


def run_serve(arguments: argparse.Namespace, settings: Settings) -> None:
    """Serve the page until interrupted."""
    for warning in model_warnings(settings):
        print(f"注意：{warning}", file=sys.stderr)
    serve(lambda: open_assistant(settings), settings.host, settings.port)
