"""Measure how well the signals of ``confidence.py`` tell right answers from wrong ones and from unanswerable questions.

    python benchmarks/confidence.py

Over the development questions; half b of the luting questions is left out, so that it stays a test. Prints the area
under the ROC curve (Hanley & McNeil, 1982) of each signal and of the weighted sum, and what each threshold withholds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]

from zhengxie_qa import Assistant
from zhengxie_qa.evaluation import GoldQuestion, holds, read_gold
from zhengxie_qa.reading import ENOUGH, WEIGHTS, confidence, signals

_HERE = Path(__file__).resolve().parent
_DATA = _HERE / "data"
_SETS = (  # questions, documents
    (_DATA / "lingshan-dev.jsonl", _HERE.parent / "corpus"),
    (_DATA / "yunxi-dev.jsonl", _DATA / "yunxi"),
    (_DATA / "luting-a.jsonl", _DATA / "luting"),
    (_DATA / "luting-c.jsonl", _DATA / "luting"),
)
_THRESHOLDS = (0.8, 0.9, 1.0, 1.1, 1.2)


@dataclass(frozen=True, slots=True)
class _Case:
    signals: dict[str, float]
    answerable: bool
    right: bool  # the best sentence holds evidence, or is part of it


def main() -> None:
    """Print the areas and the thresholds."""
    cases = [case for questions, corpus in _SETS for case in _cases(questions, corpus)]
    right = [case.right for case in cases]
    print(f"{sum(right)} right sentences, {sum(c.answerable and not c.right for c in cases)} wrong ones, ", end="")
    print(f"{sum(not c.answerable for c in cases)} to unanswerable questions\n\n| signal | area |\n|---|---|")
    for name in WEIGHTS:
        print(f"| {name} | {roc_auc_score(right, [case.signals[name] for case in cases]):.3f} |")
    sure = [confidence(case.signals) for case in cases]
    print(f"| all, weighted | {roc_auc_score(right, sure):.3f} |")
    print("\n| threshold | right withheld | wrong withheld | unanswerable withheld |\n|---|---|---|---|")
    for threshold in sorted({*_THRESHOLDS, ENOUGH}):
        print(f"| {threshold} | {_withheld(cases, sure, threshold)} |")


def _cases(questions: Path, corpus: Path) -> Iterator[_Case]:
    assistant = Assistant.open(corpus, _HERE.parent / "build" / "eval" / corpus.name)
    for gold in read_gold(str(questions)):
        if not gold.is_in(assistant.documents):
            continue
        for reading in assistant.read(gold.asked.question, gold.asked.history, again=False):
            best = reading.candidates
            if best and not reading.found.outline and not reading.found.front:
                yield _Case(signals(best, reading.found.alignment), gold.answerable, _is_right(best[0].text, gold))


def _is_right(text: str, gold: GoldQuestion) -> bool:
    return gold.answerable and (holds(text, gold.evidence) or any(holds(one, [text]) for one in gold.evidence))


def _withheld(cases: Sequence[_Case], sure: Sequence[float], threshold: float) -> str:
    groups = (
        [value for case, value in zip(cases, sure, strict=True) if case.right],
        [value for case, value in zip(cases, sure, strict=True) if case.answerable and not case.right],
        [value for case, value in zip(cases, sure, strict=True) if not case.answerable],
    )
    return " | ".join(f"{sum(value < threshold for value in group)} of {len(group)}" for group in groups)


if __name__ == "__main__":
    main()
