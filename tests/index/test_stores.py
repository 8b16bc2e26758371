"""One contract for whatever holds the passages: files of this machine, an engine in this process, a server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.index.stores import KINDS, LOCAL_MODE, OTHER, made, opener
from zhengxie_qa.assistant import Assistant
from zhengxie_qa.encoders import load_encoder
from zhengxie_qa.errors import PassageIndexError
from zhengxie_qa.index import (
    Ask,
    Either,
    Near,
    PassageIndex,
    PassageStore,
    Scored,
    Words,
    indexed_text,
    open_updated,
    update_index,
    without_copies,
)
from zhengxie_qa.index import building as indexing
from zhengxie_qa.index.pieces import make_piece

pytestmark = LOCAL_MODE
Open = Callable[[], PassageStore]
LIMIT = 10


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return made(tmp_path)


@pytest.fixture(params=KINDS)
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Open:
    return opener(request.param, tmp_path)


@pytest.fixture
def plain(corpus: Path, tmp_path: Path) -> PassageIndex:
    """The same corpus in the files of this machine."""
    return open_updated(corpus, tmp_path / "plain", load_encoder())[0]


def update(corpus: Path, store: PassageStore) -> PassageIndex:
    update_index(corpus, store, load_encoder())
    return store.open()


def told(index: PassageIndex, scored: Scored) -> dict[str, float]:
    numbers = scored.numbers.tolist()
    passages = index.read(numbers)
    return {passages[n].text: score for n, score in zip(numbers, scored.scores.tolist(), strict=True)}


def texts(index: PassageIndex) -> dict[str, str]:
    return {path: document.text for path, document in index.documents.items()}


def test_documents_and_passages_come_back_as_they_were(corpus: Path, opened: Open, plain: PassageIndex) -> None:
    update(corpus, opened())
    index = opened().open()
    assert index.manifest == plain.manifest == opened().manifest()
    assert list(index.documents) == list(plain.documents)
    for path, document in plain.documents.items():
        same = index.documents[path]
        assert (same.text, same.sections, same.metadata, same.sha256) == (
            document.text,
            document.sections,
            document.metadata,
            document.sha256,
        )
        numbers = index.numbers_of(path)
        assert [index.passages[n] for n in numbers] == [plain.passages[n] for n in plain.numbers_of(path)]
    assert list(index.passages) == list(plain.passages)
    assert len(index) == len(plain)


def test_what_is_told_of_the_whole_is_the_same(corpus: Path, opened: Open, plain: PassageIndex) -> None:
    index = update(corpus, opened())
    assert (index.newest, index.sections, index.has_articles) == (plain.newest, plain.sections, plain.has_articles)
    assert dict(index.counts) == dict(plain.counts)
    assert list(index.titles) == list(plain.titles) == ["乙县文史资料", "甲县老街保护规划"]
    for token in ("提案", "案", "236", "无关"):
        assert index.knows(token) == plain.knows(token)
        assert index.idf(token) == pytest.approx(plain.idf(token), abs=1e-6)


def test_words_names_and_vectors_find_the_same_with_the_same_scores(
    corpus: Path, opened: Open, plain: PassageIndex
) -> None:
    index, encoder = update(corpus, opened()), load_encoder()
    vector = encoder.encode_query(["提案立案多少件"])[0]
    asks: list[Ask] = [Words("提案立案多少件"), Either(("协商会", "老街保护")), Near(vector), Words("？！"), Either(())]
    for one, other in zip(index.found(asks, LIMIT), plain.found(asks, LIMIT), strict=True):
        assert told(index, one) == pytest.approx(told(plain, other), rel=1e-4, abs=1e-5)
        assert np.all(np.diff(one.numbers) > 0)


def test_a_view_finds_only_its_documents_or_passages(corpus: Path, opened: Open) -> None:
    index = update(corpus, opened())
    view = index.within({"乙.txt"})
    (found,) = view.found([Words("提案")], LIMIT)
    assert {passage.document for passage in view.read(found.numbers.tolist()).values()} == {"乙.txt"}
    assert list(view.documents) == ["乙.txt"]
    assert view.newest == 2025
    (number, *_) = index.numbers_of("甲.txt")
    (found,) = index.among([number]).found([Words("政协提案协商")], LIMIT)
    assert set(found.numbers.tolist()) <= {number}
    whole = index.among(index.numbers_of("甲.txt")).found([Words("提案")], LIMIT)[0]
    assert {p.document for p in index.read(whole.numbers.tolist()).values()} == {"甲.txt"}


def test_a_name_is_looked_for_in_what_the_passages_say(corpus: Path, opened: Open) -> None:
    index = update(corpus, opened())
    assert "老街保护" in index.folded_with(["老街保护"])
    assert "新街保护" not in index.folded_with(["新街保护"])
    assert "老街保护" not in index.within({"乙.txt"}).folded_with(["老街保护"])


def test_of_two_copies_one_is_found(corpus: Path, opened: Open) -> None:
    (corpus / "乙 (1).txt").write_text(OTHER, encoding="utf-8")
    index = without_copies(update(corpus, opened()))
    assert sorted(index.documents) == ["乙.txt", "甲.txt"]


def test_vectors_come_back_as_they_were(corpus: Path, opened: Open) -> None:
    index = update(corpus, opened())
    numbers = index.numbers_of("甲.txt")
    title = index.documents["甲.txt"].metadata.title
    wanted = load_encoder().encode_document([indexed_text(index.passages[n], title) for n in numbers])
    assert np.allclose(index.vectors_of(numbers), wanted, atol=1e-6)


def test_documents_are_added_changed_and_removed_while_a_reader_keeps_what_it_has(corpus: Path, opened: Open) -> None:
    before = update(corpus, opened())
    said = texts(before)
    (corpus / "甲.txt").write_text("甲县政协工作报告\n\n全年征集提案121件。\n", encoding="utf-8")
    (corpus / "乙.txt").unlink()
    (corpus / "丙.txt").write_text("丙县政协工作报告\n\n开展民主监督9次。\n", encoding="utf-8")
    after = update(corpus, opened())
    assert sorted(after.documents) == ["丙.txt", "甲.txt"]
    assert "121件" in after.documents["甲.txt"].text
    assert not after.knows("236")
    assert after.idf("监督") == pytest.approx(np.log(1 + (len(after) - 1 + 0.5) / 1.5))
    (found,) = after.found([Words("征集提案")], LIMIT)
    (passage,) = after.read(found.numbers.tolist()).values()
    assert passage.text.endswith("全年征集提案121件。")
    assert texts(before) == said
    (found,) = before.found([Words("征集提案")], LIMIT)
    assert any("120件" in p.text for p in before.read(found.numbers.tolist()).values())


def test_after_many_updates_it_is_as_if_built_at_once(corpus: Path, opened: Open, tmp_path: Path) -> None:
    for number in range(4):
        (corpus / f"丁{number}.txt").write_text(f"丁县工作报告\n\n第{number}次会议协商老街保护。\n", encoding="utf-8")
        if number:
            (corpus / f"丁{number - 1}.txt").unlink()
        index = update(corpus, opened())
    anew = open_updated(corpus, tmp_path / "anew", load_encoder())[0]
    ask: list[Ask] = [Words("老街保护协商"), Near(load_encoder().encode_query(["老街"])[0])]
    for one, other in zip(index.found(ask, LIMIT), anew.found(ask, LIMIT), strict=True):
        assert told(index, one) == pytest.approx(told(anew, other), rel=0.05)  # lengths are measured by the first mean
    assert texts(index) == texts(anew)


def test_an_update_that_breaks_off_changes_nothing(corpus: Path, opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    before = texts(update(corpus, opened()))
    generation = opened().generation()
    (corpus / "甲.txt").write_text("甲县政协工作报告\n\n全年征集提案121件。\n", encoding="utf-8")
    (corpus / "戊.txt").write_text("戊县政协工作报告\n\n全年征集提案9件。\n", encoding="utf-8")

    def stopped(*arguments: object) -> object:
        if "戊.txt" in arguments:
            raise KeyboardInterrupt
        return make_piece(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(indexing, "make_piece", stopped)
    with pytest.raises(KeyboardInterrupt):
        update(corpus, opened())
    assert opened().generation() == generation
    assert texts(opened().open()) == before
    monkeypatch.undo()
    after = update(corpus, opened())
    assert sorted(after.documents) == ["乙.txt", "戊.txt", "甲.txt"]
    assert len(list(after.passages)) == len(after) == sum(after.counts.values())


def test_there_is_one_writer_at_a_time(corpus: Path, opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhengxie_qa.index.local_store._LOCK_SECONDS", 0.1)
    encoder = load_encoder()
    with opened().writing(encoder.dimension), pytest.raises(PassageIndexError, match="另一个进程正在写"):
        update_index(corpus, opened(), encoder)
    assert update_index(corpus, opened(), encoder).rebuilt


def test_where_nothing_was_written_that_is_said(opened: Open) -> None:
    assert opened().manifest() is None
    assert opened().generation() is None
    with pytest.raises(PassageIndexError, match="zhengxie-qa index"):
        opened().open()


def test_answers_are_the_same_whatever_holds_the_passages(corpus: Path, opened: Open, plain: PassageIndex) -> None:
    encoder = load_encoder()
    one, other = Assistant(update(corpus, opened()), encoder), Assistant(plain, encoder)
    for question in (
        "乙县提案立案多少件？",
        "开展双周协商会多少场？",
        "How many proposals were filed?",
        "新建学校几所？",
    ):
        assert one.ask(question).as_json() | {"ms": {}} == other.ask(question).as_json() | {"ms": {}}
    assert one.suggestions() == other.suggestions()
