"""An office's own word lists change what the command line understands, and a wrong one is named."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

REPORT = """青山县政协常委会工作报告

2025年工作回顾

一、提案工作
全年共征集提案236件，立案188件。
各专委会走访企业52家，征求意见31条。
机关全年开展“暖心行”活动12场，惠及群众900人次。
"""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """An office's folder: a report, and a folder for its own words."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "report.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "words").mkdir()
    return tmp_path


def run(office: Path, *arguments: str, lexicon: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command line in the office's folder."""
    start = "from zhengxie_qa.cli import main; raise SystemExit(main())"
    return run_python(office, lexicon, "-c", start, *arguments)


def run_python(office: Path, lexicon: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a process of its own, as lists are read once in each."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ZHENGXIE_")}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=office,
        env={**environment, "ZHENGXIE_LEXICON": lexicon, "ZHENGXIE_READER": "off"},  # words alone decide
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def ask(office: Path, question: str, lexicon: str = "words") -> dict[str, object]:
    answered = run(office, "ask", question, "--json", lexicon=lexicon)
    assert answered.returncode == 0, answered.stderr
    answer: dict[str, object] = json.loads(answered.stdout)
    return answer


def own(office: Path, name: str, text: str) -> None:
    (office / "words" / name).write_text(text, encoding="utf-8")


def test_a_synonym_of_the_offices_own_finds_what_the_document_calls_otherwise(office: Path) -> None:
    question = "搞了多少场送温情？"
    assert ask(office, question, lexicon="")["status"] == "not_found"
    own(office, "synonyms.txt", "# 本单位的叫法\n暖心行 送温情\n")
    answer = ask(office, question)
    assert answer["status"] == "answered"
    assert "12场" in str(answer["answer"])


def test_a_small_talk_phrase_of_the_offices_own_is_answered_as_talk(office: Path) -> None:
    assert ask(office, "山水相逢", lexicon="")["status"] == "not_found"
    own(office, "small_talk.txt", "[farewell]\n山水相逢 / 回见您嘞\n")
    assert ask(office, "山水相逢")["status"] == "talk"
    assert ask(office, "你好")["status"] == "talk", "our own phrases hold as before"


def test_a_kind_of_place_of_the_offices_own_is_known_when_documents_are_read_again(office: Path) -> None:
    """Documents are read with the lists: an index made with others is made anew, and again without them."""
    for place, count in (("白水盐场", 236), ("青山县", 175)):
        text = f"{place}政协常委会工作报告\n\n2025年工作回顾\n\n一、提案工作\n全年共征集提案{count}件。\n"
        (office / "corpus" / f"{count}.txt").write_text(text, encoding="utf-8")
    (office / "corpus" / "report.txt").unlink()

    def place_read(lexicon: str) -> str:
        show = (
            "from zhengxie_qa import Assistant;print(Assistant.open().documents['236.txt'].metadata.place or '不知道')"
        )
        return run_python(office, lexicon, "-c", show).stdout.strip()

    assert place_read("") == "不知道"
    own(office, "region_units.txt", "盐场\n")
    assert place_read("words") == "白水盐场"
    assert "236件" in str(ask(office, "白水盐场征集了多少件提案？")["answer"])
    assert place_read("") == "不知道"


def test_the_folder_may_be_named_in_the_settings_file_and_doctor_tells_what_is_in_it(office: Path) -> None:
    own(office, "synonyms.txt", "暖心行 送温情\n")
    (office / "zhengxie-qa.toml").write_text('lexicon = "words"\n', encoding="utf-8")
    assert ask(office, "搞了多少场送温情？", lexicon="")["status"] == "answered"
    assert "✓ 词表：本单位补充了 synonyms（1 行）" in run(office, "doctor").stdout


@pytest.mark.parametrize(
    ("command", "name", "data", "said"),
    [
        ("ask", "surname.txt", "欧阳".encode(), "“surname.txt”不是已有的词表。可用的词表"),
        ("index", "readme.md", b"", "“readme.md”不是已有的词表"),
        ("search", "surnames.txt", "欧阳".encode("gb18030"), "不是 UTF-8 文字"),
        ("doctor", "small_talk.txt", "回见\n".encode(), "第一行应是一个部分的名称：[filler]"),
        ("ask", "small_talk.txt", "[bye]\n回见\n".encode(), "没有“[bye]”这个部分"),
        ("doctor", "english.txt", "salt works 盐场\n".encode(), "“salt works 盐场”应写作"),
    ],
)
def test_a_list_that_cannot_be_used_is_named(office: Path, command: str, name: str, data: bytes, said: str) -> None:
    (office / "words" / name).write_bytes(data)
    question = ["征集了多少件提案？"] if command in ("ask", "search") else []
    done = run(office, command, *question, lexicon="words")
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_folder_that_is_not_there_is_named(office: Path) -> None:
    done = run(office, "doctor", lexicon="nowhere")
    assert done.returncode == 2
    assert "词表文件夹" in done.stderr
    assert "nowhere 无法读取" in done.stderr
