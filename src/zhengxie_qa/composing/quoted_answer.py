"""From statements to the ``Answer`` a person reads: markers, citations, the words around the quotes."""

from __future__ import annotations

from collections.abc import Sequence

from zhengxie_qa.composing.asked_figures import difference
from zhengxie_qa.composing.citations import make_citation
from zhengxie_qa.composing.phrases import Phrases, phrases_for
from zhengxie_qa.composing.suggestions import suggest
from zhengxie_qa.composing.supposed_figures import figures_not_said
from zhengxie_qa.index import PassageIndex
from zhengxie_qa.question import Query, asks_for_plan, is_about
from zhengxie_qa.reading import Group, Outline, Span, Statement, asks_for_holder, is_planned, one_line
from zhengxie_qa.text import fold
from zhengxie_qa.types import Answer, Citation, Document, Hit

_RIVAL = 0.75  # of the quoted document's best score: of 45 development questions only the ambiguous one reaches it
_RELATED = 3  # nearest sentences shown when nothing answers
_SUGGESTED = 3  # questions offered when nothing is near either


def compose(
    index: PassageIndex, question: str, query: Query, statements: Sequence[Statement], hits: Sequence[Hit]
) -> Answer:
    """Return the answer made of ``statements``, or ``not_found`` with the nearest sentences."""
    phrases = phrases_for(query.language)
    answered = [statement for statement in statements if statement.answers]
    if not answered:
        return _not_found(index, question, query, statements, phrases)
    citations: list[Citation] = []
    lines: list[str] = []
    named = None
    for statement in statements:
        if statement.outline:
            label = statement.query.label
            lines.append(phrases.labelled(label, _outlined(index, statement.outline, citations, phrases)))
        elif statement.spans:
            source = _source(index, statement.query, statement.spans[0], hits)
            said = phrases.source(source.metadata.title, source.metadata.year) if source and source != named else ""
            said += _planned(index, statement, phrases)
            lines.append(said + _line(index, statement, citations, phrases))
            named = source
        elif statement.reason:
            lines.append(phrases.missing_part(statement.query.label or statement.query.text))
    text = phrases.join(lines, listed=any(statement.query.label for statement in statements))
    text += difference(query, answered, phrases)
    told = all(
        statement.table for statement in answered
    )  # of a table: 前3位, 300万元以上 pick rows, they claim nothing
    warnings = () if told else tuple(phrases.not_said(figure) for figure in figures_not_said(query.text, hits))
    return Answer(question, "answered", text, "extractive", tuple(citations), warnings=warnings)


def _source(index: PassageIndex, query: Query, span: Span, hits: Sequence[Hit]) -> Document | None:
    """Return the document quoted where the question leaves open which one is meant, and another may be as well.

    That is one of the same kind of which a passage was found that fits the question nearly as well.
    """
    document = index.documents[span.candidate.hit.passage.document]
    title = document.metadata.title
    if title and asks_for_holder(query):
        return document  # who holds an office is told as of when
    if query.years or query.label or not title or (fold(title) in query.text and not query.places):
        return None
    scores = {True: 0.0, False: 0.0}
    for hit in hits:
        other = index.documents[hit.passage.document]
        if other.metadata.kind == document.metadata.kind and (not query.places or is_about(query.places, other)):
            scores[other == document] = max(scores[other == document], hit.score)
    return document if scores[False] >= _RIVAL * max(scores[True], span.candidate.hit.score) else None


def _planned(index: PassageIndex, statement: Statement, phrases: Phrases) -> str:
    """Return the words before what is only planned, where the question does not ask for plans."""
    passage = statement.spans[0].candidate.hit.passage
    is_plan = is_planned(index.documents[passage.document], passage)
    return phrases.planned(passage.year) if is_plan and not asks_for_plan(statement.query.text) else ""


def _line(index: PassageIndex, statement: Statement, citations: list[Citation], phrases: Phrases) -> str:
    said = statement.table.parts if statement.table else [(one_line(span.text), span) for span in statement.spans]
    quotes = []
    for text, span in said:
        citations.append(_cite(index, len(citations) + 1, span))
        quotes.append(phrases.quote(text, len(citations)))
    if statement.table:
        return phrases.told(statement.query.label, statement.table.lead, quotes, statement.table.tail)
    return phrases.statement(statement.query.label, quotes)


def _outlined(index: PassageIndex, outline: Outline, citations: list[Citation], phrases: Phrases) -> str:
    """Return an outline as a heading line and a line for each group."""

    def quoted(span: Span) -> str:
        citations.append(_cite(index, len(citations) + 1, span))
        return phrases.quote(one_line(span.text), len(citations))

    def told(group: Group) -> list[str]:
        keys = group.keys or (None,) * len(group.items)
        pairs = zip(group.items, keys, strict=True)
        return [phrases.explained(quoted(item), quoted(key)) if key else quoted(item) for item, key in pairs]

    lead = quoted(outline.lead) if outline.lead else ""
    groups = [(quoted(group.heading) if group.heading else "", told(group)) for group in outline.groups]
    heading = outline.heading.rstrip("：:")  # 应当遵循下列原则：
    return phrases.outline(outline.document.metadata.title, heading, groups, counted=not outline.is_text, lead=lead)


def _cite(index: PassageIndex, n: int, span: Span) -> Citation:
    passage = span.candidate.hit.passage
    return make_citation(n, index.documents[passage.document], passage, span.start, span.end, span.focus)


def _not_found(
    index: PassageIndex,
    question: str,
    query: Query,
    statements: Sequence[Statement],
    phrases: Phrases,
) -> Answer:
    reasons = [statement.reason for statement in statements if statement.reason]
    spans = [span for statement in statements for span in statement.near][:_RELATED]
    related = tuple(_cite(index, n, span) for n, span in enumerate(spans, start=1))
    text = phrases.not_found(reasons[0] if reasons else "nothing", query.years, bool(related))
    if not related and (questions := suggest(list(index.documents.values()), _SUGGESTED)):
        text += phrases.could_ask(questions)
    return Answer(question, "not_found", text, "extractive", (), related)
