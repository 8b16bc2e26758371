"""How fast the bundled encoder is, on one core: loading, a question, passages.

python benchmarks/encoder.py

The questions are those of data/*.jsonl, the passages those of corpus/ and data/yunxi/, as the index cuts them.
"""

from __future__ import annotations

import os
import statistics
import time
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from zhengxie_qa.documents import close_sandbox, corpus_files, read_document
from zhengxie_qa.encoders import StaticModel
from zhengxie_qa.evaluation import read_gold
from zhengxie_qa.index import indexed_text
from zhengxie_qa.structure import split_passages

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_HERE = Path(__file__).resolve().parent
_CORPORA = (_HERE.parent / "corpus", _HERE / "data" / "yunxi")
_ROUNDS = 5  # the fastest of them counts: what else runs on the machine only ever slows


def main() -> None:
    """Print the table."""
    if hasattr(os, "sched_setaffinity"):  # Linux; elsewhere the encoder has nothing that runs on two cores either
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    folder = files("zhengxie_qa").joinpath("model")
    loading = min(_seconds(lambda: StaticModel.load(folder)) for _ in range(_ROUNDS))
    encoder = StaticModel.load(folder)
    questions = [
        gold.asked.question for path in sorted((_HERE / "data").glob("*-dev.jsonl")) for gold in read_gold(str(path))
    ]
    passages = [text for corpus in _CORPORA for text in _passages(corpus)]
    encoder.encode_query(questions)  # the tokenizer's tables are made on first use
    asking = min(_median(encoder, questions) for _ in range(_ROUNDS))
    reading = min(_seconds(lambda: encoder.encode_document(passages)) for _ in range(_ROUNDS))
    print("| encoder, one core | |\n|---|---|")
    print(f"| loading | {1000 * loading:.0f} ms |")
    print(f"| a question (median of {len(questions)}) | {1000 * asking:.3f} ms |")
    mean = sum(map(len, passages)) / len(passages)
    print(f"| passages ({len(passages)}, {mean:.0f} characters on average) | {len(passages) / reading:,.0f} a second |")


def _median(encoder: StaticModel, questions: Sequence[str]) -> float:
    """Return the median seconds of a question, each encoded alone as when it is asked."""
    return statistics.median(_seconds(partial(encoder.encode_query, [question])) for question in questions)


def _seconds(call: Callable[[], object]) -> float:
    began = time.process_time()  # of the processor, so that other work on the core does not count
    call()
    return time.process_time() - began


def _passages(corpus: Path) -> list[str]:
    documents = [read_document(corpus, path) for path in corpus_files(corpus).files]
    close_sandbox()
    return [indexed_text(p, document.metadata.title) for document in documents for p in split_passages(document)]


if __name__ == "__main__":
    main()
