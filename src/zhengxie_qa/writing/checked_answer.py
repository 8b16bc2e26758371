"""From a checked draft to the ``Answer`` a person reads: its own numbers, its marks, its citations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zhengxie_qa.checking import Evidence, Grounding, Verdict
from zhengxie_qa.composing import Phrases, make_citation
from zhengxie_qa.reading import one_line
from zhengxie_qa.types import Answer, Citation, Document, Passage, Support

_ENDS = "。！？；!?;.，,"  # a marker stands before them: …236件[1]。


def verified_answer(
    question: str,
    grounding: Grounding,
    passages: Mapping[int, Passage],
    documents: Mapping[str, Document],
    phrases: Phrases,
) -> Answer:
    """Return the answer that ``grounding`` allows: every marker opens a passage, every failed statement is marked.

    ``passages`` are those the draft was written from, by number; the markers of the answer count anew.
    """
    places = _Places(passages, documents)
    pieces: list[str] = []
    support: list[Support] = []
    reached = length = 0
    for verdict in grounding.verdicts:
        statement = verdict.statement
        between = grounding.draft.text[reached : statement.start]
        numbers = tuple(dict.fromkeys(places.number(evidence) for evidence in verdict.evidence))
        text = _marked(statement.text, verdict, numbers, phrases)
        start = length + len(between)
        support.append(Support(start, start + len(text), verdict.kind, numbers, verdict.reason))
        pieces += [between, text]
        length, reached = start + len(text), statement.end
    text = "".join([*pieces, grounding.draft.text[reached:]])
    reasons = [(one_line(failed.statement.text).strip(_ENDS), failed.reason) for failed in grounding.failed]
    warnings = (phrases.unverified_because(reasons),) if reasons else ()
    return Answer(
        question, "answered", text, "generated", tuple(places.citations), (), warnings, statements=tuple(support)
    )


class _Places:
    """The citations of an answer, numbered as they come; what lies inside one already there shares its number."""

    def __init__(self, passages: Mapping[int, Passage], documents: Mapping[str, Document]) -> None:
        self._passages = passages
        self._documents = documents
        self.citations: list[Citation] = []

    def number(self, evidence: Evidence) -> int:
        passage = self._passages[evidence.n]
        start, end = passage.start + evidence.start, passage.start + evidence.end
        for citation in self.citations:
            if citation.document == passage.document and citation.start <= start and end <= citation.end:
                return citation.n
        made = make_citation(len(self.citations) + 1, self._documents[passage.document], passage, start, end)
        self.citations.append(made)
        return made.n


def _marked(text: str, verdict: Verdict, numbers: Sequence[int], phrases: Phrases) -> str:
    """Return the statement with its markers; one that failed says so, and its marker opens the nearest passage."""
    bare = text.rstrip()
    end = bare[len(bare.rstrip(_ENDS)) :]
    bare = bare[: len(bare) - len(end)]
    markers = "".join(f"[{n}]" for n in numbers)
    mark = phrases.unverified() if verdict.kind == "unsupported" else ""
    return f"{bare}{mark}{markers}{end}"
