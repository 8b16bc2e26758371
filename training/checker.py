"""Learn whether a statement follows from its passages.

    python -m training.checker                     # print the measures, by documents that were not learned from
    python -m training.checker --write             # and write src/zhengxie_qa/model/checker.npz

Gradient-boosted trees in two steps: over the units of a statement (which of them are the lying words), and over the
statement, its most doubtful units among its signals. What the first step says of a statement that the second learns
from comes from trees that saw nothing of its document. The threshold is what marks ``MARKED`` of the true statements.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.checker_rows import STATEMENTS, Part, parts_of, read_statements
from training.reader_measures import area, calibration_error
from training.reader_trees import Examples, as_arrays, folds_of, held_out, learn
from zhengxie_qa.checking.entailment import ELSEWHERE, MISSING
from zhengxie_qa.checking.never import must_not_pass
from zhengxie_qa.checking.statement_signals import NAMES as STATEMENT_NAMES
from zhengxie_qa.checking.statement_signals import statement_row
from zhengxie_qa.checking.unit_signals import NAMES as UNIT_NAMES

_MODEL = Path(__file__).resolve().parent.parent / "src" / "zhengxie_qa" / "model" / "checker.npz"
MARKED = 0.1  # share of the true statements that may be marked
STRAYS = 0.01  # share of the statements that may be taken to be beside passages that have nothing to do with them
_SCRIPTED = 0.5  # weight of a sentence changed by rule, against a statement that somebody wrote
UNITS = {"max_iter": 120, "learning_rate": 0.1, "max_leaf_nodes": 15, "min_samples_leaf": 25}
STATEMENT = {"max_iter": 200, "learning_rate": 0.06, "max_leaf_nodes": 8, "min_samples_leaf": 20}
Marks = NDArray[np.bool_]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the measures, and write the model where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=Path, default=STATEMENTS)
    parser.add_argument("--write", action="store_true", help="write the model")
    parser.add_argument("--out", type=Path, default=_MODEL)
    options = parser.parse_args(arguments)
    parts = parts_of(read_statements(options.statements, "open"))
    beside = np.array([part.beside for part in parts])
    follow, stray = beside != "others", beside != "scripted"
    units = unit_examples([part for part, chosen in zip(parts, follow, strict=True) if chosen])
    statements = statement_examples(parts, units)
    chances, strays = np.zeros(len(parts)), np.zeros(len(parts))
    chances[follow] = held_out(statements.where(follow), STATEMENT)
    never = np.array(
        [must_not_pass(part.matching, part.support, chance) for part, chance in zip(parts, chances, strict=True)]
    )
    bearing = Examples(statements.rows, beside == "others", statements.groups, statements.weights)
    strays[stray] = held_out(bearing.where(stray), STATEMENT)
    stray_threshold = float(np.quantile(strays[stray & ~bearing.right], 1 - STRAYS))
    threshold = _report(parts, chances, never | (strays > stray_threshold))
    print(f"by rule: {_shares(parts, never)}")
    _print_relation(parts, strays)
    if options.write:
        arrays: dict[str, Any] = as_arrays(learn(units, UNITS), "unit", UNIT_NAMES)
        arrays |= as_arrays(learn(statements.where(follow), STATEMENT), "statement", STATEMENT_NAMES)
        arrays |= as_arrays(learn(bearing.where(stray), STATEMENT), "stray", STATEMENT_NAMES)
        arrays |= {"threshold": np.float32(threshold), "stray_marked": np.float32(stray_threshold)}
        np.savez_compressed(options.out, **arrays)


def unit_examples(parts: Sequence[Part]) -> Examples:
    """Return the units of ``parts``, and which of them are among the lying words."""
    some = [part for part in parts if len(part.rows)]
    lengths = [len(part.rows) for part in some]
    return Examples(
        whole(np.concatenate([part.rows for part in some])),
        np.concatenate([part.lies for part in some]),
        np.repeat([part.group for part in some], lengths),
        np.repeat([_weight(part) for part in some], lengths),
    )


def statement_examples(parts: Sequence[Part], units: Examples) -> Examples:
    """Return ``parts`` as statements, and which of them are false; ``units`` are those learned from.

    The doubt about a part's units is that of trees which saw nothing of its document.
    """
    groups = np.array([part.group for part in parts])
    doubts = [np.zeros(len(part.rows), dtype=np.float32) for part in parts]
    folds = dict(zip(units.groups, folds_of(units.groups), strict=True))
    for fold in set(folds.values()):
        trees = learn(units.where(np.array([folds[group] != fold for group in units.groups])), UNITS)
        for at in (at for at, group in enumerate(groups) if folds[group] == fold and len(doubts[at])):
            doubts[at] = trees.predict_proba(whole(parts[at].rows))[:, 1].astype(np.float32)
    rows = [
        statement_row(part.matching, part.rows, each, part.support) for part, each in zip(parts, doubts, strict=True)
    ]
    false = np.array([part.false for part in parts])
    return Examples(whole(np.stack(rows)), false, groups, np.array([_weight(part) for part in parts]))


def whole(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return ``rows`` with a number in the place of what a unit cannot have."""
    return np.nan_to_num(rows, nan=MISSING).astype(np.float32)


