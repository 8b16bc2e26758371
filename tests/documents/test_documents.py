"""Reading files: what is refused and why, what is cleaned away, what is kept and known."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.support.samples import DATA, FILES, REPORT, sample, section, squeezed
from zhengxie_qa.documents import HIDDEN, corpus_files, find_documents, read_document
from zhengxie_qa.documents.file_reading import LARGEST
from zhengxie_qa.errors import CorpusError, DocumentError
from zhengxie_qa.types import Document

PARAGRAPH = "常委会认真履行职责，全年共征集提案236件，立案188件，办复率100%，提案者满意率98.5%。"

UNSUPPORTED = (
    "不支持的文件类型（支持 .txt、.md、.docx、.pdf、.html、.htm、.mhtml、.mht、.xlsx、.xls、.ods、.csv、"
    ".doc、.wps、.rtf、.eml、.png、.jpg、.jpeg、.tif、.tiff）"
)


def read(tmp_path: Path, content: str | bytes, name: str = "a.txt") -> Document:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_document(tmp_path, path)


def refusal(tmp_path: Path, content: str | bytes, name: str = "a.txt") -> str:
    with pytest.raises(DocumentError) as caught:
        read(tmp_path, content, name)
    message = str(caught.value)
    assert message.startswith(f"{name}：")
    assert "\n" not in message
    return message.removeprefix(f"{name}：")


# Encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "utf-32"])
def test_the_same_text_is_read_from_every_encoding(tmp_path: Path, encoding: str) -> None:
    text = "提案工作\n" + PARAGRAPH * 3
    assert read(tmp_path, text.encode(encoding)).text == text


def test_big_endian_utf16_with_a_mark_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, b"\xfe\xff" + PARAGRAPH.encode("utf-16-be")).text == PARAGRAPH


def test_traditional_chinese_in_gb18030_is_no_mojibake(tmp_path: Path) -> None:
    text = "中國人民政治協商會議委員會報告，提案辦理情況，各位委員同志，我們要繼續加強協商民主。" * 3
    assert read(tmp_path, text.encode("gb18030")).text == text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "文件是空的"),
        (b" \r\n\t\n", "文件是空的"),
        (b"\xef\xbb\xbf", "没有正文"),
        ("\u200b\ufeff".encode(), "没有正文"),
        ("——\n。。。\n".encode(), "没有正文"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "是二进制文件"),
        (PARAGRAPH.encode("utf-16-le"), "UTF-16 文本须带 BOM"),
        (b"abc\x01\x02\x03def", "含大量控制字符"),
        (PARAGRAPH.encode("utf-16") + b"x", "UTF-16 编码在第 100 字节处损坏"),
        (PARAGRAPH.encode()[:30] + b"\xff" + PARAGRAPH.encode()[30:], "UTF-8 编码在第 30 字节处损坏"),
        (("委員會議記錄，提案辦理情況報告，各位委員同志，我們要繼續加強協商民主。" * 5).encode("big5"), "编码无法识别"),
        (("\ue000" * 9 + "政协").encode(), "含大量无法显示的字符"),
    ],
)
def test_what_is_no_text_is_refused_with_its_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    assert reason in refusal(tmp_path, content)


def test_an_unsupported_type_is_refused_with_the_supported_ones(tmp_path: Path) -> None:
    assert refusal(tmp_path, "x", "a.exe") == UNSUPPORTED


def test_a_file_over_the_limit_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST + 2**20)
    with pytest.raises(DocumentError, match=r"文件过大（33 MB，上限 32 MB）"):
        read_document(tmp_path, path)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "b.txt").mkdir()
    with pytest.raises(DocumentError, match="无法读取（文件不存在）"):
        read_document(tmp_path, tmp_path / "a.txt")
    with pytest.raises(DocumentError, match="不是普通文件"):
        read_document(tmp_path, tmp_path / "b.txt")


def test_a_path_may_be_relative_to_the_corpus(tmp_path: Path) -> None:
    (tmp_path / "2024").mkdir()
    read(tmp_path, PARAGRAPH, "2024/a.txt")
    assert read_document(tmp_path, Path("2024/a.txt")).path == "2024/a.txt"


# Cleaning


def test_newlines_become_one_kind_and_invisible_characters_go(tmp_path: Path) -> None:
    text = "\ufeff政\u200b协\r\n\r\n\r\n委\xad员\u2028提\x07案\x0b工作"
    assert read(tmp_path, text + PARAGRAPH * 9).text == "政协\n\n委员\n提案\n工作" + PARAGRAPH * 9


def test_width_and_inner_spacing_are_kept_while_indents_go(tmp_path: Path) -> None:
    assert read(tmp_path, "　　１２次，12次  （报告）  \n").text == "１２次，12次  （报告）"


def test_lines_broken_at_a_page_width_become_paragraphs_again(tmp_path: Path) -> None:
    wrapped = [PARAGRAPH[i : i + 20] for i in range(0, len(PARAGRAPH), 20)]
    pages = ["一、提案工作", *wrapped, "二、协商工作", *wrapped, "— 1 —", *wrapped, *wrapped]
    assert read(tmp_path, "\n".join(pages)).text.split("\n") == [
        "一、提案工作",
        PARAGRAPH,
        "二、协商工作",
        *[PARAGRAPH] * 3,
    ]


def test_short_lines_that_are_no_broken_paragraphs_stay(tmp_path: Path) -> None:
    names = "\n".join(["主席 张三", "副主席 李四", "秘书长 王五六", "委员 赵七"] * 5)
    titles = "\n".join(["关于加快老旧小区集中充电设施建设的提案", "关于优化学校周边交通秩序管理工作的提案"] * 9)
    assert read(tmp_path, names).text == names
    assert read(tmp_path, titles).text == titles


def test_page_chrome_goes_and_tells_its_facts(tmp_path: Path) -> None:
    page = (
        "某某日报数字报\n2024年01月12日 星期五\n第A03版:两会专版\n上一版  下一版\n放大 缩小 默认\n\n"
        f"关于协商工作的报告\n{PARAGRAPH}(本报综合报道)\n"
        "责任编辑：某某\n分享到:\n上一篇:另一篇报告\n过往期刊\n• 第2024-01-11期\n版权所有 某某融媒体中心"
    )
    document = read(tmp_path, page)
    assert document.text == f"关于协商工作的报告\n{PARAGRAPH}(本报综合报道)"
    assert document.metadata.page == "第A03版:两会专版"
    assert document.metadata.date == "2024-01-12"


@pytest.mark.parametrize(
    "line",
    [
        "分享到的经验有三条。",
        "技术支持体系不断完善",
        "2024年1月12日",
        "上一版方案已经修改，下一步征求意见。",
        "大力推进提案办理",
        "版权保护工作有力推进",
        "编辑出版文史资料3部。",
    ],
)
def test_lines_that_only_resemble_chrome_are_kept(tmp_path: Path, line: str) -> None:
    assert line in read(tmp_path, f"{PARAGRAPH}\n{line}\n{PARAGRAPH}").text


def test_a_page_with_nothing_but_chrome_has_no_text(tmp_path: Path) -> None:
    assert refusal(tmp_path, "上一版 下一版\n分享到:\n放大 缩小 默认\n") == "没有正文"


@pytest.mark.parametrize("name", FILES)
def test_no_chrome_is_left_in_the_sample_documents(name: str) -> None:
    text = sample(name).text
    for word in ("分享到", "过往期刊", "上一篇", "上一版", "放大", "版权所有", "数字报", "星期", "第2024-01-"):
        assert word not in text


@pytest.mark.parametrize("name", FILES)
def test_every_piece_of_evidence_is_in_the_cleaned_text(name: str) -> None:
    text = squeezed(sample(name).text)
    evidence = json.loads((DATA / "evidence.json").read_text(encoding="utf-8"))[name]
    assert evidence
    assert [item for item in evidence if squeezed(item) not in text] == []


# Markdown


def test_markdown_becomes_reading_text(tmp_path: Path) -> None:
    source = (
        "# 关于某事的提案 #\n\n- **提案者**：某支部\n- [x] *已*办理，见[附件](http://a.b/c)\n\n---\n"
        "> **反馈**：满意，\n> 希望提高。\n\n1. **设施缺口大。** 83个小区没有设施。\n2. `第二`项。\n"
    )
    assert read(tmp_path, source, "a.md").text == (
        "关于某事的提案\n\n提案者：某支部\n已办理，见附件\n\n"
        "反馈：满意，希望提高。\n\n1. 设施缺口大。83个小区没有设施。\n2. 第二项。"
    )


def test_a_markdown_table_keeps_its_rows_readable(tmp_path: Path) -> None:
    table = "| 项目 | 数量 |\n|:--|--:|\n| **提案** | 236件 |\n"
    assert read(tmp_path, table, "a.md").text == "项目：提案　数量：236件"


def test_figures_with_stars_are_no_emphasis(tmp_path: Path) -> None:
    assert read(tmp_path, "面积2*3*4米，文件名a_b_c。", "a.md").text == "面积2*3*4米，文件名a_b_c。"


def test_markdown_headings_reach_the_section_tree(tmp_path: Path) -> None:
    document = read(tmp_path, f"# 提案\n{PARAGRAPH}\n## 案由\n{PARAGRAPH}\n# 答复\n{PARAGRAPH}", "a.md")
    assert [(one.level, one.title) for one in document.sections[1:]] == [(1, "提案"), (2, "案由"), (1, "答复")]


def test_underlined_titles_are_headings_and_rules_are_not(tmp_path: Path) -> None:
    document = read(tmp_path, f"提案工作\n====\n{PARAGRAPH}\n---\n{PARAGRAPH}\n", "a.md")
    assert [one.title for one in document.sections[1:]] == ["提案工作"]
    assert document.text.count(PARAGRAPH) == 2


def test_front_matter_gives_the_title(tmp_path: Path) -> None:
    document = read(tmp_path, f'---\ntitle: "某某报告"\ndate: 2024-03-05\n---\n{PARAGRAPH}', "a.md")
    assert document.text == PARAGRAPH
    assert (document.metadata.title, document.metadata.date) == ("某某报告", "2024-03-05")


# Metadata


def test_the_shipped_report_knows_what_it_is() -> None:
    metadata = sample(REPORT).metadata
    assert metadata.title == "中国人民政治协商会议灵石县委员会常务委员会工作报告(摘要)"
    assert metadata.organisation == "中国人民政治协商会议灵石县委员会常务委员会"
    assert metadata.session == "政协第十届灵石县委员会第六次会议"
    assert metadata.page == "第B07版:灵石·两会"
    assert metadata.date == ""  # the list of past issues says nothing about this one
    assert metadata.year == 2025


def test_a_report_is_dated_by_its_session_and_not_by_its_print() -> None:
    metadata = sample("yunxi-2023.txt").metadata
    assert (metadata.date, metadata.year) == ("2024-01-09", 2023)
    assert metadata.session == "政协第九届云溪市委员会第三次会议"


def test_a_proposal_is_dated_by_its_submission() -> None:
    metadata = sample("yunxi-proposal.md").metadata
    assert metadata.title == "关于加快老旧小区电动自行车集中充电设施建设的提案"
    assert metadata.organisation == "民盟云溪市总支部"
    assert (metadata.date, metadata.year) == ("2024-01-08", 2024)


@pytest.mark.parametrize(
    ("top", "title"),
    [
        (
            "中国人民政治协商会议某某市委员会\n常务委员会工作报告\n——在政协某某市第一次会议上",
            "中国人民政治协商会议某某市委员会常务委员会工作报告",
        ),
        ("政 府 工 作 报 告\n市长 张三", "政府工作报告"),
        ("一条窄巷子议出车位\n张三", "一条窄巷子议出车位"),
        ("各位委员：", ""),
    ],
)
def test_a_title_is_found_on_the_title_page(tmp_path: Path, top: str, title: str) -> None:
    assert read(tmp_path, f"{top}\n\n{PARAGRAPH}").metadata.title == title


@pytest.mark.parametrize(
    ("text", "year"),
    [
        (f"工作报告\n（二〇二五年一月七日在政协某市委员会第四次会议上）\n{PARAGRAPH}", 2024),
        (f"政协某县委员会2025年度协商工作计划\n{PARAGRAPH}", 2025),
        (f"情况说明\n{PARAGRAPH}\n某某局\n2024年6月18日", 2024),
        (f"情况说明\n{PARAGRAPH}", None),
    ],
)
def test_the_year_is_read_from_what_the_document_says(tmp_path: Path, text: str, year: int | None) -> None:
    assert read(tmp_path, text).metadata.year == year


# The corpus folder


def test_files_come_sorted_and_what_is_passed_over_has_its_reason(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "c.exe", ".hidden", "~$a.docx"):
        (tmp_path / name).write_text("x")
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "e.TXT").write_text("x")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "f.txt").write_text("x")
    found = corpus_files(tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in found.files] == ["a.md", "b.txt", "d/e.TXT"]
    assert {item.path: item.reason for item in found.skipped} == {
        ".git": HIDDEN,
        ".hidden": HIDDEN,
        "~$a.docx": HIDDEN,
        "c.exe": UNSUPPORTED,
    }
    assert tuple(find_documents(tmp_path)) == found.files


def test_links_out_of_the_corpus_are_not_followed(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    outside = tmp_path / "secret.txt"
    outside.write_text(PARAGRAPH)
    (corpus / "a.txt").symlink_to(outside)
    (corpus / "folder").symlink_to(tmp_path, target_is_directory=True)
    assert {item.path: item.reason for item in corpus_files(corpus).skipped} == {
        "a.txt": "链接指向资料文件夹之外",
        "folder": "链接指向资料文件夹之外",
    }
    with pytest.raises(DocumentError, match="在资料文件夹之外"):
        read_document(corpus, corpus / "a.txt")
    with pytest.raises(DocumentError, match="在资料文件夹之外"):
        read_document(corpus, Path("../secret.txt"))


def test_a_link_within_the_corpus_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PARAGRAPH)
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    assert [path.name for path in find_documents(tmp_path)] == ["a.txt", "b.txt"]
    assert read_document(tmp_path, tmp_path / "b.txt").path == "b.txt"


def test_special_files_and_broken_links_are_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "missing.txt")
    (tmp_path / "c.txt").symlink_to(tmp_path / "c.txt")
    assert {item.path: item.reason for item in corpus_files(tmp_path).skipped} == {
        "a.txt": "不是普通文件",
        "b.txt": "无法读取（文件不存在）",
        "c.txt": "无法读取（链接成环）",
    }
    with pytest.raises(DocumentError, match="链接成环"):
        read_document(tmp_path, tmp_path / "c.txt")


def test_a_missing_corpus_and_a_file_in_its_place_are_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="资料文件夹不存在"):
        corpus_files(tmp_path / "none")
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(CorpusError, match="不是文件夹"):
        corpus_files(tmp_path / "a.txt")


def test_the_sample_sections_carry_the_year_of_their_part() -> None:
    report = sample("yunxi-2024.txt")
    assert section(report, "1．提案办理提质增效").year == 2024
    assert section(report, "（三）在履职为民上再加力").year == 2025
