"""Why an answer is as it is: what the fold under an answer shows, worked out only when someone opens it."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from typing import Annotated, Any

from fastapi import Body, FastAPI, Request
from fastapi.responses import HTMLResponse

from zhengxie_qa.errors import ZhengxieError
from zhengxie_qa.explanation import (
    Explanation,
    Odds,
    PartExplanation,
    ReadPassage,
    ReadSentence,
    TurnUnderstanding,
    Understanding,
)
from zhengxie_qa.web.live_corpus import Library
from zhengxie_qa.web.render import escape
from zhengxie_qa.web.texts import Language, choose_language, say
from zhengxie_qa.web.turns import restore_asked

_WORDS = ("met", "near", "unmet")  # what may be said of a word of the question
_LOG = logging.getLogger(__name__)


def add_why(app: FastAPI, library: Library) -> None:
    """Serve the explanation of an answer at ``/why``: it is asked again, by quotation, as it was asked before."""

    @app.post("/why")
    def why(request: Request, asked: Annotated[Any, Body()], lang: str = "") -> HTMLResponse:
        language = choose_language(lang, request.headers.get("accept-language", ""))
        question, history, choice = restore_asked(asked)
        try:
            answer = library.assistant.ask(question, history, model="", explain=True, **choice)
        except ZhengxieError as error:
            return HTMLResponse(_line("zx-error", str(error)))
        except Exception:
            _LOG.exception("an explanation failed")
            return HTMLResponse(_line("zx-error", say(language, "failed")))
        return HTMLResponse(shown(answer.explanation, language) if answer.explanation else "")


def shown(explanation: Explanation, language: Language) -> str:
    """Return the explanation, one section for each part of the question."""
    parts = explanation.parts
    turn = "".join(_turn(explanation.turn, language)) if explanation.turn else ""
    return turn + "".join(
        f"<section>{''.join(_part(part, language, named=len(parts) > 1))}</section>" for part in parts
    )


def _turn(turn: TurnUnderstanding, language: Language) -> Iterator[str]:
    yield _line("zx-why-turn", say(language, "why_turn", kind=turn.kind))
    if turn.taken:
        yield _line("zx-why-turn", say(language, "why_completed", text=turn.completed))
        yield f'<ul class="zx-why-marks">{"".join(f"<li>{escape(line)}</li>" for line in turn.taken)}</ul>'


def _part(part: PartExplanation, language: Language, *, named: bool) -> Iterator[str]:
    if named:
        yield f'<h4 class="zx-why-part">{escape(part.understood.label or part.understood.text)}</h4>'
    marks = "".join(f"<li>{escape(mark)}</li>" for mark in _marks(part.understood, language))
    yield f'<ul class="zx-why-marks">{marks}</ul>'
    yield _line("zx-why-yes" if part.answered else "zx-why-no", part.reason)
    if part.odds is not None:
        yield _odds(part.odds, language)
    if part.signals:
        said = "".join(f"<li>{escape(s.name)} <b>{s.value * s.weight:.2f}</b></li>" for s in part.signals)
        yield f'<ul class="zx-why-signals">{said}</ul>'
    if part.sentences:
        heads = [say(language, f"why_{name}") for name in ("sentences", "score", "coverage", "fit")]
        yield _table(heads, [_sentence(each, language) for each in part.sentences], _legend(language))
    if part.passages:
        heads = [say(language, "why_passages"), say(language, "why_score")]
        yield _table(heads, [_passage(each) for each in part.passages])


def _marks(understood: Understanding, language: Language) -> Iterator[str]:
    units = f"（{'、'.join(understood.units)}）" if understood.units else ""
    yield say(language, "why_kind", kind=understood.kind) + units
    yield from (say(language, "year", year=year) for year in understood.years)
    yield from understood.places
    yield from (f"“{name}”" for name in understood.names)
    if understood.leans:
        yield say(language, "why_leans")
    yield from (f"{word} → {name}" for word, name in understood.other_names)


def _bar(odds: Odds) -> str:
    """Return the probability as a bar, with a line from where on it is enough."""
    return (
        f'<div class="zx-why-bar" aria-hidden="true"><i style="width:{odds.probability:.1%}"></i>'
        f'<u style="left:{odds.least:.1%}"></u></div>'
    )


def _odds(odds: Odds, language: Language) -> str:
    """Return how likely the best sentence answers, and what speaks for it and against it."""
    sureness = odds.sureness  # in the language of the question, as the reasons are
    likely = say(
        language, "why_probability", sureness=sureness, share=f"{odds.probability:.0%}", least=f"{odds.least:.0%}"
    )
    told = [f'<li class="zx-why-for">{escape(reason)}</li>' for reason in odds.speaks_for]
    told += [f'<li class="zx-why-against">{escape(reason)}</li>' for reason in odds.speaks_against]
    lines = _line("zx-why-odds", likely) + _line("zx-why-odds", odds.decided)
    return f'{_bar(odds)}{lines}<ul class="zx-why-signals">{"".join(told)}</ul>'


def _table(heads: Sequence[str], rows: Sequence[str], legend: str = "") -> str:
    first, *others = map(escape, heads)
    cells = "".join(f'<th scope="col">{head}</th>' for head in (first + legend, *others))
    return f'<table class="zx-why-table"><thead><tr>{cells}</tr></thead><tbody>{"".join(rows)}</tbody></table>'


def _legend(language: Language) -> str:
    """Return what the looks of a question's words below a sentence mean."""
    meant = (f'<span class="zx-why-{css}">{escape(say(language, f"why_{css}"))}</span>' for css in _WORDS)
    return f'<span class="zx-why-legend">{"".join(meant)}</span>'


def _sentence(sentence: ReadSentence, language: Language) -> str:
    words = "".join(
        f'<span class="zx-why-{css}" title="{escape(say(language, f"why_{css}"))}">{escape(word)}</span>'
        for css, found in zip(_WORDS, (sentence.met, sentence.near, sentence.unmet), strict=True)
        for word in found
    )
    tag = f'<span class="zx-why-quoted">{escape(say(language, "why_quoted"))}</span>' if sentence.quoted else ""
    return (
        f'<tr class="{_css(sentence)}"><td>{_place(sentence, sentence.text)}'
        f'<div class="zx-why-words">{tag}{_left_out(sentence.left_out)}{words}</div></td>'
        f"<td>{sentence.score:.2f}</td><td>{sentence.coverage:.0%}</td><td>{sentence.fit:.0%}</td></tr>"
    )


def _passage(passage: ReadPassage) -> str:
    where = f"{passage.rank}. {passage.title} › {passage.locator}"
    left_out = _left_out(passage.left_out)
    words = f'<div class="zx-why-words">{left_out}</div>' if left_out else ""
    return f'<tr class="{_css(passage)}"><td>{_place(passage, where)}{words}</td><td>{passage.score:.2f}</td></tr>'


def _css(read: ReadSentence | ReadPassage) -> str:
    return "zx-why-off" if read.left_out else "zx-why-on"


def _left_out(reason: str) -> str:
    return f'<span class="zx-why-left">{escape(reason)}</span>' if reason else ""


def _place(read: ReadSentence | ReadPassage, text: str) -> str:
    """Return ``text`` as a button that opens the source."""
    return (
        f'<button type="button" class="zx-goto" lang="zh" data-document="{escape(read.document)}" '
        f'data-start="{int(read.start)}" data-end="{int(read.end)}" '
        f'title="{escape(f"{read.title} › {read.locator}")}">{escape(text)}</button>'
    )


def _line(css: str, text: str) -> str:
    return f'<p class="{css}">{escape(text)}</p>'
