"""Answers → HTML. Every word of a question, an answer or a document passes through ``escape``."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from secrets import token_hex

from zhengxie_qa.retrieval import Choice
from zhengxie_qa.types import Answer, Citation
from zhengxie_qa.web.answer_html import answer_text, paragraphs, plain_marker
from zhengxie_qa.web.markup import escape, place, quote, typeset
from zhengxie_qa.web.texts import Language, for_scripts, say
from zhengxie_qa.web.turns import StoredTurn, store, store_asked

__all__ = ["conversation", "escape", "failure", "header", "pending", "question", "status_line", "turn"]

_PLACES_ALONE = "zx-of-extractive"  # the class of sources whose quotations the answer consists of


def header(language: Language, documents: int) -> str:
    """Return the name of the page, and what its style and script must know."""
    name = escape(say(language, "name"))
    return (
        f'<a class="zx-skip" href="#zx-box">{escape(say(language, "skip"))}</a>'
        f'<h1 class="zx-name" data-lang="{language}" data-title="{name}" '
        f'data-documents="{"many" if documents > 1 else "one"}" data-say="{escape(for_scripts(language))}">'
        f'<span class="zx-seal" aria-hidden="true">问</span>{name}</h1>'
        f'<p class="zx-tagline">{escape(say(language, "tagline"))}</p>'
        f'<button type="button" class="zx-quiet zx-open-talks">{escape(say(language, "talks"))}</button>'
        f'<button type="button" class="zx-quiet zx-open-shelf">{escape(say(language, "shelf"))}</button>'
        f'<button type="button" class="zx-quiet zx-open-source">'
        f"{escape(say(language, 'open_source'))}</button>"
    )


def status_line(language: Language, documents: int, passages: int, encoder: str) -> str:
    """Return the line that says what is indexed, and with which model it is searched."""
    counts = say(language, "status", documents=documents, passages=f"{passages:,}")
    model = say(language, "encoder", name=encoder)
    return (
        f'<p class="zx-status"><button type="button" class="zx-open-shelf" title="{escape(model)}">'
        f"{escape(counts)}</button></p>"
    )


def conversation(
    turns: Sequence[StoredTurn],
    copy: Callable[[Answer], tuple[str, str]],
    language: Language,
    fresh: bool = False,
    said: Callable[[Choice], str] = lambda _: "",
    votes: bool = False,
) -> str:
    """Return the conversation.

    ``copy`` gives the text and the HTML an answer is copied as, ``said`` the documents it was asked of;
    ``fresh``: the last is new; ``votes``: readers may say whether an answer was useful.
    """
    shown = [
        turn(item.answer, copy(item.answer), language, item.stale, store_asked(turns, number), said(item.choice))
        for number, item in enumerate(turns)
    ]
    if fresh:  # what the browser keeps of it comes with it, and a key: Gradio reuses the element of another answer
        kept = escape(json.dumps(store(turns[-1].answer, turns[-1].choice), ensure_ascii=False))
        shown[-1] = shown[-1].replace(
            'class="zx-turn"', f'class="zx-turn zx-fresh" data-key="{token_hex(8)}" data-turn="{kept}"', 1
        )
    label = escape(say(language, "conversation"))
    css = ' class="zx-votes"' if votes else ""
    return f'<section role="log"{css} aria-label="{label}">{"".join(shown)}</section>'


def turn(
    answer: Answer,
    copy: tuple[str, str],
    language: Language,
    stale: int = 0,
    asked: Mapping[str, object] | None = None,
    scope: str = "",
) -> str:
    """Return one question with its answer.

    ``asked``, where it is given, is how it can be asked again; ``scope`` says of which documents it was asked.
    """
    parts = [_asked(answer.question, language) if asked else question(answer.question)]
    if scope:
        parts.append(f'<p class="zx-scope-said" lang="zh">{escape(say(language, "scope", said=scope))}</p>')
    if answer.status == "not_found":
        parts.append(f'<p class="zx-label zx-none">{escape(say(language, "not_found"))}</p>')
    parts.append(f'<div class="zx-answer">{answer_text(answer, language)}</div>')
    notes = [*answer.warnings, *([say(language, "stale", count=stale)] if stale else [])]
    parts.append("".join(f'<p class="zx-warning">{escape(note)}</p>' for note in notes))
    parts.append(_references(answer.citations, say(language, "references"), f"zx-refs zx-of-{answer.mode}", language))
    if not answer.citations:
        parts.append(_references(answer.related, say(language, "related"), "zx-refs zx-related", language))
    if answer.status != "talk":  # a greeting is neither copied nor explained
        parts.append(_foot(answer, copy, language))
        if asked:
            parts.append(_fold(answer, asked, language))
    return f'<article class="zx-turn">{"".join(parts)}</article>'


def pending(asked: str, text: str, language: Language, writing: bool = False) -> str:
    """Return the turn that is being answered, with as much of the answer as there is; ``writing``: by a model."""
    doing = "searching" if not writing else "unchecked" if text else "writing"
    line = f'<p class="zx-waiting" role="status">{escape(say(language, doing))}</p>'
    body = f'<div class="zx-answer">{paragraphs(text, plain_marker)}</div>' if text else ""
    shown = f"{body}{line if writing or not text else ''}"
    return f'<article class="zx-turn zx-pending" aria-busy="true">{question(asked)}{shown}</article>'


def failure(asked: str, message: str, language: Language) -> str:
    """Return a question that could not be answered, and the one line that says why."""
    line = f"<strong>{escape(say(language, 'error'))}</strong>{escape(message)}"
    shown = asked if len(asked) <= 200 else asked[:200] + "…"  # a pasted book is not worth repeating
    return f'<article class="zx-turn">{question(shown)}<p class="zx-error" role="alert">{line}</p></article>'


def question(text: str) -> str:
    """Return the heading a question is shown as."""
    return f'<h2 class="zx-asked">{escape(text)}</h2>' if text.strip() else ""


def _asked(text: str, language: Language) -> str:
    """Return a question with the button that lets it be changed and asked again."""
    label = escape(say(language, "edit"))
    button = f'<button type="button" class="zx-quiet zx-edit" aria-label="{label}" title="{label}">✎</button>'
    return f'<div class="zx-asking">{question(text)}{button}</div>'


def _references(citations: Sequence[Citation], label: str, css: str, language: Language) -> str:
    """Return the sources as a list, those of quotations that stand above by their places alone.

    Then those of one paragraph that follow each other share a line, a number each.
    """
    if not citations:
        return ""
    key = _paragraph if _PLACES_ALONE in css else attrgetter("n")
    items = "".join(_reference(list(same), language) for _, same in groupby(citations, key=key))
    return f'<h3 class="zx-label">{escape(label)}</h3><ol class="{css}">{items}</ol>'


def _paragraph(citation: Citation) -> tuple[str, str]:
    return citation.document, citation.locator


def _reference(citations: Sequence[Citation], language: Language) -> str:
    first, *others = citations
    title, locator = escape(typeset(first.title)), escape(typeset(first.locator))
    where = f'<span class="zx-ref-where" lang="zh"><cite>{title}</cite>{locator}</span></span>'
    if not others:
        return (
            f'<li><button type="button" class="zx-ref" {place(first)}><span class="zx-ref-n">{int(first.n)}</span>'
            f'<span class="zx-ref-body"><span class="zx-ref-quote" lang="zh">{quote(first)}</span>{where}</button></li>'
        )
    numbers = "".join(
        f'<button type="button" class="zx-ref zx-ref-short" {place(each)} '
        f'aria-label="{escape(say(language, "cite_label", n=each.n, locator=each.locator))}">'
        f'<span class="zx-ref-n">{int(each.n)}</span></button>'
        for each in citations
    )
    return (
        f'<li class="zx-ref-many"><span class="zx-ref-numbers">{numbers}</span><span class="zx-ref-body">{where}</li>'
    )


def _fold(answer: Answer, asked: Mapping[str, object], language: Language) -> str:
    """Return the fold that says why the answer is so; its content is fetched when it is opened."""
    note = f'<p class="zx-why-note">{escape(say(language, "why_generated"))}</p>' if answer.mode == "generated" else ""
    return (
        f'<details class="zx-why" data-asked="{escape(json.dumps(asked, ensure_ascii=False))}" '
        f'data-failed="{escape(say(language, "failed"))}"><summary>{escape(say(language, "why"))}</summary>'
        f'{note}<div class="zx-why-body" role="status">{escape(say(language, "why_loading"))}</div></details>'
    )


def _foot(answer: Answer, copy: tuple[str, str], language: Language) -> str:
    mode, more = say(language, answer.mode), say(language, f"{answer.mode}_more")
    took = f"{sum(answer.ms.values()) / 1000:.2f}"
    hint = f"{more} · {say(language, 'seconds', seconds=took)}" if answer.ms else more
    badge = f'<span class="zx-mode zx-{answer.mode}" title="{escape(hint)}">{escape(mode)}</span>'
    button = (
        f'<button type="button" class="zx-copy" data-copy="{escape(copy[0])}" data-html="{escape(copy[1])}" '
        f'data-done="{escape(say(language, "copied"))}" data-failed="{escape(say(language, "copy_failed"))}">'
        f"{escape(say(language, 'copy'))}</button>"
    )
    return f'<footer class="zx-foot">{badge if answer.status == "answered" else ""}{_votes(language)}{button}</footer>'


def _votes(language: Language) -> str:
    """Return the buttons that say whether an answer was useful; they show where such words are kept."""
    buttons = "".join(
        f'<button type="button" class="zx-vote" data-verdict="{key}" aria-pressed="false">'
        f"{escape(say(language, key))}</button>"
        for key in ("useful", "useless")
    )
    return f'<span class="zx-voting">{buttons}<span class="zx-voted" role="status"></span></span>'
