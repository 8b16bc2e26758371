"""Check written statements and pack them: ``python -m training.statement_set DIR``.

DIR holds ``open-*.jsonl`` and ``blind-*.jsonl``, a record a line.

A record is refused when a field is missing, a lie does not say which of its words lie, or it repeats another.
``--texts DIR`` also holds every line of the passages against the numbered documents they were taken from.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from zhengxie_qa.text import fold

_PACKED = Path(__file__).resolve().parent / "statements" / "statements.jsonl.xz"
_FIELDS = ("document", "passages", "statement", "label", "kind", "style", "words", "note")
_LIKE = 0.9  # share of the pairs of characters that two statements have in common: they are one, written twice


def main() -> None:
    """Check and pack; print what was refused and how many of each kind were kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--texts", type=Path, help="numbered documents, DOCUMENT.txt, a sentence a line")
    options = parser.parse_args()
    kept: list[dict[str, Any]] = []
    refused = 0
    for record in _records(options.folder):
        fault = _fault(record, options.texts) or _twice(record, kept)
        if fault:
            refused += 1
            if record["part"] == "open":
                print(f"{record['document']}: {fault}: {record.get('statement', '')[:60]}")
        else:
            kept.append(record)
    _PACKED.parent.mkdir(exist_ok=True)
    with lzma.open(_PACKED, "wt", encoding="utf-8") as packed:
        packed.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in kept)
    print(f"kept {len(kept)}, refused {refused}")


def _records(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.jsonl")):
        part = path.name.partition("-")[0]
        for line in path.read_text(encoding="utf-8").splitlines():
            yield {"part": part, **json.loads(line)}


def _fault(record: dict[str, Any], texts: Path | None) -> str:
    if missing := [name for name in _FIELDS if name not in record]:
        return f"no {missing[0]}"
    if record["label"] == "lie" and (not record["words"] or record["words"] not in record["statement"]):
        return "the lying words do not stand in the statement"
    if texts is not None:
        text = re.sub(r"\[\d+\]", "", (texts / f"{record['document']}.txt").read_text(encoding="utf-8"))
        if any(line.strip() not in text for passage in record["passages"] for line in passage.split("\n")):
            return "a passage does not stand in the document"
    return ""


def _twice(record: dict[str, Any], kept: list[dict[str, Any]]) -> str:
    pairs = _pairs(record["statement"])
    for other in kept:
        if other["document"] != record["document"] or other["label"] != record["label"]:
            continue
        theirs = _pairs(other["statement"])
        if len(pairs & theirs) >= _LIKE * len(pairs | theirs):
            return "written twice"
    return ""


def _pairs(text: str) -> set[str]:
    plain = re.sub(r"\s", "", fold(text))
    return {plain[at : at + 2] for at in range(len(plain) - 1)}


if __name__ == "__main__":
    main()
