"""A toolkit's process over all corpora → what it found and what it took."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from peers.parent import Child, Found
from zhengxie_qa.evaluation import holds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from peers.contract import Text
    from peers.environments import Environment
    from peers.questions import Corpus

    Shared = tuple[str, Sequence[Path], Path]  # the encoder, the folders its imports are in, the folder for logs

SHIPPED, CHINESE = "as shipped", "for Chinese"
_DEPTH = 5
_SIZES = (20, 4000)  # between these a unit of length is looked for that makes passages as long as ours
_CLOSE = 0.02  # of our mean length: near enough


@dataclass(frozen=True, slots=True)
class Toolkit:
    """A toolkit that is compared: the name of its environment, what it is called, its adapter."""

    name: str
    title: str
    module: str
    settings: tuple[str, ...] = (SHIPPED, CHINESE)


@dataclass(slots=True)
class Taken:
    """What indexing and asking took: by the clock, which tells of other work too, and of the processor."""

    seconds: float = 0.0
    processor_s: float = 0.0
    first_ms: float = 0.0  # the first question of all: what is loaded on first use is in it
    milliseconds: list[float] = field(default_factory=list)
    processor_ms: float = 0.0  # of all questions together
    peak_mb: float = 0.0
    passages: int = 0
    characters: int = 0  # of all passages together


@dataclass(slots=True)
class Measured:
    """What a toolkit found in one setting, and what it took."""

    toolkit: Toolkit
    environment: Environment
    setting: str
    started: dict[str, float]  # seconds to import (by the clock, of the processor), megabytes then
    taken: Taken = field(default_factory=Taken)
    many: Taken | None = None
    lengths: dict[str, float] = field(default_factory=dict)  # corpus: mean characters of a passage
    asked: Counter[str] = field(default_factory=Counter)  # question set, "all" or "in English": questions
    first: Counter[str] = field(default_factory=Counter)  # of them with evidence in the first passage
    among: Counter[str] = field(default_factory=Counter)  # of them with evidence in the first five


def measure(
    toolkit: Toolkit,
    environment: Environment,
    shared: Shared,
    corpora: Sequence[Corpus],
    reports: Corpus | None,
    lengths: Mapping[str, float],
) -> Iterator[Measured]:
    """Yield what the toolkit does in each of its settings; ``lengths`` are those of our passages, by corpus.

    Raises PeerError where it cannot be used.
    """
    for setting in toolkit.settings:
        size = None
        with _child(toolkit, environment, shared) as child:
            made = Measured(toolkit, environment, setting, child.started)
            for corpus in corpora:
                if setting == CHINESE:
                    size = matching_size(child, corpus.documents, lengths[corpus.name])
                _ask(child, corpus, size, made)
        if reports is not None:
            with _child(toolkit, environment, shared) as child:
                made.many = Taken()
                _taken(child, reports, size, made.many, made.lengths)
        yield made


def matching_size(child: Child, documents: Sequence[Text], wanted: float) -> int:
    """Return the unit of length with which the toolkit's passages are ``wanted`` characters long in the mean."""
    low, high = _SIZES
    best = (float("inf"), low)
    while low <= high:
        size = (low + high) // 2
        lengths = child.split(documents, size)
        mean = sum(lengths) / len(lengths)
        best = min(best, (abs(mean - wanted), size))
        if abs(mean - wanted) <= _CLOSE * wanted:
            break
        low, high = (size + 1, high) if mean < wanted else (low, size - 1)
    return best[1]


def _child(toolkit: Toolkit, environment: Environment, shared: Shared) -> Child:
    encoder, paths, logs = shared
    return Child(Path(environment.python), toolkit.module, encoder, paths, logs / f"{toolkit.name}.log")


def _ask(child: Child, corpus: Corpus, size: int | None, made: Measured) -> None:
    found = _taken(child, corpus, size, made.taken, made.lengths)
    for question, hits in zip(corpus.questions, found.hits, strict=True):
        held = [holds(hit, question.evidence) for hit in hits]
        for name in (question.set, "all", *(["in English"] if question.in_english else [])):
            made.asked[name] += 1
            made.first[name] += held[:1] == [True]
            made.among[name] += any(held)


def _taken(child: Child, corpus: Corpus, size: int | None, taken: Taken, lengths: dict[str, float]) -> Found:
    """Index and ask; add what it took to ``taken`` and put the mean length into ``lengths``."""
    indexed = child.index(corpus.documents, size)
    texts = [question.text for question in corpus.questions]
    first, found = child.search(texts[:1], _DEPTH), child.search(texts, _DEPTH)
    lengths[corpus.name] = sum(indexed.lengths) / len(indexed.lengths)
    taken.seconds += indexed.seconds
    taken.processor_s += indexed.processor_s
    taken.passages += len(indexed.lengths)
    taken.characters += sum(indexed.lengths)
    taken.first_ms = taken.first_ms or first.ms[0]
    taken.milliseconds.extend(found.ms)
    taken.processor_ms += found.processor_ms
    taken.peak_mb = child.peak()
    return found
