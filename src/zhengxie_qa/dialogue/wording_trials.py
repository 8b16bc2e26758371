"""Reads one wording of a turn in some of the documents and tells how surely it is answered there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from zhengxie_qa.question import DocumentNames, Language, Wording
from zhengxie_qa.reading import Alignment, Findings, Reader, Span, Statement, asks_for_holder, confidence, doubts_a_name
from zhengxie_qa.text import word_list

_BY_HEADINGS = 1.5  # the sureness of an answer made of headings or of a document's opening lines
_BY_CELLS = 2.2  # of one made of the cells where what is asked for and of what cross
_UNANSWERED = -1.0
_ABOVE = 0.6  # of a word that only the headings say
_FAR_COST = 0.8  # off an answer in another document than the one that a turn without a subject comes after
_SURELY = 1.8  # how sure an answer has to be to a question completed though it may stand by itself
_NAMED_WORTH = 0.5  # of a section whose heading says all that is asked about
_TELLING = frozenset(word_list("digest_verbs"))  # of a topic: 总结一下, 主要
_UNSAID_COST = 1.2  # off an answer that speaks of nothing of what the turn says itself


@dataclass(frozen=True, slots=True)
class Trial:
    """What one wording of a turn comes to."""

    wording: Wording
    findings: Findings
    sureness: float  # 0 and more; below 0 where nothing answers
    fitness: float  # the same without what tells the best sentence from the next: compares over other documents
    reader: Reader = field(repr=False)
    distance: float = 0.0  # 0 to 1: how far from what was spoken of it stands, where only that could tell what is meant

    def reread(self) -> Trial:
        """Return the same, its best sentences read again where the signals leave a doubt: that takes long."""
        findings = self.reader.reread(self.findings)
        sureness, fitness = _measured(findings)
        return replace(self, findings=findings, sureness=sureness, fitness=fitness)

    @property
    def answers(self) -> bool:
        """Whether all that is asked is answered."""
        return self.sureness >= 0

    @property
    def is_tentative(self) -> bool:
        """Whether it is a question that may stand by itself, completed all the same."""
        return bool(self.wording.taken) and self.wording.prior < 0

    @property
    def is_doubtful(self) -> bool:
        """Whether it is tentative, and not surely answered either."""
        return self.is_tentative and self.sureness < _SURELY

    @property
    def is_digest(self) -> bool:
        """Whether it is made of the parts of a document rather than of sentences that fit."""
        return any(statement.outline for statement in self.findings.statements)

    @property
    def is_overview(self) -> bool:
        """Whether it is a digest because one was asked for, not because a sentence that fits announces it."""
        return any(reading.decision.rule == "outline" for reading in self.findings.readings)

    @property
    def named(self) -> float:
        """How much of the question the heading and the title of what a digest tells say, 0 to 1; 0 for no digest."""
        shares = [0.0]
        for statement in self.findings.statements:
            found = self.findings.found.get(statement.query)
            if statement.outline and found:
                title = f"{statement.outline.heading} {statement.outline.document.metadata.title}"
                shares.append(_names(title, found.alignment))
        return max(shares)

    @property
    def worth(self) -> float:
        """How likely this is what is meant: by the form of the turn and by the documents."""
        unsaid = 1 - _said(self.findings, self.wording.own)
        digest = _NAMED_WORTH * self.named
        return self.sureness + digest + self.wording.prior - _FAR_COST * self.distance - _UNSAID_COST * unsaid

    @property
    def places(self) -> tuple[tuple[str, int], ...]:
        """Where the sentences that answer begin: documents and offsets."""
        return tuple(
            (span.candidate.hit.passage.document, span.start)
            for statement in self.findings.statements
            for span in (*statement.spans, *_of_section(statement))
        )

    @property
    def documents(self) -> tuple[str, ...]:
        """The paths of the documents that answer, first used first."""
        paths: dict[str, None] = {}
        for statement in self.findings.statements:
            if statement.outline:
                paths[statement.outline.document.path] = None
            paths.update((span.candidate.hit.passage.document, None) for span in statement.spans)
        return tuple(paths)


class Trials:
    """Tries wordings of a turn over one index or a view of it."""

    def __init__(self, reader: Reader, names: DocumentNames, *, narrowed: bool = False) -> None:
        self._reader = reader
        self._names = names
        self._narrowed = narrowed  # to what was spoken of

    def among(self, numbers: Sequence[int]) -> Trials:
        """Return trials over the passages with these ``numbers`` alone."""
        return Trials(self._reader.over(self._reader.index.among(numbers)), self._names, narrowed=True)

    def of(self, wording: Wording, language: Language, newest: int | None, places: Sequence[str] = ()) -> Trial:
        """Return what ``wording`` comes to; ``places`` are those meant where it names none, ``newest`` is 今年.

        Nothing is read again by the passage reader: see :meth:`Trial.reread`.
        """
        placed = replace(wording, places=wording.places or tuple(places))
        query = self._names.understood(placed, language, newest, self._reader.index.documents.values())
        found = self._reader.find(query)
        findings = self._reader.read(query, found, again=False)
        if query.otherwise and not any(statement.answers for statement in findings.statements):
            other = query.otherwise
            findings = self._reader.read(other, found if other.parts else self._reader.find(other), again=False)
        if doubts_a_name(query) or (self._narrowed and asks_for_holder(query)):
            return Trial(wording, findings, _UNANSWERED, _UNANSWERED, reader=self._reader)  # the newest of all tells
        return Trial(wording, findings, *_measured(findings), reader=self._reader)


def _names(title: str, alignment: Alignment) -> float:
    """Return how much of what is asked about the ``title`` says: in its very words, or in words like them."""
    of = np.array([term not in _TELLING for term in alignment.terms], dtype=np.float32) * alignment.weights
    if not of.any():
        return 1.0
    prepared = alignment.prepare(title)
    literal = np.array([term in prepared.folded for term in alignment.terms], dtype=np.float32)
    return float((literal + alignment.match(prepared)) @ of / (2 * of.sum()))


def _of_section(statement: Statement) -> Iterator[Span]:
    """Yield what an answer says of one section of a document, item by item."""
    if statement.outline and statement.outline.heading:
        for group in statement.outline.groups:
            yield from group.items


def _measured(findings: Findings) -> tuple[float, float]:
    """Return how sure the answer is, and how well its best sentences fit."""
    if not any(statement.answers for statement in findings.statements):
        return _UNANSWERED, _UNANSWERED
    sure, fit = [], []
    for reading in findings.readings:
        decision = reading.decision
        if decision.reason:
            sure.append(0.0)
            fit.append(0.0)
        elif not decision.signals:
            sure.append(_BY_CELLS if decision.rule == "table" else _BY_HEADINGS)
            fit.append(_BY_HEADINGS)
        else:
            sure.append(confidence(decision.signals))
            fit.append(sum(decision.signals[name] for name in ("coverage", "words", "fit")))
    return sum(sure) / len(sure), sum(fit) / len(fit)


def _said(findings: Findings, own: str) -> float:
    """Return how much of the words ``own`` the best sentences or their headings speak of, 0 to 1; 1 for no words."""
    shares = []
    for reading in findings.readings:
        alignment = reading.found.alignment
        at = [i for i, term in enumerate(alignment.terms) if term in own]
        weight = float(alignment.weights[at].sum())
        if weight and reading.candidates:
            best = reading.candidates[0]
            shares.append(float(np.maximum(best.own, _ABOVE * best.context)[at] @ alignment.weights[at]) / weight)
    return sum(shares) / len(shares) if shares else 1.0
