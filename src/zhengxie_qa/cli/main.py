"""Run one command and turn what may go wrong into one line and an exit code."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

import zhengxie_qa
from zhengxie_qa.cli.failures import error_text
from zhengxie_qa.cli.parser import parse
from zhengxie_qa.config import CAUTION_VARIABLE, LEXICON_VARIABLE, READER_VARIABLE, Settings, read_settings
from zhengxie_qa.errors import ConfigError, UsageError

_FAILURE, _USAGE = 1, 2
_INTERRUPTED, _PIPE_CLOSED = 130, 141  # what a shell reports for a program that a signal ended
_HOMES = {
    "index": "documents",
    "show": "documents",
    "ask": "answering",
    "search": "answering",
    "serve": "serving",
    "eval": "evaluating",
    "feedback": "feedback",
    "doctor": "examining",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``zhengxie-qa`` with ``arguments`` (default: those of the process) and return its exit code.

    0: done; 1: failed; 2: wrong usage or settings; 130: interrupted; 141: the reader of the output left.
    With ZHENGXIE_DEBUG set, errors are raised instead of told.
    """
    _write_utf8()
    # Read when numpy is imported, which is later. Our products are small: threads take twice the processor time, and
    # wait for each other when several questions are asked at once. PyTorch has its own.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        _run(parse(sys.argv[1:] if arguments is None else arguments))
        print(end="", flush=True)  # so that a failure to write is told here and not at exit
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the flush at exit has somewhere to go
        return _PIPE_CLOSED
    except Exception as error:
        if os.environ.get("ZHENGXIE_DEBUG"):
            raise
        print(f"错误：{error_text(error)}", file=sys.stderr)
        return _USAGE if isinstance(error, UsageError | ConfigError) else _FAILURE
    return 0


def _run(arguments: argparse.Namespace) -> None:
    if arguments.version:
        print(f"zhengxie-qa {zhengxie_qa.__version__}")
    elif arguments.command is None:
        raise UsageError(f"请给出命令：{'、'.join(_HOMES)}。说明见：zhengxie-qa --help")
    else:
        settings = read_settings(vars(arguments))
        if settings.lexicon is not None:
            os.environ[LEXICON_VARIABLE] = str(settings.lexicon.absolute())  # before a word list is read
        os.environ[READER_VARIABLE] = "on" if settings.reader else "off"
        os.environ[CAUTION_VARIABLE] = settings.caution
        home = import_module(f"zhengxie_qa.cli.{_HOMES[arguments.command]}")
        command: Callable[[argparse.Namespace, Settings], None] = getattr(home, f"run_{arguments.command}")
        command(arguments, settings)


def _write_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
