"""The index follows the corpus: new, changed and removed files, two writers, files that cannot be read."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from zhengxie_qa.documents import read_document
from zhengxie_qa.encoders.loading import load_encoder
from zhengxie_qa.errors import CorpusError, NotNowError, PassageIndexError
from zhengxie_qa.index import local_store, pieces
from zhengxie_qa.index.building import is_current, open_updated, update_index
from zhengxie_qa.index.local_store import LocalStore
from zhengxie_qa.index.storage import current_generation, open_index
from zhengxie_qa.types import Document, IndexReport


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "甲.txt").write_text("甲县政协工作报告\n\n全年征集提案120件，立案98件。\n", encoding="utf-8")
    (folder / "乙.txt").write_text("乙县政协工作报告\n\n全年征集提案130件，立案88件。\n", encoding="utf-8")
    return folder


def update(corpus: Path) -> IndexReport:
    return update_index(corpus, corpus.parent / "index", load_encoder())


def texts(corpus: Path) -> str:
    return "".join(document.text for document in open_index(corpus.parent / "index").documents.values())


def test_a_corpus_is_indexed_once_and_then_left_alone(corpus: Path) -> None:
    assert update(corpus).rebuilt
    again = update(corpus)
    assert not again.rebuilt
    assert again.documents == 2
    assert is_current(corpus, corpus.parent / "index", load_encoder())


def test_an_edit_that_keeps_size_and_time_is_seen_when_contents_are_compared(corpus: Path) -> None:
    update(corpus)
    path = corpus / "乙.txt"
    status = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("130", "131"), encoding="utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert path.stat().st_size == status.st_size
    assert not update(corpus).rebuilt
    assert update_index(corpus, corpus.parent / "index", load_encoder(), full=True).rebuilt
    assert "131件" in texts(corpus)
    assert not update_index(corpus, corpus.parent / "index", load_encoder(), full=True).rebuilt


def test_a_changed_file_is_read_again_and_the_others_are_not(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    update(corpus)
    (corpus / "乙.txt").write_text("乙县政协工作报告\n\n全年征集提案131件。\n", encoding="utf-8")
    read: list[str] = []

    def watched(root: Path, path: Path) -> Document:
        read.append(path.name)
        return read_document(root, path)

    monkeypatch.setattr(pieces, "read_document", watched)
    assert update(corpus).rebuilt
    assert read == ["乙.txt"]
    assert "131件" in texts(corpus)
    assert "130件" not in texts(corpus)
    assert "120件" in texts(corpus)


def test_a_removed_file_leaves_the_index(corpus: Path) -> None:
    update(corpus)
    (corpus / "乙.txt").unlink()
    assert update(corpus).documents == 1
    assert "乙县" not in texts(corpus)


def test_a_file_that_cannot_be_read_is_named_and_stops_nothing(corpus: Path) -> None:
    (corpus / "坏.txt").write_bytes(b"\x00\x01\x02" * 100)
    report = update(corpus)
    assert report.documents == 2
    assert [item.path for item in report.skipped] == ["坏.txt"]
    assert report.skipped[0].reason


def test_an_empty_corpus_is_refused_and_the_old_index_stays(corpus: Path) -> None:
    update(corpus)
    for path in corpus.iterdir():
        path.unlink()
    with pytest.raises(CorpusError, match="没有可以索引的文件"):
        update(corpus)
    assert "120件" in texts(corpus)


def test_a_missing_corpus_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="nowhere"):
        update_index(tmp_path / "nowhere", tmp_path / "index", load_encoder())


def test_a_damaged_index_is_rebuilt_and_says_so(corpus: Path, caplog: pytest.LogCaptureFixture) -> None:
    update(corpus)
    damaged = next((corpus.parent / "index").rglob("passages.jsonl"))
    damaged.write_bytes(damaged.read_bytes()[:20])
    assert update(corpus).rebuilt
    assert "passages.jsonl" in caplog.text
    assert "重建" in caplog.text
    assert "120件" in texts(corpus)


def test_an_index_of_another_encoder_is_not_mixed_but_rebuilt(corpus: Path) -> None:
    class Renamed:
        name, fingerprint, dimension = "other", "other", load_encoder().dimension
        encode_query = staticmethod(load_encoder().encode_query)
        encode_document = staticmethod(load_encoder().encode_document)

    update_index(corpus, corpus.parent / "index", Renamed())
    assert open_index(corpus.parent / "index").manifest.encoder == "other"
    assert update(corpus).rebuilt
    assert open_index(corpus.parent / "index").manifest.fingerprint == load_encoder().fingerprint


def test_a_second_writer_waits_and_then_says_who_is_in_the_way(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local_store, "_LOCK_SECONDS", 0.1)
    (corpus.parent / "index").mkdir()
    with FileLock(corpus.parent / "index" / ".lock"), pytest.raises(PassageIndexError, match="另一个进程"):
        update(corpus)
    assert update(corpus).rebuilt


def test_a_writer_that_waited_takes_what_the_other_made(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index, encoder = corpus.parent / "index", load_encoder()
    real = LocalStore.writing

    def other_first(store: LocalStore, dimension: int) -> AbstractContextManager[None]:
        monkeypatch.undo()
        update(corpus)
        return real(store, dimension)

    monkeypatch.setattr(LocalStore, "writing", other_first)
    opened, report = open_updated(corpus, index, encoder)
    assert not report.rebuilt
    assert len(opened.documents) == 2
    assert len(list(index.glob("generation-*"))) == 1


def test_an_index_folder_that_cannot_be_made_is_named(corpus: Path) -> None:
    (corpus.parent / "file").write_text("")
    with pytest.raises(PassageIndexError, match="file"):
        update_index(corpus, corpus.parent / "file" / "index", load_encoder())


_WRITER = """
import sys, pathlib
from zhengxie_qa.embedding import load_encoder
from zhengxie_qa.indexing import update_index
corpus, index = map(pathlib.Path, sys.argv[1:])
print("ready", flush=True)
for number in range(1000):
    (corpus / "乙.txt").write_text(f"乙县政协工作报告\\n\\n全年征集提案{number}件。", encoding="utf-8")
    update_index(corpus, index, load_encoder())
