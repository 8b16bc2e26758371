"""The command ``doctor``."""

from __future__ import annotations

import argparse

from zhengxie_qa.cli.checks import Check, State
from zhengxie_qa.cli.doctor import examine
from zhengxie_qa.cli.store_check import examine_store
from zhengxie_qa.config import Settings
from zhengxie_qa.errors import ModelError

_MARKS: dict[State, str] = {"good": "✓", "note": "·", "bad": "✗"}


def run_doctor(arguments: argparse.Namespace, settings: Settings) -> None:
    """Say what is there and what is not, and what to do; raises ModelError when something does not work."""
    failed = 0
    for check in examine_store(settings) if arguments.check_store else examine(settings):
        print(_text(check), flush=True)
        failed += check.state == "bad"
    if failed:
        raise ModelError(f"有 {failed} 项不能用，请按上面的提示处理。")


def _text(check: Check) -> str:
    line = f"{_MARKS[check.state]} {check.subject}：{check.finding}"
    return f"{line}\n    → {check.advice}" if check.advice else line
