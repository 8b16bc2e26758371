"""Play the turns of a trial on the page, in a browser, and write a sheet to grade: see ``docs/trial.md``.

python benchmarks/trial.py DIR FILE             DIR: the documents; FILE: a turn a line, an empty line begins anew
python benchmarks/trial.py DIR FILE --out SHEET --pictures FOLDER
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support.page_visitor import Visitor, arriving, browsing, serving

from zhengxie_qa import Assistant


def main() -> None:
    """Write the sheet: each turn, what the page showed, the sentence it opened, room for a grade."""
    parser = argparse.ArgumentParser(description="Play the turns of a trial on the page.")
    parser.add_argument("documents", type=Path, help="folder of the documents")
    parser.add_argument("turns", type=Path, help="a turn a line; an empty line begins a new conversation")
    parser.add_argument("--out", type=Path, default=Path("trial.md"), help="the sheet (default: trial.md)")
    parser.add_argument("--pictures", type=Path, help="folder for a screenshot of each turn")
    parser.add_argument("--language", default="zh-CN", help="the browser's (default: zh-CN)")
    arguments = parser.parse_args()
    if arguments.pictures:
        arguments.pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as index, browsing() as browser:
        assistant = Assistant.open(arguments.documents, index, progress=True)
        with serving(assistant) as url, arguments.out.open("w", encoding="utf-8") as sheet:
            number = 0
            for turns in _conversations(arguments.turns):
                sheet.write("\n---\n")
                with arriving(browser, url, locale=arguments.language) as visitor:
                    for turn in turns:
                        number += 1
                        sheet.write(_row(number, turn, visitor))
                        sheet.flush()
                        if arguments.pictures:
                            visitor.page.screenshot(path=arguments.pictures / f"{number:02}.png")
    print(f"{number} turns in {arguments.out}")


def _conversations(path: Path) -> Iterator[list[str]]:
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        if turns := [line.strip() for line in block.splitlines() if line.strip()]:
            yield turns


def _row(number: int, turn: str, visitor: Visitor) -> str:
    shown = visitor.ask(turn)
    quoted = "\n".join(f"> {line}" for line in shown.splitlines() if line.strip())
    return f"\n### {number}. {turn}\n\n{quoted}\n\nopened: {_opened(visitor.page)}\n\ngrade: \n"


def _opened(page: Any) -> str:
    """Return what the source beside the answer highlights, or a dash."""
    if not page.locator(".zx-turn").last.locator(".zx-cite").count():
        return "—"
    return "".join(page.locator("mark").all_text_contents()) or "—"


if __name__ == "__main__":
    main()
