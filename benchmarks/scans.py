"""Measure the recognition of scanned pages: characters, figures, pages a minute, and questions on scans and on text.

python benchmarks/scans.py                print the tables
python benchmarks/scans.py --write        and put them into benchmarks/README.md
python benchmarks/scans.py --no-questions the recognition alone
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PIL import Image

_HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(_HERE.parent))  # the sheets and the scanner are the tests'

from tests.support.scans import CLEAN, WORN, PrintedPage, Scanner, pdf  # noqa: E402

from zhengxie_qa import Assistant, Document  # noqa: E402
from zhengxie_qa.documents import close_sandbox, read_document  # noqa: E402
from zhengxie_qa.evaluation import evaluate, read_gold, summarise  # noqa: E402
from zhengxie_qa.text import fold  # noqa: E402

_README = _HERE / "README.md"
_REPORT = _HERE.parent / "corpus" / "lingshan-2025.txt"
_QUESTIONS = _HERE / "data" / "lingshan-dev.jsonl"
_LONGEST = 150  # characters of a printed paragraph
_PAGES = 3  # of the report, for each setting
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_TABLE = [
    ["承办单位", "提案（件）", "办结（件）", "满意率", "经费（万元）"],
    ["教育局", "27", "26", "96.3%", "1,204.5"],
    ["水利局", "19", "19", "100%", "836.0"],
    ["农业农村局", "31", "30", "97.1%", "2,517.8"],
    ["卫生健康局", "14", "13", "92.9%", "459.6"],
]


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


def printed(dpi: int, *, most: int = 1_000, table: bool = False, seal: bool = False) -> tuple[list[Image.Image], str]:
    """Return the pages of the report, up to ``most``, and the text on them; a table and a seal stand on each."""
    pages = [PrintedPage(dpi)]
    said: list[str] = []
    for line in _paragraphs():
        needed = (len(line) / 24 + 2) * pages[-1].size * 1.75 + (150 if table else 30)
        if pages[-1].room < needed and said:
            _finish(pages[-1], said, table, seal, len(pages))
            if len(pages) == most:
                break
            pages.append(PrintedPage(dpi))
        pages[-1].paragraph(line)
        said.append(line)
    else:
        _finish(pages[-1], said, table, seal, len(pages))
    return [page.image for page in pages], "\n".join(said)


def _paragraphs() -> Iterator[str]:
    """Yield the lines of the report below that of its newspaper, long ones a few sentences at a time."""
    for line in filter(None, map(str.strip, _REPORT.read_text("utf-8").split("\n")[1:])):
        piece = ""
        for sentence in re.findall(r"[^。]+。?", line):
            if piece and len(piece) + len(sentence) > _LONGEST:
                yield piece
                piece = ""
            piece += sentence
        yield piece


def _finish(page: PrintedPage, said: list[str], table: bool, seal: bool, number: int) -> None:
    if table:
        page.table(_TABLE, [0.24, 0.18, 0.18, 0.18, 0.22])
        said += ["".join(row) for row in _TABLE]
    page.foot(f"— {number} —")
    if seal:
        page.seal(0.68, 0.55, "政协某某县委员会办公室")


def _recognition(folder: Path) -> str:
    lines = [
        "| scanned at | characters | wrong | figures | wrong | of these marked | right but marked | pages a minute |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for setting in _SETTINGS:
        images, text = printed(setting.dpi, most=_PAGES, table=True, seal=setting.seal)
        path = folder / "scan.pdf"
        path.write_bytes(pdf([setting.scanner.scanned(image) for image in images], setting.dpi))
        started = time.perf_counter()
        document = read_document(folder, path)
        minutes = (time.perf_counter() - started) / 60
        lines.append(_row(setting, text, document, len(images) / minutes))
        print(lines[-1], flush=True)
    close_sandbox()
    return "\n".join(lines)


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
            lines.append("".join(name for name, _, _ in cells))
        lines.append("".join(value for _, _, value in cells) or line)
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
    images, _ = printed(200)
    corpora = {"the text": _REPORT.parent}
    for name, scanner in (("clean", CLEAN), ("worn", WORN)):
        corpus = folder / name
        corpus.mkdir()
        scanned = [replace(scanner, seed=n).scanned(image) for n, image in enumerate(images)]
        (corpus / "report.pdf").write_bytes(pdf(scanned))
        corpora[f"its scan, {name} ({len(images)} pages)"] = corpus
    lines = ["| questions on | hit@1 | fact recall | citation recall | unanswerable refused |", "|---|---|---|---|---|"]
    for name, corpus in corpora.items():
        assistant = Assistant.open(corpus, folder / f"index-{corpus.name}")
        summary = summarise(list(evaluate(assistant, list(read_gold(str(_QUESTIONS))))))
        lines.append(f"| {name} | {' | '.join(_shares(summary.shares))} |")
    return "\n".join(lines)


def _shares(shares: object) -> Sequence[str]:
    assert isinstance(shares, dict)
    return [f"{shares[key].value:.3f}" for key in ("hit@1", "fact_recall", "citation_recall", "refusal")]


if __name__ == "__main__":
    main()
