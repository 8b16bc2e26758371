"""The documents that the questions are asked of, laid out in small corpora as an office would keep them.

A question is asked of a few dozen documents, not of all: how rare a word is, and which passages stand in another's way,
then is as it will be.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

QUESTIONS = Path(__file__).resolve().parent / "questions"
_CORPORA = 8  # of some forty documents each
_NUMBER = re.compile(r"^\[\d+\] ", re.MULTILINE)  # before each sentence of our own documents
_LINE = "\n"
_PARAGRAPHS = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class AskedCorpus:
    """A folder of documents and the records that are asked of them."""

    folder: Path
    records: tuple[Mapping[str, Any], ...]


def read_records(path: Path) -> list[dict[str, Any]]:
    """Return the records of a file of JSON lines, packed by xz or not."""
    read = lzma.open if path.suffix == ".xz" else open
    with read(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def lay_out(records: Sequence[Mapping[str, Any]], folders: Sequence[Path], into: Path) -> Iterator[AskedCorpus]:
    """Yield corpora below ``into``, made of those documents of ``folders`` that ``records`` name.

    Where a document has a number before each sentence, as ours have, it is put together again. A record of which no
    folder has the document is left out.
    """
    files = {path.stem: path for folder in folders for path in sorted(folder.iterdir()) if path.is_file()}
    wanted = sorted({str(record["document"]) for record in records} & set(files))
    for number in range(_CORPORA):
        own = [name for name in wanted if _corpus_of(name) == number]
        if not own:
            continue
        folder = into / f"corpus-{number}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in own:
            _put(files[name], folder)
        yield AskedCorpus(folder, tuple(record for record in records if record["document"] in own))


def _corpus_of(name: str) -> int:
    return int(hashlib.md5(name.encode(), usedforsecurity=False).hexdigest(), 16) % _CORPORA


def _put(path: Path, folder: Path) -> None:
    text = path.read_text(encoding="utf-8", errors="ignore")
    if not _NUMBER.match(text):
        shutil.copy(path, folder)
        return
    paragraphs = _PARAGRAPHS.split(_NUMBER.sub("", text))
    (folder / path.name).write_text("".join(f"{one.replace(_LINE, '')}\n" for one in paragraphs), encoding="utf-8")
