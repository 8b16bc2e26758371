"""Ask the development questions among many other reports, and time it.

python benchmarks/many.py REPORTS.jsonl.xz           print the tables
python benchmarks/many.py REPORTS.jsonl.xz --write   and put them into benchmarks/README.md

REPORTS holds one report a line, {"city": …, "text": …}; .xz or plain. They are written out as text files beside the
documents of the development questions into build/eval/many (or --folder), which is made anew each time.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from zhengxie_qa import Assistant
from zhengxie_qa.encoders import Encoder, load_encoder
from zhengxie_qa.evaluation import GoldQuestion, Summary, evaluate, read_gold, summarise
from zhengxie_qa.index import update_index
from zhengxie_qa.question import language_of

_HERE = Path(__file__).resolve().parent
_README = _HERE / "README.md"
_SETS = {  # name: questions, documents, the place they are about, in Chinese and in English
    "lingshan": (_HERE / "data" / "lingshan-dev.jsonl", _HERE.parent / "corpus", "灵石县", "Lingshi"),
    "yunxi": (_HERE / "data" / "yunxi-dev.jsonl", _HERE / "data" / "yunxi", "云溪市", "Yunxi"),
}
_MEASURES = ("hit@1", "hit@5", "fact_recall", "citation_precision", "citation_recall", "refusal", "wrong_refusal")
_HEAD = f"| set | questions | asked of | {' | '.join(name.replace('_', ' ') for name in _MEASURES)} |"
_RULE = "|---" * (len(_MEASURES) + 3) + "|"


def main() -> None:
    """Print the tables, and write them where asked."""
    parser = argparse.ArgumentParser(description="Ask the development questions among many other reports.")
    parser.add_argument("reports", type=Path, help='JSON lines {"city": …, "text": …}, .xz or plain')
    parser.add_argument("--folder", type=Path, default=_HERE.parent / "build" / "eval" / "many")
    parser.add_argument("--write", action="store_true", help="put the tables into benchmarks/README.md")
    arguments = parser.parse_args()
    corpus, index = arguments.folder / "corpus", arguments.folder / "index"
    shutil.rmtree(arguments.folder, ignore_errors=True)
    write_corpus(arguments.reports, corpus)
    speed = _speed_table(corpus, index)
    many = Assistant.open(corpus, index)
    rows = [row for name in _SETS for row in _score_rows(name, many, arguments.folder)]
    tables = {"many": "\n".join([_HEAD, _RULE, *rows]), "many-speed": speed}
    for mark, table in tables.items():
        print(f"{table}\n")
        if arguments.write:
            marked = re.compile(rf"(<!-- {mark} -->\n).*?(<!-- /{mark} -->)", re.DOTALL)
            _README.write_text(marked.sub(rf"\g<1>{table}\n\g<2>", _README.read_text("utf-8")), "utf-8")


def write_corpus(reports: Path, corpus: Path) -> None:
    """Write the reports as text files into ``corpus``, and the documents of the question sets beside them."""
    corpus.mkdir(parents=True)
    with (lzma.open if reports.suffix == ".xz" else open)(reports, "rt", encoding="utf-8") as lines:
        for line in lines:
            report = json.loads(line)
            title = f"{report['city']}市2024年政府工作报告"
            (corpus / f"{report['city']}.txt").write_text(f"{title}\n\n{report['text']}", encoding="utf-8")
    for _, documents, _, _ in _SETS.values():
        for path in documents.iterdir():
            shutil.copyfile(path, corpus / path.name)


def _score_rows(name: str, many: Assistant, folder: Path) -> Iterator[str]:
    """Yield the rows of a set: alone and among all, as written and with the place named, and the differences."""
    file, documents, place, english = _SETS[name]
    alone = Assistant.open(documents, folder / f"index-{name}")
    written = [gold for gold in read_gold(str(file)) if gold.is_in(alone.documents)]
    for label, questions in (("as written", written), ("place named", [_naming(g, place, english) for g in written])):
        few, all_ = (summarise(list(evaluate(assistant, questions))) for assistant in (alone, many))
        yield _row(name, label, "its own documents", [_value(few, measure) for measure in _MEASURES])
        yield _row(name, label, f"{len(many.documents)} documents", [_value(all_, measure) for measure in _MEASURES])


def _naming(gold: GoldQuestion, place: str, english: str) -> GoldQuestion:
    """Return the question with its place named; a question that leans on an earlier one has it named there."""
    asked = gold.asked
    said = " ".join((asked.question, *(question for question, _ in asked.history)))
    if place[:-1] in said or english.lower() in said.lower():
        return gold
    if asked.history:
        (question, answer), *rest = asked.history
        return replace(gold, asked=replace(asked, history=((f"{place}的{question}", answer), *rest)))
    in_english = language_of(asked.question) == "en"
    question = f"In {english}: {asked.question}" if in_english else f"在{place}，{asked.question}"
    return replace(gold, asked=replace(asked, question=question))


def _value(summary: Summary, measure: str) -> str:
    value = summary.shares[measure].value
    return "—" if value is None else f"{value:.3f}"


def _row(*cells: str | Sequence[str]) -> str:
    flat = [text for cell in cells for text in ([cell] if isinstance(cell, str) else cell)]
    return f"| {' | '.join(flat)} |"


@dataclass(frozen=True, slots=True)
class _Time:
    """Seconds on the clock, and of the processor: the latter does not depend on what else the machine does."""

    wall: float
    processor: float


def _speed_table(corpus: Path, index: Path) -> str:
    encoder = load_encoder()
    encoder.encode_query(["提案"])  # what is loaded on first use is no part of the time
    size = sum(path.stat().st_size for path in corpus.iterdir())
    first = _timed(lambda: update_index(corpus, index, encoder))
    again = _changes(corpus, index, encoder)
    assistant = Assistant.open(corpus, index)
    assistant.warm_up()
    asked = [gold.asked for file, *_ in _SETS.values() for gold in read_gold(str(file))]
    times = [_timed(lambda one=one: assistant.ask(one.question, one.history)) for one in asked]  # type: ignore[misc]
    unchanged = _timed(lambda: Assistant.open(corpus, index))
    rows = [
        ("first indexing, s", f"{first.wall:.1f}", f"{first.processor:.1f}"),
        ("first indexing, MB/s", f"{size / first.wall / 1e6:.1f}", f"{size / first.processor / 1e6:.1f}"),
        ("after one changed file, s (median of 3)", *_columns(again, 0.5, 1, ".1f")),
        ("nothing changed: look and open, s", f"{unchanged.wall:.2f}", f"{unchanged.processor:.2f}"),
        (f"a question, ms (median of {len(times)})", *_columns(times, 0.5, 1000, ".0f")),
        ("a question, ms (95 %)", *_columns(times, 0.95, 1000, ".0f")),
    ]
    head = f"| {len(assistant.documents)} documents, {len(assistant.passages):,} passages | clock | processor |"
    return "\n".join([head, "|---|---|---|", *(_row(*row) for row in rows)])


def _changes(corpus: Path, index: Path, encoder: Encoder) -> list[_Time]:
    """Change a report three times, index after each, and leave all as it was."""
    changed = next(path for path in corpus.iterdir() if path.suffix == ".txt")
    text = changed.read_text(encoding="utf-8")
    times = []
    for number in range(3):
        changed.write_text(f"{text}\n补充{number}件。\n", encoding="utf-8")
        times.append(_timed(lambda: update_index(corpus, index, encoder)))
    changed.write_text(text, encoding="utf-8")
    update_index(corpus, index, encoder)
    return times


def _columns(times: Sequence[_Time], share: float, scale: float, form: str) -> tuple[str, str]:
    at = min(int(share * len(times)), len(times) - 1)
    walls, processors = sorted(time.wall for time in times), sorted(time.processor for time in times)
    return f"{walls[at] * scale:{form}}", f"{processors[at] * scale:{form}}"


def _timed(work: Callable[[], object]) -> _Time:
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return _Time(time.perf_counter() - wall, time.process_time() - processor)


if __name__ == "__main__":
    main()
