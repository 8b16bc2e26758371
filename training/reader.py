"""Learn the reader's decision: how likely the best sentence answers, and which sentences belong to it.

    python -m training.reader [FOLDER …]

Asks every question of ``training/questions`` whose document is there, among our own or in the folders named. Measures
by documents that were not learned from, then learns from all and writes ``model/reader.npz``.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from training.reader_corpora import QUESTIONS, AskedCorpus, lay_out, read_records
from training.reader_measures import area, calibration_error, learning_curve, reliability
from training.reader_rows import Row, rows_of
from training.reader_store import keep, kept
from training.reader_trees import DECISION, MEMBER, Examples, as_arrays, held_out, learn
from zhengxie_qa.reading import DECISION_NAMES, MEMBER_NAMES

_ROOT = Path(__file__).resolve().parent.parent
_MODEL = _ROOT / "src" / "zhengxie_qa" / "model" / "reader.npz"
_BUILD = _ROOT / "build" / "training"


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the rows, print the measures, write the model."""
    given = _parser().parse_args(arguments)
    started = time.perf_counter()
    if given.rows and given.rows.exists():
        rows = kept(given.rows)
    else:
        rows = make_rows(given.questions, given.folders)
        if given.rows:
            keep(rows, given.rows)
    print(f"{len(rows)} rows over {len({row.group for row in rows})} documents, {_since(started)}")
    decision, member = decision_examples(rows), member_examples(rows)
    if not given.unmeasured:
        _print_measures(decision, member)
    arrays: dict[str, Any] = as_arrays(learn(decision, DECISION), "decision", DECISION_NAMES)
    arrays |= as_arrays(learn(member, MEMBER), "member", MEMBER_NAMES)
    np.savez_compressed(given.out, **arrays, decision_typical=np.median(decision.rows, axis=0).astype(np.float32))
    print(f"\n{given.out}: {given.out.stat().st_size / 1000:.0f} kB, {_since(started)}")


def make_rows(questions: Path, folders: Sequence[Path]) -> list[Row]:
    """Return the rows of all records in ``questions``, over its own documents and those in ``folders``."""
    records = read_records(questions / "records.jsonl.xz")
    corpora = list(lay_out(records, [questions / "documents", *folders], _BUILD))
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        return [row for rows in pool.map(_rows, corpora) for row in rows]


def decision_examples(rows: Sequence[Row]) -> Examples:
    """Return the best sentence of each question, and whether it answers."""
    groups = np.array([row.group for row in rows])
    return Examples(np.array([row.row for row in rows]), np.array([bool(row.right[0]) for row in rows]), groups)


def member_examples(rows: Sequence[Row]) -> Examples:
    """Return the other sentences where the best one answers, and whether each is evidence as well."""
    begun = [row for row in rows if row.right[0]]
    groups = np.repeat([row.group for row in begun], [len(row.members) for row in begun])
    return Examples(np.vstack([row.members for row in begun]), np.concatenate([row.right[1:] for row in begun]), groups)


def _rows(asked: AskedCorpus) -> list[Row]:
    return list(rows_of(asked, asked.folder.with_name(f"{asked.folder.name}-index")))


def _print_measures(decision: Examples, member: Examples) -> None:
    for name, examples, settings in (("decision", decision, DECISION), ("member", member, MEMBER)):
        shares = held_out(examples, settings)
        print(f"\n{name}: {len(shares)} sentences, {examples.right.mean():.1%} right; on unseen documents ", end="")
        error = calibration_error(shares, examples.right)
        print(f"area under the ROC curve {area(shares, examples.right):.3f}, expected calibration error {error:.3f}\n")
        print(*reliability(shares, examples.right), sep="\n")
    print("\nlearning curve of the decision\n")
    for line in learning_curve(decision):
        print(line, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Learn the reader's decision from questions with known answers.")
    parser.add_argument("folders", nargs="*", type=Path, help="more documents, named as the records name them")
    parser.add_argument("--questions", type=Path, default=QUESTIONS, help="records.jsonl.xz and documents/")
    parser.add_argument("--out", type=Path, default=_MODEL, help="the model to write")
    parser.add_argument("--rows", type=Path, help="keep the rows in this .npz, or take them from it where it is there")
    parser.add_argument("--unmeasured", action="store_true", help="only learn and write")
    return parser


def _since(started: float) -> str:
    return f"{time.perf_counter() - started:.0f} s"


if __name__ == "__main__":
    main()
