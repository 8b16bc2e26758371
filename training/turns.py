"""Learn what people say beside their questions: python -m training.turns [--out FILE] [--trial].

Patterns of ``turns/`` are said out in full at random; the questions of ``questions/`` and patterns of turns that lean
on others are what is not to be taken for talk. With --trial prints how many questions about documents that a model has
not seen it takes for talk. What is written is learned from all.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from zhengxie_qa.question.turn_model import KNOWLEDGE, QUESTION, ROWS, grams_of, vectors_of

_HERE = Path(__file__).resolve().parent
_OUT = _HERE.parent / "src" / "zhengxie_qa" / "model" / "turns.npz"
_SAID = 40  # ways of saying one pattern that are learned from
_TRIES = 3  # for each of them, before a pattern is said to have no more
_FOLDS, _SEED = 3, 1
_REGULAR = 30.0  # inverse strength of the penalty: weak, as the patterns repeat what matters
_STEPS = 200
_KNOWLEDGE = 2.0  # weight of a question about the world: they are endless, and patterns of them few
_THRESHOLDS = (0.5, 0.8, 0.9, 0.95, 0.98)


@dataclass(frozen=True, slots=True)
class Example:
    """A turn, its kind, and the document that a question is about ("" for a pattern)."""

    turn: str
    kind: str
    document: str = ""
    answerable: bool = True


def examples() -> list[Example]:
    """Return all that is learned from, in a fixed order."""
    chance = random.Random(_SEED)
    said = [
        Example(turn, kind)
        for name in ("beside.txt", "asked.txt")
        for kind, pattern in _patterns(_HERE / "turns" / name)
        for turn in _ways(pattern, chance)
    ]
    with lzma.open(_HERE / "questions" / "records.jsonl.xz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return said + [
        Example(record["question"], QUESTION, record["document"], record["answerable"]) for record in records
    ]


def _patterns(path: Path) -> Iterator[tuple[str, str]]:
    kind = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if heading := re.fullmatch(r"\[([a-z]+)\]", line):
            kind = heading[1]
        elif line and not line.startswith("#"):
            yield kind, line


def _ways(pattern: str, chance: random.Random) -> list[str]:
    """Return up to _SAID ways of saying ``pattern``, whose (a|b|) each are one of these."""
    parts = [
        part.strip("()").split("|") if part.startswith("(") else [part] for part in re.split(r"(\([^()]*\))", pattern)
    ]
    return sorted({"".join(_one_of(part, chance) for part in parts) for _ in range(_SAID * _TRIES)} - {""})[:_SAID]


def _one_of(part: Sequence[str], chance: random.Random) -> str:
    """Return one of ``part``; nothing as often as something where it may be left out: people say little."""
    return "" if "" in part and chance.random() < 0.5 else chance.choice(part)


def _rows(turns: Sequence[str]) -> sparse.csr_matrix:
    grams = [grams_of(turn) for turn in turns]
    shares = np.concatenate([np.full(len(each), len(each) ** -0.5, dtype=np.float32) for each in grams])
    starts = np.cumsum([0, *map(len, grams)])
    hashed = sparse.csr_matrix((shares, np.concatenate(grams), starts), shape=(len(turns), ROWS))
    return sparse.hstack([sparse.csr_matrix(vectors_of(turns)), hashed]).tocsr()


def _learned(rows: sparse.csr_matrix, kinds: NDArray[np.str_]) -> LogisticRegression:
    weights = {kind: _KNOWLEDGE if kind == KNOWLEDGE else 1.0 for kind in set(kinds.tolist())}
    return LogisticRegression(C=_REGULAR, max_iter=_STEPS, class_weight=weights).fit(rows, kinds)


def _trial(known: Sequence[Example], rows: sparse.csr_matrix, kinds: NDArray[np.str_]) -> None:
    """Print how many questions are taken for talk by models that saw no question about their documents."""
    documents = np.array([each.document for each in known])
    names = np.unique(documents[documents != ""])
    fold_of = dict(zip(np.random.default_rng(_SEED).permutation(names), np.arange(len(names)) % _FOLDS, strict=True))
    folds = np.array([fold_of.get(name, -1) for name in documents])
    beside = np.zeros(len(known))
    for fold in range(_FOLDS):
        model = _learned(rows[folds != fold], kinds[folds != fold])
        asks = np.isin(model.classes_, (QUESTION, KNOWLEDGE))
        beside[folds == fold] = 1 - model.predict_proba(rows[folds == fold])[:, asks].sum(axis=1)
    unanswered = np.array([not each.answerable for each in known])
    for threshold in _THRESHOLDS:
        taken = beside > threshold
        print(f"{threshold}: {taken.sum()} of {(folds >= 0).sum()} questions taken for talk, "
              f"{(taken & unanswered).sum()} of the {unanswered.sum()} that nothing answers")  # fmt: skip


def _write(model: LogisticRegression, out: Path) -> None:
    weights = model.coef_.T.astype(np.float32)
    scales = np.abs(weights).max(axis=0) / 127
    packed = np.round(weights / scales).astype(np.int8)
    arrays = {"weights": packed, "scales": scales, "bias": model.intercept_.astype(np.float32)}
    np.savez_compressed(out, kinds=np.array(model.classes_, dtype=str), **arrays)


def main() -> None:
    """Learn, print, write."""
    parser = argparse.ArgumentParser(description="Learn what people say beside their questions.")
    parser.add_argument("--out", type=Path, default=_OUT)
    parser.add_argument("--trial", action="store_true", help="measure on questions held back as well")
    arguments = parser.parse_args()
    known = examples()
    rows, kinds = _rows([each.turn for each in known]), np.array([each.kind for each in known])
    if arguments.trial:
        _trial(known, rows, kinds)
    _write(_learned(rows, kinds), arguments.out)
    print(f"{len(known)} turns learned from, {arguments.out.stat().st_size} bytes written to {arguments.out}")


if __name__ == "__main__":
    main()
