"""Count how many lying answers the checker catches, and how many honest ones it marks wrongly.

python benchmarks/grounding.py             print the table
python benchmarks/grounding.py --failures  and every miss of the half that may be looked at
python benchmarks/grounding.py --write     and put the table into benchmarks/README.md
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lies import MAKERS, Seed
from paraphrase import cited, said_again
from zhengxie_qa import Assistant
from zhengxie_qa.checking import Checker, Source, Verdict, read_draft
from zhengxie_qa.claims import find_amounts
from zhengxie_qa.text import sentences
from zhengxie_qa.types import Document, Passage

_HERE = Path(__file__).resolve().parent
_BUILD = _HERE.parent / "build" / "eval"
_README = _HERE / "README.md"
_WRITTEN = _HERE / "data" / "grounding.jsonl"
_CORPORA = {"lingshan": _HERE.parent / "corpus", "yunxi": _HERE / "data" / "yunxi"}
_TEXTS = (".txt", ".md")
_OF_EACH = 20  # lies of each of the ten kinds
_HONEST = 200
_PASSAGES = 8  # an answer is written from
_SHORTEST, _LONGEST = 14, 90  # characters of a sentence that answers are made from
_HEAD = "| half | answers | lies caught | honest answers wrongly marked |\n|---|---|---|---|"


@dataclass(frozen=True, slots=True)
class Item:
    """An answer with the passages it was written from; ``wrong`` is the statement that lies, if one does."""

    kind: str
    sources: tuple[Source, ...]
    text: str
    wrong: str = ""
    repairable: bool = False
    home: str = ""  # the sentence that a repaired citation has to rest on

    @property
    def is_lie(self) -> bool:
        """Whether the answer lies."""
        return bool(self.wrong)


def source(n: int, passage: Passage, document: Document) -> Source:
    """Return ``passage`` as the checker takes it."""
    about = document.metadata
    also = "\n".join((about.organisation, about.session, about.date))
    return Source(n, passage.text, about.title, passage.headings, passage.year, also)


def main() -> None:
    """Print the table, and write it where asked."""
    parser = argparse.ArgumentParser(description="Measure the checker on lying and honest answers.")
    parser.add_argument("--failures", action="store_true", help="show every miss of the half that may be looked at")
    parser.add_argument("--write", action="store_true", help="put the table into benchmarks/README.md")
    arguments = parser.parse_args()
    halves = split([*made(), *written()])
    table = "\n".join([_HEAD, *(_row(name, items) for name, items in halves.items()), *_by_kind(halves)])
    print(table, f"\n\n{speed(halves['kept aside']):.1f} ms for 500 characters", sep="")
    if arguments.failures:
        print("\n".join(_failures(halves["looked at"])))
    if arguments.write:
        marked = re.compile(r"(<!-- grounding -->\n).*?(<!-- /grounding -->)", re.DOTALL)
        _README.write_text(marked.sub(rf"\g<1>{table}\n\g<2>", _README.read_text("utf-8")), "utf-8")


def split(items: list[Item]) -> dict[str, list[Item]]:
    """Return every other item of each kind: rules may be tuned on the first half only."""
    halves: dict[str, list[Item]] = {"looked at": [], "kept aside": []}
    seen: dict[str, int] = {}
    for item in items:
        seen[item.kind] = seen.get(item.kind, 0) + 1
        halves["looked at" if seen[item.kind] % 2 else "kept aside"].append(item)
    return halves


# --- building ---


def made() -> list[Item]:
    """Return the answers made by script: the same ones in every run."""
    dice = random.Random(20261123)
    seeds = [seed for name in _CORPORA for seed in _seeds(name)]
    items: list[Item] = []
    for kind, maker in MAKERS:
        found = 0
        for _ in range(3000):
            seed = dice.choice(seeds)
            lie = maker(seed[0], dice)
            if lie is not None and found < _OF_EACH:
                found += 1
                items.append(Item(kind, seed[1], lie.text, lie.wrong, lie.repairable, seed[0].sentence))
    for _ in range(_HONEST):
        chosen, sources = dice.choice(seeds)
        text = cited(said_again(chosen.sentence, dice), chosen.home, dice)
        items.append(Item("honest", sources, text, home=chosen.sentence))
    return items


def _seeds(name: str) -> Iterator[tuple[Seed, tuple[Source, ...]]]:
    """Yield the sentences with figures of the text files of a corpus, each with passages to answer from."""
    assistant = Assistant.open(_CORPORA[name], _BUILD / name)
    other = next(corpus for corpus in _CORPORA if corpus != name)
    foreign = tuple(_figured(path.read_text("utf-8")) for path in sorted(_CORPORA[other].glob("*.txt")))
    strangers = tuple(sentence for text in foreign for sentence in text)
    for home in assistant.passages:
        if not home.document.endswith(_TEXTS):
            continue
        for sentence in _figured(home.text):
            hits = [hit.passage for hit in assistant.search(sentence, k=_PASSAGES + 1)]
            others = [passage for passage in hits if passage != home][: _PASSAGES - 1]
            at = (len(sentence) + home.start) % (len(others) + 1)
            passages = (*others[:at], home, *others[at:])
            sources = tuple(source(n, p, assistant.documents[p.document]) for n, p in enumerate(passages, 1))
            yield Seed(sentence, passages, at + 1, strangers), sources


def _figured(text: str) -> list[str]:
    found = [text[start:end] for start, end in sentences(text)]
    short = [sentence for sentence in found if _SHORTEST < len(sentence) < _LONGEST and "\n" not in sentence]
    return [sentence for sentence in short if any(amount.unit for amount in find_amounts(sentence))]


def written() -> list[Item]:
    """Return the answers written by hand; ``passages`` holds a piece of each passage they were written from."""
    opened = {name: Assistant.open(corpus, _BUILD / name) for name, corpus in _CORPORA.items()}
    items = []
    for line in _WRITTEN.read_text("utf-8").splitlines():
        item = json.loads(line)
        assistant = opened[item["set"]]
        passages = [_holding(assistant, piece) for piece in item["passages"]]
        sources = tuple(source(n, p, assistant.documents[p.document]) for n, p in enumerate(passages, 1))
        kind = "written, lying" if "wrong" in item else "written, honest"
        items.append(Item(kind, sources, item["answer"], item.get("wrong", ""), item.get("repairable", False)))
    return items


def _holding(assistant: Assistant, piece: str) -> Passage:
    found = [passage for passage in assistant.passages if piece in passage.text]
    if not found:
        raise ValueError(f"no passage holds {piece!r}")
    return found[0]


# --- judging ---


def verdicts(item: Item) -> tuple[Verdict, ...]:
    """Return the checker's verdicts on an answer."""
    return Checker(item.sources).check(read_draft(item.text)).verdicts


