"""Tables as text files: whatever their encoding and delimiter, a row names its cells; a text in a cell is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.office_files import PARAGRAPH, read
from zhengxie_qa.documents.formats.delimited import read_delimited

ROWS = (("界别", "提案数", "满意率"), ("教育界", "1,236", "98.5%"), ("医卫界", "8", "100%"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_encoding_and_delimiter_are_found_out(encoding: str, delimiter: str) -> None:
    text = "\r\n".join(delimiter.join(f'"{cell}"' if "," in cell else cell for cell in row) for row in ROWS)
    lines = read_delimited(text.encode(encoding)).lines
    assert [line.text for line in lines] == [
        "界别：教育界　提案数：1,236　满意率：98.5%",
        "界别：医卫界　提案数：8　满意率：100%",
    ]
    assert [line.row for line in lines] == [(1, 1), (1, 2)]


def test_a_declared_delimiter_goes_before_the_likeliest_one() -> None:
    assert [line.text for line in read_delimited("sep=;\n项目;数量\n提案,信息;12\n".encode()).lines] == [
        "项目：提案,信息　数量：12"
    ]


def test_a_text_in_a_cell_is_read_as_a_text(tmp_path: Path) -> None:
    body = "\n".join(("一、工作回顾", PARAGRAPH * 15, "二、主要任务", "新增就业" + "稳步推进。" * 3))
    data = f'province,year,title,full_text\n某省,2026,2026年某省政府工作报告,"{body}"\n'.encode()
    found = read(tmp_path, data, "a.csv")
    assert found.metadata.title == "2026年某省政府工作报告"
    assert [one.title for one in found.sections[1:3]] == ["一、工作回顾", "二、主要任务"]
    assert PARAGRAPH * 15 in found.text.split("\n")
    assert "province：某省　year：2026　title：2026年某省政府工作报告" in found.text.split("\n")


def test_several_texts_are_sections_named_by_their_titles(tmp_path: Path) -> None:
    data = f"标题,全文\n关于停车的提案,{PARAGRAPH * 15}\n关于绿化的提案,{PARAGRAPH * 16}\n".encode()
    found = read(tmp_path, data, "a.csv")
    assert [one.title for one in found.sections[1:]] == ["关于停车的提案", "关于绿化的提案"]


def test_a_cell_longer_than_the_usual_limit_of_csv_is_read() -> None:
    text = "长" * 200_000
    assert read_delimited(f"标题,全文\n甲,{text}\n".encode()).lines[0].text == text
