"""Compare other toolkits' search with ours: the same encoder, documents, questions and machine.

python benchmarks/peers/compare.py                      print the tables
python benchmarks/peers/compare.py --write              and put them into benchmarks/README.md
python benchmarks/peers/compare.py --encoder e5 --corpora lingshan yunxi
python benchmarks/peers/compare.py --public DIR         the public papers too (benchmarks/public_texts.py lays them out)
python benchmarks/peers/compare.py --reports FILE       and times over many reports (the file of benchmarks/many.py)

Environments are made under build/peers/ where they are absent, from PyPI, with the versions in requirements/.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from peers.environments import BUILD, encoder_folder, environment, pinned
from peers.measuring import SHIPPED, Measured, Toolkit, measure
from peers.parent import ROOT, PeerError
from peers.questions import corpora, many
from peers.tables import cost_table, found_table, missing_table

_README = ROOT / "benchmarks" / "README.md"
_OURS = Toolkit("zhengxie", "this project", "peers.on_zhengxie", settings=(SHIPPED,))
_OTHERS = {  # the package whose version says which one it is, what it is called
    "langchain": ("langchain-classic", "langchain"),
    "llamaindex": ("llama-index-core", "LlamaIndex"),
    "haystack": ("haystack-ai", "Haystack"),
    "txtai": ("txtai", "txtai"),
    "raglite": ("raglite", "RAGLite"),
}


def main() -> None:
    """Print the tables, and write them where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the tables into benchmarks/README.md")
    parser.add_argument("--encoder", default="", choices=("", "e5"), help="the encoder of all (default: the bundled)")
    parser.add_argument("--corpora", nargs="+", help="lingshan, yunxi, luting, fiction (default: all)")
    parser.add_argument("--peers", nargs="+", default=list(_OTHERS), choices=_OTHERS, help="default: all")
    parser.add_argument("--public", type=Path, help="folder of the public papers")
    parser.add_argument("--reports", type=Path, help='JSON lines {"city": …, "text": …}, .xz or plain')
    arguments = parser.parse_args()
    asked = list(corpora(arguments.corpora, arguments.public))
    reports = many(arguments.reports) if arguments.reports else None
    measured: list[Measured] = []
    missing: dict[str, str] = {}
    paths = [encoder_folder()]
    for toolkit in (_OURS, *map(_toolkit, arguments.peers)):
        try:
            there = environment(toolkit.name)
            lengths = measured[0].lengths if measured else {}  # ours come first
            made = measure(toolkit, there, (arguments.encoder, paths, BUILD), asked, reports, lengths)
            measured.extend(made)
        except PeerError as error:
            missing[toolkit.title] = str(error)
        print(f"{toolkit.title}: {missing.get(toolkit.title, 'measured')}", file=sys.stderr, flush=True)
    suffix = f"-{arguments.encoder}" if arguments.encoder else ""
    tables = {
        f"peers{suffix}": found_table(measured),
        f"peers-cost{suffix}": cost_table(measured, reports is not None),
        f"peers-missing{suffix}": missing_table(missing),
    }
    for mark, table in tables.items():
        print(f"{table}\n")
        if arguments.write:
            _put(mark, table)


def _toolkit(name: str) -> Toolkit:
    package, title = _OTHERS[name]
    return Toolkit(name, f"{title} {pinned(name, package)}", f"peers.on_{name}")


def _put(mark: str, table: str) -> None:
    marked = re.compile(rf"(<!-- {mark} -->\n).*?(<!-- /{mark} -->)", re.DOTALL)
    text = _README.read_text("utf-8")
    _README.write_text(marked.sub(lambda found: f"{found[1]}{table}\n{found[2]}", text), "utf-8")


if __name__ == "__main__":
    main()