def is_right(item: Item) -> bool:
    """Tell whether a lie was caught, or an honest answer left unmarked.

    A lie is caught when its statement is marked; where only its citation is wrong, also when that was repaired.
    """
    found = verdicts(item)
    if not item.is_lie:
        return all(verdict.kind != "unsupported" for verdict in found)
    wrong = [v for v in found if _overlaps(v.statement.text, item.wrong)]
    if item.repairable:
        return all(v.kind != "supported" or v.reason for v in wrong)
    return any(v.kind == "unsupported" for v in wrong)


def _overlaps(statement: str, wrong: str) -> bool:
    one, other = statement.strip(" 。；"), wrong.strip(" 。；")
    return one in other or other in one


def _row(name: str, items: list[Item]) -> str:
    lies, honest = [i for i in items if i.is_lie], [i for i in items if not i.is_lie]
    caught, marked = sum(map(is_right, lies)), sum(not is_right(item) for item in honest)
    return (
        f"| {name} | {len(items)} | {caught} of {len(lies)} ({caught / len(lies):.1%}) "
        f"| {marked} of {len(honest)} ({marked / len(honest):.1%}) |"
    )


def _by_kind(halves: dict[str, list[Item]]) -> Iterator[str]:
    yield "\n| kind | looked at | kept aside |\n|---|---|---|"
    kinds = dict.fromkeys(item.kind for items in halves.values() for item in items)
    for kind in kinds:
        cells = []
        for items in halves.values():
            mine = [item for item in items if item.kind == kind]
            cells.append(f"{sum(map(is_right, mine))} of {len(mine)}")
        yield f"| {kind} | {' | '.join(cells)} |"


def speed(items: list[Item]) -> float:
    """Return the median milliseconds that checking an answer of 500 characters takes, reading its passages included."""
    times = []
    for item in items[::5]:
        lines = [f"{sentence}[{s.n}]" for s in item.sources for sentence in s.text.split("。") if sentence.strip()]
        text = "。\n".join(lines)[:500]
        started = time.perf_counter()
        Checker(item.sources).check(read_draft(text))
        times.append(time.perf_counter() - started)
    return sorted(times)[len(times) // 2] * 1000


def _failures(items: list[Item]) -> Iterator[str]:
    for item in items:
        if not is_right(item):
            yield f"\n[{item.kind}] {item.text}\n   home: {item.home}"
            yield from (f"   {v.kind}: {v.statement.text} {v.reason}" for v in verdicts(item))


if __name__ == "__main__":
    main()
