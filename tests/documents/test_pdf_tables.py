"""Tables of PDF pages: rows and columns that no rule parts, edges drawn twice, headers drawn alone."""

from __future__ import annotations

from collections.abc import Sequence

from tests.support.pdf_pages import Sheet

HEADER = ("指标", "年末数（万人）", "比重（%）")
ROWS = [
    ("常住人口", "86.60", "100.0"),
    ("城镇", "39.26", "45.3"),
    ("乡村", "47.34", "54.7"),
    ("合计", "86.60", "100.0"),
]
READ = ["指标：{}　年末数（万人）：{}　比重（%）：{}".format(*row) for row in ROWS]
EDGES = [72, 220, 340, 460]


def body(sheet: Sheet, rows: Sequence[tuple[str, ...]], top: float, lefts: tuple[float, ...] = (80, 230, 350)) -> None:
    """Write a column of the table after the other, as some programs do."""
    for column, left in enumerate(lefts):
        sheet.column(left, top, [row[column] for row in rows])


def test_rows_without_rules_between_them_are_parted_where_the_lines_of_all_columns_align() -> None:
    sheet = Sheet()
    sheet.rules(EDGES, [700, 680])
    sheet.rules(EDGES, [680, 590])
    body(sheet, [HEADER], 685)
    body(sheet, ROWS, 662)
    assert sheet.lines() == READ


def test_an_edge_that_only_the_header_draws_parts_the_columns_below_it() -> None:
    sheet = Sheet()
    sheet.rules(EDGES, [700, 680])
    sheet.rules([72, 460], [680, 590])
    sheet.canvas.line(340, 680, 340, 590)
    body(sheet, [HEADER], 685)
    body(sheet, ROWS, 662)
    assert sheet.lines() == READ


def test_a_spaced_word_across_such_an_edge_stays_one_word() -> None:
    sheet = Sheet()
    sheet.rules(EDGES, [700, 680, 660])
    sheet.rules([72, 220, 460], [660, 640])
    body(sheet, [HEADER], 685)
    body(sheet, ROWS[:1], 665)
    sheet.put(80, 645, "说明")
    sheet.put(300, 645, "合")
    sheet.put(380, 645, "计")
    assert sheet.lines()[1] == "指标：说明　年末数（万人）：合计"


def test_two_strokes_for_one_edge_make_no_column() -> None:
    sheet = Sheet()
    sheet.rules(EDGES, [700, 680])
    sheet.rules([*EDGES[:3], 472], [680, 590])
    body(sheet, [HEADER], 685)
    body(sheet, ROWS, 662)
    assert sheet.lines() == READ


def test_a_header_in_a_frame_of_its_own_names_the_columns_below_it() -> None:
    sheet = Sheet()
    sheet.rules([72, 340, 460], [700, 680])
    body(sheet, [HEADER], 685, (100, 250, 380))
    for n, row in enumerate([ROWS[0], ("　城镇", *ROWS[1][1:]), ("　乡村", *ROWS[2][1:])]):
        body(sheet, [row], 660 - 20 * n)
    assert sheet.lines() == READ[:3]


def test_a_sentence_broken_in_its_cell_stays_one_cell_beside_another_that_is_broken_too() -> None:
    sheet = Sheet()
    sheet.rules([72, 160, 460], [700, 680, 610])
    sheet.put(80, 685, "月份")
    sheet.put(170, 685, "协商事项")
    sheet.column(75, 662, ["四月上旬到五", "月下旬，共计", "两个月"])
    sheet.column(
        163,
        662,
        [
            "围绕农村饮水安全和乡镇卫生院建设等议题召开",
            "专题协商会，听取部门情况通报，形成协商意见",
            "并送县政府研究办理。",
        ],
    )
    assert sheet.lines() == [
        "月份：四月上旬到五月下旬，共计两个月　"
        "协商事项：围绕农村饮水安全和乡镇卫生院建设等议题召开专题协商会，听取部门情况通报，形成协商意见并送县政府研究办理。"
    ]


def test_names_beside_names_are_rows_without_a_figure() -> None:
    sheet = Sheet()
    sheet.rules([72, 260, 460], [700, 680, 610])
    body(sheet, [("姓名", "职务")], 685, (80, 270))
    body(sheet, [("张某某", "主席"), ("李某", "副主席"), ("王某某", "秘书长")], 662, (80, 270))
    assert sheet.lines() == ["姓名：张某某　职务：主席", "姓名：李某　职务：副主席", "姓名：王某某　职务：秘书长"]


def test_a_name_broken_over_two_lines_keeps_its_figure() -> None:
    sheet = Sheet()
    sheet.rules([72, 175, 280], [700, 680, 590])
    body(sheet, [("行业", "增速（%）")], 685, (76, 180))
    sheet.column(76, 662, ["农业", "电力热力燃气水供", "应业", "制造业"])
    sheet.column(180, 662, ["3.1", "-23.0"])
    sheet.put(180, 602, "40.5")
    assert sheet.lines() == [
        "行业：农业　增速（%）：3.1",
        "行业：电力热力燃气水供应业　增速（%）：-23.0",
        "行业：制造业　增速（%）：40.5",
    ]
