"""The same questions over the same passages, from each store: time and memory as the passages grow.

python benchmarks/stores.py [--sizes 1000,10000,100000] [--write]

Reports are made from those of the question sets, each with a place and figures of its own, until there are as many
passages; the questions are the sets'. Every store is measured in processes of its own, one after the other in one run.
``qdrant`` (a server) is measured too where ZHENGXIE_STORE_URI names one.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from zhengxie_qa import Assistant
from zhengxie_qa.encoders import load_encoder
from zhengxie_qa.evaluation import read_gold
from zhengxie_qa.index import store_of, update_index
from zhengxie_qa.store_settings import StoreSettings

_HERE = Path(__file__).resolve().parent
_README = _HERE / "README.md"
_REPORTS = _HERE / "data" / "yunxi"
_QUESTIONS = _HERE / "data" / "yunxi-dev.jsonl"
_PLACE = "云溪"
_NAMES = "青山白水金沙长宁永和安丰泰康新建大通平昌乐清河阳石门东林南江北川西桥"
_ASKED = 60
_COLUMNS = (
    "store",
    "passages",
    "index, s",
    "add a report, s",
    "open, s",
    "question p50, ms",
    "p95, ms",
    "memory, MB",
    "disk, MB",
)


def main() -> None:
    """Print the table, and write it where asked."""
    parser = argparse.ArgumentParser(description="Time and memory of each store as the passages grow.")
    parser.add_argument("--sizes", default="1000,10000")
    parser.add_argument(
        "--stores", default="local,qdrant-edge" + (",qdrant" if os.environ.get("ZHENGXIE_STORE_URI") else "")
    )
    parser.add_argument("--folder", type=Path, default=_HERE.parent / "build" / "eval" / "stores")
    parser.add_argument("--write", action="store_true", help="put the table into benchmarks/README.md")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(_ask_all(arguments.one[0], Path(arguments.one[1]))))
        return
    rows = []
    for size in map(int, arguments.sizes.split(",")):
        folder = arguments.folder / str(size)
        shutil.rmtree(folder, ignore_errors=True)
        write_reports(folder / "corpus", size)
        for store in arguments.stores.split(","):
            rows.append(_measured(store, folder))
            print(f"| {' | '.join(rows[-1])} |", flush=True)
    table = "\n".join(f"| {' | '.join(row)} |" for row in (_COLUMNS, ["---"] * len(_COLUMNS), *rows))
    if arguments.write:
        marked = re.compile(r"(<!-- stores -->\n).*?(<!-- /stores -->)", re.DOTALL)
        _README.write_text(marked.sub(rf"\g<1>{table}\n\g<2>", _README.read_text("utf-8")), "utf-8")


def write_reports(folder: Path, passages: int) -> None:
    """Write reports into ``folder`` until they have about so many ``passages``, those of the questions first."""
    folder.mkdir(parents=True)
    chance, made, number = random.Random(5), 0.0, 0
    originals = [path for path in sorted(_REPORTS.iterdir()) if path.suffix == ".txt"]
    for path in sorted(_REPORTS.iterdir()):
        shutil.copyfile(path, folder / path.name)
    while made < passages:
        original = originals[number % len(originals)]
        place = "".join(chance.choices(_NAMES, k=2))
        text = original.read_text(encoding="utf-8").replace(_PLACE, place)
        text = re.sub(r"(?<![\d年])\d{1,3}(?![\d年月日])", lambda _: str(chance.randint(1, 999)), text)
        (folder / f"{number:06}-{place}-{original.name}").write_text(text, encoding="utf-8")
        made += len(text) / 190  # characters of a passage, on the mean
        number += 1


def _settings(store: str) -> StoreSettings:
    return StoreSettings(
        store, os.environ.get("ZHENGXIE_STORE_URI") if store == "qdrant" else None, collection="zhengxie-bench"
    )


def _measured(store: str, folder: Path) -> Sequence[str]:
    corpus, index = folder / "corpus", folder / f"index-{store}"
    place, encoder = store_of(index, _settings(store)), load_encoder()
    first = _seconds(lambda: update_index(corpus, place, encoder))
    more = corpus / "追加.txt"
    more.write_text("青云县政协工作报告\n\n全年征集提案331件，立案275件。\n", encoding="utf-8")
    added = _seconds(lambda: update_index(corpus, place, encoder))
    more.unlink()
    command = [sys.executable, __file__, "--one", store, str(folder)]
    told = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    disk = sum(path.stat().st_size for path in index.rglob("*") if path.is_file()) / 1e6
    times = (f"{first:.1f}", f"{added:.2f}", f"{told['open']:.2f}", f"{told['p50']:.0f}", f"{told['p95']:.0f}")
    return (store, f"{told['passages']:,}", *times, f"{told['memory']:.0f}", f"{disk:.0f}")


def _ask_all(store: str, folder: Path) -> dict[str, Any]:
    """Open what was indexed, as another process, and ask; memory is what the process held at most."""
    place, encoder = store_of(folder / f"index-{store}", _settings(store)), load_encoder()
    started = time.perf_counter()
    index = place.open()
    opened = time.perf_counter() - started
    assistant = Assistant(index, encoder)
    assistant.warm_up(overview=False)
    asked = [gold.asked for gold in read_gold(str(_QUESTIONS)) if not gold.asked.history][:_ASKED]
    times = sorted(_seconds(lambda one=one: assistant.ask(one.question, model="")) for one in asked)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    middle, late = times[len(times) // 2] * 1000, times[int(0.95 * len(times))] * 1000
    return {"passages": len(index), "open": opened, "p50": middle, "p95": late, "memory": memory}


def _seconds(work: Any) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
