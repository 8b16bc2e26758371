"""Figures are found with their units, whatever they are written in."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.text.figures import find_figures, number_value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("共征集提案236件,立案188件", [("236件", 236, "件"), ("188件", 188, "件")]),
        ("惠及群众1.2万人次", [("1.2万人次", 12000, "人次")]),
        ("捐款捐物860余万元", [("860余万元", 8600000, "元")]),
        ("二百四十七件", [("二百四十七件", 247, "件")]),
        ("十余次交流", [("十余次", 10, "次")]),
        ("意见建议近百条", [("近百条", 100, "条")]),
        ("开展１２次", [("１２次", 12, "次")]),
        ("参与人数达350余人(次)", [("350余人(次)", 350, "人(次)")]),
        ("补助2,300名学生", [("2,300名", 2300, "名")]),
        ("不少于10个点位", [("不少于10个", 10, "个")]),
        ("立案(件):33", [("33", 33, "件")]),
        ("决算（万元）：40.1　备注：无", [("40.1", 401000, "元")]),
        ("本年（万元）预算：12", [("12", 120000, "元")]),
        ("指标：粮食　单位：万吨　产量：12.5　增长率：3", [("12.5", 125000, "吨"), ("3", 3, "")]),
        ("提案：5　件次：3", [("5", 5, ""), ("3", 3, "")]),
        ("多少万元", []),
        ("（单位：百万元）", []),
    ],
)
def test_a_count_is_found_with_its_value_and_unit(text: str, expected: list[tuple[str, int, str]]) -> None:
    found = [(figure.text, figure.value, figure.unit) for figure in find_figures(text)]
    assert found == [(words, Decimal(value), unit) for words, value, unit in expected]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("98.5%", "percent"),
        ("三分之一", "percent"),
        ("超过八成", "percent"),
        ("百分之九十五", "percent"),
        ("2024年1月9日", "date"),
        ("10月", "date"),
        ("22:40", "time"),
        ("第047号", "ordinal"),
        ("十届五次", "ordinal"),
        ("11.6亿元", "money"),
    ],
)
def test_a_figure_knows_what_kind_it_is(text: str, kind: str) -> None:
    figures = find_figures(f"其中{text}会议")
    assert [figure.kind for figure in figures] == [kind]


def test_set_phrases_and_codes_are_no_figures() -> None:
    assert find_figures("“十四五”规划，一是坚持统一，AED2型，万众一心") == []


def test_a_number_inside_a_longer_one_is_not_a_figure_of_its_own() -> None:
    assert [figure.text for figure in find_figures("2361件")] == ["2361件"]


@pytest.mark.parametrize(
    ("number", "value"),
    [("1,200", 1200), ("1.2万", 12000), ("二百四十七", 247), ("十", 10), ("一百零五", 105), ("两万三千", 23000),
     ("三亿五千万", 350000000), ("二〇二四", 2024)],
)  # fmt: skip
def test_a_number_has_its_value(number: str, value: int) -> None:
    assert number_value(number) == Decimal(value)


def test_what_is_no_number_has_no_value() -> None:
    assert number_value("若干") is None


@given(st.text(alphabet="0123456789.,%一二三十百千万亿余近约年月日件次个人元第成分之: ", max_size=40))
def test_figures_are_verbatim_ordered_and_never_overlap(text: str) -> None:
    figures = find_figures(text)
    assert all(text[figure.start : figure.end] == figure.text for figure in figures)
    assert all(a.end <= b.start for a, b in pairwise(figures))
