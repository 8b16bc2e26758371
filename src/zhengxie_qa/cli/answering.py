"""The commands ``ask`` and ``search``."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from zhengxie_qa.assistant import Assistant
from zhengxie_qa.cli.drafts import Drafts
from zhengxie_qa.cli.explaining import explanation_text
from zhengxie_qa.cli.failures import error_text
from zhengxie_qa.cli.opening import open_assistant
from zhengxie_qa.cli.printing import answer_text, hits_text
from zhengxie_qa.config import Settings
from zhengxie_qa.errors import UsageError, ZhengxieError
from zhengxie_qa.model_settings import CONTEXT
from zhengxie_qa.question import BadLine, BatchQuestion, read_lines
from zhengxie_qa.types import Answer, Hit

_Reply = tuple[dict[str, Any], str]  # the same thing twice: as a JSON object, and for people


def run_ask(arguments: argparse.Namespace, settings: Settings) -> None:
    """Answer the question or questions."""
    lines = _lines(arguments)
    if arguments.show_prompt:
        _show_prompts(lines, arguments, settings)
        return
    assistant = _within(open_assistant(settings, settings.language_models[:1]), arguments)
    drafts = Drafts(sys.stderr) if sys.stderr.isatty() and not arguments.json else None

    def reply(asked: BatchQuestion) -> _Reply:
        answer = _answer(assistant.stream(asked.question, asked.history, explain=arguments.explain), drafts)
        why = f"\n\n{explanation_text(answer.explanation)}" if answer.explanation else ""
        return answer.as_json(), answer_text(answer) + why

    _reply_to_all(lines, reply, arguments)


def _show_prompts(lines: Sequence[BatchQuestion | BadLine], arguments: argparse.Namespace, settings: Settings) -> None:
    """Show what a language model would be sent; none is asked."""
    assistant = _within(open_assistant(settings), arguments)
    context = settings.language_models[0].context if settings.language_models else CONTEXT

    def reply(asked: BatchQuestion) -> _Reply:
        messages = assistant.prompt(asked.question, asked.history, context=context)
        told = "\n\n".join(f"【{_ROLES.get(role, role)}】\n{text}" for role, text in messages)
        body = {"question": asked.question, "prompt": [list(message) for message in messages]}
        return body, told or "这个问题不会发给语言模型。"

    _reply_to_all(lines, reply, arguments)


_ROLES = {"system": "系统", "human": "用户", "ai": "模型"}


def _answer(pieces: Iterator[str | Answer], drafts: Drafts | None) -> Answer:
    """Return the answer that ``pieces`` end in, showing on the way what a model writes."""
    for piece in pieces:
        if isinstance(piece, Answer):
            if drafts:
                drafts.finish()
            return piece
        if drafts:
            drafts.show(piece)
    raise AssertionError("a stream ends in its answer")


def run_search(arguments: argparse.Namespace, settings: Settings) -> None:
    """List the passages found for the question or questions."""
    lines = _lines(arguments)
    assistant = _within(open_assistant(settings), arguments)

    def reply(asked: BatchQuestion) -> _Reply:
        hits = assistant.search(asked.question, asked.history, k=arguments.k)
        return {"question": asked.question, "hits": [_hit_json(hit) for hit in hits]}, hits_text(hits)

    _reply_to_all(lines, reply, arguments)


def _within(assistant: Assistant, arguments: argparse.Namespace) -> Assistant:
    return assistant.within(documents=arguments.document, kinds=arguments.kind, years=arguments.year)


def _lines(arguments: argparse.Namespace) -> list[BatchQuestion | BadLine]:
    question: str | None = arguments.question
    if arguments.batch is not None:
        if question is not None:
            raise UsageError("问题和 --batch 只能给一样。")
        return read_lines(arguments.batch)
    if question is None or not question.strip():
        raise UsageError(f'请给出问题，例如：zhengxie-qa {arguments.command} "征集了多少件提案？"')
    return [BatchQuestion(None, question, (), {}, "")]


def _reply_to_all(
    lines: Sequence[BatchQuestion | BadLine],
    reply: Callable[[BatchQuestion], _Reply],
    arguments: argparse.Namespace,
) -> None:
    """Print each reply as soon as it is known, in the order of the lines; of a batch, count them at the end."""
    failed = 0
    for line in lines:
        body, text = _reply_in_batch(line, reply) if arguments.batch is not None else _reply_alone(line, reply)
        failed += body.get("status") == "error"
        if arguments.json:
            text = json.dumps({"id": line.id, **body}, ensure_ascii=False)
        elif arguments.batch is not None:
            text = f"问：{line.question}\n{text}\n"
        print(text, flush=True)
    if arguments.batch is not None:
        print(f"共 {len(lines)} 行：完成 {len(lines) - failed} 行，出错 {failed} 行。", file=sys.stderr)


def _reply_alone(line: BatchQuestion | BadLine, reply: Callable[[BatchQuestion], _Reply]) -> _Reply:
    if isinstance(line, BadLine):
        raise UsageError(line.error)
    return reply(line)


def _reply_in_batch(line: BatchQuestion | BadLine, reply: Callable[[BatchQuestion], _Reply]) -> _Reply:
    """Return the reply, or what went wrong: whatever it is, the lines after it are still to be answered."""
    try:
        return _reply_alone(line, reply)
    except Exception as error:  # a fault of ours in one line, too, costs no other line
        if os.environ.get("ZHENGXIE_DEBUG") and not isinstance(error, ZhengxieError):
            raise
        fault = error_text(error)
        if isinstance(line, BatchQuestion) and isinstance(error, UsageError):
            fault = f"{line.where}：{fault}"
        return {"question": line.question, "status": "error", "error": fault}, f"错误：{fault}"


def _hit_json(hit: Hit) -> dict[str, Any]:
    passage = hit.passage
    return {
        "document": passage.document,
        "locator": passage.locator,
        "passage": passage.text,
        "start": passage.start,
        "end": passage.end,
        "score": hit.score,
    }
