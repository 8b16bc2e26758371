"""Gradio says in one line what it would print as a traceback, and whether the request was to blame."""

from __future__ import annotations

import logging
import sys
import traceback
from pathlib import Path
from types import SimpleNamespace

from gradio import queueing, route_utils, routes

from zhengxie_qa.web.guard import failures

_LOG = logging.getLogger(__name__)
_OURS = str(Path(__file__).parent)


def one_line_each() -> None:
    """Let each failure inside Gradio be one line of the log."""
    told = SimpleNamespace(**{**vars(traceback), "print_exc": _tell})
    for module in (queueing, route_utils, routes):
        vars(module)["traceback"] = told


def _tell(*_: object, **__: object) -> None:
    error = sys.exc_info()[1]
    ours = any(frame.filename.startswith(_OURS) for frame in _frames_within(error))
    _LOG.error("%s: %.200r", "an event of the page failed" if ours else "a request of wrong values", error)
    if not ours:  # it failed before it reached anything of ours
        failures.get([]).append("request")


def _frames_within(error: BaseException | None) -> list[traceback.FrameSummary]:
    """Return the calls that led to ``error`` from where Gradio caught it."""
    return traceback.extract_tb(error.__traceback__) if error else []
