"""An index on disk is whole or refused, and the old one survives whatever happens to the new one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from zhengxie_qa.errors import PassageIndexError
from zhengxie_qa.index import storage as store
from zhengxie_qa.index.bm25 import Bm25
from zhengxie_qa.index.passage_index import FileStamp, Manifest
from zhengxie_qa.index.storage import current_generation, open_index, read_manifest, write_generation
from zhengxie_qa.types import Document, Metadata, Passage, Section

BODIES = ("共征集提案236件，立案188件。", "报送社情民意信息102篇。\u2028换行符也要保住。", "开展微协商18场。")
MANIFEST = Manifest("test", "f1", 3, {"报告.txt": FileStamp("a" * 64, 10, 1)}, {"坏.txt": "读不了"})


def make(bodies: Sequence[str]) -> tuple[list[Document], list[Passage], NDArray[np.float32]]:
    text = "".join(bodies)
    root = Section(0, None, 0, "root", "", 0, 0, len(text))
    document = Document("报告.txt", text, Metadata(title="工作报告", year=2025), (root,), "a" * 64)
    passages, at = [], 0
    for body in bodies:
        passages.append(Passage("报告.txt", at, at + len(body), body, 0, ("回顾",), "第1段", 2025))
        at += len(body)
    return [document], passages, np.eye(3, dtype=np.float32)[: len(bodies)]


def write(folder: Path, bodies: Sequence[str] = BODIES) -> None:
    documents, passages, vectors = make(bodies)
    write_generation(folder, MANIFEST, documents, passages, vectors)


def test_what_was_written_is_what_is_opened(tmp_path: Path) -> None:
    write(tmp_path)
    documents, passages, vectors = make(BODIES)
    opened = open_index(tmp_path)
    assert list(opened.documents.values()) == documents
    assert list(opened.passages) == passages
    assert opened.manifest == MANIFEST
    assert np.array_equal(opened.vectors.rows([0, 1, 2]), vectors)


def test_the_index_just_written_is_the_one_that_is_read_back(tmp_path: Path) -> None:
    documents, passages, vectors = make(BODIES)
    fresh = write_generation(tmp_path, MANIFEST, documents, passages, vectors)
    again = open_index(tmp_path)
    assert (fresh.manifest, fresh.documents, fresh.passages) == (again.manifest, again.documents, again.passages)
    for question in ("提案", "社情民意信息"):
        assert fresh.bm25.scores(question, 10).tolist() == again.bm25.scores(question, 10).tolist()
    assert fresh.vectors.scores(vectors[0], 10).tolist() == again.vectors.scores(vectors[0], 10).tolist()


def test_words_and_headings_find_their_passage(tmp_path: Path) -> None:
    write(tmp_path)
    bm25 = open_index(tmp_path).bm25
    assert bm25.scores("社情民意信息", 10).argmax() == 1
    assert bm25.scores("工作报告回顾", 10).min() > 0  # the title and the headings are indexed with each passage


def test_asking_for_more_than_there_is_gives_all_there_is(tmp_path: Path) -> None:
    write(tmp_path)
    opened = open_index(tmp_path)
    assert opened.vectors.scores(np.array([1, 0, 0], dtype=np.float32), 100).tolist() == [1, 0, 0]
    assert opened.bm25.scores("提案", 100).shape == (3,)


def test_other_names_of_one_thing_do_not_add_up(tmp_path: Path) -> None:
    write(tmp_path)
    bm25 = open_index(tmp_path).bm25
    each = [bm25.scores(name, 10) for name in ("社情民意", "提案")]
    either = bm25.found_by_either(["社情民意", "？", "提案"], 10)
    assert np.allclose(either.over(np.arange(3), 0.0), np.maximum(*each))
    assert not bm25.found_by_either([], 10).numbers.size


def test_a_question_without_words_scores_nothing(tmp_path: Path) -> None:
    write(tmp_path)
    assert open_index(tmp_path).bm25.scores("？！", 10).tolist() == [0, 0, 0]


def test_a_new_generation_replaces_the_old_one_and_clears_it_away(tmp_path: Path) -> None:
    write(tmp_path)
    write(tmp_path, BODIES[:2])
    assert len(open_index(tmp_path)) == 2
    assert len(list(tmp_path.glob("generation-*"))) == 1


@pytest.mark.parametrize("survived", range(5))
def test_a_failure_at_any_write_leaves_the_old_index_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, survived: int
) -> None:
    write(tmp_path)
    real, calls = store._write_durably, iter(range(100))

    def fail_after_some(path: Path, data: bytes) -> None:
        if next(calls) >= survived:
            raise OSError(28, "No space left on device")
        real(path, data)

    monkeypatch.setattr(store, "_write_durably", fail_after_some)
    with pytest.raises(PassageIndexError, match="索引写入失败"):
        write(tmp_path, BODIES[:1])
    monkeypatch.undo()
    assert len(open_index(tmp_path)) == 3
    assert len(list(tmp_path.glob("generation-*"))) == 1


def test_leftovers_of_a_killed_writer_are_ignored_and_cleared(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "generation-killed").mkdir()
    (tmp_path / "generation-killed" / "passages.jsonl").write_text("{")
    assert len(open_index(tmp_path)) == 3
    write(tmp_path)
    assert not (tmp_path / "generation-killed").exists()


def test_no_index_is_said_to_be_none(tmp_path: Path) -> None:
    assert read_manifest(tmp_path / "missing") is None
    with pytest.raises(PassageIndexError, match="zhengxie-qa index"):
        open_index(tmp_path / "missing")


def every_file(folder: Path) -> list[Path]:
    generation = current_generation(folder)
    assert generation is not None
    kept = [path for path in generation.rglob("*") if path.is_file() and not path.name.startswith(".")]
    return [*kept, folder / "CURRENT"]


def test_a_truncated_file_is_refused_by_name(tmp_path: Path) -> None:
    write(tmp_path)
    for path in every_file(tmp_path):
        whole = path.read_bytes()
        path.write_bytes(whole[: len(whole) // 2])
        with pytest.raises(PassageIndexError, match="索引") as caught:
            open_index(tmp_path)
        assert "重建" in str(caught.value) or "zhengxie-qa index" in str(caught.value), path
        path.write_bytes(whole)
    assert len(open_index(tmp_path)) == 3


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    write(tmp_path)
    for path in every_file(tmp_path):
        whole = path.read_bytes()
        path.unlink()
        with pytest.raises(PassageIndexError):
            open_index(tmp_path)
        path.write_bytes(whole)


def test_an_index_replaced_while_it_is_opened_is_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path)
    first = current_generation(tmp_path)
    real = store._read_checked

    def replaced_meanwhile(folder: Path, path: Path, checksum: str) -> bytes:
        if current_generation(tmp_path) == first:
            write(tmp_path)  # removes the generation that is being read
        return real(folder, path, checksum)

    monkeypatch.setattr(store, "_read_checked", replaced_meanwhile)
    assert len(open_index(tmp_path)) == 3
    assert current_generation(tmp_path) != first


def test_a_pointer_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").write_text("generation-/../../etc")
    with pytest.raises(PassageIndexError, match="无效"):
        open_index(tmp_path)


def test_an_index_of_another_format_counts_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path)
    monkeypatch.setattr(store, "FORMAT", 999)
    assert read_manifest(tmp_path) is None


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(PassageIndexError, match="file"):
        write(tmp_path / "file" / "index")


def test_a_failure_of_the_keyword_index_is_told_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path)
    before = sorted(path.name for path in tmp_path.iterdir())

    def full(texts: Iterable[str], folder: Path) -> Bm25:
        folder.mkdir()
        (folder / "half").write_text("half")
        raise ValueError("An IO error occurred: 'No space left on device'")

    monkeypatch.setattr(Bm25, "build", full)
    with pytest.raises(
        PassageIndexError, match=r"索引写入失败：.*关键词索引没有写成.*请检查目录权限和磁盘空间"
    ) as told:
        write(tmp_path, BODIES[:1])
    assert "IO error" not in str(told.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert len(open_index(tmp_path)) == len(BODIES)


def test_whatever_ends_the_writing_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(path: Path, data: bytes) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(store, "_write_durably", stopped)
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_opening_writes_nothing_into_the_index(tmp_path: Path) -> None:
    write(tmp_path)
    for path in tmp_path.rglob(".*"):  # what the writer left of its locks
        path.unlink()

    def seen() -> list[tuple[str, int]]:
        return sorted((str(path), path.stat().st_mtime_ns) for path in [tmp_path, *tmp_path.rglob("*")])

    before = seen()
    opened = open_index(tmp_path)
    assert opened.bm25.scores("提案", 10).max() > 0
    assert seen() == before


def test_an_index_that_may_not_be_written_to_is_opened(tmp_path: Path) -> None:
    write(tmp_path)
    folders = [tmp_path, *(path for path in tmp_path.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        assert open_index(tmp_path).bm25.scores("提案", 10).max() > 0
    finally:
        for folder in folders:
            folder.chmod(0o755)
