"""Play conversations turn by turn and measure how many turns are answered well, by kind of turn.

python benchmarks/conversations.py             the files of data/, printed
python benchmarks/conversations.py --write     and the table put into benchmarks/README.md
python benchmarks/conversations.py FILE …      other files; --failures shows the turns that went wrong
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from zhengxie_qa import Assistant
from zhengxie_qa.evaluation import PlayedTurn, Share, play, read_conversations, shares_by_kind

_HERE = Path(__file__).resolve().parent
_BUILD = _HERE.parent / "build" / "eval"
_README = _HERE / "README.md"
_DATA = _HERE / "data"
_FILES = tuple(f"conversations-{name}.jsonl" for name in ("open", "open-2", "open-3", "blind", "blind-2", "blind-3"))
_SHIPPED = "corpus"  # the corpus of this name lies at the top; the others lie in data/, or beside their file


def main() -> None:
    """Print the table, and write it where asked."""
    parser = argparse.ArgumentParser(description="Measure conversations.")
    parser.add_argument("files", nargs="*", metavar="FILE")
    parser.add_argument("--write", action="store_true", help="put the table into benchmarks/README.md")
    parser.add_argument("--failures", action="store_true", help="show the turns that went wrong")
    arguments = parser.parse_args()
    files = [Path(name) for name in arguments.files] or [_DATA / name for name in _FILES]
    runs = {file.stem: _run(file) for file in files}
    if arguments.failures:
        print("\n".join(_failure(each) for played in runs.values() for each in played if each.faults))
    table = _table({name: shares_by_kind(played) for name, played in runs.items()})
    print(table)
    if arguments.write:
        marked = re.compile(r"(<!-- conversations -->\n).*?(<!-- /conversations -->)", re.DOTALL)
        text = marked.sub(lambda match: f"{match.group(1)}{table}\n{match.group(2)}", _README.read_text("utf-8"))
        _README.write_text(text, "utf-8")


def _run(file: Path) -> list[PlayedTurn]:
    assistants: dict[str, Assistant] = {}
    played: list[PlayedTurn] = []
    for conversation in read_conversations(str(file)):
        name = conversation.corpus
        if name not in assistants:
            assistants[name] = Assistant.open(_documents(name, file.parent), _BUILD / f"talk-{name}")
        played += play(assistants[name], conversation)
    return played


def _documents(name: str, beside: Path) -> Path:
    """Return the folder of the corpus ``name``: at the top, in data/, or beside the conversations."""
    if name == _SHIPPED:
        return _HERE.parent / _SHIPPED
    return next((folder / name for folder in (_DATA, beside) if (folder / name).is_dir()), _DATA / name)


def _table(runs: Mapping[str, Mapping[str, Share]]) -> str:
    kinds = sorted({kind for shares in runs.values() for kind in shares if kind})
    rows = [_line("good turns", list(runs)), _line("---", ["---"] * len(runs))]
    rows += [_line(kind or "all", [_share(shares.get(kind)) for shares in runs.values()]) for kind in (*kinds, "")]
    return "\n".join(rows)


def _share(share: Share | None) -> str:
    return "—" if share is None or share.value is None else f"{share.value:.3f} ({share.count} of {share.total})"


def _line(head: str, cells: Sequence[str]) -> str:
    return f"| {' | '.join([head, *cells])} |"


def _failure(each: PlayedTurn) -> str:
    answer = " ".join(each.answer.split())[:240]
    return f"{each.conversation}.{each.number} [{each.turn.kind}] {each.turn.question}\n    {each.faults}\n    {answer}"


if __name__ == "__main__":
    main()
