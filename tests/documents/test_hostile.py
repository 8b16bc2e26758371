"""Files made to break a reader are skipped by name, in bounded memory, and the others are indexed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.hostile import COUNT, write_hostile
from zhengxie_qa.documents import close_sandbox, read_document, sandbox
from zhengxie_qa.documents.file_reading import LARGEST
from zhengxie_qa.encoders.loading import load_encoder
from zhengxie_qa.errors import DocumentError
from zhengxie_qa.index.building import update_index
from zhengxie_qa.index.storage import open_index

GOOD = "工作报告\n全年共征集提案236件，立案188件，办复率100%。\n"
MOST_MEMORY = 1024  # MB
INDEX = """
import re, resource, sys
from pathlib import Path
from zhengxie_qa.embedding import load_encoder
from zhengxie_qa.index import update_index

update_index(Path(sys.argv[1]), Path(sys.argv[2]), load_encoder())
# VmHWM, not ru_maxrss: that starts from what the process held which started this one.
print(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
"""


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    corpus = tmp_path_factory.mktemp("attacked")
    names = write_hostile(corpus)
    (corpus / "good.txt").write_text(GOOD, encoding="utf-8")
    with (corpus / "100-megabytes.txt").open("wb") as file:
        file.truncate(100 * 2**20)
    return corpus, [*names, "100-megabytes.txt"]


def test_the_inputs_are_many_and_the_same_every_time(attacked: tuple[Path, list[str]], tmp_path: Path) -> None:
    corpus, names = attacked
    assert len(set(names)) == COUNT + 1
    again = write_hostile(tmp_path)
    damaged = [name for name in again if name.endswith((".html", ".txt", ".md", ".mht"))]
    for name in damaged:
        assert (
            hashlib.sha256((tmp_path / name).read_bytes()).digest()
            == hashlib.sha256((corpus / name).read_bytes()).digest()
        )


def test_all_of_them_are_indexed_or_reported_by_name(attacked: tuple[Path, list[str]], tmp_path: Path) -> None:
    corpus, names = attacked
    run = subprocess.run(
        [sys.executable, "-c", INDEX, corpus, tmp_path / "index"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert max(map(int, run.stdout.split())) < MOST_MEMORY
    index = open_index(tmp_path / "index")
    skipped = index.manifest.skipped
    assert index.documents["good.txt"].text == GOOD.strip()
    assert set(names) - set(skipped) - set(index.documents) == set()
    for name, reason in skipped.items():
        listed = name not in names or name.endswith(".zip")  # in a packed file, or one: see test_packed
        assert listed or reason.startswith(f"{name}：")
        assert "\n" not in reason
        assert any("一" <= char <= "鿿" for char in reason)


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("bomb-ratio", "疑为压缩炸弹"),
        ("bomb-count", "压缩包内文件过多（6000 个）"),
        ("laughs.docx", "含 XML 实体"),
        ("outside-entity", "含 XML 实体"),
        ("locked", "有密码保护"),
        ("scan", "是扫描件，没有"),
        ("deep-5000", "网页嵌套过深"),
        ("no-office", "需要 LibreOffice，请安装后重新索引"),
        ("100-megabytes", f"文件过大（100 MB，上限 {LARGEST >> 20} MB）"),
        ("no-pdf", "PDF 文件已损坏"),
    ],
)
def test_an_attack_is_named_for_what_it_is(
    attacked: tuple[Path, list[str]], monkeypatch: pytest.MonkeyPatch, kind: str, reason: str
) -> None:
    corpus, names = attacked
    monkeypatch.setenv("PATH", "")
    meant = [name for name in names if kind in name]
    assert meant
    for name in meant:
        with pytest.raises(DocumentError, match=reason):
            read_document(corpus, Path(name))


BROKEN = """
import os, time

def hang(data): time.sleep(60)
def spin(data):
    while True: pass
def crash(data): os.abort()
def chatter(data): print("noise"); raise ValueError("two\\nlines")
"""


@pytest.mark.parametrize(
    ("reader", "reason"),
    [
        ("hang", "解析超过 1 秒，已跳过"),
        ("spin", "解析超过 1 秒，已跳过"),
        ("crash", "解析时出错退出"),
        ("chatter", "无法解析"),
    ],
)
def test_a_reader_that_breaks_is_reported_and_the_next_file_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reader: str, reason: str
) -> None:
    (tmp_path / "broken.py").write_text(BROKEN)
    close_sandbox()
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert (
        sandbox.read_apart("zhengxie_qa.documents.formats.plain", "read_plain", GOOD.encode()).lines[0].text
        == "工作报告"
    )
    monkeypatch.setattr(sandbox, "_SECONDS", 1.0)
    with pytest.raises(ValueError, match=reason):
        sandbox.read_apart("broken", reader, b"")
    monkeypatch.undo()
    assert (
        sandbox.read_apart("zhengxie_qa.documents.formats.plain", "read_plain", GOOD.encode()).lines[0].text
        == "工作报告"
    )
    close_sandbox()


def test_the_process_ends_with_the_indexing(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"<p>{GOOD}</p>", encoding="utf-8")
    update_index(tmp_path, tmp_path / "index", load_encoder())
    assert sandbox._sandbox._process is None
    close_sandbox()


def test_a_file_that_changes_while_it_is_read_is_brought_up_to_date_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus, index, encoder = tmp_path / "corpus", tmp_path / "index", load_encoder()
    corpus.mkdir()
    path = corpus / "a.txt"
    path.write_text(GOOD, encoding="utf-8")
    real = Path.read_bytes

    def read_and_change(self: Path) -> bytes:
        data = real(self)
        if self == path:
            monkeypatch.undo()
            path.write_text(GOOD.replace("236", "237"), encoding="utf-8")
        return data

    monkeypatch.setattr(Path, "read_bytes", read_and_change)
    update_index(corpus, index, encoder)
    assert "236件" in open_index(index).documents["a.txt"].text
    update_index(corpus, index, encoder)
    assert "237件" in open_index(index).documents["a.txt"].text


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is closed to the superuser")
def test_a_folder_and_a_file_that_are_closed_stop_nothing(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    (corpus / "closed").mkdir(parents=True)
    (corpus / "closed.txt").write_text(GOOD)
    (corpus / "good.txt").write_text(GOOD, encoding="utf-8")
    for name in ("closed", "closed.txt"):
        (corpus / name).chmod(0)
    update_index(corpus, tmp_path / "index", load_encoder())
    skipped = open_index(tmp_path / "index").manifest.skipped
    (corpus / "closed").chmod(0o700)
    assert set(skipped) == {"closed", "closed.txt"}
    assert "没有权限" in skipped["closed"]
