"""The quoting answerer: from a question to verbatim spans, or to the reason why there are none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from zhengxie_qa.alignment import Alignment
from zhengxie_qa.candidates import Candidate, allowed_year
from zhengxie_qa.confidence import ENOUGH, MISSING, confidence, signals
from zhengxie_qa.figures import find_figures
from zhengxie_qa.find import Found
from zhengxie_qa.fit import figure_fit, measured_terms, names_holder, needs_value, role_asked
from zhengxie_qa.index import PassageIndex
from zhengxie_qa.outlines import Outline
from zhengxie_qa.questions import Query
from zhengxie_qa.scope import Scope, mentions
from zhengxie_qa.spans import Span, shorten
from zhengxie_qa.tokens import fold

_MORE = 0.25  # share of the question that a second sentence has to add to be quoted too
_NEARLY_AS_GOOD = 0.85  # of the best score: what a second sentence has to reach
_MOST_SPANS = 3  # of one open question; more is a summary, not an answer
_MET = 0.5  # how well the thing counted or measured has to be met: by a word near in meaning at least
_APART_COST = 0.5  # score given up at most for quoting two sentences instead of one twice
_LOOSE_KINDS = ("where", "what")  # what is asked of the thing may be worded otherwise: 选址, 位于
_OPEN_KINDS = ("list", "how", "what")


@dataclass(frozen=True, slots=True)
class Statement:
    """One part of an answer: spans for one question, or the reason why there are none."""

    query: Query
    spans: tuple[Span, ...]
    reason: str = ""  # empty when answered
    outline: Outline | None = None  # the answer, when an overview was asked for

    @property
    def answers(self) -> bool:
        """Whether there is something to say."""
        return bool(self.spans) or self.outline is not None


@dataclass(frozen=True, slots=True)
class _Reading:
    """What was found for one part of a question: candidates that may be quoted, best first."""

    query: Query
    alignment: Alignment
    candidates: tuple[Candidate, ...] = ()
    reason: str = ""
    front: tuple[Span, ...] = ()  # the line of front matter that answers, where one does
    outline: Outline | None = None


def extract(index: PassageIndex, query: Query, find: Callable[[Query], Found]) -> list[Statement]:
    """Return a statement for each part of ``query``, in the order asked."""
    readings = [_read(index, part, find(part)) for part in query.parts or (query,)]
    return _without_repeats([_state(index, reading) for reading in _told_apart(readings)])


def _read(index: PassageIndex, query: Query, found: Found) -> _Reading:
    if found.outline:
        return _Reading(query, found.alignment, outline=found.outline)
    if found.front:
        return _Reading(query, found.alignment, front=found.front)
    candidates = _eligible(index, query, found.candidates, found.alignment.terms)
    return _Reading(query, found.alignment, tuple(candidates), refuse(index, query, found, candidates))


def _state(index: PassageIndex, reading: _Reading) -> Statement:
    query = reading.query
    if reading.front or reading.reason or reading.outline:
        return Statement(query, reading.front, reading.reason, reading.outline)
    spans = tuple(
        shorten(query, candidate, index.documents[candidate.hit.passage.document], reading.alignment)
        for candidate in _complement(query, reading.candidates, reading.alignment)
    )
    return Statement(query, spans)


def _told_apart(readings: Sequence[_Reading]) -> list[_Reading]:
    """Give two questions for the same kind of value two sentences, where one holds a single such value.

    建议补助多少元？实际补助多少元？ are asked because they differ.
    """
    settled = list(readings)
    for later in range(1, len(settled)):
        first, second = settled[later - 1], settled[later]
        if not _share_their_best(first, second):
            continue
        loss_first, loss_second = _next_best_loss(first), _next_best_loss(second)
        if min(loss_first, loss_second) > _APART_COST:
            continue
        turn = later - 1 if loss_first < loss_second else later
        settled[turn] = replace(settled[turn], candidates=settled[turn].candidates[1:])
    return settled


def _share_their_best(first: _Reading, second: _Reading) -> bool:
    if not (first.candidates and second.candidates) or first.query.kind not in ("number", "date"):
        return False
    if (first.query.kind, first.query.units) != (second.query.kind, second.query.units):
        return False
    best, other = first.candidates[0], second.candidates[0]
    if (best.hit.number, best.start) != (other.hit.number, other.start):
        return False
    return sum(figure_fit(first.query, figure) > 0 for figure in find_figures(best.text)) == 1


def _next_best_loss(reading: _Reading) -> float:
    """Return the score lost by taking the next candidate."""
    scores = [candidate.score for candidate in reading.candidates[:2]]
    return scores[0] - scores[1] if len(scores) > 1 else float("inf")


def _eligible(
    index: PassageIndex, query: Query, candidates: Sequence[Candidate], terms: Sequence[str]
) -> list[Candidate]:
    """Return the candidates that speak of what the question names and hold the kind of value it wants."""
    scope = Scope(index, query)
    named = [candidate for candidate in candidates if scope.holds(candidate)]
    asked = measured_terms(query, terms)
    fitting = [c for c in named if c.fit > 0 or not needs_value(query)]
    if query.kind == "where":
        fitting = [c for c in fitting if c.fit == 1] or fitting
    met = [c for c in fitting if _met(c, asked)]
    return met or (fitting if query.kind in _LOOSE_KINDS else [])


def _met(candidate: Candidate, terms: Sequence[int]) -> bool:
    """Tell whether the sentence, or what it stands under, speaks of all of ``terms``."""
    return all(max(candidate.own[i], candidate.context[i]) >= _MET for i in terms)


def refuse(index: PassageIndex, query: Query, found: Found, candidates: Sequence[Candidate]) -> str:
    """Return why the documents do not answer, as a key of the reasons shown to the user; '' when they do."""
    if query.years and not any(
        allowed_year(hit.passage, index.documents[hit.passage.document], query.years) for hit in found.hits
    ):
        return "year"
    if not candidates:
        return "value" if needs_value(query) else "nothing"
    role = role_asked(query)
    if role and not any(names_holder(role, candidate.text) for candidate in candidates[:5]):
        return "value"
    seen = signals(candidates, found.alignment)
    if query.kind in ("number", "date") and seen["missing"] >= MISSING:
        return "value"
    return "" if confidence(seen) >= ENOUGH else "nothing"


def _complement(query: Query, candidates: Sequence[Candidate], alignment: Alignment) -> list[Candidate]:
    """Return the best sentence, and for open questions those that cover what it leaves open."""
    chosen = [candidates[0]]
    if query.kind not in _OPEN_KINDS:
        return chosen
    for candidate in candidates[1:6]:
        if query.names and not any(mentions(fold(candidate.text), name) for name in query.names):
            continue
        covered = [c.own for c in chosen]
        gain = alignment.coverage([*covered, candidate.own]) - alignment.coverage(covered)
        if gain >= _MORE and candidate.score >= _NEARLY_AS_GOOD * chosen[0].score and candidate.fit > 0:
            chosen.append(candidate)
        if len(chosen) == _MOST_SPANS:
            break
    return sorted(chosen, key=lambda c: (c.hit.passage.document, c.start))


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
