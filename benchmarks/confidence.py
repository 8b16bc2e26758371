"""Measure how far the probability holds that the best sentence answers: of the answers given at 0.8, are 80% right?

    python benchmarks/confidence.py                          print the tables
    python benchmarks/confidence.py --write                  and put them into benchmarks/README.md
    python benchmarks/confidence.py --more NAME FILE DIR     with questions of your own over documents of your own

Over question sets from which neither trees, passage reader nor regression were learned. A sentence is right where it is
the evidence or says all facts; what tables, headings and opening lines answer has no probability and is left out.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]

from zhengxie_qa import Assistant
from zhengxie_qa.evaluation import GoldQuestion, holds, read_gold
from zhengxie_qa.evaluation.judgements import has_fact
from zhengxie_qa.reading import LEAST

_HERE = Path(__file__).resolve().parent
_README = _HERE / "README.md"
_DATA = _HERE / "data"
_SETS = {  # name: questions, documents; nobody has read the answers to any
    "blind fiction": (_DATA / "blind-fiction.jsonl", _DATA / "blind-fiction"),
    "luting b": (_DATA / "luting-b.jsonl", _DATA / "luting"),
}
_BINS = 5  # of equal width: with more of them each holds too few sentences of these sets
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Case:
    probability: float
    answerable: bool
    right: bool
    forbidden: bool  # a rule lets it not be quoted, however likely


def main() -> None:
    """Print the tables, and write them where asked."""
    parser = argparse.ArgumentParser(description="Measure how far the probability of an answer holds.")
    parser.add_argument("--write", action="store_true", help="put the tables into benchmarks/README.md")
    parser.add_argument(
        "--more", nargs=3, action="append", default=[], metavar=("NAME", "FILE", "DIR"), help="another set, put first"
    )
    given = parser.parse_args()
    sets = {name: (Path(questions), Path(corpus)) for name, questions, corpus in given.more} | _SETS
    cases = {name: list(_cases(*files)) for name, files in sets.items()}
    together = [case for each in cases.values() for case in each]
    tables = f"{_errors({**cases, 'together': together})}\n\n{_reliability(together)}\n\n{_cautions(together)}"
    print(tables)
    if given.write:
        marked = re.compile(r"(<!-- confidence -->\n).*?(<!-- /confidence -->)", re.DOTALL)
        text = marked.sub(lambda match: f"{match.group(1)}{tables}\n{match.group(2)}", _README.read_text("utf-8"))
        _README.write_text(text, "utf-8")


def _cases(questions: Path, corpus: Path) -> Iterator[_Case]:
    assistant = Assistant.open(corpus, _HERE.parent / "build" / "eval" / corpus.name)
    for gold in read_gold(str(questions)):
        if not gold.is_in(assistant.documents):
            continue
        for reading in assistant.read(gold.asked.question, gold.asked.history):
            decision = reading.decision
            if decision.probability is not None and reading.weighed is not None:
                right = _is_right(reading.weighed.candidates[0].text, gold)
                forbidden = decision.forbidden
                yield _Case(decision.probability, gold.answerable, right, forbidden)


def _is_right(text: str, gold: GoldQuestion) -> bool:
    if not gold.answerable:
        return False
    evidence = holds(text, gold.evidence) or any(holds(one, [text]) for one in gold.evidence)
    return evidence or bool(gold.facts and all(has_fact(text, fact) for fact in gold.facts))


def _errors(sets: Mapping[str, Sequence[_Case]]) -> str:
    """Return the expected calibration error of each set (Naeini, Cooper & Hauskrecht, 2015), and the area."""
    lines = ["| | sentences | right | mean probability | expected calibration error | area under the ROC curve |"]
    lines.append("|---|---|---|---|---|---|")
    for name, cases in sets.items():
        shares, right = _arrays(cases)
        error = sum(abs(shares[part].mean() - right[part].mean()) * part.mean() for _, part in _parts(shares))
        cells = (f"{right.mean():.3f}", f"{shares.mean():.3f}", f"{error:.3f}", f"{roc_auc_score(right, shares):.3f}")
        lines.append(f"| {name} | {len(cases)} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _reliability(cases: Sequence[_Case]) -> str:
    shares, right = _arrays(cases)
    lines = ["| probability given | sentences | mean given | right |", "|---|---|---|---|"]
    for low, part in _parts(shares):
        cells = (
            f"{low:.1f}–{low + 1 / _BINS:.1f}",
            part.sum(),
            f"{shares[part].mean():.3f}",
            f"{right[part].mean():.3f}",
        )
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(lines)


def _cautions(cases: Sequence[_Case]) -> str:
    """Return what each caution shows of right and of wrong sentences, and what it refuses of unanswerable questions."""
    right = np.array([case.right for case in cases])
    answerable = np.array([case.answerable for case in cases])
    lines = ["| `caution` | from | right shown | wrong shown | of those shown, right | unanswerable refused |"]
    lines.append("|---|---|---|---|---|---|")
    for caution, least in LEAST.items():
        shown = np.array([case.probability >= least and not case.forbidden for case in cases])
        cells = (
            f"{least:.2f}",
            f"{(right & shown).sum()} of {right.sum()}",
            f"{(~right & shown).sum()} of {(~right).sum()}",
            f"{right[shown].mean():.3f}",
            f"{(~answerable & ~shown).sum()} of {(~answerable).sum()}",
        )
        lines.append(f"| {caution} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _arrays(cases: Sequence[_Case]) -> tuple[Numbers, Numbers]:
    return np.array([case.probability for case in cases]), np.array([float(case.right) for case in cases])


def _parts(shares: Numbers) -> Iterator[tuple[float, NDArray[np.bool_]]]:
    at = np.minimum(_BINS - 1, (shares * _BINS).astype(int))
    for number in range(_BINS):
        if (at == number).any():
            yield number / _BINS, at == number


if __name__ == "__main__":
    main()
