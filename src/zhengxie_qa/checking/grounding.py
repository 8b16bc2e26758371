"""Does what an answer says follow from the passages it cites? Checked in code, statement by statement.

No language model has a say: ``entailment`` decides, ``doubts`` puts into words why not. A statement whose citation does
not hold is given one that does, where a passage supports it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from zhengxie_qa.checking.cited_sentences import Ground
from zhengxie_qa.checking.doubts import Doubt, doubt_of
from zhengxie_qa.checking.entailment import judge
from zhengxie_qa.checking.sources import Reading, Source
from zhengxie_qa.checking.written_statements import Draft, DraftStatement
from zhengxie_qa.types import VerdictKind

_GAIN = 0.1  # of its words held that another citation has to bring, put in place of one that contradicts


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
    doubtful: Doubt = ""  # what kind of thing fails in it; "": the statement as a whole
    contradicted: bool = False  # the passages say something else in the same place, rather than nothing of it


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
        self._grounds: dict[tuple[int, ...], Ground] = {}

    def check(self, draft: Draft) -> Grounding:
        """Return the verdict on each statement of ``draft``."""
        verdicts = [
            self._verdict(statement, _shared(draft, number)) if statement.is_claim else Verdict(statement, "plain")
            for number, statement in enumerate(draft.statements)
        ]
        return Grounding(draft, tuple(verdicts))

    def _verdict(self, statement: DraftStatement, shared: Sequence[int]) -> Verdict:
        """Judge by the statement's own citations, or else those of its line, then by all passages together."""
        own = self._known(statement.cited) or (self._known(shared) if not statement.cited else ())
        held = self._hold(statement, own)
        if held.holds:
            strays = 0 < len(self._known(statement.cited)) < len(statement.cited)
            return Verdict(statement, "supported", held.evidence, "去掉了不存在的出处" if strays else "")
        anywhere = self._elsewhere(statement, own, held)
        if anywhere.holds:
            return Verdict(statement, "repaired", anywhere.evidence, "改注了出处" if statement.cited else "补注了出处")
        told = held if own else anywhere
        missing = "" if own else "标注的出处不存在；" if statement.cited else "没有注明出处；"
        evidence = told.evidence[:1] or anywhere.evidence[:1]
        return Verdict(statement, "unsupported", evidence, missing + told.reason, told.doubtful, told.contradicted)

    def _elsewhere(self, statement: DraftStatement, own: tuple[int, ...], held: _Held) -> _Held:
        """Judge by all passages together; where those cited contradict, by the others, if they say more of it."""
        every = tuple(self._readings)
        if not held.contradicted:
            return held if own == every else self._hold(statement, every)
        others = tuple(n for n in every if n not in own)
        found = self._hold(statement, others)
        return found if found.share >= held.share + _GAIN else replace(found, holds=False)

    def _known(self, numbers: Sequence[int]) -> tuple[int, ...]:
        return tuple(n for n in numbers if n in self._readings)

    def _hold(self, statement: DraftStatement, numbers: tuple[int, ...]) -> _Held:
        if not numbers:
            return _Held(False, "所给段落中没有依据", (), 0.0)
        judgement = judge(statement.text, self._ground(numbers), list(self._readings.values()), self._years)
        evidence = tuple(Evidence(n, *self._readings[n].slice(parts)) for n, parts in judgement.sentences.items())
        if not judgement.fails:
            return _Held(True, "", evidence, judgement.support.share)
        doubtful, reason = doubt_of(judgement)
        contradicted = judgement.relation == "contradicted"
        return _Held(False, reason, evidence, judgement.support.share, doubtful, contradicted)

    def _ground(self, numbers: tuple[int, ...]) -> Ground:
        if numbers not in self._grounds:
            self._grounds[numbers] = Ground([self._readings[n] for n in numbers])
        return self._grounds[numbers]


@dataclass(frozen=True, slots=True)
class _Held:
    """Whether some passages hold a statement, where, and why not."""

    holds: bool
    reason: str
    evidence: tuple[Evidence, ...]
    share: float  # of its words that the passages hold
    doubtful: Doubt = ""
    contradicted: bool = False


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
