"""The conversation as the browser keeps it: written by us, read back as something anyone may have changed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from zhengxie_qa.question import MAX_HISTORY, bounded, whole_characters
from zhengxie_qa.retrieval import Choice
from zhengxie_qa.types import Answer, Citation, Document, Status, Support, Turn

MAX_SHOWN = 200  # turns of one conversation: about 600 kB with each question; the browser keeps what lies before
_MAX_TEXT = MAX_HISTORY  # characters of one stored question or answer; a longer one was not written by us
_MAX_LINE = 1_000  # characters of a title, a locator or a warning
_MAX_TIME = 1e8  # milliseconds: a day
_LEANT_ON = 12  # turns before one, talk between them included
_MAX_ITEMS = 50  # citations or warnings of one answer


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """An answer restored from the browser, how many of its citations no longer hold, and what it was asked of."""

    answer: Answer
    stale: int = 0
    choice: Choice = field(default_factory=Choice)


def store(answer: Answer, choice: Choice | None = None) -> dict[str, Any]:
    """Return what the browser keeps of ``answer``; passages are left out, for the documents hold them."""
    body = answer.as_json()
    for name in ("citations", "related"):
        body[name] = [{**citation, "passage": ""} for citation in body.get(name, ())]
    return body | {"choice": choice or {}}


def store_asked(turns: Sequence[StoredTurn], number: int) -> dict[str, Any]:
    """Return how the question of turn ``number`` was asked, as :func:`restore_asked` reads it."""
    return {
        "question": turns[number].answer.question,
        # A turn leans on the questions before it, never on their answers: these need not be kept once more.
        "history": [(turn.answer.question, "") for turn in turns[max(0, number - _LEANT_ON) : number]],
        "choice": turns[number].choice,
    }


def restore_asked(stored: object) -> tuple[str, list[Turn], Choice]:
    """Read back a question, the turns before it and the documents it is asked of; what is not of our shape is empty."""
    item = stored if isinstance(stored, dict) else {}
    turns = [pair for pair in _items(item.get("history")) if isinstance(pair, list) and len(pair) == 2]
    earlier = [(_text(question, _MAX_TEXT), _text(answer, _MAX_TEXT)) for question, answer in turns]
    return _text(item.get("question"), _MAX_TEXT), bounded(earlier), _choice(item.get("choice"))


def restore(stored: object, documents: Mapping[str, Document]) -> list[StoredTurn]:
    """Read back the last turns; what is not of our shape is dropped without a word.

    A citation is kept only while its document still reads as quoted.
    """
    if not isinstance(stored, list):
        return []
    turns = (_turn(item, documents) for item in stored[-MAX_SHOWN:])
    return [turn for turn in turns if turn is not None]


def history(turns: Sequence[StoredTurn]) -> list[Turn]:
    """Return the turns as the assistant takes them."""
    return bounded([(turn.answer.question, turn.answer.answer) for turn in turns])


def _turn(item: object, documents: Mapping[str, Document]) -> StoredTurn | None:
    if not isinstance(item, dict):
        return None
    question, text = _text(item.get("question"), _MAX_TEXT), _text(item.get("answer"), _MAX_TEXT)
    if not question or not text:
        return None
    citations = _citations(item.get("citations"), documents)
    related = _citations(item.get("related"), documents)
    kept, kept_related = ([c for c in cites if c is not None] for cites in (citations, related))
    answer = Answer(
        question=question,
        status=_status(item.get("status")),
        answer=text,
        mode="generated" if item.get("mode") == "generated" else "extractive",
        citations=tuple(kept),
        related=tuple(kept_related),
        warnings=tuple(filter(None, (_text(line, _MAX_LINE) for line in _items(item.get("warnings"))))),
        ms=_times(item.get("ms")),
        statements=tuple(_doubtful(item.get("statements"), len(text))),
    )
    return StoredTurn(answer, stale=len(citations) - len(kept), choice=_choice(item.get("choice")))


def _status(value: object) -> Status:
    match value:
        case "not_found" | "talk":
            return value
        case _:
            return "answered"


def _choice(value: object) -> Choice:
    given = value if isinstance(value, dict) else {}
    documents, kinds = (
        tuple(filter(None, (_text(name, _MAX_LINE) for name in _items(given.get(key)))))
        for key in ("documents", "kinds")
    )
    years = tuple(year for year in _items(given.get("years")) if type(year) is int)
    return Choice(documents=documents, kinds=kinds, years=years)


def _citations(items: object, documents: Mapping[str, Document]) -> list[Citation | None]:
    return [_citation(item, documents) for item in _items(items)]


def _citation(item: object, documents: Mapping[str, Document]) -> Citation | None:
    if not isinstance(item, dict):
        return None
    document = documents.get(_text(item.get("document"), _MAX_LINE))
    n, start, end = item.get("n"), item.get("start"), item.get("end")
    if document is None or type(n) is not int or type(start) is not int or type(end) is not int:
        return None
    quote = _text(item.get("quote"), _MAX_TEXT)
    if not 0 <= start < end <= len(document.text) or document.text[start:end] != quote:
        return None
    title, locator = _text(item.get("title"), _MAX_LINE), _text(item.get("locator"), _MAX_LINE)
    focus = tuple(_focus(item.get("focus"), start, end))
    return Citation(n, document.path, title, locator, passage="", quote=quote, start=start, end=end, focus=focus)


def _focus(items: object, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the places of what was asked for that lie in order within ``start``–``end``."""
    for item in _items(items):
        if (
            isinstance(item, list | tuple)
            and [type(each) for each in item] == [int, int]
            and start <= item[0] < item[1] <= end
        ):
            yield item[0], item[1]
            start = item[1]


def _doubtful(items: object, length: int) -> Iterator[Support]:
    """Yield the statements that could not be verified, as far as they lie one after the other in the answer."""
    reached = 0
    for item in _items(items):
        if isinstance(item, dict) and item.get("verdict") == "unsupported":
            start, end = item.get("start"), item.get("end")
            if type(start) is int and type(end) is int and reached <= start < end <= length:
                yield Support(start, end, "unsupported")
                reached = end


def _times(value: object) -> dict[str, float]:
    times = value.items() if isinstance(value, dict) and len(value) <= _MAX_ITEMS else ()
    return {
        str(stage): float(time)
        for stage, time in times
        if type(time) in (int, float) and 0 <= time <= _MAX_TIME and math.isfinite(time)
    }


def _items(value: object) -> list[object]:
    return value[:_MAX_ITEMS] if isinstance(value, list) else []


def _text(value: object, longest: int) -> str:
    return whole_characters(value) if isinstance(value, str) and len(value) <= longest else ""
