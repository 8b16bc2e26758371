"""One turn of a conversation, as it was understood, with what was found for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zhengxie_qa.dialogue.list_items import GivenList
from zhengxie_qa.question import Earlier, Elaboration, Language, Taken, Talk, Wording
from zhengxie_qa.reading import Findings
from zhengxie_qa.text import Unit, converts, find_figures


@dataclass(frozen=True, slots=True)
class ResolvedTurn:
    """What was asked, completed from earlier turns, and what answers it."""

    number: int  # of the turn, from 1
    wording: Wording
    language: Language
    findings: Findings
    documents: Sequence[str] = ()  # paths of those that answer; where nothing does, of those used before
    places: tuple[str, ...] = ()  # the conversation is about, until another is named
    passages: Sequence[int] = ()  # numbers of those around what answers: the section it stands in
    paragraph: tuple[str, int, int] | None = None  # the one that answers: document, begin, end
    named: tuple[str, ...] = ()  # places and titles that the conversation has named so far
    listed: GivenList | None = None  # what the numbers of items mean after it
    subject: str = ""  # what it asks about, where its own words do not say it
    behind: ResolvedTurn | None = None  # the last one that was answered, where this one is not
    elaboration: Elaboration | None = None  # asks about the answer before it, which is then what was found
    unit: Unit | None = None  # that the figure is wanted in
    more: int = 0  # times that more was asked for since
    talk: Talk | None = None  # what it is if it asks the documents nothing; what was found for it is then of no use

    @property
    def is_follow_up(self) -> bool:
        """Whether something was taken over from an earlier turn."""
        return bool(self.wording.taken) or self.elaboration is not None

    @property
    def answers(self) -> bool:
        """Whether the documents say something to it."""
        return any(statement.answers for statement in self.findings.statements)

    def holds_figure_in(self, unit: Unit) -> bool:
        """Whether what answers quotes a figure that can be reckoned into ``unit``."""
        spans = (span for statement in self.findings.statements for span in statement.spans)
        return any(converts(figure, unit) for span in spans for figure in find_figures(span.text))

    @property
    def may_be_written(self) -> bool:
        """Whether a language model may answer: not where a quotation stands, nor the same again."""
        return not self.talk and self.findings.may_be_written and self.elaboration not in ("source", "again", "unit")

    @property
    def taken(self) -> tuple[Taken, ...]:
        """What was taken over from which earlier turn."""
        return self.wording.taken

    @property
    def completed(self) -> str:
        """The question as it was understood, to be read alone."""
        text = f"{self.subject}{self.wording.text}"
        return f"{text}（{self.wording.context}）" if self.wording.context and not self.subject else text

    @property
    def filled_in(self) -> str:
        """The same, where it says more than the turn did; empty where the turn stood alone."""
        return self.completed if self.is_follow_up else ""

    def as_earlier(self, reference_year: int | None) -> Earlier:
        """Return this turn's question as the next turn leans on it."""
        return Earlier(f"{self.subject}{self.wording.text}", self.number, reference_year, self.wording.own)
