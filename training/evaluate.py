"""Measures an encoder on the development sets: ``python -m training.evaluate --data DIR [--model FOLDER_OR_NAME]``.

nDCG@10 of the vectors alone, of BM25 alone, and of the two mixed, and how fast the encoder is.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

from training import corpus, held_back
from zhengxie_qa.encoders import Encoder, StaticModel, load_encoder
from zhengxie_qa.text import grams

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Scores = NDArray[np.float32]  # (questions, passages)

DEPTH = 10
BM25_K1, BM25_B = 1.5, 0.75  # as in the measurements this is compared with
DENSE_SHARE = 0.3  # of the min-max mix: kept BM25's score or raised it on every set tried


@dataclass(frozen=True)
class Task:
    """Questions, the distinct passages, and the numbers of each question's passages."""

    questions: list[str]
    passages: list[str]
    wanted: list[list[int]]


def tasks(data: Path) -> dict[str, Task]:
    """Return the development tasks by name."""
    cmrc = [(row["question"], row["passage"], True) for row in corpus.rows(data, corpus.CMRC)]
    xquad = list(corpus.rows(data, corpus.XQUAD))
    items: dict[str, list[held_back.Item]] = {
        "CMRC": cmrc,
        "XQuAD zh": [(row["question_zh"], row["passage_zh"], True) for row in xquad],
        "XQuAD en→zh": [(row["question_en"], row["passage_zh"], True) for row in xquad],
    }
    for name, item in held_back.items(data):
        items.setdefault(name, []).append(item)
    return {name: _task(found) for name, found in items.items()}


def _task(items: Sequence[held_back.Item]) -> Task:
    numbers: dict[str, int] = {}
    wanted: dict[str, list[int]] = {}
    for question, passage, asked in items:
        number = numbers.setdefault(passage, len(numbers))
        if asked and number not in wanted.setdefault(question, []):
            wanted[question].append(number)
    return Task(list(wanted), list(numbers), list(wanted.values()))


def ndcg(scores: Scores, wanted: Sequence[Sequence[int]]) -> float:
    """Return the mean nDCG@10 (Järvelin & Kekäläinen 2002), binary relevance; ties count against it."""
    gains = []
    for row, right in zip(scores, wanted, strict=True):
        ranks = np.array([np.count_nonzero(row >= row[number]) for number in right])  # from 1
        best = 1 / np.log2(np.arange(min(len(right), DEPTH)) + 2)
        gains.append((1 / np.log2(ranks[ranks <= DEPTH] + 1)).sum() / best.sum())
    return float(np.mean(gains))


def bm25(task: Task) -> Scores:
    """Return BM25 scores over characters and bigrams (Robertson & Zaragoza 2009)."""
    columns: dict[str, int] = {}
    passages = _counts([grams(text) for text in task.passages], columns)
    questions = _counts([grams(text) for text in task.questions], columns)
    passages.resize((len(task.passages), len(columns)))
    frequency = np.bincount(passages.indices, minlength=len(columns))
    idf = np.log1p((len(task.passages) - frequency + 0.5) / (frequency + 0.5))
    lengths = np.asarray(passages.sum(axis=1)).ravel()
    damping = BM25_K1 * (1 - BM25_B + BM25_B * lengths / lengths.mean())
    of_row = np.repeat(damping, np.diff(passages.indptr))
    passages.data = idf[passages.indices] * passages.data * (BM25_K1 + 1) / (passages.data + of_row)
    scores: Scores = (questions @ passages.T).toarray().astype(np.float32)
    return scores


def _counts(texts: list[list[str]], columns: dict[str, int]) -> csr_matrix:
    data, indices, ends = [], [], [0]
    for tokens in texts:
        for token, count in Counter(tokens).items():
            indices.append(columns.setdefault(token, len(columns)))
            data.append(float(count))
        ends.append(len(indices))
    return csr_matrix((data, indices, ends), shape=(len(texts), len(columns)))


def mix(dense: Scores, keywords: Scores) -> Scores:
    """Return the min-max scaled scores of a question added up, ``DENSE_SHARE`` for the vectors."""
    return DENSE_SHARE * _scaled(dense) + (1 - DENSE_SHARE) * _scaled(keywords)


def _scaled(scores: Scores) -> Scores:
    low = scores.min(axis=1, keepdims=True)
    span = scores.max(axis=1, keepdims=True) - low
    scaled: Scores = (scores - low) / np.where(span > 0, span, 1)
    return scaled


def _report(name: str, task: Task, encoder: Encoder) -> str:
    """Return one row of the table."""
    began = time.process_time()
    passages = encoder.encode_document(task.passages)
    middle = time.process_time()
    questions = encoder.encode_query(task.questions)
    end = time.process_time()
    dense, keywords = questions @ passages.T, bm25(task)
    measures = [ndcg(scores, task.wanted) for scores in (dense, keywords, mix(dense, keywords))]
    speeds = f"{len(task.passages) / (middle - began):,.0f} | {1000 * (end - middle) / len(task.questions):.3f}"
    return f"| {name} | " + " | ".join(f"{measure:.3f}" for measure in measures) + f" | {speeds} |"


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the .jsonl.xz files")
    parser.add_argument("--model", help="folder of a bundled-format model, or a sentence-transformers model")
    options = parser.parse_args()
    began = time.perf_counter()
    if options.model and Path(options.model, "vectors.npy").exists():
        encoder: Encoder = StaticModel.load(Path(options.model))
    else:
        encoder = load_encoder(options.model) if options.model else load_encoder()
    print(f"{encoder.name}, {encoder.dimension} dimensions, loaded in {1000 * (time.perf_counter() - began):.0f} ms\n")
    encoder.encode_document(["提案 proposal"])  # the tokenizer's tables are made on first use
    print("| task | dense | BM25 | mix | passages/s | ms a query |\n|---|---|---|---|---|---|")
    for name, task in tasks(options.data).items():
        print(_report(name, task, encoder))


if __name__ == "__main__":
    main()
