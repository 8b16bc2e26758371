"""The training pairs by group: a batch is drawn from one group, so that its negatives are of one kind."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from training import corpus
from training.held_back import is_held_back

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Pair(NamedTuple):
    """Two texts that should lie close together."""

    query: str
    passage: str


Groups = dict[str, list[Pair]]

# Small sources of one kind share a group; every other source is its own.
_MERGED = {
    "gov_report_lead": "report_leads",
    "cpc_report_lead": "report_leads",
    "city_report_lead": "report_leads",
    "xi_speech_lead": "report_leads",
    "policy_title_para": "report_leads",
    "tw_law_title": "en_law_title",
    "tw_law_para": "en_law",
    "django_docs": "en_docs",
    "python_docs": "en_docs",
    "tensorflow_docs": "en_docs",
    "electron_docs": "en_docs",
    "paddle_docs": "en_docs",
    "dolphinscheduler_docs": "en_docs",
    "seatunnel_docs": "en_docs",
    "oceanbase_docs": "en_docs",
    "mlqe_pe_wiki": "en_wiki",
    "political_daily": "en_wiki",
    "tatoeba_cmn_eng": "en_tatoeba",
}
LONGEST_PASSAGE = 600  # characters; the index's passages are no longer
CLOZE_PASSAGE = 350  # characters: the size of a passage in the index
CLOZE_KEPT = 0.1  # share of inverse-cloze passages that keep the sentence (Lee et al. 2019, Latent Retrieval)
WINDOW = 2  # aligned neighbours on either side that make an English sentence's Chinese passage
CLAUSE_SHORTEST, CLAUSE_LONGEST = 6, 30  # characters: the size of a question
CLAUSE_KEPT = 0.5  # share of passages that keep the clause: half teach which words tell, half what goes with them
_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?[”’」』）》]*")
_CLAUSE = re.compile(r"[^。！？；，、：\n]+")
_READ = ("cmrc2018", "drcd", "security_mrc", "crud_qa")  # questions about passages: the passages are read once more


def from_files(data: Path, seed: int) -> Groups:
    """Return every group, read from the data folder."""
    groups: Groups = defaultdict(list)
    for row in corpus.rows(data, corpus.PAIRS_ZH):
        if is_held_back(row["src"], row["query"]):
            continue
        groups[_MERGED.get(row["src"], row["src"])].append(Pair(row["query"], row["passage"][:LONGEST_PASSAGE]))
    aligned = [row for row in corpus.rows(data, corpus.PAIRS_ZH_EN) if not is_held_back(row["src"], row["en"])]
    for row in aligned:
        groups[_MERGED.get(row["src"], row["src"])].append(Pair(row["en"], row["zh"][:LONGEST_PASSAGE]))
    groups["en_window"] = list(_windows([(row["src"], row["zh"], row["en"]) for row in aligned]))
    groups["dictionary"] = list(_entries(data))
    chance = random.Random(seed)
    for row in corpus.rows(data, corpus.FORMAL):
        kind = "law" if row["src"] == "laws_cn" else "news"
        for passage in _passages(row["text"]):
            groups[f"cloze_{kind}"] += _blank(passage, chance)
            groups[f"clause_{kind}"] += _clause(passage, chance)
        if 4 <= len(row["title"]) <= 60 and kind == "news" and not is_held_back(row["src"], row["title"]):
            groups["title_body"].append(Pair(row["title"], row["text"][:CLOZE_PASSAGE]))
    for text in dict.fromkeys(pair.passage for name in _READ for pair in groups[name]):
        groups["clause_read"] += _clause(_SENTENCE.findall(text), chance)
    return {name: pairs for name, pairs in groups.items() if pairs}


def _windows(rows: list[tuple[str, str, str]]) -> Iterator[Pair]:
    """Yield each English sentence with the Chinese of its neighbourhood: translation as retrieval."""
    for at, (source, _, english) in enumerate(rows):
        if source in ("tatoeba_cmn_eng", "mlqe_pe_wiki"):
            continue  # single sentences: their neighbours in the file are other texts
        around = rows[max(0, at - WINDOW) : at + WINDOW + 1]
        yield Pair(english, "".join(zh for src, zh, _ in around if src == source)[:LONGEST_PASSAGE])


_NOTE = re.compile(r"\[[^\]]*\]|<[^>]*>|\([^)]*\)|[a-z]+\.")


def _entries(data: Path) -> Iterator[Pair]:
    for row in corpus.rows(data, corpus.DICTIONARY):
        meaning = _NOTE.sub(" ", row["zh"]).strip()
        if meaning and len(row["en"]) >= 2:
            yield Pair(row["en"], meaning[:LONGEST_PASSAGE])


def _passages(text: str) -> Iterator[list[str]]:
    """Yield the sentences of ``text``, a passage at a time."""
    passage: list[str] = []
    size = 0
    for sentence in _SENTENCE.findall(text):
        passage.append(sentence)
        size += len(sentence)
        if size >= CLOZE_PASSAGE:
            yield passage
            passage, size = [], 0
    yield passage


def _blank(passage: list[str], chance: random.Random) -> Iterator[Pair]:
    """Yield one sentence of the passage with the rest of it (inverse cloze)."""
    chosen = [at for at, sentence in enumerate(passage) if 8 <= len(sentence) <= 120]
    if len(passage) < 3 or not chosen:
        return
    at = chance.choice(chosen)
    kept = passage if chance.random() < CLOZE_KEPT else passage[:at] + passage[at + 1 :]
    yield Pair(passage[at], "".join(kept)[:LONGEST_PASSAGE])


def _clause(passage: list[str], chance: random.Random) -> Iterator[Pair]:
    """Yield one clause of the passage with the passage: as short as a question, and often in its words."""
    clauses = [clause for sentence in passage for clause in _CLAUSE.findall(sentence)]
    chosen = [clause for clause in clauses if CLAUSE_SHORTEST <= len(clause) <= CLAUSE_LONGEST]
    if len(passage) < 2 or not chosen:
        return
    clause = chance.choice(chosen)
    text = "".join(passage)
    yield Pair(clause, (text if chance.random() < CLAUSE_KEPT else text.replace(clause, "", 1))[:LONGEST_PASSAGE])
