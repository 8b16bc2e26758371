"""Measure the recognition of scanned pages: characters, figures, time, memory, and questions on scans and on text.

python benchmarks/scans.py                print the tables
python benchmarks/scans.py --write        and put them into benchmarks/README.md
python benchmarks/scans.py --no-questions the recognition alone
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

_HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(_HERE.parent))  # the sheets and the scanner are the tests'

from tests.support.scans import CLEAN, WORN, Scanner, pdf  # noqa: E402

from scan_pages import Printed, figure_sheet, report  # noqa: E402
from zhengxie_qa import Assistant, Document  # noqa: E402
from zhengxie_qa.documents import close_sandbox, read_document  # noqa: E402
from zhengxie_qa.documents.recognition.punctuation import as_printed  # noqa: E402
from zhengxie_qa.evaluation import GoldQuestion, evaluate, read_gold, summarise  # noqa: E402
from zhengxie_qa.text import fold  # noqa: E402

_README = _HERE / "README.md"
_REPORT = _HERE.parent / "corpus" / "lingshan-2025.txt"
_SETS = (
    (_REPORT, _HERE / "data" / "lingshan-dev.jsonl"),
    (_HERE / "data" / "yunxi" / "yunxi-2024.txt", _HERE / "data" / "yunxi-dev.jsonl"),
)  # a report that is scanned, the questions on its folder
_PAGES = 3  # of the report, for each setting
_SHEETS = 2  # of figures, for each setting
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Setting:
    """How pages are scanned."""

    name: str
    dpi: int
    scanner: Scanner
    seal: bool = False


_SETTINGS = (
    Setting("150 dpi, clean", 150, CLEAN),
    Setting("200 dpi, clean", 200, CLEAN),
    Setting("300 dpi, clean", 300, CLEAN),
    Setting("200 dpi, 3° askew", 200, Scanner(degrees=3.0)),
    Setting("200 dpi, noise on grey paper", 200, Scanner(grey=40, noise=12.0)),
    Setting("200 dpi, JPEG of quality 30", 200, Scanner(quality=30)),
    Setting("200 dpi, a seal on every page", 200, CLEAN, seal=True),
    Setting("200 dpi, all of it", 200, WORN, seal=True),
    Setting("150 dpi, all of it", 150, WORN, seal=True),
)


def main() -> None:
    """Measure, print, and write where asked."""
    parser = argparse.ArgumentParser(description="Measure the recognition of scanned pages.")
    parser.add_argument("--write", action="store_true", help="put the tables into benchmarks/README.md")
    parser.add_argument("--no-questions", action="store_true", help="leave the questions out: they take a minute")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ZHENGXIE_PAGES"] = str(Path(folder, "pages"))
        tables = _recognition(Path(folder))
        if not arguments.no_questions:
            tables += f"\n\n{_questions(Path(folder))}"
    print(tables)
    if arguments.write:
        marked = re.compile(r"(<!-- scans -->\n).*?(<!-- /scans -->)", re.DOTALL)
        text = marked.sub(lambda match: f"{match.group(1)}{tables}\n{match.group(2)}", _README.read_text("utf-8"))
        _README.write_text(text, "utf-8")


def _recognition(folder: Path) -> str:
    lines = [
        "| scanned at | characters | wrong | figures | wrong | of these marked | right but marked | pages a minute |",
        "|---|---|---|---|---|---|---|---|",
    ]
    pages = 0
    for setting in _SETTINGS:
        printed = _printed(setting)
        scans = [replace(setting.scanner, seed=n).scanned(page) for n, page in enumerate(printed.pages)]
        path = folder / "scan.pdf"
        path.write_bytes(pdf(scans, setting.dpi))
        started = time.perf_counter()
        document = read_document(folder, path)
        minutes = (time.perf_counter() - started) / 60
        pages += len(scans)
        lines.append(_row(setting, printed.text, document, len(scans) / minutes))
        print(lines[-1], flush=True)
    memory = max(_peaks())
    close_sandbox()  # the time it took is known when it has ended
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = (used.ru_utime + used.ru_stime) / pages
    lines += [
        "",
        f"{pages} pages: {seconds:.1f} s of processor a page, so {2 * 60 / seconds:.0f} pages a minute on two cores "
        f"with nothing else to do; the process took {memory:.0f} MB at most.",
    ]
    return "\n".join(lines)


def _peaks() -> Iterator[float]:
    """Yield the most memory that each child of this process has taken, in MB."""
    for children in Path("/proc/self/task").glob("*/children"):
        for child in children.read_text().split():
            status = Path("/proc", child, "status").read_text()
            yield int(re.findall(r"VmHWM:\s*(\d+)", status)[0]) / 1024


def _printed(setting: Setting) -> Printed:
    """Return the first pages of the report and the sheets of figures."""
    pages = report(_REPORT, setting.dpi, most=_PAGES, table=True, seal=setting.seal)
    sheets = [figure_sheet(n, setting.dpi, seal=setting.seal) for n in range(_PAGES + 1, _PAGES + 1 + _SHEETS)]
    parts = [pages, *sheets]
    return Printed(tuple(page for part in parts for page in part.pages), "\n".join(part.text for part in parts))


def _row(setting: Setting, text: str, document: Document, speed: float) -> str:
    wanted, found = _characters(text), _characters(_without_names(document))
    wrong = distance(wanted, found) / len(wanted)
    right = Counter(_FIGURE.findall(fold(text)))
    read = Counter(_FIGURE.findall(fold(_without_names(document))))
    missed, extra = (right - read).total(), read - right
    places = [document.text[a:b] for scan in document.scans for line in scan.lines for a, b in line.doubts]
    doubted = Counter(figure for place in places for figure in _FIGURE.findall(fold(place)))
    marked = (extra & doubted).total()
    needless = (doubted - extra).total()
    total = right.total()
    if missed:
        print(f"{setting.name}: printed {dict(right - read)}, read {dict(extra)}", file=sys.stderr)
    return (
        f"| {setting.name} | {len(wanted)} | {wrong:.2%} | {total} | {missed} ({missed / total:.1%}) | {marked} "
        f"| {needless} ({needless / total:.1%}) | {speed:.0f} |"
    )


def _without_names(document: Document) -> str:
    """Return the text as it was printed: the names of columns stand once, above the rows."""
    lines: list[str] = []
    numbers = {row.start: row.number for row in document.rows}
    start = 0
    for line in document.text.split("\n"):
        cells = [cell.partition("：") for cell in line.split("　")] if start in numbers else []
        if numbers.get(start) == 1:
            lines.append(" ".join(name for name, _, _ in cells))
        lines.append(" ".join(value for _, _, value in cells) or line)
        start += len(line) + 1
    return "\n".join(lines)


def _characters(text: str) -> str:
    """Return ``text`` without spaces, wide and narrow marks alike."""
    return "".join(fold(text).split())


def distance(one: str, other: str) -> int:
    """Return how many characters have to be put in, taken out or changed (Levenshtein), row by row."""
    signs = np.array([ord(char) for char in other])
    steps = np.arange(len(other) + 1)
    row = steps.copy()
    for n, char in enumerate(one, 1):
        changed = np.minimum(row[:-1] + (signs != ord(char)), row[1:] + 1)
        fresh = np.concatenate(([n], changed))
        row = np.minimum.accumulate(fresh - steps) + steps
    return int(row[-1])


def _questions(folder: Path) -> str:
    lines = ["| questions | hit@1 | fact recall | citation recall | unanswerable refused |", "|---|---|---|---|---|"]
    for report_file, questions in _SETS:
        gold = read_gold(str(questions))
        name = questions.stem.removesuffix("-dev")
        printed = report(report_file, 200)
        files = {f"{name}, the text": (".txt", as_printed(printed.text).encode())}
        for kind, scanner in (("clean", CLEAN), ("worn", WORN)):
            scans = [replace(scanner, seed=n).scanned(page) for n, page in enumerate(printed.pages)]
            files[f"{name}, a scan of {len(scans)} pages, {kind}"] = (".pdf", pdf(scans))
        for n, (told, (suffix, data)) in enumerate(files.items()):
            corpus = folder / f"{name}-{n}"
            shutil.copytree(report_file.parent, corpus)
            (corpus / report_file.name).unlink()
            made = corpus / report_file.with_suffix(suffix).name
            made.write_bytes(data)
            lines.append(_asked(corpus, folder / f"index-{name}-{n}", _moved(gold, report_file.name, made.name), told))
    return "\n".join(lines)


def _moved(gold: Sequence[GoldQuestion], name: str, other: str) -> list[GoldQuestion]:
    """Return ``gold`` with the evidence of the file ``name`` in ``other``, its marks as wide as they are printed."""
    return [
        replace(
            one,
            documents=tuple(other if file == name else file for file in one.documents),
            evidence=one.evidence if one.documents and name not in one.documents else _as_wide(one.evidence),
        )
        for one in gold
    ]


def _as_wide(evidence: Sequence[str]) -> tuple[str, ...]:
    return tuple(as_printed("".join(words.split())) for words in evidence)


def _asked(corpus: Path, index: Path, gold: Sequence[GoldQuestion], told: str) -> str:
    summary = summarise(list(evaluate(Assistant.open(corpus, index), list(gold))))
    row = f"| {told} ({len(gold)}) | {' | '.join(_shares(summary.shares))} |"
    print(row, flush=True)
    return row


def _shares(shares: object) -> Sequence[str]:
    assert isinstance(shares, dict)
    return [f"{shares[key].value:.3f}" for key in ("hit@1", "fact_recall", "citation_recall", "refusal")]


if __name__ == "__main__":
    main()
