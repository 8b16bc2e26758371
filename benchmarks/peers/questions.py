"""The corpora all toolkits get, as text that our own reader made of the files, and what is asked of each."""

from __future__ import annotations

import json
import lzma
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from peers.parent import ROOT
from zhengxie_qa.documents import close_sandbox, corpus_files, read_document
from zhengxie_qa.evaluation import read_gold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from peers.contract import Text

_DATA = ROOT / "benchmarks" / "data"
_CORPORA = {  # name: documents, question sets with the name each has in the table
    "lingshan": (ROOT / "corpus", {"lingshan": "lingshan-dev"}),
    "yunxi": (_DATA / "yunxi", {"yunxi": "yunxi-dev"}),
    "luting": (_DATA / "luting", {"luting a": "luting-a", "luting c": "luting-c", "luting b": "luting-b"}),
    "fiction": (_DATA / "blind-fiction", {"fictional papers": "blind-fiction"}),
}
_PUBLIC = "public papers"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, in which language, and the strings one of which a passage has to hold to be a hit."""

    set: str
    text: str
    in_english: bool
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents, and the questions asked of them."""

    name: str
    documents: list[Text]
    questions: list[Question]


def corpora(names: list[str] | None, public: Path | None) -> Iterator[Corpus]:
    """Yield the corpora called ``names`` (None: all), and the public papers where their folder is given."""
    kept = {name: _CORPORA[name] for name in names or _CORPORA}
    if public is not None:
        kept["public"] = (public, {_PUBLIC: "blind-real"})
    for name, (folder, sets) in kept.items():
        documents = _texts(folder)
        paths = [path for path, _ in documents]
        questions = [
            Question(shown, gold.asked.question, gold.asked.fields.get("lang") == "en", gold.evidence)
            for shown, file in sets.items()
            for gold in read_gold(str(_DATA / f"{file}.jsonl"))
            if gold.evidence and gold.is_in(paths) and not gold.asked.history
        ]
        yield Corpus(name, documents, questions)
    close_sandbox()


def many(reports: Path) -> Corpus:
    """Return the reports of a file (see ``benchmarks/many.py``) and the questions on one report: for times alone."""
    with (lzma.open if reports.suffix == ".xz" else open)(reports, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    titled = [(f"{row['city']}.txt", f"{row['city']}市2024年政府工作报告\n\n{row['text']}") for row in rows]
    (one,) = corpora(["lingshan"], None)
    return Corpus("many", titled + one.documents, one.questions)


def _texts(folder: Path) -> list[Text]:
    read = [read_document(folder, path) for path in corpus_files(folder).files]
    return [(document.path, document.text) for document in read]
