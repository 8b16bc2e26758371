"""Written statements are packed only when they are whole, and the benchmark tells a caught lie from a lucky mark."""

from __future__ import annotations

import json
import lzma
from pathlib import Path
from typing import Any

import pytest

from training import statement_set

PASSAGE = "全年立案提案48件。\n办复率100%。"


def record(**changes: Any) -> dict[str, Any]:
    """Return a whole record, a lie, with ``changes``."""
    whole = {
        "document": "demo-1",
        "passages": [PASSAGE],
        "statement": "全年立案提案58件。",
        "label": "lie",
        "kind": "figure",
        "style": "paraphrase",
        "words": "58件",
        "note": "48件",
    }
    return {**whole, **changes}


def packed(folder: Path, monkeypatch: pytest.MonkeyPatch, records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what is packed of ``records``, held against the document they cite."""
    texts, written, target = folder / "texts", folder / "written", folder / "packed" / "statements.jsonl.xz"
    texts.mkdir()
    written.mkdir()
    (texts / "demo-1.txt").write_text("[1] 全年立案提案48件。\n[2] 办复率100%。\n", encoding="utf-8")
    lines = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in records)
    (written / "open-demo-1.jsonl").write_text(lines, encoding="utf-8")
    monkeypatch.setattr(statement_set, "_PACKED", target)
    monkeypatch.setattr("sys.argv", ["statement_set", str(written), "--texts", str(texts)])
    statement_set.main()
    with lzma.open(target, "rt", encoding="utf-8") as kept:
        return [json.loads(line) for line in kept]


def test_a_whole_record_is_kept_with_its_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert packed(tmp_path, monkeypatch, [record()]) == [{"part": "open", **record()}]


@pytest.mark.parametrize(
    "faulty",
    [
        {name: value for name, value in record().items() if name != "note"},
        record(words=""),
        record(words="68件"),
        record(passages=["全年立案提案49件。"]),
    ],
    ids=["no note", "no lying words", "words not in the statement", "passage not in the document"],
)
def test_a_faulty_record_is_refused(faulty: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert packed(tmp_path, monkeypatch, [faulty]) == []


def test_what_is_written_twice_is_kept_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    twin = record(statement="全年立案提案 58 件。", words="58 件")
    assert packed(tmp_path, monkeypatch, [record(), twin]) == [{"part": "open", **record()}]
