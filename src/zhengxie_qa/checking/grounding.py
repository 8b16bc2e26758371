"""Is what an answer says in the passages it cites? Checked in code, statement by statement; no model has a say.

Every figure, date, title in 《》 and quotation has to stand in a cited passage; a figure has to count the same
thing there, and the passage has to speak of the same year. What is left of the words has to be covered too.
A statement whose citation does not hold is given one that does, where a passage supports it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from zhengxie_qa.checking.sources import Reading, Source
from zhengxie_qa.checking.support import hold
from zhengxie_qa.checking.written_statements import Draft, DraftStatement
from zhengxie_qa.types import VerdictKind

_CANDIDATES = 3  # passages tried together when none alone supports a statement
_LOSS = 0.02  # of covered words that putting another citation in place of the given one may cost


Doubt = Literal["", "figure", "time", "name", "words", "stance"]  # what kind of thing in a statement fails


@dataclass(frozen=True, slots=True)
class Evidence:
    """``source.text[start:end]`` of passage ``n``: whole sentences that a statement rests on."""

    n: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one statement.

    supported: its own citations hold. repaired: others were put in their place. unsupported: no passage
    holds it, ``reason`` says what is wrong and ``evidence`` is the nearest passage. plain: nothing is claimed.
    """

    statement: DraftStatement
    kind: VerdictKind
    evidence: tuple[Evidence, ...] = ()
    reason: str = ""  # one Chinese clause; empty when supported
    doubtful: Doubt = ""  # "": the statement as a whole


@dataclass(frozen=True, slots=True)
class Grounding:
    """A draft with a verdict on each of its statements, in order."""

    draft: Draft
    verdicts: tuple[Verdict, ...]

    @property
    def failed(self) -> tuple[Verdict, ...]:
        """The statements that no passage supports."""
        return tuple(verdict for verdict in self.verdicts if verdict.kind == "unsupported")

    @property
    def holds(self) -> tuple[Verdict, ...]:
        """The statements that passages support."""
        return tuple(verdict for verdict in self.verdicts if verdict.kind in ("supported", "repaired"))


class Checker:
    """Holds drafts against numbered passages, which are read once.

    ``years`` are those the question asks about: a figure of another year is no answer to it.
    """

    def __init__(self, sources: Sequence[Source], years: Sequence[int] = ()) -> None:
        self._readings = {source.n: Reading(source) for source in sources}
        self._years = frozenset(years)

    def check(self, draft: Draft) -> Grounding:
        """Return the verdict on each statement of ``draft``."""
        verdicts = [
            self._verdict(statement, _shared(draft, number)) if statement.is_claim else Verdict(statement, "plain")
            for number, statement in enumerate(draft.statements)
        ]
        return Grounding(draft, tuple(verdicts))

    def _verdict(self, statement: DraftStatement, shared: Sequence[int]) -> Verdict:
        """Judge by the statement's own citations, then by those of its line, then by any passage."""
        own = self._known(statement.cited)
        finding = self._hold(statement, own)
        if finding.holds:
            strays = len(own) < len(statement.cited)
            return Verdict(statement, "supported", finding.evidence, "去掉了不存在的出处" if strays else "")
        if not statement.cited:
            line = self._hold(statement, self._known(shared))
            if line.holds:
                return Verdict(statement, "supported", line.evidence)
        other = self._elsewhere(statement, own)
        if other.holds and other.share >= finding.share - _LOSS:
            return Verdict(statement, "repaired", other.evidence, "改注了出处" if statement.cited else "补注了出处")
        told = finding if own else other
        missing = "" if own else "标注的出处不存在；" if statement.cited else "没有注明出处；"
        return Verdict(statement, "unsupported", _nearest(told, other), missing + told.reason)

    def _known(self, numbers: Sequence[int]) -> list[Reading]:
        return [self._readings[n] for n in numbers if n in self._readings]

    def _hold(self, statement: DraftStatement, readings: Sequence[Reading]) -> _Held:
        if not readings:
            return _Held(False, "所给段落中没有依据", (), 0.0)
        finding = hold(statement.text, readings, list(self._readings.values()), self._years)
        evidence = tuple(Evidence(n, *self._readings[n].slice(parts)) for n, parts in finding.parts.items() if parts)
        return _Held(finding.reason == "", finding.reason, evidence, finding.share)

    def _elsewhere(self, statement: DraftStatement, own: Sequence[Reading]) -> _Held:
        """Return the best finding of any other passage, alone or with the nearest ones together."""
        singles = [(self._hold(statement, [r]), r) for r in self._readings.values() if r not in own]
        holding = [held for held, _ in singles if held.holds]
        if holding:
            return max(holding, key=lambda held: held.share)
        ranked = sorted(singles, key=lambda pair: -pair[0].share)
        if not ranked:
            return self._hold(statement, own)
        near = ranked[0][1].scope
        together = [reading for _, reading in ranked if reading.scope == near][:_CANDIDATES]
        joined = self._hold(statement, together)
        return joined if joined.holds else ranked[0][0]


@dataclass(frozen=True, slots=True)
class _Held:
    """Whether some passages hold a statement, where, and why not."""

    holds: bool
    reason: str
    evidence: tuple[Evidence, ...]
    share: float


def _nearest(told: _Held, other: _Held) -> tuple[Evidence, ...]:
    return told.evidence[:1] or other.evidence[:1]


def _shared(draft: Draft, number: int) -> tuple[int, ...]:
    """Return what the other statements of a line cite: a marker at the end of a paragraph is for all of it."""
    line = (
        draft.text.rfind("\n", 0, draft.statements[number].start),
        draft.text.find("\n", draft.statements[number].start),
    )
    low, high = line[0] + 1, line[1] if line[1] >= 0 else len(draft.text)
    inside = [s for s in draft.statements if low <= s.start < high]
    later = [n for s in inside for n in s.cited if s.start > draft.statements[number].start]
    return tuple(dict.fromkeys([*later, *(n for s in inside for n in s.cited)]))
