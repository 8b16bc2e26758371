"""Assistants over the documents that many tests ask, and what they search for."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from zhengxie_qa import Assistant
from zhengxie_qa.question import Query
from zhengxie_qa.reading import Found, Reader

ROOT = Path(__file__).parent.parent
DATA = Path(__file__).parent / "data"

# A busy machine is no failure: what Hypothesis makes up has all the time it needs.
settings.register_profile("unhurried", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The report that ships in corpus/."""
    return Assistant.open(ROOT / "corpus", tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="session")
def years(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Two years' reports of a fictional city, and a proposal with its reply."""
    folder = tmp_path_factory.mktemp("years")
    corpus = folder / "corpus"
    corpus.mkdir()
    for name in ("yunxi-2023.txt", "yunxi-2024.txt", "yunxi-proposal.md"):
        (corpus / name).write_bytes((DATA / name).read_bytes())
    return Assistant.open(corpus, folder / "index")


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The papers of a fictional city's committee, each in another format."""
    return Assistant.open(ROOT / "benchmarks" / "data" / "yunxi", tmp_path_factory.mktemp("office"))


@pytest.fixture
def searched_here(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are searched for in this process."""
    texts: list[str] = []
    find = Reader.find

    def noted(self: Reader, query: Query, k: int = 10) -> Found:
        texts.append(query.text)
        return find(self, query, k)

    monkeypatch.setattr(Reader, "find", noted)
    return texts
