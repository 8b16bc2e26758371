"""From statements to the ``Answer`` a person reads: markers, citations, the words around the quotes."""

from __future__ import annotations

from collections.abc import Sequence

from zhengxie_qa.composing.citations import make_citation
from zhengxie_qa.composing.phrases import Phrases, phrases_for
from zhengxie_qa.composing.suggestions import suggest
from zhengxie_qa.index import PassageIndex
from zhengxie_qa.question import Query, asks_for_plan, compares
from zhengxie_qa.reading import Group, Outline, Span, Statement, asks_for_holder, figure_fit, is_planned, one_line
from zhengxie_qa.text import Figure, clauses, find_figures, fold, grams
from zhengxie_qa.types import Answer, Citation, Document, Hit

_RIVAL = 0.75  # of the quoted document's best score: of 45 development questions only the ambiguous one reaches it
_CELL = "\u3000"  # between the cells of a row
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
    text += _computed(query, answered, phrases)
    told = all(
        statement.table for statement in answered
    )  # of a table: 前3位, 300万元以上 pick rows, they claim nothing
    warnings = () if told else tuple(phrases.not_said(figure) for figure in _figures_not_said(query, hits))
    return Answer(question, "answered", text, "extractive", tuple(citations), warnings=warnings)


def _source(index: PassageIndex, query: Query, span: Span, hits: Sequence[Hit]) -> Document | None:
    """Return the document quoted where the question leaves open which one is meant, and another may be as well.

    That is one of the same kind of which a passage was found that fits the question nearly as well.
    """
    document = index.documents[span.candidate.hit.passage.document]
    title = document.metadata.title
    if title and asks_for_holder(query):
        return document  # who holds an office is told as of when
    if query.years or query.places or query.label or not title or fold(title) in query.text:
        return None
    scores = {True: 0.0, False: 0.0}
    for hit in hits:
        other = index.documents[hit.passage.document]
        if other.metadata.kind == document.metadata.kind:
            scores[other == document] = max(scores[other == document], hit.score)
    return document if scores[False] >= _RIVAL * max(scores[True], span.candidate.hit.score) else None


def _planned(index: PassageIndex, statement: Statement, phrases: Phrases) -> str:
    """Return the words before what is only planned, where the question does not ask for plans."""
    passage = statement.spans[0].candidate.hit.passage
    is_plan = is_planned(index.documents[passage.document], passage)
    return phrases.planned(passage.year) if is_plan and not asks_for_plan(statement.query.text) else ""


def _figures_not_said(query: Query, hits: Sequence[Hit]) -> list[str]:
    """Return the figures the question takes for granted and no found passage holds: 为什么确定了15件？"""
    figures = [figure for figure in find_figures(query.text) if figure.kind in ("count", "percent", "money")]
    supposed = [figure for figure in figures if figure.value is not None and figure.unit]
    if not supposed:
        return []
    said = {(figure.value, figure.unit) for hit in hits for figure in find_figures(hit.passage.text)}
    return [figure.text for figure in supposed if (figure.value, figure.unit) not in said]


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

    groups = [(quoted(group.heading) if group.heading else "", told(group)) for group in outline.groups]
    heading = outline.heading.rstrip("：:")  # 应当遵循下列原则：
    return phrases.outline(outline.document.metadata.title, heading, groups, counted=not outline.is_text)


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


def _computed(query: Query, answered: Sequence[Statement], phrases: Phrases) -> str:
    """Return the difference of two quoted figures, said to be computed, when the question compares them."""
    if not compares(query.text) or len(answered) != 2:
        return ""
    first, second = (_figure(statement) for statement in answered)
    if not first or not second or first.unit != second.unit or first.value is None or second.value is None:
        return ""
    return phrases.difference(first.value, second.value, first.unit, [each.query.label for each in answered])


def _figure(statement: Statement) -> Figure | None:
    """Return the figure its question asks for, or None when it is not certain which one that is.

    Of several figures in a quote it is the one whose clause says most of what the question says.
    """
    text = " ".join(span.text for span in statement.spans)
    fitting = [figure for figure in find_figures(text) if figure_fit(statement.query, figure) > 0]
    asked = set(grams(statement.query.text))
    likeness = [len(asked & set(grams(_clause_around(text, figure)))) for figure in fitting]
    best = max(likeness, default=0)
    return fitting[likeness.index(best)] if likeness.count(best) == 1 and best else None


def _clause_around(text: str, figure: Figure) -> str:
    if _CELL in text:  # a row of a table: its header stands in the cell
        start = text.rfind(_CELL, 0, figure.start) + 1
        return text[start:].partition(_CELL)[0]
    start, end = next(span for span in clauses(text) if span[0] <= figure.start < span[1])
    return text[start:end]
