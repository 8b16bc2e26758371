"""Compare BM25, vectors and the two together over CMRC 2018 dev and XQuAD, by the product's own index and search.

python benchmarks/passages.py DATA [--encoder NAME_OR_PATH] [--every N]

DATA is the folder with eval_cmrc2018_dev.jsonl.xz and eval_xquad_zh_en.jsonl.xz (see training/README.md); every
distinct passage is one passage of the index. Prints nDCG@10, one passage being right for each question; "mixed" is
what search.py ranks, "hybrid" what the product shows: the best of that ranked again by their sentences (find.py).
"""

from __future__ import annotations

import argparse
import json
import lzma
import math
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from zhengxie_qa import Assistant
from zhengxie_qa.encoders import Encoder, load_encoder
from zhengxie_qa.index import Manifest, PassageIndex, indexed_text, open_index, write_generation
from zhengxie_qa.retrieval import Strategy, search
from zhengxie_qa.types import Document, Hit, Metadata, Passage, Section

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_DEPTH = 10  # passages looked through: nDCG@10
_HEAD = "| set | questions | passages | BM25 alone | vectors alone | mixed | hybrid |\n|---|---|---|---|---|---|---|"
_SETS = {  # name: file, field of the question, field of its passage
    "CMRC": ("eval_cmrc2018_dev.jsonl.xz", "question", "passage"),
    "XQuAD zh": ("eval_xquad_zh_en.jsonl.xz", "question_zh", "passage_zh"),
    "XQuAD en→zh": ("eval_xquad_zh_en.jsonl.xz", "question_en", "passage_zh"),
}


@dataclass(frozen=True)
class Asked:
    """A question and the number of the passage that answers it."""

    question: str
    wanted: int


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA", help="folder of the .jsonl.xz files")
    parser.add_argument("--encoder", help="a sentence-transformers model, by name or folder (default: the bundled one)")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="ask every N-th question only")
    arguments = parser.parse_args()
    encoder = load_encoder(arguments.encoder)
    print(_HEAD)
    for name in _SETS:
        asked, passages = read(arguments.data, name)
        asked = asked[:: arguments.every]
        with tempfile.TemporaryDirectory() as folder:
            index = index_of(passages, encoder, Path(folder))
            measures = [ndcg(asked, rank) for rank in _rankings(index, encoder)]
        figures = " | ".join(f"{measure:.4f}" for measure in measures)
        print(f"| {name} | {len(asked)} | {len(passages)} | {figures} |", flush=True)


def _rankings(index: PassageIndex, encoder: Encoder) -> list[Callable[[str], list[Hit]]]:
    """Return the ways to rank that are compared, in the order of the table."""
    assistant = Assistant(index, encoder)

    def by(strategy: Strategy) -> Callable[[str], list[Hit]]:
        return lambda question: search(index, encoder, assistant.understand(question), _DEPTH, strategy=strategy)

    return [by("bm25"), by("dense"), by("hybrid"), lambda question: assistant.search(question, k=_DEPTH)]


def read(data: Path, name: str) -> tuple[list[Asked], list[str]]:
    """Return the questions of a set and its distinct passages."""
    file, question, passage = _SETS[name]
    numbers: dict[str, int] = {}
    asked = [Asked(row[question], numbers.setdefault(row[passage], len(numbers))) for row in _rows(data / file)]
    return asked, list(numbers)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def index_of(texts: Sequence[str], encoder: Encoder, folder: Path) -> PassageIndex:
    """Return an index over ``texts``, each a document of one passage, kept in ``folder``."""
    documents = [_document(f"{number}.txt", text) for number, text in enumerate(texts)]
    passages = [Passage(made.path, 0, len(made.text), made.text, 0, (), "") for made in documents]
    vectors = encoder.encode_document([indexed_text(passage, "") for passage in passages])
    manifest = Manifest(encoder.name, encoder.fingerprint, encoder.dimension, {}, {})
    write_generation(folder, manifest, documents, passages, vectors)
    return open_index(folder)


def _document(path: str, text: str) -> Document:
    root = Section(0, None, 0, "root", "", 0, 0, len(text))
    return Document(path, text, Metadata(), (root,), "")


def ndcg(asked: Sequence[Asked], rank: Callable[[str], list[Hit]]) -> float:
    """Return the mean nDCG@10 (Järvelin & Kekäläinen 2002), one passage being right for each question."""
    gains = []
    for item in asked:
        places = [place for place, hit in enumerate(rank(item.question)) if hit.number == item.wanted]
        gains.append(1 / math.log2(places[0] + 2) if places else 0.0)
    return sum(gains) / len(gains)


if __name__ == "__main__":
    main()
