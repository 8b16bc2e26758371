"""Measure search, answers, citations and refusals on questions whose answers are known."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from zhengxie_qa.evaluation.figure_provenance import audit_figures
from zhengxie_qa.evaluation.gold_questions import GoldQuestion
from zhengxie_qa.evaluation.judgements import bears, first_rank, has_fact, holds, is_verbatim, without_markers
from zhengxie_qa.types import Answer, Document, Hit, Turn

_Z95 = 1.959964  # two-sided 95 % of the normal distribution


class Answering(Protocol):
    """The part of an assistant that is judged."""

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents by path."""

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """Answer a question."""

    def search(self, question: str, history: Sequence[Turn] = (), k: int = 10) -> list[Hit]:
        """Return the best ``k`` passages, best first."""


@dataclass(frozen=True, slots=True)
class Row:
    """How one question went."""

    id: Any
    type: str
    question: str
    answerable: bool
    answered: bool
    has_evidence: bool  # so that rank and cited mean something
    rank: int | None  # of the first passage with evidence, from 1; None: not among those looked through
    cited: bool  # a cited passage holds evidence
    bearing: int  # citations whose quote is verbatim and bears on the evidence
    verbatim: int  # citations whose quote is verbatim
    citations: int
    has_facts: bool  # so that missing means something
    missing: tuple[str, ...]  # facts that do not occur in the answer
    figures: int  # in the answer
    unsupported: tuple[str, ...]  # figures in no passage cited for them, and not said to be computed
    characters: int  # of the answer, without its markers
    milliseconds: float  # from question to answer
    answer: str

    @property
    def is_right(self) -> bool:
        """Tell whether nothing is left to wish for: found first, stated, cited; or refused where due."""
        if not self.answerable:
            return not self.answered
        found = not self.has_evidence or (self.rank == 1 and self.cited)
        sound = self.bearing == self.citations and not self.unsupported
        return self.answered and found and not self.missing and sound


@dataclass(frozen=True, slots=True)
class Share:
    """``count`` of ``total``."""

    count: int
    total: int

    @property
    def value(self) -> float | None:
        """The share, or None where there is nothing to count."""
        return self.count / self.total if self.total else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of Wilson (1927), "Probable inference, the law of succession"."""
        if not self.total:
            return None
        share, n, z2 = self.count / self.total, self.total, _Z95**2
        centre = (share + z2 / (2 * n)) / (1 + z2 / n)
        half = _Z95 * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
        return max(0.0, centre - half), min(1.0, centre + half)


@dataclass(frozen=True, slots=True)
class Summary:
    """The measures over some rows; a figure is None where no row counts towards it."""

    questions: int
    shares: Mapping[str, Share]
    mean_reciprocal_rank: float | None
    median_characters: float | None
    mean_characters: float | None
    p50_milliseconds: float | None
    p95_milliseconds: float | None


def evaluate(assistant: Answering, questions: Iterable[GoldQuestion], k: int = 5) -> Iterator[Row]:
    """Ask each question and yield how it went; evidence is looked for in the first ``k`` passages."""
    for gold in questions:
        asked = gold.asked
        hits = assistant.search(asked.question, asked.history, k=k) if gold.evidence else []
        started = time.perf_counter()
        answer = assistant.ask(asked.question, asked.history)
        milliseconds = (time.perf_counter() - started) * 1000
        yield _judge(gold, hits, answer, milliseconds, assistant.documents)


def _judge(
    gold: GoldQuestion,
    hits: Sequence[Hit],
    answer: Answer,
    milliseconds: float,
    documents: Mapping[str, Document],
) -> Row:
    text = without_markers(answer)
    asked = " ".join([gold.asked.question, *(turn[0] for turn in gold.asked.history)])
    audit = audit_figures(answer, documents, asked)
    verbatim = [citation for citation in answer.citations if is_verbatim(citation, documents)]
    return Row(
        id=gold.asked.id,
        type=gold.type,
        question=gold.asked.question,
        answerable=gold.answerable,
        answered=answer.status == "answered",
        has_evidence=bool(gold.evidence),
        rank=first_rank(hits, gold.evidence),
        cited=any(holds(citation.passage, gold.evidence) for citation in answer.citations),
        bearing=sum(bears(citation, gold) for citation in verbatim),
        verbatim=len(verbatim),
        citations=len(answer.citations),
        has_facts=bool(gold.facts),
        missing=tuple(fact for fact in gold.facts if not has_fact(text, fact)),
        figures=audit.total,
        unsupported=audit.unsupported,
        characters=len(text),
        milliseconds=milliseconds,
        answer=answer.answer,
    )


def summarise(rows: Sequence[Row], k: int = 5) -> Summary:
    """Sum the rows up.

    A refused question counts as one whose facts are not stated and whose evidence is not cited. Citation
    precision is over the citations of answerable questions, ``verbatim`` over those of all; ``figures`` is over all
    figures of all answers.
    """
    answerable = [row for row in rows if row.answerable]
    evident = [row for row in answerable if row.has_evidence]
    lengths = [row.characters for row in answerable if row.answered]
    times = [row.milliseconds for row in rows]
    shares = {f"hit@{n}": _found_within(evident, n) for n in sorted({1, min(5, k), k})}
    shares |= {
        "fact_recall": _share([row for row in answerable if row.has_facts], _states_facts),
        "citation_precision": Share(_sum(evident, "bearing"), _sum(evident, "citations")),
        "citation_recall": _share(evident, lambda row: row.answered and row.cited),
        "verbatim": Share(_sum(rows, "verbatim"), _sum(rows, "citations")),
        "figures": Share(_sum(rows, "figures") - sum(len(row.unsupported) for row in rows), _sum(rows, "figures")),
        "refusal": _share([row for row in rows if not row.answerable], lambda row: not row.answered),
        "wrong_refusal": _share(answerable, lambda row: not row.answered),
    }
    return Summary(
        questions=len(rows),
        shares=shares,
        mean_reciprocal_rank=_mean([1 / row.rank if row.rank else 0.0 for row in evident]),
        median_characters=statistics.median(lengths) if lengths else None,
        mean_characters=_mean(lengths),
        p50_milliseconds=_percentile(times, 0.50),
        p95_milliseconds=_percentile(times, 0.95),
    )


def _found_within(rows: Sequence[Row], n: int) -> Share:
    return _share(rows, lambda row: row.rank is not None and row.rank <= n)


def _states_facts(row: Row) -> bool:
    return row.answered and not row.missing


def _share(rows: Sequence[Row], is_counted: Callable[[Row], bool]) -> Share:
    return Share(sum(map(is_counted, rows)), len(rows))


def _sum(rows: Sequence[Row], field: str) -> int:
    return sum(getattr(row, field) for row in rows)


def _mean(values: Sequence[float]) -> float | None:
    return statistics.fmean(values) if values else None


def _percentile(values: Sequence[float], share: float) -> float | None:
    """Return the smallest value that at least ``share`` of the values do not exceed (nearest rank)."""
    return sorted(values)[math.ceil(share * len(values)) - 1] if values else None
