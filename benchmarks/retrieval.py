"""Compare BM25 alone, vectors alone and the two together on the development questions.

python benchmarks/retrieval.py           print the table
python benchmarks/retrieval.py --write   and put it into benchmarks/README.md
"""

from __future__ import annotations

import argparse
import re
import time
from pathlib import Path

from zhengxie_qa import Assistant
from zhengxie_qa.evaluation import GoldQuestion, Share, first_rank, read_gold
from zhengxie_qa.retrieval import Strategy

_HERE = Path(__file__).resolve().parent
_BUILD = _HERE.parent / "build" / "eval"
_README = _HERE / "README.md"
_SETS = {
    "lingshan": (_HERE / "data" / "lingshan-dev.jsonl", _HERE.parent / "corpus"),
    "yunxi": (_HERE / "data" / "yunxi-dev.jsonl", _HERE / "data" / "yunxi"),
    "luting a": (_HERE / "data" / "luting-a.jsonl", _HERE / "data" / "luting"),
    "luting c": (_HERE / "data" / "luting-c.jsonl", _HERE / "data" / "luting"),
    "luting b": (_HERE / "data" / "luting-b.jsonl", _HERE / "data" / "luting"),
}
_NAMES: dict[Strategy, str] = {"bm25": "BM25 alone", "dense": "vectors alone", "hybrid": "hybrid"}
_DEPTH = 10  # passages looked through: MRR@10
_HEAD = "| set | questions | search | hit@1 (95 %) | hit@5 (95 %) | MRR@10 | ms |\n|---|---|---|---|---|---|---|"


def main() -> None:
    """Print the table, and write it where asked."""
    parser = argparse.ArgumentParser(description="Compare ways of searching on the development questions.")
    parser.add_argument("--write", action="store_true", help="put the table into benchmarks/README.md")
    arguments = parser.parse_args()
    table = "\n".join([_HEAD, *(row for name in _SETS for row in _rows(name))])
    print(table)
    if arguments.write:
        marked = re.compile(r"(<!-- retrieval -->\n).*?(<!-- /retrieval -->)", re.DOTALL)
        _README.write_text(marked.sub(rf"\g<1>{table}\n\g<2>", _README.read_text("utf-8")), "utf-8")


def _rows(name: str) -> list[str]:
    file, corpus = _SETS[name]
    assistant = Assistant.open(corpus, _BUILD / corpus.name)
    questions = [gold for gold in read_gold(str(file)) if gold.evidence and gold.is_in(assistant.documents)]
    return [_row(name, assistant, questions, strategy) for strategy in _NAMES]


def _row(name: str, assistant: Assistant, questions: list[GoldQuestion], strategy: Strategy) -> str:
    assistant.search(questions[0].asked.question)  # what is loaded on first use is no part of the time
    started = time.perf_counter()
    ranks = [
        first_rank(
            assistant.search(gold.asked.question, gold.asked.history, _DEPTH, strategy=strategy),
            gold.evidence,
        )
        for gold in questions
    ]
    milliseconds = (time.perf_counter() - started) * 1000 / len(questions)
    reciprocal = sum(1 / rank for rank in ranks if rank) / len(questions)
    hits = " | ".join(_hit(ranks, n) for n in (1, 5))
    return f"| {name} | {len(questions)} | {_NAMES[strategy]} | {hits} | {reciprocal:.3f} | {milliseconds:.1f} |"


def _hit(ranks: list[int | None], n: int) -> str:
    share = Share(sum(rank is not None and rank <= n for rank in ranks), len(ranks))
    low, high = share.interval or (0.0, 0.0)
    return f"{share.count / share.total:.3f} ({low:.2f}–{high:.2f})"


if __name__ == "__main__":
    main()
