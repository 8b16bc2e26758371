"""An answer written by a language model and checked in code, or the reason why there is none.

The model is asked once, and once more to put right what failed; then what still fails is marked, and an answer of
which most fails is given up. Whatever happens to the model, the caller has an answer to fall back on.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Generator, Mapping, Sequence
from dataclasses import replace

from zhengxie_qa.checking import Checker, Grounding, Source, read_draft, showable, uniform_markers, without_thoughts
from zhengxie_qa.claims import find_amounts, same_size
from zhengxie_qa.composing import phrases_for, with_doubts
from zhengxie_qa.config import read_settings
from zhengxie_qa.model_settings import ModelSettings
from zhengxie_qa.reading import Findings
from zhengxie_qa.types import Answer, Document, Turn
from zhengxie_qa.writing.chat_model import ChatModel, Writer, load_chat_model
from zhengxie_qa.writing.checked_answer import verified_answer
from zhengxie_qa.writing.echoed_instructions import without_echoes
from zhengxie_qa.writing.faults import ONLY_THOUGHT, CallError
from zhengxie_qa.writing.prompts import (
    Message,
    answer_messages,
    fault_in_kind,
    prompt_tokens,
    repair_messages,
    tokens_in,
)
from zhengxie_qa.writing.quoted_value import contradicts
from zhengxie_qa.writing.relevance import bears_on
from zhengxie_qa.writing.writing_task import Task, writing_task

_LOG = logging.getLogger(__name__)
_MOST_FAILED = 0.5  # share of an answer's statements; with more of them marked, the quotations say more
_LONGEST = 4000  # characters of an answer, thoughts apart; one of five sentences has 500
_REPAIR_SHARE = 0.5  # of the time limit that has to be left for a second call


def load_author(model: str | ModelSettings | ChatModel) -> Author:
    """Return the author with ``model``: a name, a name with its settings, or a langchain chat model.

    A bare name takes the rest from the environment and the settings file. Raises ConfigError.
    """
    if isinstance(model, str):
        model = read_settings({"model": model}).language_models[0]
    if isinstance(model, ModelSettings):
        return Author(Writer(load_chat_model(model), model.title), model.seconds, model.context)
    plain = ModelSettings(str(getattr(model, "model_name", "") or type(model).__name__))
    return Author(Writer(model, plain.name), plain.seconds, plain.context)


class Author:
    """Writes answers with one model, each within ``seconds``."""

    def __init__(self, writer: Writer, seconds: float, context: int) -> None:
        self.name = writer.name
        self._writer = writer
        self._seconds = seconds
        self._context = context

    def answer(
        self,
        findings: Findings,
        history: Sequence[Turn],
        documents: Mapping[str, Document],
        quoting: Answer,
        completed: str = "",
    ) -> Generator[str | Answer, None, None]:
        """Yield what ``write`` yields for what was found; the answer says how long it took and why, as ``quoting``.

        ``completed`` is the question with what it leaves out, "" for one that stands alone.
        """
        started = time.perf_counter()
        for piece in self.write(writing_task(findings, history, documents, quoting, completed)):
            if isinstance(piece, Answer):
                spent = round((time.perf_counter() - started) * 1000, 1)
                told = with_doubts(piece, documents)
                yield replace(told, ms={**quoting.ms, "model": spent}, explanation=quoting.explanation)
            else:
                yield piece

    def write(self, task: Task) -> Generator[str | Answer, None, None]:
        """Yield the growing text, then the answer: the checked one, or the quoting one with the reason in a warning.

        While the model is silent the same text is yielded again, so that the caller can stop. Closing the iterator
        gives the call up.
        """
        deadline = time.monotonic() + self._seconds
        try:
            yield from self._written(task, deadline)
        except CallError as fault:
            _LOG.info("the model gave no answer: %s", fault)
            yield _instead(task, str(fault))
        except Exception:  # ours, over something that nobody thought a model could write
            _LOG.exception("what the model wrote could not be read")
            yield _instead(task, "语言模型的回答没能读懂")

    def _written(self, task: Task, deadline: float) -> Generator[str | Answer, None, None]:
        sources = task.sources
        checker = Checker(sources, task.query.years)
        messages, raw = yield from self._first(task, sources, deadline)
        grounding = checker.check(read_draft(without_echoes(raw)))
        if grounding.failed and deadline - time.monotonic() > self._seconds * _REPAIR_SHARE:
            again = yield from self._again(messages, raw, grounding, deadline)
            grounding = _better(grounding, checker.check(read_draft(without_echoes(without_thoughts(again)))))
        yield _settled(task, grounding)

    def _first(
        self, task: Task, sources: Sequence[Source], deadline: float
    ) -> Generator[str, None, tuple[list[Message], str]]:
        """Ask the model, with half the passages when all of them are too long for it."""
        room = prompt_tokens(self._context)
        messages = answer_messages(task.asked, sources, task.query.language, task.history, room)
        try:
            return messages, (yield from self._growing(messages, deadline))
        except CallError as fault:
            if fault.kind != "too long":
                raise
        room = sum(tokens_in(text) for _, text in messages) // 2
        messages = answer_messages(task.asked, sources, task.query.language, task.history, room)
        return messages, (yield from self._growing(messages, deadline))

    def _growing(self, messages: Sequence[Message], deadline: float) -> Generator[str, None, str]:
        raw, shown = "", ""
        for piece in self._writer.write(messages, deadline):
            raw += piece
            if piece:
                shown = presentable(raw)
            if len(shown) > _LONGEST:
                raise CallError("语言模型的回答没有尽头，已中止")
            yield shown
        if not without_thoughts(raw).strip():
            raise CallError(ONLY_THOUGHT)
        return raw

    def _again(
        self, messages: Sequence[Message], raw: str, grounding: Grounding, deadline: float
    ) -> Generator[str, None, str]:
        """Return a second draft, empty when the model fails: the first one stands then."""
        faults = [(verdict.statement.text, fault_in_kind(verdict.doubtful)) for verdict in grounding.failed]
        asked = repair_messages(messages, without_thoughts(raw).strip(), faults)
        shown, again = presentable(raw), ""
        try:
            for piece in self._writer.write(asked, deadline):
                again += piece
                yield shown
        except CallError as fault:
            _LOG.info("the model did not repair its answer: %s", fault)
            return ""
        return again


def _better(first: Grounding, second: Grounding) -> Grounding:
    """Return the second draft where fewer statements of it fail, and none that held is missing its figures."""
    if not second.holds or len(second.failed) >= len(first.failed):
        return first
    said = [amount for verdict in second.verdicts for amount in find_amounts(verdict.statement.text)]
    kept = [amount for verdict in first.holds for amount in find_amounts(verdict.statement.text)]
    return second if all(any(same_size(one, other) for other in said) for one in kept) else first


def presentable(raw: str) -> str:
    """Return what of a growing reply may be shown: no thoughts, no half markers, markers in one shape."""
    text = without_thoughts(raw)
    text = re.sub(r"</?[a-z]{0,9}\Z", "", text, flags=re.IGNORECASE)  # what may become <think> or its end
    return uniform_markers(text[: showable(text)]).lstrip()


def _settled(task: Task, grounding: Grounding) -> Answer:
    """Return the checked answer, or the quoting one where too little of it holds."""
    claims = len(grounding.holds) + len(grounding.failed)
    found = task.quoting.status == "answered"
    if not claims:
        # Where nothing can be quoted either, both agree that there is no answer.
        return _instead(task, "语言模型认为文档没有直接回答这个问题") if found else task.quoting
    if len(grounding.failed) > _MOST_FAILED * claims:
        return _instead(task, "语言模型写的回答没有通过核对")
    said = "\n".join(verdict.statement.text for verdict in grounding.holds)
    if not bears_on(task.query, said, [f"{'›'.join(p.headings)}\n{p.text}" for p in task.passages]):
        return _instead(task, "语言模型的回答没有答到所问的内容")
    if contradicts(said, task.quoting, task.documents):
        return _instead(task, "语言模型给出的内容与原文所写的不一致")
    passages = dict(enumerate(task.passages, 1))
    phrases = phrases_for(task.query.language)
    answer = verified_answer(task.question, grounding, passages, task.documents, phrases)
    told = task.quoting.warnings if found else (phrases.not_quotable(),)
    return replace(answer, warnings=(*told, *answer.warnings))


def _instead(task: Task, reason: str) -> Answer:
    line = phrases_for(task.query.language).instead(reason, quoted=task.quoting.status == "answered")
    return replace(task.quoting, warnings=(*task.quoting.warnings, line))
