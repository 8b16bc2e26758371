"""A sidecar overrides what was read, says what is wrong with it, and counts as part of its file."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhengxie_qa.documents import HIDDEN, KINDS, corpus_files, read_document
from zhengxie_qa.encoders.loading import load_encoder
from zhengxie_qa.errors import DocumentError
from zhengxie_qa.index.building import is_current, update_index
from zhengxie_qa.index.storage import open_index
from zhengxie_qa.types import Metadata

TEXT = "政协某某县委员会2023年度工作情况\n全年共征集提案236件，立案188件，办复率100%。\n"


def corpus(folder: Path, sidecar: str, name: str = "a.txt.meta.toml") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / name).write_text(sidecar, encoding="utf-8")
    return folder


def metadata(tmp_path: Path, sidecar: str, name: str = "a.txt.meta.toml") -> Metadata:
    return read_document(corpus(tmp_path, sidecar, name), Path("a.txt")).metadata


def test_a_sidecar_overrides_the_fields_it_names_and_no_others(tmp_path: Path) -> None:
    found = metadata(
        tmp_path, 'title = "换个标题"\nyear = 2022\ndate = 2023-01-09\nkind = "工作报告"\nplace = "乙县"\n'
    )
    assert (found.title, found.year, found.date, found.kind) == ("换个标题", 2022, "2023-01-09", "工作报告")
    assert found.place == "乙县"
    assert found.organisation == "政协某某县委员会"


def test_a_sidecar_may_leave_out_the_type_of_its_file_but_the_whole_name_goes_first(tmp_path: Path) -> None:
    assert metadata(tmp_path, 'term = "第八届"', "a.meta.toml").term == "第八届"
    assert metadata(tmp_path, 'term = "第九届"').term == "第九届"


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("author = '某人'", "a.txt.meta.toml 中有不认识的键“author”，可用的键：title、organisation"),
        ("year = '2024'", "a.txt.meta.toml 的“year”应为 1949 到 2100 的整数，实为 '2024'"),
        ("year = true", "的“year”应为 1949 到 2100 的整数"),
        ("date = '2024年1月'", "的“date”应为日期（如 2025-01-07）"),
        ("kind = '报告'", f"的“kind”应为下列之一：{'、'.join(KINDS)}"),
        ("title = 5", "的“title”应为一行文字"),
        ("title = 'a'\n= 3", "a.txt.meta.toml 格式有误"),
        ("#" * 70_000, "a.txt.meta.toml 过大（上限 64 KB）"),
    ],
)
def test_what_is_wrong_is_named_with_file_and_key(tmp_path: Path, content: str, complaint: str) -> None:
    with pytest.raises(DocumentError) as caught:
        metadata(tmp_path, content)
    assert str(caught.value).startswith("a.txt：")
    assert complaint in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_sidecar_is_no_document_and_one_without_a_file_is_reported(tmp_path: Path) -> None:
    corpus(tmp_path, "")
    (tmp_path / "b.docx.meta.toml").write_text("")
    assert [path.name for path in corpus_files(tmp_path).files] == ["a.txt"]
    assert {one.path: one.reason for one in corpus_files(tmp_path).skipped} == {
        "a.txt.meta.toml": HIDDEN,
        "b.docx.meta.toml": "旁边没有它所说明的文档",
    }


def test_a_sidecar_that_leaves_the_corpus_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "outside.toml").write_text("title = '外面'", encoding="utf-8")
    folder = tmp_path / "corpus"
    corpus(folder, "").joinpath("a.txt.meta.toml").unlink()
    (folder / "a.txt.meta.toml").symlink_to(tmp_path / "outside.toml")
    assert read_document(folder, Path("a.txt")).metadata.title == "政协某某县委员会2023年度工作情况"


def test_a_changed_added_or_removed_sidecar_brings_its_file_up_to_date(tmp_path: Path) -> None:
    folder, index, encoder = corpus(tmp_path / "corpus", "year = 2021"), tmp_path / "index", load_encoder()
    sidecar = folder / "a.txt.meta.toml"
    for content, year in (("year = 2021", 2021), ("year = 2022", 2022), (None, 2023), ("year = 2020", 2020)):
        if content is None:
            sidecar.unlink()
        else:
            sidecar.write_text(content, encoding="utf-8")
        update_index(folder, index, encoder)
        assert open_index(index).documents["a.txt"].metadata.year == year
        assert is_current(folder, index, encoder)


def test_a_name_as_long_as_the_file_system_allows_is_read_without_a_sidecar(tmp_path: Path) -> None:
    name = "委员联系界别群众" * 10 + "办法.txt"
    assert 245 < len(name.encode()) <= 255  # bytes: the name fits, with the ending it does not
    folder = corpus(tmp_path / "corpus", "year = 2022\n")
    (folder / name).write_text(TEXT, encoding="utf-8")
    assert [path.name for path in corpus_files(folder).files] == ["a.txt", name]
    assert "征集提案236件" in read_document(folder, Path(name)).text
    index, encoder = tmp_path / "index", load_encoder()
    update_index(folder, index, encoder)
    assert is_current(folder, index, encoder)


def test_a_former_name_of_a_kind_is_read_as_its_present_one(tmp_path: Path) -> None:
    assert metadata(tmp_path, 'kind = "条例"\n').kind == "法规"
