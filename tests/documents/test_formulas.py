"""Formulas without a cached value: sums and arithmetic are computed, others are said not to be."""

from __future__ import annotations

import io
from collections.abc import Sequence

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.documents.formats.formulas import Formulas
from zhengxie_qa.documents.formats.sheet import read_sheet

ROWS = [
    ("单位", "立案", "办结", "办结率"),
    ("教育局", 12, 11, "=C2/B2"),
    ("水利局", 8, 8, "=C3/B3"),
    ("合计", "=SUM(B2:B3)", "=C2+C3", "=C4/B4"),
]


def lines(rows: Sequence[tuple[object, ...]], percent: str = "") -> list[str]:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cell in book.active[percent] if percent else ():
        cell.number_format = "0.0%"
    buffer = io.BytesIO()
    book.save(buffer)
    return [line.text for line in read_sheet(buffer.getvalue()).lines]


def test_sums_and_shares_are_computed_and_shown_in_their_format() -> None:
    assert lines(ROWS, "D")[-1] == "单位：合计　立案：20　办结：19　办结率：95.0%"


def test_the_row_of_another_formula_is_kept_and_the_cell_named() -> None:
    rows = [ROWS[0][:3], ROWS[1][:3], ("合计", '=SUMIF(A2:A3,"教育局",B2:B3)', 11), ("上年", "=上年!B2", 9)]
    assert lines(rows)[1:] == ["单位：合计　立案：公式未计算　办结：11", "单位：上年　立案：公式未计算　办结：9"]


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=1+2*3-4/2", 5.0),
        ("=-(A1+A2)*10%", -0.5),
        ("=SUM(A1:A3,10)", 15.0),
        ("=AVERAGE($A$1:$A$2)", 2.5),
        ("=MAX(A1:A4)-MIN(A1:A2)", 1.0),
        ("=COUNT(A1:A5)", 2.0),
        ("= sum( a1 : a2 )", 5.0),
        ("=A1/0", None),
        ("=A4+1", None),  # a text
        ("=A9", None),  # itself
        ("=B1", None),  # in a circle
        ("=VLOOKUP(A1,A1:B2,2)", None),
        ("=SUM(Sheet2!A1:A2)", None),
        ("=SUM(A1:XFD1048576)", None),
        ("=" + "(" * 100 + "1" + ")" * 100, None),
        ("=1+", None),
        ("=)", None),
        ("=+", None),
    ],
)
def test_plain_arithmetic_comes_out_right_and_the_rest_not_at_all(formula: str, value: float | None) -> None:
    cells: dict[tuple[int, int], object] = {
        (1, 1): 2,
        (2, 1): 3,
        (4, 1): "提案",
        (1, 2): "=B2",
        (2, 2): "=B1",
        (9, 1): formula,
    }
    assert Formulas(cells).value((9, 1)) == value


@given(st.text("=+-*/(),:%SUM A1B2C3.9", max_size=30))
def test_any_formula_ends(text: str) -> None:
    Formulas({(1, 1): "=" + text, (2, 2): "=A1"}).value((1, 1))


def test_a_long_chain_of_formulas_ends() -> None:
    chain: dict[tuple[int, int], object] = {(n, 1): f"=A{n + 1}+1" for n in range(1, 5_000)}
    assert Formulas(chain).value((1, 1)) is None