def _weight(part: Part) -> float:
    return _SCRIPTED if part.beside == "scripted" else 1.0


def _shares(parts: Sequence[Part], marked: Marks) -> str:
    """Return the shares of the parts of each kind that are marked."""
    kinds = np.array([f"{part.beside}, {'false' if part.false else 'true'}" for part in parts])
    return "; ".join(f"{kind} {marked[kinds == kind].mean():.3f}" for kind in np.unique(kinds))


def _print_relation(parts: Sequence[Part], strays: NDArray[np.float64]) -> None:
    """Print how often a lie is taken for contradicted, and a statement beside others' passages for unknown."""
    contradicted = [at for at, part in enumerate(parts) if part.false and part.beside in ("own", "among others")]
    unknown = [at for at, part in enumerate(parts) if part.beside == "others"]
    right = (strays[contradicted] <= ELSEWHERE).mean(), (strays[unknown] > ELSEWHERE).mean()
    print(f"contradicted told as such {right[0]:.3f}, unknown {right[1]:.3f}")


def _report(parts: Sequence[Part], chances: NDArray[np.float64], decided: Marks) -> float:
    """Print how well the parts are told apart, those ``decided`` being marked anyway; return the threshold."""
    beside, false = np.array([part.beside for part in parts]), np.array([part.false for part in parts])
    doubted = np.where(decided, 1.0, chances)
    for name in ("own", "among others"):
        here = beside == name
        print(f"beside {name}: {here.sum()} parts, {false[here].sum()} false", end="; ")
        print(f"area under the ROC curve {area(chances[here], false[here]):.3f}", end="; ")
        print(f"calibration error {calibration_error(chances[here], false[here]):.3f}")
        print(*_caught(parts, doubted, here), sep="\n")
    print(f"beside others alone: {decided[beside == 'others'].mean():.3f} told")
    highest, is_lie = _of_records(parts, doubted, beside == "own")
    return float(np.quantile(highest[~is_lie], 1 - MARKED))


def _caught(parts: Sequence[Part], doubted: NDArray[np.float64], here: Marks) -> Iterator[str]:
    """Yield a line for each share of the true statements that are marked: how many lies are caught then."""
    highest, is_lie = _of_records(parts, doubted, here)
    scripted = np.array([part.beside == "scripted" for part in parts])
    false = np.array([part.false for part in parts])
    for share in (0.02, 0.04, 0.06, MARKED, 0.2):
        at = float(np.quantile(highest[~is_lie], 1 - share))
        by_rule = (doubted[scripted & false] > at).mean(), (doubted[scripted & ~false] > at).mean()
        yield (
            f"  true marked {share:.0%}: lies caught {(highest[is_lie] > at).mean():.3f}, threshold {at:.3f}; "
            f"changed by rule {by_rule[0]:.3f}, told again unchanged {by_rule[1]:.3f}"
        )


def _of_records(parts: Sequence[Part], values: NDArray[np.float64], here: Marks) -> tuple[NDArray[np.float64], Marks]:
    """Return the highest of the values of each record's parts, and whether it lies: any part marks an answer."""
    highest: dict[int, float] = {}
    lies: dict[int, bool] = {}
    for at in np.flatnonzero(here):
        part = parts[int(at)]
        highest[part.record] = max(highest.get(part.record, 0.0), float(values[at]))
        lies[part.record] = lies.get(part.record, False) or part.false
    return np.array(list(highest.values())), np.array(list(lies.values()))


if __name__ == "__main__":
    main()
