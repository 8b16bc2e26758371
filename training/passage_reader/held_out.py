"""How well the model does on documents that it was not taught on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

from training.passage_reader.batches import Coded, Row, pack
from training.passage_reader.example import Example
from training.passage_reader.learn import placed
from training.passage_reader.model import PassageReader
from training.reader_measures import area

_READ = 12  # sentences of a question, as the package reads


@torch.no_grad()
def measures(model: PassageReader, examples: Sequence[Example], coded: Sequence[Coded], device: str) -> str:
    """Return how often the first sentence is right, and the area under the ROC curve of answerable against not."""
    first, best, answerable = [], [], []
    for example, code in zip(examples, coded, strict=True):
        ranked = [(each.rank, number) for number, each in enumerate(example.sentences) if each.rank is not None]
        numbers = [number for _, number in sorted(ranked)[:_READ]]
        if not numbers:
            continue
        rows = pack([Row(code.question, *code.sentences[number]) for number in numbers])
        with torch.autocast(device, dtype=torch.bfloat16):
            odds = model(*placed(rows, device)).float().cpu().numpy()
        best.append(float(odds.max()))
        answerable.append(example.answerable)
        if example.answerable:
            first.append(bool(code.right[numbers[int(odds.argmax())]]))
    under = area(np.array(best), np.array(answerable, dtype=np.bool_))
    return f"{len(best)} questions held out: first sentence right {np.mean(first):.3f}, area {under:.3f}"
