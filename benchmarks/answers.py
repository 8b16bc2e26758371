"""Measure the answers to every question set, over all and by kind of question.

python benchmarks/answers.py                          print the tables
python benchmarks/answers.py --write                  and put them into benchmarks/README.md
python benchmarks/answers.py --more NAME FILE DIR     with a column for questions of your own over documents of your own
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from zhengxie_qa import Assistant
from zhengxie_qa.evaluation import Row, Share, Summary, evaluate, outcomes, read_gold, summarise

_HERE = Path(__file__).resolve().parent
_BUILD = _HERE.parent / "build" / "eval"
_README = _HERE / "README.md"
_DATA = _HERE / "data"
_SETS = {  # name: questions, documents; what nobody has read comes first
    "blind fiction": (_DATA / "blind-fiction.jsonl", _DATA / "blind-fiction"),
    "lingshan": (_DATA / "lingshan-dev.jsonl", _HERE.parent / "corpus"),
    "yunxi": (_DATA / "yunxi-dev.jsonl", _DATA / "yunxi"),
    "luting a": (_DATA / "luting-a.jsonl", _DATA / "luting"),
    "luting c": (_DATA / "luting-c.jsonl", _DATA / "luting"),
    "luting b": (_DATA / "luting-b.jsonl", _DATA / "luting"),
}
_MEASURES = {
    "hit@1": "hit@1",
    "hit@5": "hit@5",
    "fact recall": "fact_recall",
    "citation precision": "citation_precision",
    "citation recall": "citation_recall",
    "quotes verbatim": "verbatim",
    "figures in the cited passage": "figures",
    "unanswerable refused": "refusal",
    "answerable refused": "wrong_refusal",
}


def main() -> None:
    """Print the tables, and write them where asked."""
    parser = argparse.ArgumentParser(description="Measure the answers to every question set.")
    parser.add_argument("--write", action="store_true", help="put the tables into benchmarks/README.md")
    parser.add_argument(
        "--more", nargs=3, action="append", default=[], metavar=("NAME", "FILE", "DIR"), help="another set, put first"
    )
    arguments = parser.parse_args()
    sets = {name: (Path(questions), Path(corpus)) for name, questions, corpus in arguments.more} | _SETS
    runs = {name: _run(*files) for name, files in sets.items()}
    tables = f"{_overall(runs)}\n\n{_by_kind(runs)}"
    print(tables)
    if arguments.write:
        marked = re.compile(r"(<!-- answers -->\n).*?(<!-- /answers -->)", re.DOTALL)
        text = marked.sub(lambda match: f"{match.group(1)}{tables}\n{match.group(2)}", _README.read_text("utf-8"))
        _README.write_text(text, "utf-8")


def _run(questions: Path, corpus: Path) -> list[Row]:
    assistant = Assistant.open(corpus, _BUILD / corpus.name)
    return list(evaluate(assistant, [gold for gold in read_gold(str(questions)) if gold.is_in(assistant.documents)]))


def _overall(runs: Mapping[str, Sequence[Row]]) -> str:
    summaries = [summarise(rows) for rows in runs.values()]
    lines = [_line("", [f"{name} ({len(rows)})" for name, rows in runs.items()]), _line("---", ["---"] * len(runs))]
    lines += [_line(label, [_share(summary.shares[key]) for summary in summaries]) for label, key in _MEASURES.items()]
    lines.append(_line("median characters of an answer", [f"{summary.median_characters:.0f}" for summary in summaries]))
    lines.append(_line("median / 95 % time, ms", [_time(summary) for summary in summaries]))
    return "\n".join(lines)


def _by_kind(runs: Mapping[str, Sequence[Row]]) -> str:
    kinds = sorted({row.type for rows in runs.values() for row in rows})
    lines = [_line("kind: right of all", list(runs)), _line("---", ["---"] * len(runs))]
    lines += [_line(kind, [_right([r for r in rows if r.type == kind]) for rows in runs.values()]) for kind in kinds]
    return "\n".join([*lines, _line("all", [_right(rows) for rows in runs.values()])])


def _right(rows: Sequence[Row]) -> str:
    own = list(outcomes(rows).values())
    return f"{sum(outcome['right'] is True for outcome in own)} of {len(own)}" if own else ""


def _share(share: Share) -> str:
    if share.value is None or share.interval is None:
        return "—"
    return "{:.3f} ({:.2f}–{:.2f})".format(share.value, *share.interval)


def _time(summary: Summary) -> str:
    return f"{summary.p50_milliseconds:.0f} / {summary.p95_milliseconds:.0f}"


def _line(label: str, cells: Sequence[str]) -> str:
    return f"| {' | '.join([label, *cells])} |"


if __name__ == "__main__":
    main()
