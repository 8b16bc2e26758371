"""A corpus that changes while it is asked, and what visitors may put into it."""

from __future__ import annotations

import threading
import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import docx
import pytest
from filelock import FileLock
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.office_files import saved
from zhengxie_qa import Assistant
from zhengxie_qa.documents import read_document
from zhengxie_qa.documents import uploads as intake
from zhengxie_qa.documents.uploads import checked_name
from zhengxie_qa.errors import DocumentError, UsageError
from zhengxie_qa.index import building as indexing
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

    monkeypatch.setattr(indexing, "read_document", slow)
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
    monkeypatch.setattr(indexing, "_LOCK_SECONDS", 0.1)
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

    monkeypatch.setattr(indexing, "split_passages", broken)
    with pytest.raises(UsageError, match="没有更新成") as caught:
        library.update()
    assert "/srv/secret" not in str(caught.value)
    assert "/srv/secret" in caplog.text
    monkeypatch.undo()
    library.update()  # the lock was let go


# --- adding ---


def test_an_added_file_is_answered_from_after_an_update(library: Library) -> None:
    made = docx.Document()
    for text in ("丙县政协工作报告", "全年开展委员视察17次。"):
        made.add_paragraph(text)
    assert library.add("丙县报告.docx", saved(made)) == "丙县报告.docx"
    library.update()
    assert "17次" in library.assistant.ask("全年开展委员视察多少次？").answer


def test_nothing_is_overwritten_and_no_copy_is_kept(library: Library) -> None:
    before = (corpus_of(library) / "甲.txt").read_bytes()
    with pytest.raises(UsageError, match=r"已有名为“甲\.txt”的文件，没有覆盖"):
        library.add("甲.txt", b"\xe6\x96\xb0")
    with pytest.raises(UsageError, match=r"与已有的“甲\.txt”内容完全相同"):
        library.add("另一个名字.txt", before)
    assert (corpus_of(library) / "甲.txt").read_bytes() == before
    assert sorted(path.name for path in corpus_of(library).iterdir()) == ["乙.txt", "甲.txt"]


@pytest.mark.parametrize("name", ["坏.pdf", "坏.docx", "坏.txt", "空.txt"])
def test_a_broken_file_is_named_and_not_kept(library: Library, name: str) -> None:
    with pytest.raises(DocumentError, match=name) as caught:
        library.add(name, b"" if name == "空.txt" else b"\x00\x01\x02\x03" * 50)
    assert "没有收录" in str(caught.value)
    assert not (corpus_of(library) / name).exists()


def test_a_file_that_is_too_large_is_refused(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "LARGEST_UPLOAD", 1000)
    with pytest.raises(UsageError, match="太大"):
        library.add("大.txt", "字".encode() * 1000)
    assert not (corpus_of(library) / "大.txt").exists()


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../甲.txt", "路径"),
        ("/etc/passwd.txt", "路径"),
        ("..\\甲.txt", "路径"),
        ("C:\\甲.txt", "路径"),
        ("甲..txt", "路径"),
        ("甲\x00.txt", "不能使用的字符"),
        ("甲\n乙.txt", "不能使用的字符"),
        ("甲\u202etxt.exe.txt", "不能使用的字符"),
        ("甲\u2028乙.txt", "不能使用的字符"),
        ("甲\u2029乙.txt", "不能使用的字符"),
        ("甲?.txt", "不能使用的字符"),
        ("C:甲.txt", "不能使用的字符"),
        (".甲.txt", "不能使用"),
        ("~$甲.docx", "不能使用"),
        ("NUL.txt", "不能使用"),
        ("甲" * 100 + ".txt", "太长"),
        ("甲.exe", "类型不支持"),
        ("甲.meta.toml", "类型不支持"),
        ("甲", "类型不支持"),
        ("  ", "没有名称"),
    ],
)
def test_a_name_that_may_not_be_is_refused_in_words(library: Library, name: str, reason: str) -> None:
    with pytest.raises(UsageError, match=reason) as caught:
        library.add(name, report("丁县", 9).encode())
    assert "\n" not in str(caught.value)
    assert "\x00" not in str(caught.value)
    assert len(list(corpus_of(library).parent.rglob("*.txt"))) == 2


@settings(max_examples=200)
@given(st.text(max_size=40), st.sampled_from([".txt", ".PDF", ".docx"]))
def test_an_accepted_name_stays_in_its_folder(stem: str, suffix: str) -> None:
    try:
        name = checked_name(stem + suffix)
    except UsageError:
        return
    assert (Path("/corpus") / name).resolve().parent == Path("/corpus")
    assert name == name.strip()
    assert not [c for c in name if unicodedata.category(c).startswith("C")]  # blanks of any script are let in


# --- removing ---


def test_a_removed_file_and_its_sidecar_are_gone(library: Library) -> None:
    (corpus_of(library) / "甲.txt.meta.toml").write_text("year = 2024", encoding="utf-8")
    library.update()
    library.remove("甲.txt")
    library.update()
    assert list(library.assistant.documents) == ["乙.txt"]
    assert [path.name for path in corpus_of(library).iterdir()] == ["乙.txt"]


def test_a_sidecar_that_another_file_uses_stays(library: Library) -> None:
    (corpus_of(library) / "甲.meta.toml").write_text("year = 2024", encoding="utf-8")
    (corpus_of(library) / "甲.md").write_text(report("甲县", 77), encoding="utf-8")
    library.update()
    library.remove("甲.txt")
    assert (corpus_of(library) / "甲.meta.toml").exists()


def test_the_last_file_and_what_is_not_indexed_cannot_be_removed(library: Library, tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_text("秘密")
    for path in ("../outside.txt", "没有.txt", "", str(tmp_path / "outside.txt")):
        with pytest.raises(UsageError, match="没有收录"):
            library.remove(path)
    library.remove("乙.txt")
    with pytest.raises(UsageError, match="最后一份"):
        library.remove("甲.txt")
    assert (tmp_path / "outside.txt").exists()
    assert (corpus_of(library) / "甲.txt").exists()
