"""Count how many lies of written statements the checker catches, and how many true ones it marks.

python benchmarks/statements.py            print the tables: all, by kind of lie, by style of true statement
python benchmarks/statements.py --part blind   only of the part that is never read
python benchmarks/statements.py --step 5   of every fifth statement
python benchmarks/statements.py --write    and put the tables into benchmarks/README.md
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zhengxie_qa.checking import Checker, Source, Verdict, read_draft
from zhengxie_qa.text import fold

_HERE = Path(__file__).resolve().parent
_STATEMENTS = _HERE.parent / "training" / "statements" / "statements.jsonl.xz"
_README = _HERE / "README.md"
_PARTS = ("open", "blind")


@dataclass(frozen=True, slots=True)
class Judged:
    """What the checker did with a statement: ``marked`` any of it, ``caught`` the part that holds the lying words."""

    part: str
    group: str  # the kind of the lie, or the style of the true statement
    lies: bool
    marked: bool
    caught: bool
    contradicted: bool  # a lie that is caught: the passages say something else in its place
    unknown: bool | None  # marked beside passages that do not speak of it: as unknown; None: not marked there
    seconds: float


def main() -> None:
    """Print the tables, and write them where asked."""
    parser = argparse.ArgumentParser(description="Measure the checker on written statements.")
    parser.add_argument("--step", type=int, default=1, help="judge only every STEP-th statement")
    parser.add_argument("--part", choices=_PARTS, help="judge only the statements of one part")
    parser.add_argument("--write", action="store_true", help="put the tables into benchmarks/README.md")
    arguments = parser.parse_args()
    with lzma.open(_STATEMENTS, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    if arguments.part:
        records = [record for record in records if record["part"] == arguments.part]
    strangers = _strangers(records)
    judged = [judge(record, strangers[number]) for number, record in enumerate(records)][:: arguments.step]
    table = "\n".join([*_totals(judged), "", *_groups(judged, lies=True), "", *_groups(judged, lies=False)])
    seconds = sorted(each.seconds for each in judged)
    print(f"{table}\n\n{1000 * seconds[len(seconds) // 2]:.1f} ms a statement (median)")
    if arguments.write:
        marked = re.compile(r"(<!-- statements -->\n).*?(<!-- /statements -->)", re.DOTALL)
        _README.write_text(marked.sub(rf"\g<1>{table}\n\g<2>", _README.read_text("utf-8")), "utf-8")


def _strangers(records: Sequence[Mapping[str, Any]]) -> list[tuple[str, ...]]:
    """Return for each record the passages of the next of its document that shares no line with it."""
    found = []
    for number, record in enumerate(records):
        lines = {line for passage in record["passages"] for line in passage.split("\n")}
        others = (
            tuple(other["passages"])
            for other in (*records[number + 1 :], *records[:number])
            if other["document"] == record["document"]
            and not any(line in lines for passage in other["passages"] for line in passage.split("\n"))
        )
        found.append(next(others, ()))
    return found


def judge(record: Mapping[str, Any], strangers: Sequence[str]) -> Judged:
    """Let the checker hold a written statement, which cites all it is given, against its passages, then strangers."""
    sources = tuple(Source(n, text) for n, text in enumerate(record["passages"], 1))
    draft = read_draft(record["statement"].rstrip() + "".join(f"[{source.n}]" for source in sources))
    started = time.perf_counter()
    marked = _marked(sources, record["statement"])
    seconds = time.perf_counter() - started
    lies = record["label"] == "lie"
    wrong = [verdict for verdict in marked if lies and _holds(verdict, draft.text, record["words"])]
    elsewhere = _marked([Source(n, text) for n, text in enumerate(strangers, 1)], record["statement"])
    return Judged(
        record["part"],
        record["kind" if lies else "style"],
        lies,
        bool(marked),
        bool(wrong),
        any(verdict.contradicted for verdict in wrong),
        not any(verdict.contradicted for verdict in elsewhere) if elsewhere else None,
        seconds,
    )


def _marked(sources: Sequence[Source], statement: str) -> list[Verdict]:
    draft = read_draft(statement.rstrip() + "".join(f"[{source.n}]" for source in sources))
    return [verdict for verdict in Checker(sources).check(draft).verdicts if verdict.kind == "unsupported"]


def _holds(verdict: Verdict, text: str, words: str) -> bool:
    """Tell whether the statement of a verdict overlaps the lying words; where Markdown cut them up, any does."""
    lying = fold(read_draft(words).text)
    at = fold(text).find(lying)
    return at < 0 or (verdict.statement.start < at + len(lying) and at < verdict.statement.end)


def _share(found: int, of: int) -> str:
    return f"{found / of:.3f} ({found} of {of})" if of else "–"


def _totals(judged: Iterable[Judged]) -> Iterator[str]:
    heads = ("part", "lies caught", "true statements marked", "of the lies called contradicted")
    yield f"| {' | '.join((*heads, 'marked beside strangers', 'of these called unknown'))} |\n|---|---|---|---|---|---|"
    for part in _PARTS:
        lies = [each for each in judged if each.part == part and each.lies]
        true = [each for each in judged if each.part == part and not each.lies]
        caught, marked = sum(each.caught for each in lies), sum(each.marked for each in true)
        contradicted = sum(each.contradicted for each in lies)
        beside = [each.unknown for each in (*lies, *true) if each.unknown is not None]
        cells = (_share(caught, len(lies)), _share(marked, len(true)), _share(contradicted, caught))
        others = (_share(len(beside), len(lies) + len(true)), _share(sum(beside), len(beside)))
        yield f"| {part} | {' | '.join((*cells, *others))} |"


def _groups(judged: Iterable[Judged], *, lies: bool) -> Iterator[str]:
    """Yield the rows of each kind of lie, or of each style of true statement."""
    yield f"| {'lie: caught' if lies else 'true: marked'} | open | blind |\n|---|---|---|"
    cells: dict[str, dict[str, list[bool]]] = defaultdict(lambda: {part: [] for part in _PARTS})
    for each in judged:
        if each.lies == lies:
            cells[each.group][each.part].append(each.caught if lies else each.marked)
    for group, found in sorted(cells.items()):
        yield f"| {group} | {' | '.join(_share(sum(found[part]), len(found[part])) for part in _PARTS)} |"


if __name__ == "__main__":
    main()
