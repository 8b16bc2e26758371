"""Lay out the public texts that the questions of ``data/blind-real.jsonl`` are asked of.

python benchmarks/public_texts.py DATA OUT

The texts are not in this repository: ``data/blind-real-texts.json`` names each with its collection, its title and the
SHA-256 of the file that is made of it. DATA is a folder with ``formal_zh_text.jsonl.xz`` and ``reports_2024.jsonl.xz``:
one JSON object a line, with ``src``, ``title`` and ``text``, of a report ``city`` and ``text``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
import re
import sys
from collections.abc import Iterator
from pathlib import Path

_LISTED = Path(__file__).resolve().parent / "data" / "blind-real-texts.json"
_LAWS = "laws_cn"  # one article a line
_SHORT = 24  # characters of its beginning that stand for a missing title


def main() -> None:
    """Write the listed texts; exit with 1 where one of them is not among the data."""
    parser = argparse.ArgumentParser(description="Lay out the public texts of the blind questions.")
    parser.add_argument("data", type=Path, help="folder of the packed texts")
    parser.add_argument("out", type=Path, help="folder to write the texts to")
    arguments = parser.parse_args()
    wanted = {one["sha256"]: one["name"] for one in json.loads(_LISTED.read_text("utf-8"))}
    arguments.out.mkdir(parents=True, exist_ok=True)
    for text in _texts(arguments.data):
        data = text.encode()
        if name := wanted.pop(hashlib.sha256(data).hexdigest(), ""):
            (arguments.out / name).write_bytes(data)
    print(f"{len(list(arguments.out.iterdir()))} texts in {arguments.out}")
    if wanted:
        sys.exit(f"not among the data: {', '.join(sorted(wanted.values()))}")


def _texts(folder: Path) -> Iterator[str]:
    articles: dict[str, list[str]] = {}
    for record in _records(folder / "formal_zh_text.jsonl.xz"):
        title, text = record["title"] or "", record["text"]
        if record["src"] == _LAWS:
            articles.setdefault(title, []).append(text)
        else:
            yield _laid_out(title, text)
            yield _laid_out(text[:_SHORT], text)
    for title, texts in articles.items():
        yield _laid_out(title, "\n".join(texts))
    for record in _records(folder / "reports_2024.jsonl.xz"):
        yield _laid_out(f"{record['city']}市政府工作报告（2024年）", record["text"])


def _records(path: Path) -> Iterator[dict[str, str]]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _laid_out(title: str, text: str) -> str:
    """Return the text with its title above it, where it does not begin with it, and without empty lines."""
    plain = re.sub(r"\n\s*\n+", "\n", re.sub(r"[ \t\u3000]+", " ", text).strip())
    return f"{'' if not title or plain.startswith(title[:8]) else title + chr(10)}{plain}\n"


if __name__ == "__main__":
    main()
