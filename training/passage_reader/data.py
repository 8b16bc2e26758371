"""The data folder → what is learned from, what is held out, and the pieces that both are made of."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from training.passage_reader.batches import Coded, Coder
from training.passage_reader.example import Example
from training.passage_reader.examples import of_gold, of_public, of_records
from training.passage_reader.learn import Claim
from training.passage_reader.sentences import Elsewhere
from training.passage_reader.twins import Twins, place_in
from training.passage_reader.vocabulary import count_pieces, kept_pieces
from training.passage_reader.weights import E5File, tokenizer
from training.reader_corpora import QUESTIONS, AskedCorpus, lay_out, read_records

_HELD_OUT = ("corpus-6", "corpus-7")
_OWN_TIMES = 3  # our own texts count for more in the vocabulary
_TEXTS, _EACH, _CHARACTERS = 120_000, 12, 1500  # of other texts: how many, which of them, how much of each
_CLASSES = ("supported", "contradicted", "unknown")


@dataclass(frozen=True, slots=True)
class Data:
    """Examples with their pieces; statements; the numbers of the pieces kept."""

    keep: list[int]
    examples: list[Example]
    coded: list[Coded]
    held_out: list[Example]
    held_out_coded: list[Coded]
    claims: list[Claim]


def gather(folder: Path, gold: Sequence[tuple[Path, Path]], e5: E5File, build: Path) -> Data:
    """Return all that the files of ``folder`` (see ``__main__``) and of ``gold`` hold; indexes go to ``build``."""
    records = read_records(QUESTIONS / "records.jsonl.xz")
    sources = [each for each in (QUESTIONS / "documents", folder / "documents") if each.is_dir()]
    corpora = list(lay_out(records, sources, build))
    public = _lines(folder / "public.jsonl.xz")
    counts = count_pieces(e5, _texts(corpora, public, _lines(folder / "texts.jsonl.xz")))
    keep = kept_pieces(e5, counts)
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        own = list(pool.map(of_records, corpora, [_index(each.folder, build) for each in corpora]))
    rng = Random(1)
    examples, held_out = _own(corpora, own, rng)
    for number, (corpus, questions) in enumerate(gold):
        examples += of_gold(corpus, questions, build / f"gold-{number}-index")
    _add_twins(examples, Twins(e5, keep, counts, _places(own)), rng)
    examples += of_public(public, rng)
    coder = Coder(tokenizer(e5, keep), e5.forms)
    claims = [
        (*coder.claim(row["statement"], row["passage"]), _CLASSES.index(row["label"]))
        for row in _lines(folder / "statements.jsonl.xz")
    ]
    coded, held_out_coded = [coder.coded(each) for each in examples], [coder.coded(each) for each in held_out]
    return Data(keep, examples, coded, held_out, held_out_coded, claims)


def _lines(path: Path) -> list[dict[str, Any]]:
    return read_records(path) if path.exists() else []


def _index(folder: Path, build: Path) -> Path:
    return build / f"{folder.name}-index"


def _own(
    corpora: Sequence[AskedCorpus], own: Sequence[list[Example]], rng: Random
) -> tuple[list[Example], list[Example]]:
    """Return what is learned from, with sentences of other documents added, and what is held out."""
    examples: list[Example] = []
    held_out: list[Example] = []
    for asked, made in zip(corpora, own, strict=True):
        if asked.folder.name in _HELD_OUT:
            held_out += made
            continue
        elsewhere = Elsewhere(asked.folder)
        for example in made:
            here = {each.text.strip() for each in example.sentences}
            example.sentences += [
                each
                for each in elsewhere.nearest(example.question, f"{example.document}.txt")
                if each.text not in here and not any(span in each.text for span in example.spans)
            ]
        examples += made
    rng.shuffle(examples)
    return examples, held_out


def _places(own: Sequence[list[Example]]) -> list[str]:
    return [place for made in own for example in made if (place := place_in(example.title))]


def _add_twins(examples: Sequence[Example], twins: Twins, rng: Random) -> None:
    for example in examples:
        if example.answerable:
            example.twins = twins.of(example, rng)


def _texts(
    corpora: Sequence[AskedCorpus], public: Sequence[dict[str, Any]], others: Sequence[dict[str, Any]]
) -> Iterator[tuple[str, int]]:
    """Yield the texts whose pieces are counted, and how often each counts."""
    for asked in corpora:
        for path in sorted(asked.folder.iterdir()):
            yield path.read_text(encoding="utf-8", errors="ignore"), _OWN_TIMES
        for record in asked.records:
            yield record["question"], _OWN_TIMES
    yield from ((row["question"], 1) for row in public)
    yield from ((passage, 1) for passage in Counter(row["passage"] for row in public))
    yield from ((row["text"][:_CHARACTERS], 1) for row in islice(others, 0, _TEXTS, _EACH))
