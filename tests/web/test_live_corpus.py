"""A corpus that changes while it is asked, and what visitors may put into it."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock
from numpy.typing import NDArray

from zhengxie_qa import Assistant
from zhengxie_qa.documents import read_document
from zhengxie_qa.encoders import load_encoder
from zhengxie_qa.errors import EncoderError, UsageError
from zhengxie_qa.index import local_store, pieces
from zhengxie_qa.web.live_corpus import Library

QUESTION = "全年征集提案多少件？"


def report(place: str, number: int) -> str:
    return f"{place}政协工作报告\n\n全年征集提案{number}件，立案98件。\n"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "甲.txt").write_text(report("甲县", 120), encoding="utf-8")
    (corpus / "乙.txt").write_text("乙县政协章程\n\n第一条 委员应当按时参加会议。\n", encoding="utf-8")
    return Library(Assistant.open(corpus, tmp_path / "index"), corpus, tmp_path / "index", uploads=True)


def corpus_of(library: Library) -> Path:
    return library._corpus


def change(library: Library, number: int) -> None:
    (corpus_of(library) / "甲.txt").write_text(report("甲县", number), encoding="utf-8")


def wait(library: Library) -> None:
    while library.progress.running:
        time.sleep(0.01)


# --- another encoder ---


class Other:
    """The bundled model under another name, which waits until it may go on."""

    name, fingerprint, dimension = "other", "other", load_encoder().dimension

    def __init__(self) -> None:
        self.begun, self.go_on = threading.Event(), threading.Event()
        self.encoded: list[str] = []

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return load_encoder().encode_query(texts)

    def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.begun.set()
        self.go_on.wait()
        self.encoded += texts
        return load_encoder().encode_document(texts)


def test_questions_are_answered_while_another_encoder_reads_and_with_it_afterwards(library: Library) -> None:
    other = Other()
    switching = library.search_with(other)
    other.begun.wait()
    assert "120件" in library.assistant.ask(QUESTION).answer
    assert library.assistant.encoder_name == load_encoder().name
    other.go_on.set()
    switching.join()
    assert library.assistant.encoder_name == "other"
    assert "120件" in library.assistant.ask(QUESTION).answer
    assert len(other.encoded) == len(library.assistant.passages)  # once each


def test_files_change_while_another_encoder_reads(library: Library) -> None:
    other = Other()
    switching = library.search_with(other)
    other.begun.wait()
    change(library, 133)
    library.update()
    assert "133件" in library.assistant.ask(QUESTION).answer
    other.go_on.set()
    switching.join()
    assert library.assistant.encoder_name == "other"
    assert "133件" in library.assistant.ask(QUESTION).answer


def test_an_encoder_that_fails_leaves_the_bundled_one(library: Library, caplog: pytest.LogCaptureFixture) -> None:
    class Failing(Other):
        def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
            raise EncoderError("模型没有输出")

    library.search_with(Failing()).join()
    assert "模型没有输出" in caplog.text
    assert library.assistant.encoder_name == load_encoder().name
    library.update()  # the lock was let go


# --- keeping up ---


def test_a_change_is_noticed_and_answered_after_an_update(library: Library) -> None:
    assert not library.has_changed()
    change(library, 121)
    assert library.has_changed()
    assert "120件" in library.assistant.ask(QUESTION).answer
    library.start_update()
    wait(library)
    assert library.progress.error == ""
    assert not library.has_changed()
    assert "121件" in library.assistant.ask(QUESTION).answer


def test_what_another_process_indexed_is_noticed_too(library: Library, tmp_path: Path) -> None:
    change(library, 125)
    Assistant.open(corpus_of(library), tmp_path / "index")
    assert library.has_changed()
    library.update()
    assert "125件" in library.assistant.ask(QUESTION).answer


def test_a_question_under_way_ends_on_the_index_it_began_with(library: Library) -> None:
    before = library.assistant
    pieces = before.stream(QUESTION)
    for number in (121, 122):  # two generations on: the files of the first are gone
        change(library, number)
        library.update()
    *_, answer = pieces
    assert "120件" in answer.answer  # type: ignore[union-attr]
    assert "120件" in before.ask("征集的提案有多少件？").answer
    assert "122件" in library.assistant.ask(QUESTION).answer


def test_no_question_is_dropped_while_the_index_changes(library: Library) -> None:
    done = threading.Event()

    def ask(turn: int) -> list[str]:
        said: list[str] = []
        while not done.is_set() or not said:
            assistant = library.assistant
            answer = assistant.ask(QUESTION)
            cited = answer.citations[0]
            assert assistant.documents[cited.document].text[cited.start : cited.end] == cited.quote
            said.append(answer.answer)
        return said

    with ThreadPoolExecutor(4) as pool:
        asking = [pool.submit(ask, turn) for turn in range(4)]
        for number in range(121, 127):
            change(library, number)
            library.update()
        done.set()
        said = [answer for future in asking for answer in future.result()]
    assert all(any(f"{number}件" in answer for number in range(120, 127)) for answer in said)


def test_one_update_at_a_time_and_its_progress_is_told(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    change(library, 130)
    go_on, begun, seen = threading.Event(), threading.Event(), []
    real = read_document

    def slow(*arguments: Path) -> object:
        seen.append(library.progress)
        begun.set()
        go_on.wait()
        return real(*arguments)

    monkeypatch.setattr(pieces, "read_document", slow)
    library.start_update()
    begun.wait()
    for forbidden in (library.start_update, library.update, lambda: library.remove("甲.txt")):
        with pytest.raises(UsageError, match="正在更新索引"):
            forbidden()
    assert seen[0].running
    assert seen[0].total == 2
    go_on.set()
    wait(library)
    assert "130件" in library.assistant.ask(QUESTION).answer


def test_another_process_that_writes_the_index_is_named(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local_store, "_LOCK_SECONDS", 0.1)
    change(library, 131)
    with FileLock(tmp_path / "index" / ".lock"), pytest.raises(UsageError, match="另一个进程正在写索引"):
        library.update()
    assert "另一个进程正在写索引" in library.progress.error
    assert "120件" in library.assistant.ask(QUESTION).answer
    library.update()
    assert "131件" in library.assistant.ask(QUESTION).answer


def test_an_update_that_fails_leaves_the_assistant_as_it_was(library: Library) -> None:
    for path in corpus_of(library).iterdir():
        path.unlink()
    library.start_update()
    wait(library)
    assert "没有可以索引的文件" in library.progress.error
    assert "120件" in library.assistant.ask(QUESTION).answer


def test_a_fault_of_ours_is_told_without_its_innards(
    library: Library, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    change(library, 132)

    def broken(*_: object) -> None:
        raise RuntimeError("/srv/secret")

    monkeypatch.setattr(pieces, "split_passages", broken)
    with pytest.raises(UsageError, match="没有更新成") as caught:
        library.update()
    assert "/srv/secret" not in str(caught.value)
    assert "/srv/secret" in caplog.text
    monkeypatch.undo()
    library.update()  # the lock was let go
