"""From what was read and decided to the explanation a person reads; made of the same values as the answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set

import numpy as np

from zhengxie_qa.composing.citations import make_citation
from zhengxie_qa.composing.odds import odds_of
from zhengxie_qa.composing.reason_phrases import Reasons
from zhengxie_qa.composing.turn_explanation import talk_understood, turn_understood
from zhengxie_qa.dialogue import ResolvedTurn
from zhengxie_qa.explanation import Explanation, PartExplanation, ReadPassage, ReadSentence, Signal, Understanding
from zhengxie_qa.index import PassageIndex
from zhengxie_qa.reading import (
    UNMET,
    WEIGHTS,
    Alignment,
    Candidate,
    Judged,
    Reading,
    Statement,
    allowed_year,
    confidence,
    role_asked,
    unknown_name,
)
from zhengxie_qa.types import Hit, Turn

_PASSAGES = 8  # shown of those found
_SENTENCES = 8  # shown of those read
_Place = tuple[str, int]  # a document and where in it a sentence begins


def explain(index: PassageIndex, question: str, turn: ResolvedTurn, history: Sequence[Turn]) -> Explanation:
    """Return how ``question`` was understood after ``history``, as ``turn``, and why its answer was made as it was."""
    if turn.talk:
        return talk_understood(question, turn.talk)
    readings, statements = turn.findings.readings, turn.findings.statements
    parts = (_Explainer(index, reading, _quoted(reading, statements)).part() for reading in readings)
    return Explanation(tuple(parts), turn_understood(turn, history))


def _quoted(reading: Reading, statements: Sequence[Statement]) -> set[_Place]:
    """Return the sentences quoted for ``reading``, its best one also where an earlier part has quoted it already."""
    places = {statement.query: {_place(span.candidate) for span in statement.spans} for statement in statements}
    everywhere = set().union(*places.values())
    return places.get(reading.query, set()) | {_place(best) for best in reading.candidates[:1]} & everywhere


def _place(candidate: Candidate) -> _Place:
    return candidate.hit.passage.document, candidate.start


class _Explainer:
    """Explains one part of a question."""

    def __init__(self, index: PassageIndex, reading: Reading, quoted: Set[_Place]) -> None:
        self._index = index
        self._reading = reading
        self._quoted = quoted
        self._alignment: Alignment = reading.found.alignment
        self._reasons = Reasons(reading.query.language)

    def part(self) -> PartExplanation:
        decision = self._reading.decision
        shown = self._most_telling()
        return PartExplanation(
            understood=self._understood(shown),
            passages=tuple(self._passage(rank, hit) for rank, hit in enumerate(self._shown_hits(), start=1)),
            sentences=tuple(map(self._sentence, shown)),
            answered=not decision.reason,
            reason=self._outcome(),
            confidence=round(confidence(decision.signals), 3) if decision.signals else None,
            signals=tuple(
                Signal(self._reasons.signal(name), round(decision.signals[name], 3), weight)
                for name, weight in WEIGHTS.items()
                if decision.signals
            ),
            odds=odds_of(self._reading, self._reasons),
        )

    def _shown_hits(self) -> Sequence[Hit]:
        return self._reading.found.hits[:_PASSAGES]

    def _most_telling(self) -> list[Judged]:
        """Return the best sentences, those that are quoted or may be first of all, in their own order."""
        judged = self._reading.judged
        best = self._reading.candidates[:1]

        def importance(number: int) -> tuple[bool, int]:
            candidate = judged[number].candidate
            return _place(candidate) not in self._quoted and candidate not in best, number

        return [judged[number] for number in sorted(sorted(range(len(judged)), key=importance)[:_SENTENCES])]

    def _understood(self, shown: Sequence[Judged]) -> Understanding:
        query = self._reading.query
        prepared = (self._alignment.prepare(each.candidate.text) for each in shown)
        others = dict.fromkeys(pair for text in prepared for pair in self._alignment.other_names(text))
        return Understanding(
            text=query.text,
            label=query.label,
            kind=self._reasons.kind(query.kind),
            units=query.units,
            years=query.years,
            names=query.names,
            places=query.places,
            leans=bool(query.context),
            other_names=tuple(others),
        )

    def _passage(self, rank: int, hit: Hit) -> ReadPassage:
        passage = hit.passage
        document = self._index.documents[passage.document]
        cited = make_citation(rank, document, passage, passage.start, passage.end)
        left_out = "" if allowed_year(passage, document, self._reading.query.years) else self._reasons.other_year()
        return ReadPassage(
            rank, cited.document, cited.title, passage.locator, cited.start, cited.end, hit.score, left_out
        )

    def _sentence(self, judged: Judged) -> ReadSentence:
        candidate = judged.candidate
        passage = candidate.hit.passage
        cited = make_citation(1, self._index.documents[passage.document], passage, candidate.start, candidate.end)
        order = np.argsort(-self._alignment.weights, kind="stable")
        terms = [(self._alignment.terms[i], candidate.own[i], candidate.context[i]) for i in order]
        return ReadSentence(
            document=cited.document,
            title=cited.title,
            locator=cited.locator,
            start=cited.start,
            end=cited.end,
            text=candidate.text,
            score=round(candidate.score, 3),
            coverage=round(candidate.coverage, 3),
            fit=round(candidate.fit, 3),
            met=tuple(term for term, own, _ in terms if own >= UNMET),
            near=tuple(term for term, own, context in terms if own < UNMET <= context),
            unmet=tuple(term for term, own, context in terms if max(own, context) < UNMET),
            quoted=_place(candidate) in self._quoted,
            left_out=self._reasons.fault(judged.fault) if judged.fault else "",
        )

    def _outcome(self) -> str:
        query, decision = self._reading.query, self._reading.decision
        faults = Counter(each.fault for each in self._reading.judged if each.fault)
        return self._reasons.outcome(
            decision.rule,
            sureness=self._reasons.sureness(decision.probability or 0.0, decision.least),
            probability=decision.probability or 0.0,
            least=decision.least,
            years=self._reasons.years(query.years),
            role=role_asked(query),
            why=self._reasons.counted(dict(faults.most_common())),
            word=self._word(),
        )

    def _word(self) -> str:
        """Return the word that the documents, or the best sentence, lack."""
        rule, query = self._reading.decision.rule, self._reading.query
        if rule == "unknown":
            return unknown_name(self._index, query, self._alignment, self._reading.candidates[0])
        return self._weightiest_unmet() if rule == "missing" else ""

    def _weightiest_unmet(self) -> str:
        """Return the word whose absence the signal ``missing`` weighs."""
        best = self._reading.candidates[0]
        unmet = np.maximum(best.own, best.context) < UNMET
        return self._alignment.terms[int(np.argmax(self._alignment.weights * unmet))]
