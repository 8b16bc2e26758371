"""Questions about a document itself: its full title, the meeting, the day, who gave it. Front matter answers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhengxie_qa.index import PassageIndex
from zhengxie_qa.question import Query, is_about, means
from zhengxie_qa.reading.bylines import HEAD, byline_of, is_giver
from zhengxie_qa.reading.span_selection import Span
from zhengxie_qa.reading.spans_of_text import span_of
from zhengxie_qa.text import agreement, alternation, alternation_in, fold, identifiers, sessions_in
from zhengxie_qa.types import Document, Hit

_PAPER = rf"(?:{alternation('papers_asked_about')})"
_WHO = r"(?:谁|哪一?位[\u4e00-\u9fff]{0,3}|什么人|何人)"
_WHEN = r"(?:哪一?天|什么时候|何时|哪年哪月|几月几[日号])"
_ASKED = {
    "title": re.compile(rf"{_PAPER}.{{0,4}}(?:全称|全名|标题|题目|名称|叫什么)|\b(?:full )?title\b"),
    "session": re.compile(rf"{_PAPER}.{{0,6}}(?:哪次|哪个|什么|哪一次)(?:会议|会|大会)"),
    "date": re.compile(
        rf"{_PAPER}.{{0,8}}{_WHEN}.{{0,6}}(?:作|做|发|印|报告|提出|公布)|{_WHEN}.{{0,6}}(?:作|做)的?.{{0,20}}{_PAPER}"
        r"|\bwhen\b.*\breport\b.*\b(?:delivered|given|presented)\b"
    ),
    "author": re.compile(
        rf"{_PAPER}(?:是由|是|由)?{_WHO}(?:代表[^,。]{{2,14}}?)?(?:[向在][^,。]{{2,12}}?)?(?:作|做|报告|宣读)"
        rf"|{_WHO}(?:代表[^,。]{{2,14}}?)?(?:[向在][^,。]{{2,20}}?)?(?:作|做|宣读)了?的?.{{0,20}}{_PAPER}"
        rf"|(?:作|做|宣读).{{0,12}}{_PAPER}的?人?是?{_WHO}|{_PAPER}的?报告人"
        r"|\bwho (?:delivered|gave|presented|made)\b.*\breport\b"
    ),
}
_HOLDS = {
    "title": re.compile(_PAPER),
    "session": re.compile(r"会议上|第.{1,4}次(?:会议|全会)"),
    "date": re.compile(r"\d{1,2}月\d{1,2}[日号]"),
    "author": re.compile(r"^\s*[\u4e00-\u9fff]{2,4}\s*$"),
}
_YEAR = re.compile(r"(?:19|20)\d{2}(?=年)")
_WHOSE, _MATTERS, _BY_DELIVERY = (
    re.compile(alternation_in("report_words", part)) for part in ("whose", "on what", "by delivery")
)


def about_document(index: PassageIndex, query: Query, hits: Sequence[Hit]) -> list[Span]:
    """Return the line of front matter that answers, or nothing when the question is about something else."""
    said = f"{query.text}\n{query.asked.lower()}"  # an English question in both its languages
    asked = next((name for name, pattern in _ASKED.items() if pattern.search(said)), None)
    given = asked in ("date", "author")
    meant = [hit for hit in hits if not given or _is_meant(query, index.documents[hit.passage.document])]
    document = _document_meant(index, query, meant) if asked else None
    if asked is None or document is None or _is_a_rows(index, query, hits):
        return []
    if given and (lines := _byline(document, asked)):
        return [span_of(index, document, *line) for line in lines]
    passage = index.passages[next(iter(index.numbers_of(document.path)))]
    for start, end in _front_lines(document, passage.end):
        line = document.text[start:end]
        if _HOLDS[asked].search(fold(line)) and (asked != "author" or is_giver(line)):
            return [span_of(index, document, start, end)]
    return []


def _is_meant(query: Query, document: Document) -> bool:
    """Tell whether ``document`` may be the report that ``query`` asks of: of its place, of whom and of what."""
    title, head = fold(document.metadata.title), fold(document.text[:HEAD])
    said = _in_full(title + head)
    whose = all(word in said for word in _WHOSE.findall(_in_full(query.text)))
    return (
        whose and set(_MATTERS.findall(title)) == set(_MATTERS.findall(query.text)) and is_about(query.places, document)
    )


def _in_full(text: str) -> str:
    return text.replace("常委会", "常务委员会")


def _byline(document: Document, asked: str) -> Sequence[tuple[int, int]]:
    """Return what stands under the title of ``document`` on who gave it, or when."""
    byline = byline_of(document)
    if byline is None:
        return ()
    if asked == "author":
        return tuple(dict.fromkeys((byline.giver, byline.given))) if byline.giver else ()
    return (byline.given,) if _HOLDS["date"].search(fold(document.text[slice(*byline.given)])) else ()


def _is_a_rows(index: PassageIndex, query: Query, hits: Sequence[Hit]) -> bool:
    """Tell whether what the question numbers (27号提案) is a row of a table, and no document."""
    asked = [number for number in identifiers(query.text) if number.kind != "次"]  # a meeting is no row
    if not asked:
        return False
    tables = (hit.passage for hit in hits if index.documents[hit.passage.document].rows)
    return any(agreement(asked[0], fold(passage.text)) for passage in tables)


def _document_meant(index: PassageIndex, query: Query, hits: Sequence[Hit]) -> Document | None:
    """Return the best found document of the year and the session asked for, the newest of its kind."""
    found = [index.documents[hit.passage.document] for hit in hits]
    of_year = _of_year(query, found)
    of_year = [d for d in of_year if all(name in fold(d.text) for name in query.names)]
    of_year = [d for d in of_year if _is_numbered(index, d, query)]
    asked = set(sessions_in(query.text))
    given_at = [d for d in of_year if asked <= set(sessions_in(fold(f"{d.metadata.session} {d.metadata.title}")))]
    if not given_at:
        return None
    alike = [d for d in given_at if d.metadata.kind == given_at[0].metadata.kind]
    return max(alike, key=lambda d: d.metadata.year or 0)  # of several years' reports, the newest


def _of_year(query: Query, found: Sequence[Document]) -> list[Document]:
    """Return the documents of the years asked for: by their titles, else by what they report on or their day.

    A government's report of 2025 was given in 2025; a committee's of 2025 tells of 2025.
    """
    if not query.years:
        return list(found)
    asked = set(query.years)
    titled = [d for d in found if asked & {int(year) for year in _YEAR.findall(fold(d.metadata.title))}]
    given = [d for d in found if any(d.metadata.date.startswith(f"{year}-") for year in asked)]
    told = [d for d in found if d.metadata.year in asked]
    by_delivery = titled or given or told
    return by_delivery if _BY_DELIVERY.search(query.text) else titled or told or given


def _is_numbered(index: PassageIndex, document: Document, query: Query) -> bool:
    """Tell whether ``document`` is what the question numbers; one that numbers nothing takes any."""
    first = index.passages[next(iter(index.numbers_of(document.path)))]
    return all(means(asked, document, first) for asked in identifiers(query.text))


def _front_lines(document: Document, until: int) -> list[tuple[int, int]]:
    """Return the lines from the top of the document to ``until``, the whole title as one."""
    lines = [m.span() for m in re.finditer(r"[^\n]+", document.text[:until])]
    at = document.text.find(document.metadata.title) if document.metadata.title else -1
    title = [(at, at + len(document.metadata.title))] if at >= 0 else []
    return [*title, *(line for line in lines if line not in title)]
