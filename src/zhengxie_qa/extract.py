"""The quoting answerer: from a question to verbatim spans, or to the reason why there are none."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from zhengxie_qa.alignment import Alignment, WordSpace
from zhengxie_qa.candidates import Candidate, allowed_year, find_candidates
from zhengxie_qa.fit import names_holder, needs_value, role_asked
from zhengxie_qa.index import PassageIndex
from zhengxie_qa.questions import Query
from zhengxie_qa.spans import Span, shorten
from zhengxie_qa.tokens import fold, grams
from zhengxie_qa.types import Hit

Search = Callable[[Query], list[Hit]]

_ENOUGH = 0.5  # share of the question that the best sentence and its context have to cover
_ENOUGH_BY_MEANING = 0.35  # for an English question, whose words are met by meaning only
_MORE = 0.12  # share of the question that a second sentence has to add to be quoted too
_MOST_SPANS = 3  # of one open question; more is a summary, not an answer
_NAME_LIKENESS = 0.6  # share of a title's bigrams that has to be found: 走便… still names 走遍…
_OPEN_KINDS = ("list", "how", "what", "yesno", "where")


@dataclass(frozen=True, slots=True)
class Statement:
    """One part of an answer: spans for one question, or the reason why there are none."""

    query: Query
    spans: tuple[Span, ...]
    reason: str = ""  # empty when answered
    label: str = ""  # 2023年, when one question is answered for several years


def extract(index: PassageIndex, space: WordSpace, query: Query, search: Search) -> list[Statement]:
    """Return a statement for each part of ``query``, in the order asked."""
    statements = [
        replace(_answer_one(index, space, part, search), label=label) for part, label in _parts(query)
    ]
    return _without_repeats(statements)


def _parts(query: Query) -> list[tuple[Query, str]]:
    if query.parts:
        return [(part, "") for part in query.parts]
    if len(query.years) > 1:
        return [(replace(query, years=(year,)), f"{year}年") for year in query.years]
    return [(query, "")]


def _answer_one(index: PassageIndex, space: WordSpace, query: Query, search: Search) -> Statement:
    hits = search(query)
    alignment = Alignment(_question_text(query), space, index.bm25.idf)
    candidates = find_candidates(index, query, hits, alignment)
    kept = [candidate for candidate in candidates if _about_names(index, query, candidate)]
    reason = refuse(index, query, kept, hits)
    if reason:
        return Statement(query, (), reason)
    chosen = _complement(query, kept, alignment)
    texts = index.documents
    spans = tuple(shorten(query, c, texts[c.hit.passage.document].text, alignment) for c in chosen)
    return Statement(query, spans)


def _question_text(query: Query) -> str:
    return f"{query.text} {query.context}" if query.context else query.text


def refuse(index: PassageIndex, query: Query, candidates: Sequence[Candidate], hits: Sequence[Hit]) -> str:
    """Return why the documents do not answer, as a key of the reasons shown to the user; '' when they do."""
    if query.years and not any(allowed_year(hit.passage, query.years) for hit in hits):
        return "year"
    if not candidates:
        return "name" if query.names else "nothing"
    best = candidates[0]
    if needs_value(query) and best.fit <= 0:
        return "value"
    role = role_asked(query)
    if role and not any(names_holder(role, candidate.text) for candidate in candidates[:5]):
        return "value"
    enough = _ENOUGH_BY_MEANING if query.language == "en" else _ENOUGH
    return "" if best.coverage >= enough else "nothing"


def _about_names(index: PassageIndex, query: Query, candidate: Candidate) -> bool:
    """A title, quoted phrase or number that the question names has to stand near the sentence."""
    if not query.names:
        return True
    passage = candidate.hit.passage
    metadata = index.documents[passage.document].metadata
    near = fold(" ".join((metadata.title, metadata.session, *passage.headings, passage.text)))
    return all(_mentions(near, name) for name in query.names)


def _mentions(text: str, name: str) -> bool:
    if name in text:
        return True
    pairs = [gram for gram in grams(name) if len(gram) > 1]
    if re.search(r"\d|^第", name) or len(pairs) < 3:
        return False
    return sum(pair in text for pair in pairs) >= _NAME_LIKENESS * len(pairs)


def _complement(query: Query, candidates: Sequence[Candidate], alignment: Alignment) -> list[Candidate]:
    """Return the best sentence, and for open questions those that cover what it leaves open."""
    chosen = [candidates[0]]
    if query.kind not in _OPEN_KINDS:
        return chosen
    for candidate in candidates[1:6]:
        covered = [c.own for c in chosen]
        gain = alignment.coverage([*covered, candidate.own]) - alignment.coverage(covered)
        if gain >= _MORE and candidate.score >= 0.75 * chosen[0].score and candidate.fit > 0:
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
