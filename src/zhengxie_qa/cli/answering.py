"""The commands ``ask`` and ``search``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from zhengxie_qa.assistant import Assistant
from zhengxie_qa.cli.drafts import Drafts
from zhengxie_qa.cli.explaining import explanation_text
from zhengxie_qa.cli.opening import open_assistant
from zhengxie_qa.cli.printing import answer_text, hits_text
from zhengxie_qa.config import Settings
from zhengxie_qa.errors import UsageError
from zhengxie_qa.evaluation import BatchQuestion, read_questions
from zhengxie_qa.types import Answer, Hit

_Reply = tuple[dict[str, Any], str]  # the same thing twice: as a JSON object, and for people


def run_ask(arguments: argparse.Namespace, settings: Settings) -> None:
    """Answer the question or questions."""
    questions = _questions(arguments)
    assistant = _within(open_assistant(settings, settings.language_models[:1]), arguments)
    _check(questions, assistant)
    drafts = Drafts(sys.stderr) if sys.stderr.isatty() and not arguments.json else None

    def reply(asked: BatchQuestion) -> _Reply:
        answer = _answer(assistant.stream(asked.question, asked.history, explain=arguments.explain), drafts)
        why = f"\n\n{explanation_text(answer.explanation)}" if answer.explanation else ""
        return answer.as_json(), answer_text(answer) + why

    _reply_to_all(questions, reply, arguments)


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
    questions = _questions(arguments)
    assistant = _within(open_assistant(settings), arguments)
    _check(questions, assistant)

    def reply(asked: BatchQuestion) -> _Reply:
        hits = assistant.search(asked.question, asked.history, k=arguments.k)
        return {"question": asked.question, "hits": [_hit_json(hit) for hit in hits]}, hits_text(hits)

    _reply_to_all(questions, reply, arguments)


def _within(assistant: Assistant, arguments: argparse.Namespace) -> Assistant:
    return assistant.within(documents=arguments.document, kinds=arguments.kind, years=arguments.year)


def _questions(arguments: argparse.Namespace) -> list[BatchQuestion]:
    question: str | None = arguments.question
    if arguments.batch is not None:
        if question is not None:
            raise UsageError("问题和 --batch 只能给一样。")
        return read_questions(arguments.batch)
    if question is None or not question.strip():
        raise UsageError(f'请给出问题，例如：zhengxie-qa {arguments.command} "征集了多少件提案？"')
    return [BatchQuestion(None, question, (), {}, "")]


def _check(questions: Sequence[BatchQuestion], assistant: Assistant) -> None:
    """Raise UsageError for the first question that cannot be asked, before any is answered."""
    for asked in questions:
        try:
            assistant.understand(asked.question, asked.history)
        except UsageError as error:
            raise UsageError(f"{asked.where}：{error}" if asked.where else str(error)) from error


def _reply_to_all(
    questions: Sequence[BatchQuestion],
    reply: Callable[[BatchQuestion], _Reply],
    arguments: argparse.Namespace,
) -> None:
    """Print each reply as soon as it is known, in the order of the questions."""
    for asked in questions:
        body, text = reply(asked)
        if arguments.json:
            text = json.dumps({"id": asked.id, **body}, ensure_ascii=False)
        elif arguments.batch is not None:
            text = f"问：{asked.question}\n{text}\n"
        print(text, flush=True)


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
