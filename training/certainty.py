"""Learn how likely a sentence answers: from documents that neither the trees nor the passage reader learned from.

    python -m training.certainty FOLDER --rows rows.npz --gold DOCUMENTS QUESTIONS    # writes model/certainty.npz

Of the documents that the passage reader did not see one half is learned from, the other only measured. The trees that
ship have seen both, so that others stand in for them here, learned from those ``rows`` (see ``training.reader``) that
belong to neither. ``--gold`` adds questions by other hands, in formats of their own.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from training.certainty_rows import Judged, judged_of, judged_of_gold
from training.reader import decision_examples
from training.reader_corpora import QUESTIONS, AskedCorpus, lay_out, read_records
from training.reader_measures import area, calibration_error, reliability
from training.reader_store import kept
from training.reader_trees import DECISION, as_arrays, learn
from zhengxie_qa.reading import DECISION_NAMES, FACTS, SOURCES, Regression, Source

LEARNED, MEASURED = "corpus-6", "corpus-7"  # of the corpora that the passage reader did not learn from
_MODEL = Path(__file__).resolve().parent.parent / "src" / "zhengxie_qa" / "model" / "certainty.npz"
_BUILD = Path(__file__).resolve().parent.parent / "build" / "training" / "certainty"


def main(arguments: Sequence[str] | None = None) -> None:
    """Ask, learn, measure, write."""
    given = _parser().parse_args(arguments)
    started = time.perf_counter()
    corpora = {each.folder.name: each for each in _corpora(given)}
    trees = stand_in(given.rows, [each for name, each in corpora.items() if name in (LEARNED, MEASURED)], given.build)
    with ProcessPoolExecutor(given.workers) as pool:
        held_out = [
            replace(corpora[name], records=corpora[name].records[:: given.every]) for name in (LEARNED, MEASURED)
        ]
        own = [pool.submit(judged_of, each, _index(each.folder), trees) for each in held_out]
        gold = [
            pool.submit(judged_of_gold, corpus, questions, given.build / f"gold-{number}", trees)
            for number, (corpus, questions) in enumerate(given.gold)
        ]
        learned, measured = (each.result() for each in own)
        by_others = [one for each in gold for one in each.result()]
    print(f"{len(learned)} + {len(by_others)} sentences learned from, {time.perf_counter() - started:.0f} s")
    arrays: dict[str, Any] = {}
    for source in SOURCES:
        arrays |= fitted(source, [*learned, *by_others])
        print(f"\n{source}:", *_told(arrays, source))
    for name, judged in (("documents kept out", measured), ("questions by other hands, learned from", by_others)):
        _print_measures(name, judged, arrays)
    np.savez_compressed(given.out, **arrays)


def stand_in(rows: Path, held_out: Sequence[AskedCorpus], build: Path) -> Path:
    """Return the file of trees learned from ``rows`` of other documents than those of ``held_out``."""
    names = {str(record["document"]) for asked in held_out for record in asked.records}
    others = [row for row in kept(rows) if row.group not in names]
    build.mkdir(parents=True, exist_ok=True)
    examples, path = decision_examples(others), build / "trees.npz"
    arrays = as_arrays(learn(examples, DECISION), "decision", DECISION_NAMES)
    arrays["decision_typical"] = np.median(examples.rows, axis=0).astype(np.float32)
    np.savez(path, **arrays)  # type: ignore[arg-type]
    print(f"trees that stand in: {len(others)} rows")
    return path


def fitted(source: Source, judged: Sequence[Judged]) -> dict[str, NDArray[Any]]:
    """Return the regression of ``source`` as ``reading.certainty`` reads it."""
    chosen = [each for each in judged if each.source == source]
    rows = np.array([[each.facts[name] for name in FACTS[source]] for each in chosen])
    model = LogisticRegression(C=1.0, max_iter=2000).fit(rows, [each.right for each in chosen])
    return {
        f"{source}_names": np.array(FACTS[source]),
        f"{source}_weights": model.coef_[0].astype(np.float32),
        f"{source}_typical": rows.mean(axis=0).astype(np.float32),
        f"{source}_added": np.array(model.intercept_[0], dtype=np.float32),
    }


def _told(arrays: dict[str, Any], source: Source) -> list[str]:
    pairs = zip(arrays[f"{source}_names"], arrays[f"{source}_weights"], strict=True)
    return [f"{name} {weight:.2f}" for name, weight in pairs] + [f"added {float(arrays[f'{source}_added']):.2f}"]


def _print_measures(name: str, judged: Sequence[Judged], arrays: dict[str, Any]) -> None:
    last = [each for each in judged if each.last]
    by = {source: Regression.load(arrays, source) for source in SOURCES}
    shares = np.array([by[each.source].probability(each.facts) for each in last])
    right = np.array([each.right for each in last])
    print(f"\n{name}: {len(last)} sentences, {right.mean():.1%} right, area under the ROC curve ", end="")
    print(f"{area(shares, right):.3f}, expected calibration error {calibration_error(shares, right):.3f}\n")
    print(*reliability(shares, right), sep="\n")
    print("\n| least | right shown | wrong shown | unanswerable shown |\n|---|---|---|---|")
    answerable = np.array([each.answerable for each in last])
    for least in np.arange(0.15, 0.75, 0.05):
        shown = (shares >= least) & ~np.array([each.forbidden for each in last])
        counts = (shown & right, shown & ~right, shown & ~answerable)
        whole = (right, ~right, ~answerable)
        cells = (f"{count.sum()} of {of.sum()}" for count, of in zip(counts, whole, strict=True))
        print(f"| {least:.2f} | {' | '.join(cells)} |")


def _corpora(given: argparse.Namespace) -> list[AskedCorpus]:
    records = read_records(given.questions / "records.jsonl.xz")
    return list(lay_out(records, [given.questions / "documents", *given.folders], given.build))


def _index(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}-index")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Learn how likely a sentence answers.")
    parser.add_argument("folders", nargs="*", type=Path, help="more documents, named as the records name them")
    parser.add_argument("--rows", type=Path, required=True, help="rows of training.reader, for trees that stand in")
    parser.add_argument("--questions", type=Path, default=QUESTIONS, help="records.jsonl.xz and documents/")
    parser.add_argument("--gold", type=Path, nargs=2, action="append", default=[], metavar=("DOCUMENTS", "QUESTIONS"))
    parser.add_argument("--out", type=Path, default=_MODEL, help="the file to write")
    parser.add_argument("--build", type=Path, default=_BUILD, help="folder for corpora and indexes on the way")
    parser.add_argument("--every", type=int, default=1, help="ask only each so-manieth record, for a quick trial")
    parser.add_argument("--workers", type=int, default=2, help="processes that ask")
    return parser


if __name__ == "__main__":
    main()
