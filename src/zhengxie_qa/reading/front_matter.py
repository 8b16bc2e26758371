"""Questions about a document itself: its full title, the meeting, the day, who gave it. Front matter answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from zhengxie_qa.index import PassageIndex
from zhengxie_qa.question import Query
from zhengxie_qa.reading.candidate_sentences import Candidate
from zhengxie_qa.reading.span_selection import Span, make_span
from zhengxie_qa.reading.term_alignment import Alignment
from zhengxie_qa.text import alternation, fold, sessions_in
from zhengxie_qa.types import Document, Hit

_PAPER = rf"(?:{alternation('papers_asked_about')})"
_ASKED = {
    "title": re.compile(rf"{_PAPER}.{{0,4}}(?:全称|全名|标题|题目|名称|叫什么)|\b(?:full )?title\b"),
    "session": re.compile(rf"{_PAPER}.{{0,6}}(?:哪次|哪个|什么|哪一次)(?:会议|会|大会)"),
    "date": re.compile(
        rf"{_PAPER}.{{0,8}}(?:哪一?天|什么时候|何时|哪年哪月|几月几[日号]).{{0,3}}(?:作|做|发|印|报告|提出|公布)"
    ),
    "author": re.compile(
        rf"{_PAPER}.{{0,4}}(?:谁|哪位|什么人).{{0,3}}(?:作|做|报告|宣读)|谁.{{0,3}}(?:作|做|宣读).{{0,12}}{_PAPER}"
    ),
}
_HOLDS = {
    "title": re.compile(_PAPER),
    "session": re.compile(r"会议上|第.{1,4}次(?:会议|全会)"),
    "date": re.compile(r"\d{1,2}月\d{1,2}[日号]"),
    "author": re.compile(r"主席|主任|书记|^\s*[\u4e00-\u9fff]{2,4}\s*$"),
}


def about_document(index: PassageIndex, query: Query, hits: Sequence[Hit], alignment: Alignment) -> list[Span]:
    """Return the line of front matter that answers, or nothing when the question is about something else."""
    asked = next((name for name, pattern in _ASKED.items() if pattern.search(query.text)), None)
    document = _document_meant(index, query, hits)
    if asked is None or document is None:
        return []
    hit = next(Hit(index.passages[n], n, 1.0) for n in index.numbers_of(document.path))
    for start, end in _front_lines(document, hit):
        if _HOLDS[asked].search(fold(document.text[start:end])):
            own = alignment.match(alignment.prepare(document.text[start:end]))
            candidate = Candidate(
                _holding(document, hit, start, end), start, end, document.text[start:end], own, own, 1.0, 1.0, 1.0, 1.0
            )
            return [make_span(candidate, document.text, start, end)]
    return []


def _holding(document: Document, hit: Hit, start: int, end: int) -> Hit:
    """Return the hit with its passage widened to hold the line: a heading stands in none."""
    low, high = min(start, hit.passage.start), max(end, hit.passage.end)
    return replace(hit, passage=replace(hit.passage, start=low, end=high, text=document.text[low:high]))


def _document_meant(index: PassageIndex, query: Query, hits: Sequence[Hit]) -> Document | None:
    """Return the best found document of the year and the session asked for, the newest of its kind."""
    found = [index.documents[hit.passage.document] for hit in hits]
    of_year = [d for d in found if not query.years or d.metadata.year in query.years]
    of_year = [d for d in of_year if all(name in fold(d.text) for name in query.names)]
    asked = set(sessions_in(query.text))
    given_at = [d for d in of_year if asked <= set(sessions_in(fold(f"{d.metadata.session} {d.metadata.title}")))]
    if not given_at:
        return None
    alike = [d for d in given_at if d.metadata.kind == given_at[0].metadata.kind]
    return max(alike, key=lambda d: d.metadata.year or 0)  # of several years' reports, the newest


def _front_lines(document: Document, hit: Hit) -> list[tuple[int, int]]:
    """Return the lines from the top of the document to the end of its first passage, the whole title as one."""
    lines = [m.span() for m in re.finditer(r"[^\n]+", document.text[: hit.passage.end])]
    at = document.text.find(document.metadata.title) if document.metadata.title else -1
    title = [(at, at + len(document.metadata.title))] if at >= 0 else []
    return [*title, *(line for line in lines if line not in title)]
