"""The quoting answerer: from what was read for a question to verbatim spans, or to the reason why there are none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from zhengxie_qa.index import PassageIndex
from zhengxie_qa.question import Query
from zhengxie_qa.reading.announcements import with_what_follows
from zhengxie_qa.reading.answer_model import answer_model
from zhengxie_qa.reading.candidate_sentences import Candidate
from zhengxie_qa.reading.decision import Reading
from zhengxie_qa.reading.focus import focus
from zhengxie_qa.reading.near_sentences import near_sentences
from zhengxie_qa.reading.outlines import Outline, outline, points_below, subsections
from zhengxie_qa.reading.span_selection import Span, make_span, shorten
from zhengxie_qa.reading.table_forms import TableAnswer
from zhengxie_qa.reading.things_asked import missing_half
from zhengxie_qa.reading.value_fit import fit
from zhengxie_qa.reading.whole_lists import with_whole_list
from zhengxie_qa.structure import enclosing, section_at
from zhengxie_qa.text import content_of, content_spans, fold, number_value, word_spans

_BELONGS = 0.5  # probability from which a further sentence belongs to the answer
_MOST_SPANS = 6  # of one question; more is a document, not an answer
_OPEN_KINDS = ("list", "how", "what")
_COMPLEMENTS = 5  # sentences among which a second one is looked for
_MORE = 0.25  # share of the question that it has to add
_NEARLY_AS_GOOD = 0.85  # of the best score
_LONGEST_QUOTE = 300  # characters of sentences that are quoted as one
_SAID, _FITS = 0.6, 0.4  # of a part, by a sentence that is quoted for another one
_LONGEST_LEAD = 30  # characters of a sentence that only names what its paragraph says
_COUNTED = re.compile(r"([二三四五六七八九十])(?:个|项|条|点|大)?(?:方面|重点|任务|工作|环节|板块)")


@dataclass(frozen=True, slots=True)
class Statement:
    """One part of an answer: spans for one question, or the reason why there are none."""

    query: Query
    spans: tuple[Span, ...]
    reason: str = ""  # empty when answered
    outline: Outline | None = None  # the answer, when an overview was asked for
    near: tuple[Span, ...] = ()  # what comes closest, when nothing answers
    table: TableAnswer | None = None  # what is said of the rows that ``spans`` quote

    @property
    def answers(self) -> bool:
        """Whether there is something to say."""
        return bool(self.spans) or self.outline is not None


def extract(index: PassageIndex, readings: Sequence[Reading]) -> list[Statement]:
    """Return a statement for each of ``readings``, in their order, but no span twice."""
    statements = [_state(index, reading) for reading in readings]
    return _without_repeats(_without_said(statements, readings))


def _state(index: PassageIndex, reading: Reading) -> Statement:
    query, found, reason = reading.query, reading.found, reading.decision.reason
    if found.outline or reason:
        return Statement(query, (), reason, found.outline, near_sentences(index, reading) if reason else ())
    if found.front:
        return Statement(query, found.front)
    if announced := _announced(index, query, reading.candidates[0]):
        return Statement(query, (), outline=announced)
    spans = [
        shorten(query, candidate, index.documents[candidate.hit.passage.document], found.alignment)
        for candidate in _together(reading)
    ]
    if query.kind in _OPEN_KINDS and len(spans) == 1:
        document = index.documents[spans[0].candidate.hit.passage.document]
        spans = [with_whole_list(document, with_what_follows(document, spans[0]))]
    return Statement(
        query, tuple(replace(span, focus=focus(query, span, found.alignment)) for span in _joined(index, spans))
    )


def _announced(index: PassageIndex, query: Query, best: Candidate) -> Outline | None:
    """Return the outline of what the best sentence only announces: 重点抓好五个方面工作, or a heading in the text."""
    if query.kind not in ("list", "what"):
        return None
    document = index.documents[best.hit.passage.document]
    if best.text.endswith((":", "：")) and len(best.text) <= _LONGEST_LEAD:
        return points_below(index, document, best.start, best.end)
    section = section_at(document.sections, best.start)
    if section.kind == "topic" and best.start == section.start and len(best.text) <= _LONGEST_LEAD:
        return outline(index, document, section) if section.end > best.end + 1 else None
    counted = {int(number_value(number) or 0) for number in _COUNTED.findall(fold(best.text))}
    around = (section, *reversed(enclosing(document.sections, section)[:-1]))
    return next((outline(index, document, s) for s in around if len(subsections(document, s)) in counted), None)


def _together(reading: Reading) -> list[Candidate]:
    """Return the best sentence and those that belong to the answer with it, in reading order."""
    weighed = reading.weighed
    if weighed is None:
        return reading.candidates[:1]
    first, *others = weighed.candidates
    share = answer_model().belonging(weighed.members)
    likeliest = [n for n in np.argsort(-share) if share[n] >= _BELONGS]
    chosen = [first, *(others[n] for n in likeliest[: _MOST_SPANS - 1])]
    if len(chosen) == 1:
        chosen += missing_half(reading, first)
    if reading.query.kind in _OPEN_KINDS and len(chosen) == 1:
        chosen += _complement(reading, others[:_COMPLEMENTS])
    return sorted(chosen, key=lambda c: (c.hit.passage.document, c.start))


def _complement(reading: Reading, others: Sequence[Candidate]) -> list[Candidate]:
    """Return the sentence, nearly as good as the best, that answers what the best leaves open; none where none does."""
    alignment, first = reading.found.alignment, reading.candidates[0]
    for other in others:
        gain = alignment.coverage([first.own, other.own]) - alignment.coverage(first.own)
        if gain >= _MORE and other.score >= _NEARLY_AS_GOOD * first.score and other.fit > 0:
            return [other]
    return []


def _joined(index: PassageIndex, spans: Sequence[Span]) -> list[Span]:
    """Return ``spans``, those that follow each other in one paragraph as one."""
    joined: list[Span] = []
    for span in spans:
        before = joined[-1] if joined else None
        if before and _goes_on(index, before, span):
            document = index.documents[span.candidate.hit.passage.document]
            joined[-1] = make_span(before.candidate, document.text, before.start, span.end)
        else:
            joined.append(span)
    return joined


def _goes_on(index: PassageIndex, before: Span, span: Span) -> bool:
    one, other = before.candidate.hit.passage, span.candidate.hit.passage
    if one.start != other.start or one.document != other.document or span.end - before.start > _LONGEST_QUOTE:
        return False
    between = index.documents[one.document].text[before.end : span.start]
    return span.start >= before.end and "\n" not in between and not between.strip("。！？；!?; \u3000")


def _without_said(statements: Sequence[Statement], readings: Sequence[Reading]) -> list[Statement]:
    """Drop a part that is said to be missing where a sentence quoted for another part answers it as well."""
    quoted = [span.text for statement in statements for span in statement.spans]
    return [
        statement
        for statement, reading in zip(statements, readings, strict=True)
        if statement.answers or not any(_answers(reading, text) for text in quoted)
    ]


def _answers(reading: Reading, text: str) -> bool:
    """Tell whether ``text`` says most of the words of a part, and holds a value of the kind it asks for."""
    if not content_of(reading.query.text):
        return True  # 各是多少 asks nothing of its own
    folded, asked = fold(text), [word for word, _, _ in word_spans(reading.query.text)]
    own = [asked[i] for i in content_spans(reading.query.text, asked) if len(asked[i]) > 1]
    said = sum(word in folded for word in own) >= _SAID * len(own) if own else False
    other_year = set(reading.query.years) - {int(year) for year in re.findall(r"(?:19|20)\d{2}(?=年)", folded)}
    return said and fit(reading.query, text) >= _FITS and not (reading.query.label and other_year)


def _without_repeats(statements: Sequence[Statement]) -> list[Statement]:
    """Drop a span that stands inside one already given; parts answered by one sentence share one quote."""
    kept: list[Statement] = []
    for statement in statements:
        seen = [span for other in kept for span in other.spans]
        fresh = tuple(span for span in statement.spans if not any(_inside(span, other) for other in seen))
        if fresh or not statement.spans:
            kept.append(replace(statement, spans=fresh))
    return kept


def _inside(span: Span, other: Span) -> bool:
    same = span.candidate.hit.passage.document == other.candidate.hit.passage.document
    return same and other.start <= span.start and span.end <= other.end
