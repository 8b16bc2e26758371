"""The prompt that a question leads to, to be looked at; no model is needed for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zhengxie_qa.reading import Findings
from zhengxie_qa.types import Answer, Document, Turn
from zhengxie_qa.writing.prompts import Message, answer_messages, prompt_tokens
from zhengxie_qa.writing.writing_task import writing_task


def prompt_for(
    findings: Findings,
    history: Sequence[Turn],
    documents: Mapping[str, Document],
    quoting: Answer,
    completed: str,
    context: int,
) -> list[Message]:
    """Return the messages that a model with a ``context`` of so many tokens is sent first; see ``writing_task``."""
    task = writing_task(findings, history, documents, quoting, completed)
    return answer_messages(task.asked, task.sources, task.query.language, task.history, prompt_tokens(context))
