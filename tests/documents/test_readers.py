"""The documents of the evaluation in all their formats, and workbooks."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import openpyxl
import pytest

from tests.support.office_files import read, saved
from tests.support.samples import TESTS, squeezed
from zhengxie_qa.composing.citations import locator
from zhengxie_qa.documents import read_document
from zhengxie_qa.structure.passages import split_passages

EVALUATION = TESTS.parent / "benchmarks" / "data"
YUNXI = sorted((EVALUATION / "yunxi").iterdir())


def test_every_piece_of_evidence_is_in_the_text_of_its_documents() -> None:
    texts = {path.name: squeezed(read_document(path.parent, path).text) for path in YUNXI}
    assert len(texts) == 6
    questions = map(json.loads, (EVALUATION / "yunxi-dev.jsonl").read_text(encoding="utf-8").splitlines())
    missing = [
        piece
        for question in questions
        for piece in question["evidence"]
        if not any(squeezed(piece) in texts[name] for name in question["doc"])
    ]
    assert missing == []


@pytest.mark.parametrize("path", YUNXI, ids=lambda path: path.name)
def test_no_chrome_is_in_any_passage(path: Path) -> None:
    words = [
        "分享到",
        "上一篇",
        "下一篇",
        "放大",
        "版权所有",
        "数字报",
        "星期",
        "委员登录",
        "设为首页",
        "加入收藏",
        "手机版",
    ]
    words += [
        "政协概况",
        "委员风采",
        "当前位置",
        "热点推荐",
        "友情链接",
        "分辨率",
        "网站标识码",
        "浏览",
        "字号：",
        "责任编辑",
    ]
    words += ["访问统计", "siteConfig", "第三十四次主席会议", "内部资料", "页 共", "政协云溪市委员会文件", "过往期刊"]
    whole = "\n".join(passage.text for passage in split_passages(read_document(path.parent, path)))
    assert [word for word in words if word in whole] == []


def test_a_cell_question_is_answered_by_one_row_with_its_locator() -> None:
    folder = EVALUATION / "yunxi"
    minutes, plan = (read_document(folder, Path(name)) for name in ("yunxi-minutes.docx", "yunxi-plan.pdf"))
    row = next(line for line in minutes.text.split("\n") if "《云溪茶事》终审付印" in line)
    assert row == (
        "序号：4　议题：《云溪茶事》终审付印　责任单位：文化文史和学习委员会"
        "　协同单位：市档案馆、市茶叶协会　完成时限：2024年11月15日前"
    )
    assert locator(minutes, minutes.text.index(row)) == "三、任务分工 › 表1 第4行"
    assert locator(plan, plan.text.index("月份：9月")) == "七、组织保障 › 表1 第7行 › 第2页"


# Workbooks


def test_a_workbook_shows_what_excel_shows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["重点提案办理情况表"])
    sheet.merge_cells("A1:E1")
    sheet.append(["案号", "单位", "金额（万元）", "满意率", "办结日期"])
    sheet.append([47, "住建局", 1234.5, 0.985, datetime.datetime(2024, 11, 15)])
    sheet.append([48, None, 12, 1, datetime.datetime(2024, 12, 1)])
    sheet.merge_cells("B3:B4")
    for row in (3, 4):
        sheet.cell(row, 3).number_format = "#,##0.00"
        sheet.cell(row, 4).number_format = "0.0%"
        sheet.cell(row, 5).number_format = "yyyy年m月d日"
    hidden = book.create_sheet("选项")
    hidden.append(["不该出现"])
    hidden.sheet_state = "hidden"
    found = read(tmp_path, saved(book), "a.xlsx")
    assert found.text.split("\n") == [
        "重点提案办理情况表",
        "案号：47　单位：住建局　金额（万元）：1,234.50　满意率：98.5%　办结日期：2024年11月15日",
        "案号：48　单位：住建局　金额（万元）：12.00　满意率：100.0%　办结日期：2024年12月1日",
    ]
    assert found.metadata.title == "重点提案办理情况表"
    assert locator(found, found.text.index("案号：48")) == "表1 第2行"


def test_sheets_with_names_of_their_own_are_sections(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name, value in (("教育界", 12), ("医卫界", 8)):
        sheet = book.create_sheet(name)
        for row in (["项目", "件数"], ["提案", value]):
            sheet.append(row)
    found = read(tmp_path, saved(book), "a.xlsx")
    assert [one.title for one in found.sections[1:]] == ["教育界", "医卫界"]
    assert locator(found, found.text.index("件数：8")) == "医卫界 › 表3 第1行"