"""


@pytest.mark.parametrize("delay", [0.02, 0.06, 0.11, 0.17])
def test_a_writer_killed_at_any_moment_leaves_a_whole_index(corpus: Path, delay: float) -> None:
    update(corpus)
    index = corpus.parent / "index"
    writer = subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(corpus), str(index)], stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    with writer.stdout:
        writer.stdout.readline()
        time.sleep(delay)
        writer.kill()
        writer.wait()
    assert "120件" in texts(corpus)
    (corpus / "丙.txt").write_text("丙县政协工作报告\n\n全年征集提案90件。", encoding="utf-8")
    update(corpus)  # the next writer clears away what the killed one left
    assert len(list(index.glob("generation-*"))) == 1


def test_a_file_that_was_skipped_for_no_fault_of_its_own_is_tried_again(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (corpus / "丙.doc").write_bytes((corpus / "甲.txt").read_bytes())
    tried: list[str] = []

    def without_the_program(root: Path, path: Path) -> Document:
        tried.append(path.name)
        if path.suffix == ".doc":
            raise NotNowError("丙.doc：读取 .doc 需要 LibreOffice，请安装后重新索引")
        return read_document(root, path)

    monkeypatch.setattr(pieces, "read_document", without_the_program)
    assert update(corpus).documents == 2
    generation = current_generation(corpus.parent / "index")
    again = update(corpus)
    assert tried.count("丙.doc") == 2
    assert (again.rebuilt, again.documents) == (False, 2)
    assert [each.path for each in again.skipped] == ["丙.doc"]
    assert current_generation(corpus.parent / "index") == generation
    open_updated(corpus, corpus.parent / "index", load_encoder())
    assert tried.count("丙.doc") == 2  # no question waits for it

    def with_the_program(root: Path, path: Path) -> Document:
        if path.suffix == ".doc":
            return replace(read_document(root, root / "甲.txt"), path="丙.doc")
        return read_document(root, path)

    monkeypatch.setattr(pieces, "read_document", with_the_program)
    installed = update(corpus)
    assert (installed.rebuilt, installed.documents, installed.skipped) == (True, 3, ())


def test_a_file_that_is_broken_is_not_tried_again(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (corpus / "丙.docx").write_bytes(b"PK\x03\x04 broken")
    assert [each.path for each in update(corpus).skipped] == ["丙.docx"]
    monkeypatch.setattr(pieces, "read_document", None)
    assert not update(corpus).rebuilt
