"""The answer to a turn: what was found for it, or where it stands, more of it, less of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from zhengxie_qa.composing.asked_figures import in_unit
from zhengxie_qa.composing.citations import make_citation
from zhengxie_qa.composing.phrases import Phrases, phrases_for
from zhengxie_qa.composing.quoted_answer import compose
from zhengxie_qa.composing.talk_lines import talk_line
from zhengxie_qa.dialogue import ResolvedTurn
from zhengxie_qa.index import PassageIndex
from zhengxie_qa.question import Query
from zhengxie_qa.reading import Group, Statement, best_clause, one_line
from zhengxie_qa.structure import section_at
from zhengxie_qa.text import sentences
from zhengxie_qa.types import Answer, Citation, Document, Passage

_MORE = 3  # sentences that come with each wish for more
_LEAST = 8  # characters of what is left of a sentence that are worth quoting
_FIRST = 2  # paragraphs that stand for a text without headings
_PLACES = 6  # places shown of an answer made of many


def compose_turn(index: PassageIndex, question: str, turn: ResolvedTurn) -> Answer:
    """Return the answer by quotation to ``question``, understood as ``turn``."""
    if turn.talk:
        return talk_line(question, turn.talk)
    findings = turn.findings
    query = replace(findings.query, language=turn.language)
    answer = compose(index, question, query, findings.statements, findings.hits)
    return _elaborated(index, answer, turn) if answer.status == "answered" else answer


def _elaborated(index: PassageIndex, answer: Answer, turn: ResolvedTurn) -> Answer:
    """Return what the turn wants of the ``answer``."""
    phrases = phrases_for(turn.language)
    match turn.elaboration:
        case "source":
            return _located(answer, phrases)
        case "more":
            return _continued(index, answer, turn, phrases)
        case "detail":
            return _continued(index, answer, turn, phrases, also_quoted=True)
        case "unit" if turn.unit:
            computed = in_unit(turn.findings.statements, turn.unit, phrases)
            return replace(answer, answer=f"{answer.answer}{computed}")
        case "shorter":
            return _shortened(
                index, answer, replace(turn.findings.query, language=turn.language), turn.findings.statements
            )
        case _:
            return answer


def _located(answer: Answer, phrases: Phrases) -> Answer:
    """Return where each quotation stands, with its words."""
    cited = answer.citations[:_PLACES]
    lines = [phrases.place(each.title, each.locator, one_line(each.quote), each.n) for each in cited]
    return replace(answer, answer="\n".join(lines), citations=cited)


def _shortened(index: PassageIndex, answer: Answer, query: Query, statements: Sequence[Statement]) -> Answer:
    """Return the one clause of each statement that answers; of an outline its headings."""
    spans = [(statement, statement.spans[0]) for statement in statements if statement.spans]
    if not spans:
        return compose(index, answer.question, query, [_headings_alone(each) for each in statements], ())
    citations: list[Citation] = []
    for statement, span in spans:
        document = index.documents[span.candidate.hit.passage.document]
        start, end = best_clause(statement.query, span, document)
        citations.append(make_citation(len(citations) + 1, document, span.candidate.hit.passage, start, end))
    return _quoting(answer, citations, phrases_for(query.language))


def _headings_alone(statement: Statement) -> Statement:
    """Return ``statement`` without what its outline tells below its highest headings, or below its items."""
    outline = statement.outline
    if outline is None:
        return statement
    headed = [group for group in outline.groups if group.heading]
    if len(headed) > 1:
        groups: tuple[Group, ...] = (Group(None, tuple(group.heading for group in headed if group.heading)),)
    else:
        groups = tuple(Group(group.heading, group.items) for group in outline.groups)
    if outline.is_text:
        groups = (Group(None, groups[0].items[:_FIRST]),)
    return replace(statement, outline=replace(outline, groups=groups, lead=None))


def _continued(
    index: PassageIndex, answer: Answer, turn: ResolvedTurn, phrases: Phrases, *, also_quoted: bool = False
) -> Answer:
    """Return the sentences around what was quoted, those that follow it first; what was quoted itself where wanted."""
    last = answer.citations[-1]
    document = index.documents[last.document]
    quoted = [(each.start, each.end) for each in answer.citations if each.document == document.path]
    following = list(_unquoted(document, quoted, last))
    chosen = following[_MORE * (turn.more - 1) : _MORE * turn.more]
    if also_quoted:
        chosen = sorted([*quoted, *chosen])
    if not chosen:
        return replace(answer, answer=phrases.no_more(), citations=())
    passages = [index.passages[n] for n in index.numbers_of(document.path)]
    citations: list[Citation] = []
    for start, end in chosen:
        if passage := _holding(passages, start, end):
            citations.append(make_citation(len(citations) + 1, document, passage, start, end))
    return _quoting(answer, citations, phrases)


def _unquoted(document: Document, quoted: Sequence[tuple[int, int]], last: Citation) -> Iterator[tuple[int, int]]:
    """Yield what was not quoted around ``last``: what follows in its section, then before it, then what comes after.

    The lead of a paragraph that only names what it says is left out.
    """
    section = section_at(document.sections, last.start)
    outer = document.sections[section.parent or 0] if section.kind == "topic" else section
    after: list[tuple[int, int]] = []
    before: list[tuple[int, int]] = []
    later: list[tuple[int, int]] = []
    for start, end in sentences(document.text, section.heading_end, outer.end):
        rest = max((stop for begin, stop in quoted if start < stop and begin < end), default=start)
        left = document.text[rest:end].strip(_MARKS)
        if len(left) <= _LEAST or left == section.title.strip(_MARKS):
            continue
        at = rest + document.text[rest:end].index(left)
        (later if start >= section.end else after if start >= last.start else before).append((at, end))
    yield from (*after, *before, *later)


_MARKS = " \u3000\t\n,，;；、:：。"


def _holding(passages: Sequence[Passage], start: int, end: int) -> Passage | None:
    return next((passage for passage in passages if passage.start <= start and end <= passage.end), None)


def _quoting(answer: Answer, citations: Sequence[Citation], phrases: Phrases) -> Answer:
    text = phrases.statement("", [phrases.quote(one_line(each.quote).rstrip("。"), each.n) for each in citations])
    return replace(answer, answer=text, citations=tuple(citations))
