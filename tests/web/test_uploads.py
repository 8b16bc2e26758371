"""What visitors may put into the corpus folder and take out of it."""

from __future__ import annotations

import io
import threading
import unicodedata
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.office_files import saved
from zhengxie_qa import Assistant
from zhengxie_qa.documents import uploads as intake
from zhengxie_qa.documents.uploads import checked_name
from zhengxie_qa.errors import DocumentError, UsageError
from zhengxie_qa.web.live_corpus import Library


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


# --- while a file is looked at ---


def unpacking_to(megabytes: int) -> bytes:
    """A Word file of many paragraphs, a hundredth of what it unpacks to."""
    made = docx.Document()
    made.add_paragraph("丙县政协工作报告")
    made.add_paragraph("全年开展委员视察17次。")
    times = megabytes * 2**20 // 120
    paragraph = "<w:p><w:r><w:t>一、全年开展委员视察，提出意见建议，推动解决问题。</w:t></w:r></w:p>"
    packed, result = zipfile.ZipFile(io.BytesIO(saved(made))), io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as repacked:
        for part in packed.namelist():
            content = packed.read(part).decode("utf-8", "surrogateescape")
            if part == "word/document.xml":
                content = content.replace("</w:body>", paragraph * times + "</w:body>")
            repacked.writestr(part, content.encode("utf-8", "surrogateescape"))
    return result.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("大.docx", unpacking_to(47), "解析超过 6 秒"),
        ("大.txt", "一、全年开展委员视察，提出意见建议。\n".encode() * 100_000, "时间或内存过多"),
    ],
)
def test_a_file_that_takes_too_long_is_given_up_and_not_kept(
    library: Library, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, said: str
) -> None:
    monkeypatch.setattr(intake, "seconds_for", lambda _: 0.5)  # after the parser, which has limits of its own
    with pytest.raises(DocumentError, match=said):
        library.add(name, data)
    assert not (corpus_of(library) / name).exists()


def test_others_do_not_wait_for_a_file_that_is_looked_at(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on, real = threading.Event(), threading.Event(), intake._read_in_full

    def slow(path: Path, seconds: float) -> str:
        if path.name == "慢.txt":
            begun.set()
            go_on.wait()
        return real(path, seconds)

    monkeypatch.setattr(intake, "_read_in_full", slow)
    with ThreadPoolExecutor(1) as aside:
        waiting = aside.submit(library.add, "慢.txt", report("丁县", 9).encode())
        begun.wait()
        assert library.add("快.txt", report("戊县", 8).encode()) == "快.txt"
        library.update()
        assert "快.txt" in library.assistant.documents
        go_on.set()
        assert waiting.result() == "慢.txt"


def test_a_file_that_came_meanwhile_is_not_overwritten(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    real = intake._read_in_full

    def beaten(path: Path, seconds: float) -> str:
        (corpus_of(library) / path.name).write_text("先到", encoding="utf-8")
        return real(path, seconds)

    monkeypatch.setattr(intake, "_read_in_full", beaten)
    with pytest.raises(UsageError, match="没有覆盖"):
        library.add("新.txt", report("丁县", 9).encode())
    assert (corpus_of(library) / "新.txt").read_text(encoding="utf-8") == "先到"


def test_only_so_many_are_looked_at_at_once(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    full, go_on = threading.Barrier(3), threading.Event()

    def slow(path: Path, seconds: float) -> str:
        full.wait()
        go_on.wait()
        return ""

    monkeypatch.setattr(intake, "_read_in_full", slow)
    with ThreadPoolExecutor(2) as aside:
        waiting = [aside.submit(library.add, f"{name}.txt", report(name, 9).encode()) for name in "丁戊"]
        full.wait()
        with pytest.raises(UsageError, match="请稍候再试"):
            library.add("己.txt", report("己", 9).encode())
        go_on.set()
        assert [each.result() for each in waiting] == ["丁.txt", "戊.txt"]


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
