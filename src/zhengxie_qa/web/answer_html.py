"""The text of an answer → HTML: its paragraphs, its citations as buttons, in bold what was asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from zhengxie_qa.types import CITATION_MARKER, Answer, Citation
from zhengxie_qa.web import tables
from zhengxie_qa.web.markup import Stretch, bold, cut, escape, place, typeset
from zhengxie_qa.web.texts import Language, say

_CITED = re.compile(r"([^\[\]]?)((?:\[\d{1,3}\])+)")
_LEAD = re.compile(r"[：:](?:\[\d{1,3}\])*\s*$")  # a line that announces the next ones
_FEWEST_ITEMS = 2
_SUB = re.compile(r"[（(][一二三四五六七八九十]+[）)]|\d{1,2}[.．、]|[（(]\d{1,2}[）)]")  # numbered below 一、
_CONTEXTS = (8, 4, 2, 0)  # characters before a value by which it is told from the same value elsewhere

Marker = Callable[[str], str]


def answer_text(answer: Answer, language: Language) -> str:
    """Return the answer's paragraphs, each [n] that has a citation made a button that opens it."""
    cited = {citation.n: citation for citation in answer.citations}

    def marker(number: str) -> str:
        citation = cited.get(int(number))
        return plain_marker(number) if citation is None else _button(number, citation, language)

    doubtful = [(s.start, s.end) for s in answer.statements if s.verdict == "unsupported"]
    return paragraphs(answer.answer, marker, doubtful, asked_for(answer))


def paragraphs(text: str, marker: Marker, doubtful: Sequence[Stretch] = (), asked: Sequence[Stretch] = ()) -> str:
    """Return the non-blank lines of ``text`` as paragraphs; ``marker`` renders [n], all else is escaped.

    ``doubtful`` are the stretches of the text that could not be verified, ``asked`` what was asked for.
    """
    set_text = typeset(text)

    def show(start: int, end: int) -> str:
        unsure = cut(end - start, within(doubtful, start, end))
        return "".join(
            _stretch(set_text[start + a : start + b], marker, within(asked, start + a, start + b), is_it)
            for a, b, is_it in unsure
        )

    return "".join(_rows(text, run, show) if rows else _prose(text, run, show) for rows, run in _runs(text))


def _runs(text: str) -> Iterator[tuple[bool, list[Stretch]]]:
    """Yield the non-blank lines: those that follow each other as rows of a table together, the others alike."""
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\r\n]+", text) if m[0].strip()]
    for rows, run in groupby(lines, key=lambda line: tables.is_row(CITATION_MARKER.sub("", text[slice(*line)]))):
        yield rows, list(run)


def _prose(text: str, lines: Sequence[Stretch], show: tables.Show) -> str:
    """Return lines as paragraphs; those behind a line that announces them, as a list."""
    announced = next((n for n, (start, end) in enumerate(lines, 1) if _LEAD.search(text, start, end)), len(lines))
    items = lines[announced:]
    if len(items) < _FEWEST_ITEMS:
        announced, items = len(lines), []
    before = "".join(f"<p>{show(start, end)}</p>" for start, end in lines[:announced])
    listed = "".join(f'<li class="{_level(text, start, end)}">{show(start, end)}</li>' for start, end in items)
    return before + (f'<ul class="zx-digest">{listed}</ul>' if listed else "")


def _level(text: str, start: int, end: int) -> str:
    if _LEAD.search(text, start, end):
        return "zx-head"  # it announces the items below it
    return "zx-sub" if _SUB.match(text, start, end) else "zx-top"


def _from(show: tables.Show, origin: int) -> tables.Show:
    return lambda start, end: show(origin + start, origin + end)


def _rows(text: str, lines: Sequence[Stretch], show: tables.Show) -> str:
    """Return lines that are rows as a table: of a single one, each cell in a line of its own."""
    texts = [text[start:end] for start, end in lines]
    columns = tables.columns_of([tables.fields_of(line) for line in texts]) if len(lines) > 1 else []
    body = "".join(
        f"<tr>{tables.cells(line, columns, _from(show, start))}</tr>"
        for line, (start, _) in zip(texts, lines, strict=True)
    )
    return f'<div class="zx-table"><table>{tables.head(columns)}<tbody>{body}</tbody></table></div>'


def plain_marker(number: str) -> str:
    """Return a number that nothing can be opened by."""
    return f'<span class="zx-cite-off">{number}</span>'


def within(stretches: Sequence[Stretch], start: int, end: int) -> list[Stretch]:
    """Return what of ``stretches`` lies in ``start``–``end``, counted from ``start``."""
    return [(max(a - start, 0), min(b, end) - start) for a, b in stretches if a < end and b > start]


def asked_for(answer: Answer) -> list[Stretch]:
    """Return where the answer's text says what was asked for, as far as its citations know."""
    cited = {citation.n: citation for citation in answer.citations}
    found: list[Stretch] = []
    start = at = 0  # of the statement that a marker stands behind
    for marker in CITATION_MARKER.finditer(answer.answer):
        if answer.answer[at : marker.start()].strip():
            start = at
        at = marker.end()
        if (citation := cited.get(int(marker[1]))) is not None:
            found += _said_again(answer.answer, start, marker.start(), citation)
    return sorted(set(found))


def _said_again(text: str, start: int, end: int, citation: Citation) -> Iterator[Stretch]:
    """Yield where ``text[start:end]`` repeats the focus of ``citation``; none where that is not certain."""
    for a, b in citation.focus:
        opening, value = a - citation.start, citation.quote[a - citation.start : b - citation.start]
        for context in _CONTEXTS:
            before = citation.quote[max(0, opening - context) : opening]
            hits = [m.start(1) for m in _whole(before, value).finditer(text, start, end)]
            if hits:
                break
        if len(hits) == 1:
            yield hits[0], hits[0] + len(value)


def _whole(before: str, value: str) -> re.Pattern[str]:
    """Return a pattern of ``value`` behind ``before`` that finds no part of a longer number."""
    left, right = (
        (r"(?<![\d.])" if value[:1].isdigit() and not before else ""),
        (r"(?!\.?\d)" if value[-1:].isdigit() else ""),
    )
    return re.compile(f"{left}{re.escape(before)}({re.escape(value)}){right}")


def _stretch(text: str, marker: Marker, asked: Sequence[Stretch], unsure: bool) -> str:
    shown = "".join(bold(_words(text[a:b], marker), is_it) for a, b, is_it in cut(len(text), asked))
    return f'<span class="zx-unverified">{shown}</span>' if unsure else shown


def _words(text: str, marker: Marker) -> str:
    """Return ``text`` with its markers, each kept on the line of the sign before it."""
    shown, at = [], 0
    for found in _CITED.finditer(text):
        numbers = "".join(marker(number) for number in CITATION_MARKER.findall(found[2]))
        kept = f'<span class="zx-keep">{escape(found[1])}{numbers}</span>'
        shown += [escape(text[at : found.start()]), kept]
        at = found.end()
    return "".join([*shown, escape(text[at:])])


def _button(number: str, citation: Citation, language: Language) -> str:
    label = escape(say(language, "cite_label", n=number, locator=citation.locator))
    return (
        f'<button type="button" class="zx-cite" {place(citation)} aria-label="{label}" '
        f'title="{escape(citation.locator)}">'
        f'<span class="zx-bracket">[</span>{number}<span class="zx-bracket">]</span></button>'
    )
