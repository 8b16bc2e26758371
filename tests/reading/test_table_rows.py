"""Tables are read back from the lines of a document's text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.office_files import read
from zhengxie_qa.reading.table_rows import tables_of

TABLE = """# 2023年工作情况

表1 2022年培训情况（单位：元）

| 班次 | 人数 | 经费 |
|---|---|---|
| 一、委员培训 | | |
| 春季班 | 60 | 12000 |
| 其中：女委员 | 20 | 4000 |
| 二、干部培训 | | |
| 合计 | 60 | 12000 |

| 姓名 | 程远 |
|---|---|
| 界别 | 科技界 |
| 审查意见 | ☑同意 □不同意 |
"""


def test_a_row_knows_its_cells_and_what_it_is_part_of(tmp_path: Path) -> None:
    first, form = tables_of(read(tmp_path, TABLE.encode(), "培训.md"))
    assert first.columns == ("班次", "人数", "经费（元）")
    assert [[cell.value for cell in row.cells] for row in first.rows] == [
        ["春季班", "60", "12000"],
        ["春季班其中：女委员", "20", "4000"],
        ["合计", "60", "12000"],
    ]
    assert [(row.is_part, row.is_total) for row in first.rows] == [(False, False), (True, False), (False, True)]
    assert [row.group for row in first.rows] == ["一、委员培训", "一、委员培训", "二、干部培训"]
    assert "表1" in first.caption
    assert "委员培训" not in first.caption
    assert first.years == {2022}  # its caption's, not the document's
    (record,) = form.rows
    assert form.is_form
    assert [(cell.name, cell.value) for cell in record.cells] == [
        ("姓名", "程远"),
        ("界别", "科技界"),
        ("审查意见", "☑同意 □不同意"),
    ]


cells = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=8)


@given(rows=st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=5))
def test_a_cell_stands_where_it_says(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    lines = ["| 甲项 | 乙项 | 丙项 |", "|---|---|---|", *(f"| {' | '.join(row)} |" for row in rows)]
    document = read(tmp_path_factory.mktemp("cells"), "\n".join(lines).encode(), "表.md")
    for table in tables_of(document):
        for row in table.rows:
            for cell in row.cells:
                assert document.text[cell.start : cell.end] == cell.value
                assert cell.line[0] <= cell.start <= cell.end <= cell.line[1]
